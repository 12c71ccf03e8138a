import { seededRandom } from "../../../src/statistics/random.ts";
import type { Outcome } from "../outcome.ts";
import { VARIANTS } from "../variants/variants.ts";
import { judgedAtEnd, simulated, type DrawnCase } from "./drawn-case.ts";

/** Simulates, records, measures and judges one organisation of the population. */
export async function judgeOne(drawn: DrawnCase): Promise<Outcome> {
  const startedAt = performance.now();
  const { organisation, recorded } = simulated(drawn);
  const told = VARIANTS[organisation.told]!(recorded, seededRandom(`${drawn.name}/told`));
  return { ...(await judgedAtEnd(organisation, told)), tookMs: performance.now() - startedAt };
}
