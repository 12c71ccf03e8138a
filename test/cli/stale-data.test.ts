import { afterEach, beforeEach, expect, test } from "vitest";
import { judgeWorkspace } from "../../src/cli/judge-workspace.ts";
import { processPorts } from "../../src/cli/process-ports.ts";
import type { Result } from "../../src/model/result.ts";
import { DAY_MS } from "../../src/model/window.ts";
import { createBench, TOKEN_VARIABLE, type Bench } from "./command-line.ts";
import { judgedSite } from "./site.ts";

let bench: Bench;
beforeEach(async () => {
  bench = createBench();
  await bench.serve(judgedSite());
  await bench.connect();
});
afterEach(() => bench.dispose());

test("a tracker that could not be read for two months is judged as of the last read, and nobody's work stands still", async () => {
  const before = JSON.parse((await bench.run("scan", "acme", "--json")).out) as Result;
  const readAt = bench.now;
  bench.now += 60 * DAY_MS;
  bench.env[TOKEN_VARIABLE] = "revoked";

  const scanned = await bench.run("scan", "acme", "--json");
  expect(scanned.code).toBe(3);
  expect(scanned.said).toContain("what came after was not read");
  const after = JSON.parse(scanned.out) as Result;
  expect(Date.parse(after.asOf)).toBeLessThanOrEqual(readAt);
  expect(after.level.best).toBe(before.level.best);
  expect(after.signals.map(({ value }) => value)).toEqual(before.signals.map(({ value }) => value));

  // A worker judges likewise.
  await judgeWorkspace("acme", bench.now, { ...processPorts(), env: bench.env, now: () => bench.now });
  const kept = await bench.withStore((store) => store.lastResult());
  expect(kept?.asOf).toBe(after.asOf);

  bench.env[TOKEN_VARIABLE] = bench.server.token;
  const again = JSON.parse((await bench.run("scan", "acme", "--json")).out) as Result;
  expect(Date.parse(again.asOf)).toBe(bench.now);
});
