import { seededRandom } from "../../../src/statistics/random.ts";
import type { Outcome } from "../outcome.ts";
import { VARIANTS } from "../variants/variants.ts";
import { judgedAtEnd, simulated, type DrawnCase } from "./drawn-case.ts";

/** One organisation as it is and as others tell of it, by the name of the variant. */
export async function judgeVariants({
  drawn,
  variants,
}: {
  readonly drawn: DrawnCase;
  readonly variants: readonly string[];
}): Promise<Readonly<Record<string, Outcome>>> {
  const { organisation, recorded } = simulated(drawn);
  const outcomes: Record<string, Outcome> = {};
  for (const name of ["as it is", ...variants]) {
    const changed = VARIANTS[name]!(recorded, seededRandom(`${drawn.name}/${name}`));
    outcomes[name] = await judgedAtEnd(organisation, changed);
  }
  return outcomes;
}
