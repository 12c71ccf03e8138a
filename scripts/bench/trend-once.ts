/**
 * Monthly points of a made-up log: `node scripts/bench/trend-once.ts <items> <points> [alone]`, `alone` = on this thread only. Prints one line of JSON.
 */
import { trendHelpers } from "../../src/cli/trend-helpers.ts";
import { DEFAULT_RULESET } from "../../src/maturity/ruleset/default.ts";
import { FACETS, type Provides } from "../../src/model/facet.ts";
import { trendDates } from "../../src/trend/dates.ts";
import { measureTrend } from "../../src/trend/trend.ts";
import { processCpuMs, threadCpuMs } from "./cpu.ts";
import { syntheticLog } from "./synthetic-log.ts";

export interface TrendMeasurement {
  readonly items: number;
  readonly events: number;
  readonly points: number;
  /** Points that have a level. */
  readonly judged: number;
  /** That measure dates. */
  readonly threads: number;
  /** By the clock on the wall. */
  readonly clockMs: number;
  readonly cpuMs: number;
  /** With all threads: those that measure dates, collect garbage and compile. */
  readonly processMs: number;
  /** Of the whole process, building the log included. */
  readonly peakBytes: number;
}

const [items = 100_000, points = 24] = process.argv.slice(2, 4).map(Number);
const isAlone = process.argv[4] === "alone";
const everything = Object.fromEntries(FACETS.map((facet) => [facet, { level: "full", sentence: "" }])) as unknown as Provides;
const log = syntheticLog(items);
const dates = trendDates(0, log.asOf, "month").slice(-points);
let threads = 1;
const beganClock = performance.now();
const began = threadCpuMs();
const beganProcess = processCpuMs();
const trend = await measureTrend({
  log,
  provides: [{ id: "t", provides: everything }],
  ruleset: DEFAULT_RULESET,
  every: "month",
  dates,
  helpers: (work, count) => {
    const helpers = isAlone ? [] : trendHelpers(work, count);
    threads = 1 + helpers.length;
    return helpers;
  },
});
const answer: TrendMeasurement = {
  items: log.items.count,
  events: log.events.count,
  points: dates.length,
  judged: trend!.points.filter(({ level }) => level.best !== null).length,
  threads,
  clockMs: performance.now() - beganClock,
  cpuMs: threadCpuMs() - began,
  processMs: processCpuMs() - beganProcess,
  peakBytes: process.resourceUsage().maxRSS * 1024,
};
console.log(JSON.stringify(answer));
