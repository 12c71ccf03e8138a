import type { Characteristic } from "../../model/level.ts";
import { listed } from "../wording.ts";
import { deviationsFrom } from "./deviations.ts";
import type { Ladder, Ruleset } from "./ruleset.ts";

/** What differs, and what that does to a result, a sentence each. Both are empty when the two judge alike. */
export interface RulesetDifference {
  readonly changes: readonly string[];
  readonly effects: readonly string[];
}

/** From `before` to `after`. Effects are said of the rules alone: how far a workspace moves is told by judging it by both. */
export function rulesetDifference(
  before: Ruleset,
  after: Ruleset,
  characteristics: readonly Characteristic[],
): RulesetDifference {
  const changes = deviationsFrom(before, after);
  const touched = new Map<string, string[]>();
  const touch = (id: string, why: string): void => {
    touched.set(id, [...(touched.get(id) ?? []), why]);
  };
  const old = new Map(before.ladders.map((ladder) => [ladder.signal, ladder]));
  for (const ladder of after.ladders) {
    const way = ladderWay(old.get(ladder.signal), ladder);
    if (way === null) continue;
    for (const { id } of characteristics)
      if (Object.hasOwn(after.weights[id] ?? {}, ladder.signal)) touch(id, `${ladder.signal} ${way}`);
  }
  for (const { id } of characteristics)
    if (JSON.stringify(sorted(before.weights[id])) !== JSON.stringify(sorted(after.weights[id])))
      touch(id, "its evidence is weighed otherwise");
  const moved = characteristics.filter(({ id }) => touched.has(id));
  // What moves a level for one reason is told once.
  const groups = Map.groupBy(
    moved,
    ({ id, level, kind }) =>
      `${level === 1 || kind === "permissive" ? "no level rests" : `level ${level} rests`}/${touched.get(id)!.join("; ")}`,
  );
  const effects = Array.from(groups, ([key, members]) => {
    const [rests, why] = [key.slice(0, key.indexOf("/")), key.slice(key.indexOf("/") + 1)];
    const ids = listed(members.map(({ id }) => id));
    return `${ids} ${members.length === 1 ? "moves" : "move"}, on which ${rests}: ${why}.`;
  });
  return { changes, effects: [...effects, ...ruleEffects(before, after)] };
}

/** Whether a ladder asks for more or less, by rung; null = the same. */
function ladderWay(before: Ladder | undefined, after: Ladder): string | null {
  if (before === undefined) return null;
  const better = Math.sign(after.rungs[5] - after.rungs[0]);
  const steps = after.rungs.map((rung, k) => Math.sign((rung - before.rungs[k]!) * better));
  const harder = levelsWhere(steps, 1);
  const easier = levelsWhere(steps, -1);
  if (harder !== null && easier !== null) return `asks for more at ${harder} and for less at ${easier}`;
  if (harder !== null) return `asks for more at ${harder}`;
  if (easier !== null) return `asks for less at ${easier}`;
  return before.scale === after.scale ? null : "is read on another scale between its rungs";
}

function levelsWhere(steps: readonly number[], sign: number): string | null {
  const levels = steps.slice(0, 5).flatMap((step, k) => (step === sign ? [String(k + 1)] : []));
  const parts = [
    ...(levels.length === 0
      ? []
      : [levels.length === 5 ? "every level" : `level${levels.length === 1 ? "" : "s"} ${levels.join(", ")}`]),
    ...(steps[5] === sign && levels.length < 5 ? ["beyond"] : []),
  ];
  return parts.length === 0 ? null : listed(parts);
}

const RULE_EFFECTS: Readonly<Partial<Record<keyof Ruleset, string>>> = {
  ratingBounds: "Every rating can move.",
  power: "How much one weak signal pulls a characteristic down changes everywhere.",
  desirabilityFloor: "How far one signal can pull a characteristic down changes everywhere.",
  minimumCoverage: "How many characteristics are rated at all changes, and with it which levels can be assessed.",
  widestInterval: "How many characteristics are rated at all changes, and with it which levels can be assessed.",
  minimumLogQuality: "How much of the history is relied on changes, and with it what can be measured.",
  bestEstimateAt: "The best estimate of a level near its edge can change; the chances do not.",
  confirmedAt: "The confirmed level can change; the chances do not.",
  breadthShare: "The level of a whole of several teams can change; that of each team does not.",
  weakestTeamClause: "The level of a whole of several teams can change; that of each team does not.",
  minimumTeamPeople: "Which teams are shown changes, and the whole with them.",
  minimumTeamItems: "Which teams are judged by themselves changes, and the whole with them.",
  overdispersion: "How sure everything is changes: chances, intervals, and the smallest change that is not noise.",
  draws: "Only how finely chances are told changes.",
  statuses: "What counts as started, waiting or finished changes: nearly every value can move.",
  teams: "Which work is whose changes: the level of teams, and of the whole, can move.",
};

function ruleEffects(before: Ruleset, after: Ruleset): string[] {
  const effects = (Object.keys(RULE_EFFECTS) as (keyof Ruleset)[])
    .filter((key) => JSON.stringify(before[key] ?? null) !== JSON.stringify(after[key] ?? null))
    .map((key) => RULE_EFFECTS[key]!);
  const switched = Object.keys({ ...before.policy, ...after.policy }) as (keyof Ruleset["policy"])[];
  if (switched.some((key) => (before.policy[key] === true) !== (after.policy[key] === true)))
    effects.push("Some signals do not apply, or apply again: their weight goes to the other evidence of the same sentence.");
  return [...new Set(effects)];
}

function sorted(weights: Readonly<Record<string, number>> = {}): readonly [string, number][] {
  return Object.entries(weights).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
