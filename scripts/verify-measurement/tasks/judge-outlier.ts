import { simulateOrganisation } from "../../../fixtures/demo-organisation/organisation.ts";
import { practiceSets } from "../../../fixtures/demo-organisation/practices.ts";
import { judge } from "../../../src/maturity/judge.ts";
import { DEFAULT_RULESET } from "../../../src/maturity/ruleset/default.ts";
import { outcomeOf, type Outcome } from "../outcome.ts";
import { drawOrganisation } from "../population.ts";
import { writeDirectly } from "../write-directly.ts";
import { measured } from "./drawn-case.ts";

const TEAMS = 10;

/** Ten teams of level 3, and the same ten with one of them at level 1. `breadth`: share of people in teams at level 3 or above. */
export async function judgeOutlier(
  name: string,
): Promise<{ readonly even: Outcome; readonly outlier: Outcome; readonly breadth: number | null }> {
  const drawn = drawOrganisation(name, 3, "pure");
  const first = drawn.spec.teams[0]!;
  const specWith = (last: 1 | 3) => ({
    ...drawn.spec,
    teams: Array.from({ length: TEAMS }, (_, index) => ({
      ...first,
      key: `T${String.fromCharCode(65 + index)}`,
      name: `Team ${index + 1} (synthetic)`,
      people: 6,
      practices: practiceSets[index === TEAMS - 1 ? last : 3],
    })),
  });
  const judgementOf = async (last: 1 | 3) => {
    const history = await writeDirectly(simulateOrganisation(specWith(last), name), drawn.endAt, drawn.withCode);
    const input = measured(history, drawn.endAt);
    const judgement = judge(input, DEFAULT_RULESET);
    return {
      outcome: outcomeOf(drawn, judgement, input),
      breadth: judgement.breadth.find(({ level }) => level === 3)?.peopleShare ?? null,
    };
  };
  const [even, outlier] = [await judgementOf(3), await judgementOf(1)];
  return { even: even.outcome, outlier: outlier.outcome, breadth: outlier.breadth };
}
