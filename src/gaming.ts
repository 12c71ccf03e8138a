import { gamingFlags } from "../signals/gaming-flags.ts";
import type { ItemExample } from "../signals/signal.ts";
import { MINIMUM_PEOPLE, type ScopeMeasures } from "../signals/run.ts";
import type { Facts } from "./event-log/facts.ts";
import type { Flag } from "./model/flag.ts";
import { WEEK_MS } from "./model/window.ts";

/**
 * A smaller team's weeks are too uneven for a step in them to say anything. Split items are not asked of a team at all: a team finishes too few a week to
 * tell fifteen in a hundred from chance (of 60 simulated organisations that nobody games it flagged one more than the whole did).
 */
const FEWEST_PEOPLE_OF_TEAM = 10;
/** What the whole shows within so many weeks is told there, and not again of a team. */
const SAME_WEEKS = 4;

/** What of a measured log is asked. */
export interface Flagged {
  readonly facts: Facts;
  readonly workspace: Pick<ScopeMeasures, "notMeasured">;
  readonly teams: readonly Pick<ScopeMeasures, "team" | "activePeople" | "notMeasured">[];
}

/**
 * What makes the numbers of the whole workspace look different without the work having changed, and what does so in a large team
 * and is lost in the whole. Nothing where the group is too small to be measured.
 */
export function flagsOf({ facts, workspace, teams }: Flagged): Flag[] {
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
  const whole = gamingFlags(facts, scope);
  const ofTeams = teams.flatMap(({ team, activePeople, notMeasured }): TeamFlag[] => {
    if (team === null || notMeasured !== null || (activePeople ?? 0) < FEWEST_PEOPLE_OF_TEAM) return [];
    const own = scope.filter((item) => log.teams[log.items.team[item]!]?.id === team.id);
    // All there is, or nearly: nothing else than the whole says.
    if (own.length * 2 > scope.length) return [];
    return gamingFlags(facts, own)
      .filter((flag) => flag.kind !== "split-items" && !whole.some((other) => isSame(flag, other)))
      .map((flag) => ({ ...flag, team: team.name, sentence: `Team ${team.name}: ${flag.sentence}` }));
  });
  const all: readonly TeamFlag[] = [...whole, ...ofTeams].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return all.map((flag) => ({
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

type TeamFlag = Flag<ItemExample>;

function isSame(one: TeamFlag, other: TeamFlag): boolean {
  return one.kind === other.kind && Math.abs(Date.parse(one.at) - Date.parse(other.at)) <= SAME_WEEKS * WEEK_MS;
}
