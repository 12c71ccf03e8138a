import type { Outcome } from "../outcome.ts";
import { judgedAtEnd, simulated, type DrawnCase } from "./drawn-case.ts";

/** Simulates, records, measures and judges one organisation of the population. */
export async function judgeOne(drawn: DrawnCase): Promise<Outcome> {
  const startedAt = performance.now();
  const { organisation, recorded } = simulated(drawn);
  return { ...(await judgedAtEnd(organisation, recorded)), tookMs: performance.now() - startedAt };
}
