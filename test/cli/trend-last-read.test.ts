import { afterEach, beforeEach, expect, test } from "vitest";
import type { Trend } from "../../src/model/trend.ts";
import { DAY_MS } from "../../src/model/window.ts";
import { createBench, TODAY, type Bench } from "./command-line.ts";
import { smallSite } from "./site.ts";

let bench: Bench;
beforeEach(async () => {
  bench = createBench();
  await bench.serve(smallSite(30));
  await bench.connect();
  await bench.run("scan", "acme");
  bench.now = TODAY + 100 * DAY_MS;
});
afterEach(() => bench.dispose());

test("a trend ends where the workspace was last read, however long ago that is", async () => {
  const { code, out } = await bench.run("trend", "acme", "--every", "month", "--since", "2026-05", "--json");
  expect(code).toBe(0);
  const { points } = JSON.parse(out) as Trend;
  expect(points.map(({ asOf }) => asOf.slice(0, 10))).toEqual(["2026-06-01", "2026-07-01", "2026-07-20"]);
});

test("asked for what came after the last read, it says what to do", async () => {
  const { code, said } = await bench.run("trend", "acme", "--since", "2026-05", "--until", "2026-09-30");
  expect(code).toBe(2);
  expect(said).toContain('--until lies after 2026-07-20, when "acme" was last read');
});
