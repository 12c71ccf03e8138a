import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Roadmap } from "../../src/model/roadmap.ts";
import { roadmapSchema } from "../../src/report/roadmap/schema.ts";
import { createBench, expectHonestText, expectNarrow, type Bench } from "./command-line.ts";
import { judgedSite, livelySite } from "./site.ts";

describe("roadmap", () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = createBench();
    await bench.serve(judgedSite());
    await bench.connect();
    await bench.run("scan", "acme", "--quiet");
  });
  afterAll(() => bench.dispose());

  test("answers as of the last result, asks nobody, and prints what its schema says", async () => {
    const before = bench.server.requests.length;
    const ran = await bench.run("roadmap", "acme", "--json");
    expect(ran.code, ran.err).toBe(0);
    const roadmap = roadmapSchema.parse(JSON.parse(ran.out)) as Roadmap;
    const last = JSON.parse((await bench.run("show", "acme", "--json")).out) as { asOf: string; ruleset: { hash: string } };
    expect([roadmap.asOf, roadmap.ruleset.hash]).toEqual([last.asOf, last.ruleset.hash]);
    expect(bench.server.requests).toHaveLength(before);
    expect(roadmap.reason === null).toBe(roadmap.status === "found");
  });

  test("is read at 80 columns, and a level that is there is told", async () => {
    const ran = await bench.run("roadmap", "acme");
    expectNarrow(ran.out);
    expectHonestText(ran.out);
    const there = await bench.run("roadmap", "acme", "--to", "2");
    expect([there.code, there.out]).toEqual([0, expect.stringContaining("Level 2 is measured already")]);
  });

  test("goes into the HTML report", async () => {
    const ran = await bench.run("roadmap", "acme", "--out", "r.html");
    expect(ran.code, ran.err).toBe(0);
    expect(
      bench
        .files()
        .find(({ name }) => name === "r.html")!
        .bytes.toString(),
    ).toContain('id="roadmap"');
  });

  test.each([
    [["roadmap", "acme", "--to", "6"], /Allowed choices are 2, 3, 4, 5/],
    [["roadmap", "nope"], /no workspace "nope"/],
    [["roadmap", "acme", "--ruleset", "nope.json"], /no file "nope.json"/],
  ])("%j is refused with one sentence", async (argv, message) => {
    const ran = await bench.run(...argv);
    expect([ran.code, ran.out]).toEqual([2, ""]);
    expect(ran.err).toMatch(message);
  });
});

test("without a result there is nothing to start from", async () => {
  const bench = createBench();
  try {
    await bench.serve(livelySite(10, 6));
    await bench.connect();
    const ran = await bench.run("roadmap", "acme");
    expect([ran.code, ran.said]).toEqual([2, expect.stringContaining("has no result yet. Run: wmmm scan acme")]);
  } finally {
    await bench.dispose();
  }
});

test("the solver is loaded by this command alone", () => {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const importing = (pattern: RegExp): string[] =>
    globSync("{src,connectors,signals}/**/*.{ts,tsx}", { cwd: root })
      .filter((path) => pattern.test(readFileSync(root + path, "utf8")))
      .toSorted();
  expect(importing(/from "highs"|import\("highs"\)/)).toEqual(["src/cli/highs-solver.ts"]);
  expect(importing(/from "[^"]*highs-solver\.ts"/)).toEqual(["src/cli/commands/roadmap.ts", "src/cli/roadmap-thread.ts"]);
  // A thread's file is started, and imported for its types only.
  expect(importing(/^import (?!type)[^\n]*roadmap-thread\.ts"/m)).toEqual([]);
  expect(readFileSync(`${root}src/cli/highs-solver.ts`, "utf8")).not.toMatch(/^import (?!type)[^\n]*"highs"/m);
});
