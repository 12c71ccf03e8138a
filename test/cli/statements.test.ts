import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHARACTERISTICS } from "../../src/maturity/characteristics/index.ts";
import { STATEMENT_KINDS } from "../../src/model/attestation.ts";
import type { Result } from "../../src/model/result.ts";
import { DAY_MS } from "../../src/model/window.ts";
import { createBench, expectHonestText, expectNarrow, TODAY, type Bench } from "./command-line.ts";
import { livelySite } from "./site.ts";

const RUNS = Number(process.env["WMMM_PROPERTY_RUNS"] ?? 10);
const AUTHOR = "Ada Canary-Lovelace";
const REASON = "Status is read from the wall board in the hall";

let bench: Bench;
beforeAll(async () => {
  bench = createBench();
  await bench.serve(livelySite(60, 6));
  await bench.connect();
  await bench.run("scan", "acme", "--quiet");
});
afterAll(() => bench.dispose());

const attest = (...argv: readonly string[]) =>
  bench.run("attest", ...argv, "--reason", REASON, "--author", AUTHOR, "--until", "2027-06-30");
const shown = async () => JSON.parse((await bench.run("show", "acme", "--json")).out) as Result;
const forget = async () => {
  await bench.withStore(async (store) => {
    for (const { characteristic } of await store.statements()) await store.withdraw(characteristic);
  });
};

describe("what a person signs", () => {
  test("stands apart in every report, with reason, author, expiry and what is inferred", async () => {
    const signed = await attest("acme", "3.4");
    expect([signed.code, signed.err]).toEqual([0, ""]);
    expect(signed.out).toBe('3.4 is attested in "acme" until 30 Jun 2027. Nothing that is inferred changes.\n');
    const result = await shown();
    expect(result.statements).toEqual([
      {
        kind: "attestation",
        characteristic: "3.4",
        text: CHARACTERISTICS.find(({ id }) => id === "3.4")!.text,
        ...{ reason: REASON, author: AUTHOR, status: "valid", signedAt: new Date(TODAY).toISOString() },
        validUntil: "2027-06-30T23:59:59.999Z",
        inferred: result.characteristics.find(({ id }) => id === "3.4")!.rating,
      },
    ]);
    const ran = await bench.run("scan", "acme", "--no-sync", "--out", "r.html", "--out", "r.md", "--out", "r.json");
    const report = (name: string) =>
      bench
        .files()
        .find((file) => file.name === name)!
        .bytes.toString();
    for (const text of [ran.out, report("r.html"), report("r.md"), report("r.json"), (await bench.run("explain", "3.4")).out]) {
      const said = text.replaceAll(/\s+/g, " ");
      expect(said).toContain(REASON);
      expect(said).toContain(AUTHOR);
    }
    expectNarrow(ran.out);
    expectHonestText(ran.out);
    expect(ran.out.replaceAll(/\s+/g, " ")).toContain("No rating, level or index above rests on any of it.");
    await forget();
  });

  test("never reaches a log: whatever goes wrong, neither name nor reason is on the error stream or in what signing prints", async () => {
    const runs = [
      await attest("acme", "3.4"),
      await attest("acme", "9.9"),
      await attest("nowhere", "3.4"),
      await attest("acme", "3.4", "more"),
      await bench.run("attest", "acme", "3.4", "--reason", "short", "--author", AUTHOR, "--until", "2027-06-30"),
      await bench.run("attest", "acme", "3.4", "--reason", REASON, "--author", AUTHOR.repeat(9), "--until", "2027-06-30"),
      await bench.run("attest", "acme", "3.4", "--reason", REASON, "--author", AUTHOR, "--until", "2020-01-01"),
      await bench.run("attest", "acme", "3.4", "--reason", REASON, "--author", AUTHOR, "--until", "2040-01-01"),
      await bench.run("attest", "acme", "3.4", "--reason", REASON, "--author", AUTHOR, "--until", "soon"),
    ];
    expect(runs.map(({ code }) => code)).toEqual([0, 2, 2, 2, 2, 2, 2, 2, 2]);
    for (const { out, err } of runs) expect(out + err).not.toMatch(/Canary|wall board/);
    for (const { err } of runs.slice(1)) expect(err.trim().split("\n")).toHaveLength(1);
    const scanned = await bench.run("scan", "acme", "--no-sync", "--json");
    expect(scanned.err).not.toContain("Canary");
    await forget();
  });

  test("is listed, replaced by the next about the same sentence, and taken back without a trace in later results", async () => {
    await attest("acme", "3.4");
    const exempted = await bench.run(
      "exempt",
      "3.4",
      "--reason",
      "We have no meetings to do without",
      "--author",
      AUTHOR,
      "--until",
      "2027-01-31",
    );
    expect(exempted.out).toContain("3.4 is exempted");
    const listed = await bench.run("statements", "list", "acme");
    expectNarrow(listed.out);
    expect(listed.out.replaceAll(/\s+/g, " ")).toContain(`3.4 exemption, until 31 Jan 2027, signed 20 Jul 2026 by ${AUTHOR}`);
    expect(JSON.parse((await bench.run("statements", "list", "--json")).out)).toHaveLength(1);
    await bench.run("scan", "acme", "--no-sync");
    expect((await bench.run("statements", "remove", "acme", "3.4")).code).toBe(0);
    expect((await bench.run("statements", "remove", "3.4")).code).toBe(2);
    expect((await bench.run("statements", "list")).out).toBe('Nothing is stated about "acme".\n');
    expect(await shown()).not.toHaveProperty("statements");
  });

  test("that has run out is told and does not count; what is signed later is not shown for an earlier day", async () => {
    await bench.run("exempt", "acme", "3.3", "--reason", "One team only, for now", "--author", AUTHOR, "--until", "2026-07-31");
    bench.now = TODAY + 20 * DAY_MS;
    try {
      expect((await shown()).statements).toMatchObject([{ characteristic: "3.3", status: "expired" }]);
      const said = (await bench.run("show", "acme")).out.replaceAll(/\s+/g, " ");
      expect(said).toContain("the exemption has run out on 31 Jul 2026 and no longer counts");
      const past = await bench.run("scan", "acme", "--no-sync", "--json", "--as-of", "2026-07-01");
      expect(JSON.parse(past.out)).not.toHaveProperty("statements");
    } finally {
      bench.now = TODAY;
    }
    await forget();
  });
});

test(`whatever is stated, every inferred number is the same to the last byte (${RUNS} runs)`, { timeout: 120_000 }, async () => {
  const scan = async () => {
    const { out } = await bench.run("scan", "acme", "--no-sync", "--json");
    const { statements, ...inferred } = JSON.parse(out) as Result;
    return { count: statements?.length ?? 0, text: JSON.stringify(inferred) };
  };
  const before = await scan();
  expect(before.count).toBe(0);
  const statement = fc.record({
    kind: fc.constantFrom(...STATEMENT_KINDS),
    characteristic: fc.constantFrom(...CHARACTERISTICS.map(({ id }) => id)),
    reason: fc.string({ unit: "grapheme", minLength: 10, maxLength: 60 }),
    author: fc.string({ unit: "grapheme", minLength: 2, maxLength: 30 }),
    at: fc.constantFrom(TODAY - DAY_MS, TODAY),
    until: fc.constantFrom(TODAY - 1, TODAY + DAY_MS),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(statement, { minLength: 1, maxLength: 30 }), async (statements) => {
      await bench.withStore(async (store) => {
        for (const one of statements) await store.sign(one);
      });
      const after = await scan();
      await forget();
      expect(after.count).toBe(new Set(statements.map(({ characteristic }) => characteristic)).size);
      expect(after.text).toBe(before.text);
    }),
    { numRuns: RUNS },
  );
});
