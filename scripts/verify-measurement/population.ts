import { practiceSets, type PracticeId } from "../../fixtures/demo-organisation/practices.ts";
import type { OrganisationSpec, TeamSpec } from "../../fixtures/demo-organisation/spec.ts";
import { ORDINARY_TEAM } from "../../fixtures/demo-organisation/spec.ts";
import type { Level } from "../../src/model/level.ts";
import { seededRandom, type Random } from "../../src/statistics/random.ts";
import { CARRIED_BY } from "./truth.ts";

/**
 * `pure`: every team has the habits of the level. `ahead`: also those of one sentence of the next level. `behind`: half of the habits of one sentence of
 * the own level are missing. `mixed`: one team of several is a level below. `between`: half of the way from the level to the next one.
 */
export const GROUPS = ["pure", "ahead", "behind", "mixed", "between"] as const;
export type Group = (typeof GROUPS)[number];

export interface Organisation {
  readonly name: string;
  /** Whose habits it has; of `between` the lower one of the two. */
  readonly level: Level;
  readonly group: Group;
  readonly spec: OrganisationSpec;
  /** Its code can be seen beside its tracker. */
  readonly withCode: boolean;
  /** The end of its history. */
  readonly endAt: number;
  /** What happened to its tracker and not to its work. */
  readonly told: "as it is" | "500 closed items imported" | "statuses renamed";
}

const DAY_MS = 86_400_000;
/** Signals over 52 weeks need that, those that learn first 39. */
export const HISTORY_WEEKS = 60;
/** Share of organisations that connect where their code is. */
const WITH_CODE = 0.6;
const STYLES = ["kanban", "scrum", "kanban", "scrum", "support", "open-source"] as const;
const ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Europe/London", "America/Los_Angeles", "Asia/Tokyo"];

/** Everything about an organisation that is not maturity, drawn, and the habits that its level and group say. Same name, same organisation. */
export function drawOrganisation(name: string, level: Level, group: Group, weeks = HISTORY_WEEKS): Organisation {
  const random = seededRandom(`population/${name}`);
  const endDay = Date.parse("2026-01-31T00:00:00Z") + random.below(330) * DAY_MS;
  const count = group === "mixed" ? 4 + random.below(3) : [1, 1, 1, 2, 2, 2, 3, 3, 4, 5 + random.below(5)][random.below(10)]!;
  const zone = ZONES[random.below(ZONES.length)]!;
  const teams = Array.from({ length: count }, (_, index) => drawTeam(random.fork(`team/${index}`), index, zone));
  const later = random.fork("later");
  // Groups under five people are never judged by themselves; some organisations have one beside their teams.
  if (count >= 3 && group !== "mixed" && later.below(3) === 0)
    teams[count - 1] = { ...teams[count - 1]!, people: 3 + later.below(2) };
  const told = later.below(8);
  const habits = habitsOf(random.fork("habits"), level, group);
  return {
    name,
    level,
    group,
    spec: {
      name: `Organisation ${name} (synthetic)`,
      firstDate: isoDay(endDay - (weeks * 7 - 1) * DAY_MS),
      lastDate: isoDay(endDay),
      timeZone: zone,
      teams: teams.map((team, index) => ({
        ...team,
        practices: group === "mixed" && index === count - 1 ? practiceSets[Math.max(1, level - 1) as Level] : habits,
        // A team that is behind must stay within the fifth of the people that the rule lets be so.
        ...(group === "mixed" ? { people: index === count - 1 ? 5 : Math.max(8, team.people) } : {}),
      })),
    },
    withCode: random.next() < WITH_CODE,
    endAt: endDay + DAY_MS,
    told: told === 0 ? "500 closed items imported" : told === 1 ? "statuses renamed" : "as it is",
  };
}

function drawTeam(random: Random, index: number, zone: string): Omit<TeamSpec, "practices"> {
  const between = (low: number, high: number) => low + (high - low) * random.next();
  const style = STYLES[random.below(STYLES.length)]!;
  const key = `T${String.fromCharCode(65 + index)}`;
  return {
    ...ORDINARY_TEAM,
    key,
    name: `Team ${key} (synthetic)`,
    style,
    people: 5 + random.below(8),
    timeZone: random.below(6) === 0 ? ZONES[random.below(ZONES.length)]! : zone,
    holidays: random.below(4) === 0 ? "none" : "western",
    yearEndShutdown: random.below(2) === 0,
    workMix:
      style === "support"
        ? { story: 0, task: 12, bug: 34, request: 52, improvement: 2 }
        : {
            story: Math.round(between(15, 45)),
            task: Math.round(between(15, 40)),
            bug: Math.round(between(10, 35)),
            request: Math.round(between(2, 20)),
            improvement: Math.round(between(1, 8)),
          },
    effortMedianHours: between(5, 14),
    effortSigma: between(0.6, 1.3),
    load: style === "support" ? between(0.5, 0.7) : between(0.7, 0.9),
    tooOldAt: between(0.75, 0.92),
    interruptionsPerDay: between(0.5, 2),
    dependencyShare: between(0.06, 0.2),
    verifies: random.below(3) === 0,
    growthPerYear: random.below(4) === 0 ? between(0.1, 0.4) : 0,
    turnoverPerYear: between(0, 0.25),
    meetingWeekday: 1 + random.below(5),
    // Three or four times a year far more is asked for than usual, for three weeks.
    demandShocks: Array.from({ length: 3 + random.below(2) }, (_, n) => 13 * (n + 1) + random.below(6)).flatMap((week) => {
      const factor = between(1.6, 2.4);
      return [0, 1, 2].map((more) => [week + more, factor] as const);
    }),
  };
}

function habitsOf(random: Random, level: Level, group: Group): readonly PracticeId[] {
  const own = practiceSets[level];
  const next = practiceSets[Math.min(5, level + 1) as Level];
  if (group === "between") {
    const added = next.filter((id) => !own.includes(id) && random.next() < 0.5);
    const dropped = own.filter((id) => !next.includes(id) && random.next() < 0.5);
    return [...own.filter((id) => !dropped.includes(id)), ...added];
  }
  if (group === "ahead") {
    const sentence = oneOf(random, sentencesOf((level + 1) as Level));
    return [...new Set([...own, ...CARRIED_BY[sentence]![0]!])];
  }
  if (group === "behind") {
    const sentence = oneOf(
      random,
      sentencesOf(level).filter((id) => CARRIED_BY[id]![0]!.length > 1),
    );
    const habits = CARRIED_BY[sentence]![0]!;
    const first = random.below(habits.length);
    const missing = habits.filter((_, index) => (index + first) % habits.length < Math.floor(habits.length / 2));
    return own.filter((id) => !missing.includes(id));
  }
  return own;
}

/** Without the one that may be so and need not. */
function sentencesOf(level: Level): readonly string[] {
  return Object.keys(CARRIED_BY).filter((id) => id.startsWith(`${level}.`) && id !== "4.5");
}

function oneOf<T>(random: Random, list: readonly T[]): T {
  return list[random.below(list.length)]!;
}

function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
