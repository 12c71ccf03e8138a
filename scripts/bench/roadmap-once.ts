/**
 * Loading the solver and planning one roadmap on made-up measures: `node scripts/bench/roadmap-once.ts <teams> [threads]`, 0 = judged as one; as
 * many threads as the command line uses unless 1 is asked for. Every signal is measured, which is the most that there can be to decide. Prints one line of JSON.
 */
import { SIGNALS } from "../../signals/index.ts";
import { highsCode, highsSolver } from "../../src/cli/highs-solver.ts";
import { roadmapHelper } from "../../src/cli/roadmap-helper.ts";
import { CHARACTERISTICS } from "../../src/maturity/characteristics/index.ts";
import type { JudgeInput } from "../../src/maturity/input.ts";
import { DEFAULT_RULESET } from "../../src/maturity/ruleset/default.ts";
import type { Measure } from "../../src/model/measure.ts";
import { planRoadmap } from "../../src/roadmap/plan.ts";
import { seededRandom } from "../../src/statistics/random.ts";
import { processCpuMs, threadCpuMs } from "./cpu.ts";

export interface RoadmapMeasurement {
  readonly status: string;
  /** Other sets that were found. */
  readonly alternatives: number;
  /** By the clock, from nothing loaded. */
  readonly wallMs: number;
  /** Of these, until the solver was loaded. */
  readonly loadMs: number;
  readonly mainCpuMs: number;
  readonly allCpuMs: number;
}

const SAMPLE = 300;

/** Signals around rung 2.2, each at a place of its own: level 2, with much missing to level 3. */
function measures(name: string): Record<string, Measure> {
  const random = seededRandom(`bench/roadmap/${name}`);
  return Object.fromEntries(
    DEFAULT_RULESET.ladders.map(({ signal, rungs, scale }) => {
      const place = Math.min(Math.max(2.2 + 0.5 * random.normal(), 1), 5.999) - 1;
      const [low, high] = [rungs[Math.floor(place)]!, rungs[Math.floor(place) + 1]!];
      const share = place - Math.floor(place);
      const value = scale === "log" ? low * (high / low) ** share : low + share * (high - low);
      const distribution =
        value > 0
          ? ({ kind: "log-normal", logMean: Math.log(value), logSd: 1.4 / Math.sqrt(SAMPLE) } as const)
          : ({ kind: "exact", value } as const);
      const measure: Measure = {
        ...{ outcome: "measured", value, interval90: [value, value], distribution, sampleSize: SAMPLE, coverage: 1 },
        ...{ excluded: {}, examples: [], details: {}, warnings: [] },
      };
      return [signal, measure];
    }),
  );
}

const [, , teamCount = "0", threads = "2"] = process.argv;
const teams = Number(teamCount);
const input: JudgeInput = {
  workspace: { measures: measures("whole"), items: 1000, activePeople: 8 * Math.max(1, teams) },
  teams: Array.from({ length: teams }, (_, at) => ({
    ...{ id: `t${at}`, name: `Team ${at}`, activePeople: 8, items: 300, measures: measures(`team/${at}`) },
  })),
  ...{ signals: SIGNALS, characteristics: CHARACTERISTICS, seed: "bench" },
};
const started = { wall: performance.now(), main: threadCpuMs(), all: processCpuMs() };
const code = await highsCode();
const solver = await highsSolver(code);
const loadMs = performance.now() - started.wall;
const { status, alternatives } = await planRoadmap(input, DEFAULT_RULESET, {
  ...{ solver, signals: SIGNALS, asOf: 0, target: 3 },
  startHelper: () => (threads === "1" ? null : roadmapHelper({ solver: code })),
});
const measured: RoadmapMeasurement = {
  ...{ status, alternatives: alternatives.length, wallMs: performance.now() - started.wall, loadMs },
  ...{ mainCpuMs: threadCpuMs() - started.main, allCpuMs: processCpuMs() - started.all },
};
console.log(JSON.stringify(measured));
