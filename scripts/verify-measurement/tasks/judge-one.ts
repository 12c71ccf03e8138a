import { seededRandom } from "../../../src/statistics/random.ts";
import { cpuMsSince } from "../cpu-time.ts";
import type { Outcome } from "../outcome.ts";
import { VARIANTS } from "../variants/variants.ts";
import { judgedAtEnd, simulated, type DrawnCase } from "./drawn-case.ts";

/** One organisation, and the processor time of simulating and judging it in milliseconds. */
export interface TimedOutcome extends Outcome {
  readonly cpuMs: number;
}

/** Simulates, records, measures and judges one organisation of the population. */
export async function judgeOne(drawn: DrawnCase): Promise<TimedOutcome> {
  const startedAt = process.cpuUsage();
  const { organisation, recorded } = simulated(drawn);
  const told = VARIANTS[organisation.told]!(recorded, seededRandom(`${drawn.name}/told`));
  return { ...(await judgedAtEnd(organisation, told)), cpuMs: cpuMsSince(startedAt) };
}
