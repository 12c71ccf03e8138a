import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Result } from "../../src/model/result.ts";
import type { RulesetEffect } from "../../src/cli/ruleset-effect.ts";
import { AS_OF, createBench, expectHonestText, expectNarrow, type Bench } from "./command-line.ts";
import { livelySite } from "./site.ts";

let bench: Bench;
const file = (name: string, content: unknown): string => {
  writeFileSync(join(bench.home, name), typeof content === "string" ? content : JSON.stringify(content));
  return name;
};
const own = (changes: object) => ({ form: 1, basedOn: "1.5.0", ...changes });

beforeAll(async () => {
  bench = createBench();
  await bench.serve(livelySite(60, 6));
  await bench.connect();
  await bench.run("scan", "acme", "--quiet");
});
afterAll(() => bench.dispose());

const judged = async (...more: readonly string[]) => {
  const ran = await bench.run("scan", "acme", "--no-sync", "--json", "--as-of", AS_OF, ...more);
  expect(ran.code, ran.err).toBe(0);
  return JSON.parse(ran.out) as Result;
};

describe("files", () => {
  test("what is printed can be used, and comments are for readers only", async () => {
    const printed = await bench.run("ruleset", "print");
    expect(printed.code).toBe(0);
    expect(printed.out).toContain("// S26 Status freshness");
    const checked = await bench.run("ruleset", "validate", file("printed.jsonc", printed.out));
    expect(checked.out).toMatch(/^1\.5\.0 \([0-9a-f]{12}\) can be used\.\nIt judges like the shipped one/);
    const plain = await bench.run("ruleset", "print", "--json");
    expect((await bench.run("ruleset", "validate", file("plain.json", plain.out))).out).toBe(checked.out);
  });

  test("a difference is told in words that fit the terminal", async () => {
    const name = file("strict.json", own({ name: "strict", ladders: { "status-freshness": [30, 45, 65, 80, 88, 95] } }));
    const ran = await bench.run("ruleset", "diff", name);
    expect(ran.code).toBe(0);
    expectNarrow(ran.out);
    expectHonestText(ran.out);
    expect(ran.out).toContain("What moves");
    expect(ran.out.replaceAll(/\s+/g, " ")).toContain(
      "3.4 moves, on which level 3 rests: status-freshness asks for more at every level.",
    );
    const back = await bench.run("ruleset", "diff", name, "shipped", "--json");
    expect(JSON.parse(back.out)).toMatchObject({ before: { version: "1.5.0+strict" }, after: { version: "1.5.0" } });
    expect((await bench.run("ruleset", "diff", name, name)).out).toContain("nothing differs");
  });

  test("diff --workspace: how far this workspace moves, asking nobody and keeping nothing", async () => {
    const name = file("easy.json", own({ name: "easy", ladders: { "status-freshness": [1, 2, 3, 4, 5, 6] } }));
    const kept = (await bench.run("show", "acme", "--json")).out;
    const asked = bench.server.requests.length;
    const ran = await bench.run("ruleset", "diff", name, "--workspace", "acme");
    expect(ran.code).toBe(0);
    expectNarrow(ran.out);
    expectHonestText(ran.out);
    expect(ran.out).toContain("In acme, as of");
    const { effect } = JSON.parse((await bench.run("ruleset", "diff", name, "--workspace", "acme", "--json")).out) as {
      effect: RulesetEffect;
    };
    const before = await judged("--as-of", effect.asOf);
    const after = await judged("--as-of", effect.asOf, "--ruleset", name);
    expect(effect.before).toEqual({ level: before.level.best, index: before.index.score5 });
    expect(effect.after).toEqual({ level: after.level.best, index: after.index.score5 });
    expect(effect.characteristics.map(({ id, after: own }) => [id, own])).toEqual(
      after.characteristics
        .filter(({ id, attainment }) => {
          const old = before.characteristics.find((one) => one.id === id)!.attainment;
          return old !== attainment && Math.abs((old ?? 0) - (attainment ?? 0)) >= 0.005;
        })
        .map(({ id, attainment }) => [id, attainment]),
    );
    const same = await bench.run("ruleset", "diff", "shipped", "--workspace", "acme");
    expect(same.out).toContain("No sentence differs.");
    expect((await bench.run("show", "acme", "--json")).out).toBe(kept);
    expect(bench.server.requests).toHaveLength(asked);
  });

  test.each<[string, readonly string[], RegExp]>([
    ["no file", ["validate", "nope.json"], /There is no file "nope\.json"/],
    ["a directory", ["validate", "."], /is not a file/],
    ["nothing to use", ["use"], /No ruleset was named/],
    ["two to use", ["use", "a.json", "--shipped"], /cannot both be used/],
  ])("%s: one sentence and exit code 2", async (_, argv, message) => {
    const ran = await bench.run("ruleset", ...argv);
    expect([ran.code, ran.out]).toEqual([2, ""]);
    expect(ran.err).toMatch(message);
    expect(ran.err.trim().split("\n")).toHaveLength(1);
  });

  test("a scan with a ruleset that cannot be used reads nothing", async () => {
    const before = bench.server.requests.length;
    const ran = await bench.run("scan", "acme", "--ruleset", file("bad.json", own({ rules: { breadth: 1 } })));
    expect([ran.code, ran.out]).toEqual([2, ""]);
    expect(ran.err).toContain('unknown key "breadth"');
    expect(bench.server.requests).toHaveLength(before);
  });
});

describe("a workspace", () => {
  test("is judged again by another ruleset without asking anybody, and the result is not kept", async () => {
    const name = file("again.json", own({ name: "again", rules: { draws: 500 } }));
    const shipped = await judged();
    const before = bench.server.requests.length;
    const ran = await bench.run("scan", "acme", "--no-sync", "--json", "--ruleset", name);
    const other = JSON.parse(ran.out) as Result;
    expect(bench.server.requests).toHaveLength(before);
    expect(other.ruleset).toMatchObject({ version: "1.5.0+again", deviations: ["The rule draws is 500 instead of 1000."] });
    expect(other.ruleset.hash).not.toBe(shipped.ruleset.hash);
    expect(other.provenance.pagesHash).toBe(shipped.provenance.pagesHash);
    const last = JSON.parse((await bench.run("show", "acme", "--json")).out) as Result;
    expect(last.ruleset).toEqual(shipped.ruleset);
    expect(shipped.ruleset.deviations).toEqual([]);
  });

  test("statuses and teams are what the ruleset says", async () => {
    const name = file(
      "mapped.json",
      own({ statuses: { "In Progress": "backlog", Nowhere: "done" }, teams: [{ name: "Everybody", projects: ["acme"] }] }),
    );
    const result = await judged("--ruleset", name);
    expect(result.teams.map((team) => team.name)).toEqual(["Everybody"]);
    expect(result.diagnostics.cycleTimeP50Days).not.toBe((await judged()).diagnostics.cycleTimeP50Days);
    expect(result.ruleset.deviations).toContain('The ruleset speaks of status "Nowhere", which nothing that was read goes by.');
  });

  test("keeps its own ruleset until told otherwise, and every report says so", async () => {
    const text = `// ours\n${JSON.stringify(own({ name: "ours", ladders: { "status-freshness": [30, 45, 65, 80, 88, 95] } }))}`;
    const used = await bench.run("ruleset", "use", file("ours.jsonc", text));
    expect([used.code, used.said]).toEqual([0, ""]);
    expect((await judged()).ruleset.version).toBe("1.5.0+ours");
    expect((await judged("--ruleset", file("plain.json", own({})))).ruleset.version).toBe("1.5.0");
    const scanned = await bench.run("scan", "acme", "--no-sync", "--out", "r.html", "--out", "r.md", "--out", "r.csv");
    const sentence = "The ladder of status-freshness is 30/45/65/80/88/95 instead of 20/35/55/75/85/93.";
    expect(scanned.out.replaceAll(/\s+/g, " ")).toContain(sentence);
    expect(scanned.out.replaceAll(/\s+/g, " ")).toContain("Judged by own rules (1.5.0+ours) and not by the shipped ones.");
    for (const report of ["r.html", "r.md", "r.csv"])
      expect(
        bench
          .files()
          .find(({ name }) => name === report)!
          .bytes.toString(),
        report,
      ).toContain(sentence);
    expect((await bench.run("explain", "status-freshness")).out).toContain("level 3: 65 %");
    expect((await bench.run("ruleset", "print", "--workspace", "acme")).out).toContain('"name": "ours"');
    expect((await bench.run("ruleset", "use", "--shipped")).code).toBe(0);
    expect((await judged()).ruleset.deviations).toEqual([]);
  });

  test("whose ruleset this version cannot read says what to do", async () => {
    await bench.withStore((store) => store.setOwnRuleset(JSON.stringify({ form: 1, basedOn: "0.1.0" }), 1));
    const ran = await bench.run("scan", "acme", "--no-sync");
    expect([ran.code, ran.out]).toEqual([2, ""]);
    expect(ran.said).toContain('The own ruleset of "acme" cannot be used any more: it is based on version "0.1.0"');
    await bench.withStore((store) => store.setOwnRuleset(null, 1));
  });
});
