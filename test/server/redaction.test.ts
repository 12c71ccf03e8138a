import fc from "fast-check";
import { expect, test } from "vitest";
import { createLog } from "../../src/server/log.ts";
import { createRedaction } from "../../src/server/redaction.ts";

const spellings = (secret: string, before: string, after: string): readonly string[] => {
  const whole = Buffer.from(before + secret + after);
  return [
    secret,
    encodeURIComponent(secret),
    whole.toString("base64"),
    whole.toString("base64url"),
    Buffer.from(secret).toString("hex"),
  ];
};

test("a secret is shown in no spelling, whatever stands around it", () => {
  const text = fc.string({ minLength: 0, maxLength: 9 });
  fc.assert(
    fc.property(fc.string({ minLength: 12, maxLength: 60 }), text, text, (secret, before, after) => {
      const redaction = createRedaction();
      redaction.add(secret);
      for (const spelling of spellings(secret, before, after)) {
        const shown = redaction.redact(`token ${spelling} was refused`);
        expect(shown).toContain("[redacted]");
        for (const part of spellings(secret, "", "")) expect(shown).not.toContain(part);
      }
    }),
    { numRuns: 200 },
  );
});

test("words that are no secret stay, and so do short ones that would blacken everything", () => {
  const redaction = createRedaction();
  redaction.add("abc");
  redaction.add("");
  expect(redaction.redact("abc is no secret")).toBe("abc is no secret");
});

test("a line of the log is one JSON object without the secrets in it", () => {
  const lines: string[] = [];
  const redaction = createRedaction();
  redaction.add('pass"word\\1');
  const log = createLog({ write: (line) => lines.push(line), now: () => 0, level: "info", redaction });
  log.info({ address: 'redis://:pass"word\\1@host' }, "could not be reached");
  log.debug("not at this level");
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    { level: 30, time: "1970-01-01T00:00:00.000Z", address: "redis://:[redacted]@host", msg: "could not be reached" },
  ]);
});
