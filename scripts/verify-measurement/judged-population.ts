import { LEVELS } from "../../src/model/level.ts";
import type { FigureInput } from "./figure.ts";
import type { Outcome } from "./outcome.ts";
import type { TimedOutcome } from "./tasks/judge-one.ts";
import { runAll } from "./pool.ts";
import type { Group } from "./population.ts";
import { SEASON } from "./sample.ts";
import type { DrawnCase } from "./tasks/drawn-case.ts";

/** Of each level in a whole run, and how many of the five that are in between (none above level 5). */
const WHOLE = { pure: 110, ahead: 35, behind: 35, mixed: 20, between: 50 } as const satisfies Record<Group, number>;

/** Never looked at before ladders, weights and signals stood as they are. */
export function isHeldOut({ name }: Pick<Outcome, "name">): boolean {
  return name.startsWith(SEASON);
}

let judged: Promise<readonly TimedOutcome[]> | null = null;

/** Every organisation of the population, judged once for all figures that look at it. */
export function judgedPopulation({ times }: Pick<FigureInput, "times">): Promise<readonly TimedOutcome[]> {
  judged ??= runAll("judge-one", casesOf(times));
  return judged;
}

function casesOf(times: FigureInput["times"]): readonly DrawnCase[] {
  return LEVELS.flatMap((level) =>
    (Object.keys(WHOLE) as Group[]).flatMap((group) => {
      const none =
        ((group === "mixed" || group === "behind") && level === 1) || ((group === "between" || group === "ahead") && level === 5);
      return Array.from({ length: none ? 0 : times(WHOLE[group]) }, (_, n) => ({
        // Every second one has never been looked at while anything was decided.
        name: n % 2 === 0 ? `${SEASON}/${level}/${group}/${n}` : `${level}/${group}/${n}`,
        level,
        group,
      }));
    }),
  );
}
