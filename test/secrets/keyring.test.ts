import { createHash, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { ProblemError, type Problem } from "../../src/model/problem.ts";
import { newKeyText, parseKeyring } from "../../src/secrets/keyring.ts";

function problemOf(text: string): Problem | null {
  try {
    parseKeyring(text, "WMMM_KEYRING");
    return null;
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
}

describe("a keyring", () => {
  const newer = newKeyText(randomBytes);
  const older = newKeyText(randomBytes);
  const idOf = (text: string): string =>
    createHash("sha256")
      .update(Buffer.from(text.slice("wmmm_key_".length), "base64url"))
      .digest("hex")
      .slice(0, 16);

  test("is a list with the newest first, by commas or lines", () => {
    for (const text of [`${newer},${older}`, ` ${newer} ,\n${older}\n`, `${newer}\n${older}`]) {
      const ring = parseKeyring(text, "WMMM_KEYRING");
      expect(ring.current.id).toBe(idOf(newer));
      expect(ring.ids).toEqual([idOf(newer), idOf(older)]);
      expect(ring.key(idOf(older))?.bytes).toHaveLength(32);
      expect(ring.key("0000000000000000")).toBeNull();
    }
  });

  test.each([
    ["nothing", "", "There is no key in WMMM_KEYRING."],
    ["only commas", " , ,\n", "There is no key in WMMM_KEYRING."],
    ["a password", "correct horse battery staple", 'Key 1 of 1 in WMMM_KEYRING is none: a key is "wmmm_key_" and 43 letters'],
    ["a key that is cut", newKeyText(randomBytes).slice(0, -1), "Key 1 of 1"],
    ["a second one that is none", `${newKeyText(randomBytes)},zzz-secret-zzz`, "Key 2 of 2"],
  ])("refuses %s, and repeats nothing of it", (_, text, sentence) => {
    const problem = problemOf(text);
    expect(problem?.what).toContain(sentence);
    const words = text.split(/[,\s]+/).filter((word) => word.length > 3);
    expect(words.filter((word) => JSON.stringify(problem).includes(word))).toEqual([]);
  });
});
