import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Comparison } from "../../src/model/comparison.ts";
import type { Result } from "../../src/model/result.ts";
import type { Trend } from "../../src/model/trend.ts";
import { createBench, expectHonestText, expectNarrow, type Bench } from "./command-line.ts";
import { judgedSite } from "./site.ts";

let bench: Bench;
beforeAll(async () => {
  bench = createBench();
  await bench.serve(judgedSite());
  await bench.connect();
  await bench.run("scan", "--out", "old.json");
  await bench.run("scan", "--no-sync", "--out", "new.json");
}, 120_000);
afterAll(() => bench.dispose());

test("trend: on the first day, in every format, asking nobody", { timeout: 60_000 }, async () => {
  const asked = bench.server.requests.length;
  const outs = ["t.csv", "t.html", "t.md", "t.json"].flatMap((file) => ["--out", file]);
  const { code, out } = await bench.run("trend", "--every", "quarter", "--since", "2026", "--until", "2026-07-15", ...outs);
  expect(code).toBe(0);
  expectHonestText(out);
  expectNarrow(out);
  expect(out).toContain("Date by date");
  expect(bench.server.requests).toHaveLength(asked);
  const trend = JSON.parse(readFileSync(join(bench.home, "t.json"), "utf8")) as Trend;
  expect(trend.points.map(({ asOf }) => asOf.slice(0, 10))).toEqual(["2026-04-01", "2026-07-01", "2026-07-15"]);
  const scan = JSON.parse((await bench.run("scan", "--no-sync", "--json", "--as-of", "2026-07-15")).out) as {
    index: { score5: number | null };
    level: { best: number | null };
  };
  expect(trend.points.at(-1)!.level.best).toBe(scan.level.best);
  expect(trend.points.at(-1)!.index.score5).toBe(scan.index.score5);
});

test(
  "scan --trend: the last quarters beside the result, kept with it, the last of them the result itself",
  { timeout: 60_000 },
  async () => {
    const { out, code } = await bench.run("scan", "--no-sync", "--trend", "--out", "q.json");
    expect(code).toBe(0);
    expectHonestText(out);
    expectNarrow(out);
    expect(out).toContain("The last quarters");
    const result = JSON.parse(readFileSync(join(bench.home, "q.json"), "utf8")) as Result;
    expect(result.trend!.points.length).toBeGreaterThan(3);
    expect(result.trend!.points.at(-1)!.index.score5).toBe(result.index.score5);
    expect(result.trend!.points.at(-1)!.level.best).toBe(result.level.best);
    expect((await bench.run("show")).out).toContain("The last quarters");
    expect((await bench.run("scan", "--no-sync")).out).not.toContain("The last quarters");
  },
);

test.each([
  [["trend", "--every", "day"], "Allowed choices"],
  [["trend", "--since", "2026-13"], "Write a year"],
  [["trend", "--since", "2027"], "--since is not before"],
  [["trend", "--until", "2027-01-01"], "lies in the future"],
  [["trend", "--every", "week", "--since", "1990"], "at most 260"],
  [["trend", "--out", "t.pdf"], "names no format"],
  [["trend", "nothing"], "There is no workspace"],
  [["compare", "last"], "Missing required argument"],
  [["compare", "previous", "last", "--out", "c.pdf"], "names no format"],
  [["compare", "yesterday", "last"], "neither a day, nor a kept scan, nor a result file"],
  [["compare", "last~9", "last"], "has no kept scan"],
  [["compare", "gone.json", "last"], "There is no file"],
  [["compare", "2026-01-01", "2027-01-01"], "lies in the future"],
] as const)("%j: a sentence and exit 2", async (argv, sentence) => {
  const { code, said, out } = await bench.run(...argv);
  expect(said).toContain(sentence);
  expect(out).toBe("");
  expect(code).toBe(2);
});

test(
  "compare: kept scans, days and files of one history that did not change differ by nothing",
  { timeout: 60_000 },
  async () => {
    for (const ends of [
      ["previous", "last"],
      ["old.json", "last"],
      ["old.json", "new.json"],
    ] as const) {
      const { code, out, err } = await bench.run("compare", ...ends, "--json");
      expect(err).toBe("");
      const comparison = JSON.parse(out) as Comparison;
      expect(comparison.unsplitCauses).toEqual([]);
      expect(comparison.index.whole === null || Math.abs(comparison.index.whole) < 0.05).toBe(true);
      expect(code).toBe(comparison.level.whole === null ? 3 : 0);
    }
    const outs = ["c.html", "c.md", "c.csv", "c.json"].flatMap((file) => ["--out", file]);
    const { out } = await bench.run("compare", "2026-06-01", "last", ...outs);
    expectHonestText(out);
    expectNarrow(out);
    expect(readFileSync(join(bench.home, "c.html"), "utf8")).toContain("the evidence changed");
    expect(readFileSync(join(bench.home, "c.md"), "utf8")).toContain("the evidence changed");
    expect(readFileSync(join(bench.home, "c.csv"), "utf8").split("\r\n")[0]).toContain("work,evidence,ruleset");
    expect((JSON.parse(readFileSync(join(bench.home, "c.json"), "utf8")) as Comparison).before.kind).toBe("date");
  },
);

test("compare: files that are no results are refused, those of another workspace are not split", async () => {
  writeFileSync(join(bench.home, "broken.json"), "{");
  writeFileSync(join(bench.home, "other.json"), '{"level": 3}');
  expect((await bench.run("compare", "broken.json", "last")).said).toContain("is no JSON");
  expect((await bench.run("compare", "other.json", "last")).said).toContain("is no result of a scan");
  const text = readFileSync(join(bench.home, "old.json"), "utf8").replace('"workspace": "acme"', '"workspace": "elsewhere"');
  writeFileSync(join(bench.home, "elsewhere.json"), text);
  const { out } = await bench.run("compare", "elsewhere.json", "new.json", "--json");
  const comparison = JSON.parse(out) as Comparison;
  expect(comparison.unsplitCauses).toEqual(["work", "evidence"]);
  expect(comparison.notes.join(" ")).toContain("different workspaces");
});
