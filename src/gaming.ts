import { gamingFlags } from "../signals/gaming-flags.ts";
import { MINIMUM_PEOPLE } from "../signals/run.ts";
import type { MeasuredLog } from "./judge-log.ts";
import type { Flag } from "./model/flag.ts";

/** What makes the numbers of the whole workspace look different without the work having changed. Nothing where the group is too small to be measured. */
export function flagsOf({ facts, workspace, teams }: MeasuredLog): Flag[] {
  if (workspace.notMeasured !== null) return [];
  const { log, population } = facts;
  const small = new Set(
    teams
      .filter(({ activePeople }) => activePeople !== null && activePeople > 0 && activePeople < MINIMUM_PEOPLE)
      .map(({ team }) => team!.id),
  );
  const isSmall = log.teams.map(({ id }) => small.has(id));
  const scope: number[] = [];
  for (let item = 0; item < log.items.count; item++)
    if (population.isWork[item] === 1 && !(isSmall[log.items.team[item]!] ?? false)) scope.push(item);
  const { key, url, title } = log.items;
  return gamingFlags(facts, scope).map((flag) => ({
    ...flag,
    examples: flag.examples.map(({ item, stance, note }) => ({
      key: key[item]!,
      url: url[item]!,
      title: title[item]!,
      stance,
      note,
    })),
  }));
}
