import { LEVELS, type Level } from "../../src/model/level.ts";
import type { FigureInput } from "./figure.ts";
import type { Outcome } from "./outcome.ts";
import type { TimedOutcome } from "./tasks/judge-one.ts";
import { runAll } from "./pool.ts";
import { GROUPS, type Group } from "./population.ts";
import { SEASON } from "./sample.ts";
import type { DrawnCase } from "./tasks/drawn-case.ts";

/** Of each level in a whole run; pure ones are the rest. */
const OF_A_LEVEL = 200;
/** And so many between each level and the next. */
const WHOLE = { ahead: 35, behind: 35, mixed: 20, between: 50 } as const satisfies Record<Exclude<Group, "pure">, number>;

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
    GROUPS.flatMap((group) => {
      const count = countOf(level, group);
      return Array.from({ length: count === 0 ? 0 : times(count) }, (_, n) => ({
        // Every second one has never been looked at while anything was decided.
        name: n % 2 === 0 ? `${SEASON}/${level}/${group}/${n}` : `${level}/${group}/${n}`,
        level,
        group,
      }));
    }),
  );
}

function countOf(level: Level, group: Group): number {
  if (group === "pure") return OF_A_LEVEL - countOf(level, "ahead") - countOf(level, "behind") - countOf(level, "mixed");
  const isNone =
    ((group === "mixed" || group === "behind") && level === 1) || ((group === "between" || group === "ahead") && level === 5);
  return isNone ? 0 : WHOLE[group];
}
