import { teamsInOrder } from "../recent.ts";
import { ACTOR_KIND, KIND } from "../../src/event-log/columns.ts";
import { TOUCH_HUMAN, TOUCH_UNKNOWN, type Facts } from "../../src/event-log/facts.ts";
import type { Measure } from "../../src/model/measure.ts";
import { DAY_MS, WEEK_MS, type Window } from "../../src/model/window.ts";
import { absenceFactor, expectedUnderChance } from "../../src/statistics/concentration.ts";
import type { Random } from "../../src/statistics/random.ts";
import { cannotTell, coverageOf, fromBootstrap, Tally, tooFew } from "../answer.ts";
import { absenceCounts, type AbsenceCounts } from "../contributor-absence.ts";
import { finishedItems } from "../finished.ts";
import { defineSignal, type ItemExample } from "../signal.ts";
import { workingDays } from "../working-days.ts";

const MINIMUM = 100;
/** Same floor as for showing anything about a group at all. */
const MINIMUM_PEOPLE = 5;
const MINIMUM_EPISODES = 3;
/** Without the absence experiment concentration alone never shows a fully met characteristic. */
const CAP_WITHOUT_EXPERIMENT = 0.84;
/** Regularly active: acted in at least this share of the weeks in which anybody did. */
const REGULAR_WEEKS = 0.25;
/** How long before the window somebody must have acted, for inactivity at its beginning to be an absence. */
const LOOKBACK_MS = 60 * DAY_MS;
const REPLICATES = 400;
/** Items dealt out by chance in all: many items scatter little, so that few deals tell their mean. */
const NULL_DEALS = 20_000;
/** Equal shares: half of the people make half of the work. */
const EQUAL = 0.5;

/** Rungs of part a (absence factor over people) beside those of part b (percent of usual flow), which is the published unit. */
const CONCENTRATION_RUNGS = [0, 0.05, 0.1, 0.15, 0.22, 0.3, 0.4, EQUAL];
const PUBLISHED_RUNGS = [0, 20, 35, 55, 75, 85, 95, 100];

/**
 * Two parts on one scale. Part a is a ratio from 0 to 0.5 with rungs of its own (.05 .10 .15 .22 .30 .40); part b is a percentage with the rungs
 * 20 35 55 75 85 95. Part a is carried over piecewise linearly, rung to rung, so that ".15" and "55 %" mean the same level, and the mean of both is
 * in percent. Everything about single people (who, how much, when away) stays inside of this file: no example is given, because even an
 * item can tell who was away.
 */
export const signal = defineSignal({
  id: "continuity",
  reference: "S45",
  title: "Continuity",
  dimension: "collaboration",
  unit: "%",
  better: "higher",
  definition:
    "How much work flows on without its main contributor: mean of (a) the contributor absence factor over the regularly active people, corrected for what chance gives " +
    "with equal shares and carried over to percent, and (b) finishes per working day while a component's main contributor is away for at least 5 working days, " +
    "in percent of the usual rate, at most 100. Fewer than 3 absences: part a alone. 0 % = everything stops with one person.",
  source:
    "CHAOSS contributor absence factor; Avelino et al. 2016: 65 % of 133 popular GitHub systems depend on one or two people; the rungs are expert priors.",
  limits: [
    "Small teams of specialists are concentrated by design.",
    "Absence is inferred from inactivity in the tracker and may be work elsewhere.",
    "Not applicable where people share items.",
  ],
  guard: "Never shown per person and never for fewer than 5 active people.",
  families: ["event"],
  minimumSample: MINIMUM,
  windowWeeks: 26,
  facets: ["status-history", "assignee-history", "actors"],
  needs: ["log", "lifecycle", "population", "visits", "ownership", "activity", "calendar"],
  measure(facts, scope) {
    if (scope.policy.sharedOwnership) {
      return { outcome: "not-applicable", reason: "People share items here (policy), so who finishes an item says nothing." };
    }
    if (facts.activity.actorsMissing) return cannotTell("The history does not say who acted, so absences cannot be told.");
    const excluded = new Tally();
    const finished = finishedItems(facts, scope, excluded);
    if (finished.length < MINIMUM) return tooFew("finished items", finished.length, MINIMUM, excluded.toExclusions());
    const { team } = facts.log.items;
    const groups = new Map<number, number[]>();
    const followed = scope.recentSince(scope.window.startAt - LOOKBACK_MS);
    if (scope.team !== null) groups.set(scope.team, [...followed]);
    else {
      for (const index of teamsInOrder(facts.log, scope.items)) groups.set(index, []);
      for (const item of followed) groups.get(team[item]!)!.push(item);
    }
    const finishedOf = Map.groupBy(finished, (item) => (scope.team === null ? team[item]! : scope.team));
    const parts: Part[] = [];
    for (const [index, items] of groups) {
      const own = finishedOf.get(index) ?? [];
      if (own.length < MINIMUM) {
        excluded.add("in a team with fewer than 100 finished items", own.length);
        continue;
      }
      const part = partOf(facts, index, Uint32Array.from(items), own, scope.window, scope.random, excluded);
      if (part !== null) parts.push(part);
    }
    return answer(parts, excluded, scope.random);
  },
});

interface Part {
  readonly people: number;
  readonly sampleSize: number;
  /** Part a, already in percent. */
  readonly concentration: number;
  readonly concentrationReplicates: Float64Array;
  readonly absenceFactor: number;
  readonly absences: readonly AbsenceCounts[];
}

function answer(parts: readonly Part[], excluded: Tally, random: Random): Measure<ItemExample> {
  const sampleSize = sum(parts, (part) => part.sampleSize);
  if (parts.length === 0) {
    return cannotTell(
      `No team has ${MINIMUM_PEOPLE} regularly active people and ${MINIMUM} owned finished items.`,
      0,
      excluded.toExclusions(),
    );
  }
  const people = sum(parts, (part) => part.people);
  const absences = parts.flatMap((part) => part.absences);
  const episodes = sum(absences, (counts) => counts.episodes);
  const weighted = (of: (part: Part) => number): number => sum(parts, (part) => part.people * of(part)) / people;
  const concentration = weighted((part) => part.concentration);
  const rest = {
    sampleSize,
    coverage: coverageOf(sampleSize, excluded.total),
    excluded: excluded.toExclusions(),
    examples: [],
    details: {
      "regularly active people": people,
      "contributor absence factor": sum(parts, (part) => part.absenceFactor),
      "part a: spread of the work (%)": concentration,
      "absences of at least 5 working days": episodes,
    },
  };
  const replicates = new Float64Array(REPLICATES);
  for (let b = 0; b < REPLICATES; b++) replicates[b] = weighted((part) => part.concentrationReplicates[b]!);
  if (episodes < MINIMUM_EPISODES) {
    return fromBootstrap(concentration, replicates, {
      ...rest,
      warnings: [
        `${episodes === 0 ? "No absence" : episodes === 1 ? "Only 1 absence" : `Only ${episodes} absences`} of at least 5 working days: judged by the spread of the work alone.`,
      ],
      cap: CAP_WITHOUT_EXPERIMENT,
    });
  }
  const away = sum(absences, (counts) => counts.finishedAway);
  const expected = sum(absences, (counts) => (counts.finishedPresent / counts.presentDays) * counts.awayDays);
  const usual = sum(absences, (counts) => counts.finishedPresent);
  const flow = Math.min(100, (100 * away) / expected);
  for (let b = 0; b < REPLICATES; b++) {
    const drawn = gamma(away + 0.5, random) / (expected * (gamma(usual + 0.5, random) / usual));
    replicates[b] = (replicates[b]! + Math.min(100, 100 * drawn)) / 2;
  }
  return fromBootstrap((concentration + flow) / 2, replicates, {
    ...rest,
    details: { ...rest.details, "part b: flow during absences (%)": flow },
    warnings: [],
  });
}

/** Both parts of one team; null when too few people are regularly active. */
function partOf(
  facts: Needed,
  team: number,
  items: Uint32Array,
  finished: readonly number[],
  window: Window,
  random: Random,
  excluded: Tally,
): Part | null {
  const ownerOf = new Map<number, number>();
  for (const item of finished) {
    const owner = mainOwner(facts, item);
    if (owner >= 0) ownerOf.set(item, owner);
  }
  excluded.add("never had an owner", finished.length - ownerOf.size);
  const counts = countBy(ownerOf.values());
  const regular = regularlyActive(facts, items, window);
  for (const [person, count] of counts) if (count > 1) regular.add(person);
  if (ownerOf.size < MINIMUM || regular.size < MINIMUM_PEOPLE) {
    excluded.add("in a team with too few regularly active people or owned items", ownerOf.size);
    return null;
  }
  const shares = Float64Array.from(counts.values()).sort();
  const draws = Math.min(100, Math.max(10, Math.round(NULL_DEALS / ownerOf.size)));
  const chance = expectedUnderChance(ownerOf.size, regular.size, (dealt) => spread(dealt, regular.size), random, draws);
  const score = (values: Float64Array): number => toPublished((EQUAL * spread(values, regular.size)) / chance);
  const concentrationReplicates = new Float64Array(REPLICATES);
  for (let b = 0; b < REPLICATES; b++) {
    const drawn = shares.map((count) => gamma(count, random));
    concentrationReplicates[b] = score(drawn);
  }
  return {
    people: regular.size,
    sampleSize: ownerOf.size,
    concentration: score(shares),
    concentrationReplicates,
    absenceFactor: absenceFactor(shares),
    absences: absencesOf(facts, team, items, ownerOf, window),
  };
}

/** The experiment for every component with enough finishes, or for the team as a whole where components cover less than half of its items. */
function absencesOf(
  facts: Needed,
  team: number,
  items: Uint32Array,
  ownerOf: ReadonlyMap<number, number>,
  window: Window,
): AbsenceCounts[] {
  const finished = [...ownerOf.keys()];
  const byComponent = new Map<number, number[]>();
  let withComponent = 0;
  for (const item of finished) {
    const components = componentsOf(facts, item);
    if (components.size > 0) withComponent++;
    for (const component of components) byComponent.set(component, [...(byComponent.get(component) ?? []), item]);
  }
  const units = 2 * withComponent >= finished.length ? [...byComponent.values()] : [finished];
  const clock = workingDays(facts, team, window);
  const actsOf = new Map<number, number[]>();
  const result: AbsenceCounts[] = [];
  for (const unit of units) {
    const counts = countBy(unit.map((item) => ownerOf.get(item)!));
    const main = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
    let acts = actsOf.get(main);
    if (acts === undefined) actsOf.set(main, (acts = actsBy(facts, items, main, window)));
    const found = absenceCounts(
      unit.filter((item) => facts.lifecycle.doneInBulk[item] === 0).map((item) => facts.lifecycle.doneAt[item]!),
      acts,
      window,
      clock,
    );
    if (found !== null) result.push(found);
  }
  return result;
}

type Needed = Pick<Facts, "log" | "lifecycle" | "ownership" | "activity" | "calendar">;

/** Who owned the item longest between start and finish; at the finish where it was never seen to start. -1 = nobody, or no person. */
function mainOwner(facts: Needed, item: number): number {
  const { ownership, lifecycle, log } = facts;
  const doneAt = lifecycle.doneAt[item]!;
  const startedAt = Number.isNaN(lifecycle.startedAt[item]!) ? doneAt : lifecycle.startedAt[item]!;
  const owned = new Map<number, number>();
  for (let o = ownership.first[item]!; o < ownership.first[item + 1]!; o++) {
    const owner = ownership.owner[o]!;
    if (owner < 0 || !(ownership.from[o]! <= doneAt)) continue;
    const kind = log.actors.kind[owner]!;
    if (kind !== ACTOR_KIND.human && kind !== ACTOR_KIND.unknown) continue;
    const to = Number.isNaN(ownership.to[o]!) ? doneAt : Math.min(ownership.to[o]!, doneAt);
    if (to < startedAt) continue;
    owned.set(owner, (owned.get(owner) ?? 0) + to - Math.max(ownership.from[o]!, startedAt));
  }
  let main = -1;
  let longest = -1;
  for (const [owner, ms] of owned) if (ms > longest) [main, longest] = [owner, ms];
  return main;
}

/** People with an act in at least a quarter of the weeks in which anybody acted. */
function regularlyActive(facts: Needed, items: Uint32Array, window: Window): Set<number> {
  const { events } = facts.log;
  const { touch, acts } = facts.activity;
  /** Bit k of a person = acted in week k of the window. */
  const weeks = new Int32Array(facts.log.actors.count);
  let anybody = 0;
  for (const item of items) {
    // Newest first: most items of a long history have no act in the window at all.
    for (let n = acts.first[item + 1]! - 1; n >= acts.first[item]!; n--) {
      const e = acts.event[n]!;
      if (events.at[e]! < window.startAt) break;
      const actor = events.actor[e]!;
      if (actor < 0 || (touch[e] !== TOUCH_HUMAN && touch[e] !== TOUCH_UNKNOWN) || events.at[e]! >= window.endAt) continue;
      const bit = 1 << Math.floor((events.at[e]! - window.startAt) / WEEK_MS);
      anybody |= bit;
      weeks[actor]! |= bit;
    }
  }
  const needed = Math.max(2, REGULAR_WEEKS * bitCount(anybody));
  const regular = new Set<number>();
  weeks.forEach((mask, actor) => {
    if (bitCount(mask) >= needed) regular.add(actor);
  });
  return regular;
}

/** Acts of a person from 60 days before the window on, ascending. */
function actsBy(facts: Needed, items: Uint32Array, person: number, window: Window): number[] {
  const { events } = facts.log;
  const { acts } = facts.activity;
  const found: number[] = [];
  const since = window.startAt - LOOKBACK_MS;
  for (const item of items) {
    for (let n = acts.first[item + 1]! - 1; n >= acts.first[item]! && events.at[acts.event[n]!]! >= since; n--) {
      if (events.actor[acts.event[n]!] === person) found.push(events.at[acts.event[n]!]!);
    }
  }
  return found.sort((a, b) => a - b);
}

/** Components the item had in the end. */
function componentsOf(facts: Needed, item: number): Set<number> {
  const { events, items } = facts.log;
  const components = new Set<number>();
  for (let e = items.firstEvent[item]!; e < items.firstEvent[item + 1]!; e++) {
    if (events.kind[e] !== KIND.component) continue;
    if (events.to[e]! >= 0) components.add(events.to[e]!);
    else components.delete(events.from[e]!);
  }
  return components;
}

/**
 * Contributor absence factor over people, 0-0.5, with the last person counted in part: the share of people who made half of the work. The whole-number
 * factor jumps by a fifth in a team of five.
 */
function spread(counts: Float64Array, people: number): number {
  const sorted = counts.slice().sort();
  let total = 0;
  for (const count of sorted) total += count;
  let left = total / 2;
  let factor = 0;
  for (let i = sorted.length - 1; i >= 0 && left > 0; i--) {
    factor += Math.min(1, left / sorted[i]!);
    left -= sorted[i]!;
  }
  return factor / people;
}

function toPublished(ratio: number): number {
  const capped = Math.min(Math.max(ratio, 0), EQUAL);
  let k = 1;
  while (CONCENTRATION_RUNGS[k]! < capped) k++;
  const low = CONCENTRATION_RUNGS[k - 1]!;
  const share = (capped - low) / (CONCENTRATION_RUNGS[k]! - low);
  return PUBLISHED_RUNGS[k - 1]! + share * (PUBLISHED_RUNGS[k]! - PUBLISHED_RUNGS[k - 1]!);
}

/** Gamma variable with rate 1 (Marsaglia and Tsang 2000); shape at least 1/2. */
function gamma(shape: number, random: Random): number {
  if (shape < 1) return gamma(shape + 1, random) * random.next() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

function sum<T>(rows: readonly T[], of: (row: T) => number): number {
  return rows.reduce((total, row) => total + of(row), 0);
}

function countBy(values: Iterable<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function bitCount(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}
