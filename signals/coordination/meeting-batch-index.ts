import { ACTOR_KIND, COMMENT_SYSTEM, KIND } from "../../src/event-log/columns.ts";
import { TOUCH_HUMAN, type Facts } from "../../src/event-log/facts.ts";
import { contains, HOUR_MS } from "../../src/model/window.ts";
import type { Distribution } from "../../src/model/measure.ts";
import { gini } from "../../src/statistics/concentration.ts";
import { interval90 } from "../../src/statistics/distribution.ts";
import type { Random } from "../../src/statistics/random.ts";
import { shuffleFirst } from "../../src/statistics/shuffle.ts";
import { cannotTell, coverageOf, fromEstimate, Tally, tooFew } from "../answer.ts";
import { defineSignal, type Scope } from "../signal.ts";

const MINIMUM = 200;
/** Fewer comments spread over 168 hours are uneven whatever people do. */
const COMMENTS_NEEDED = 100;
const LEAST_PEOPLE = 5;
const HOURS = 168;
const PERMUTATIONS = 100;
const REPLICATES = 200;
/** What chance gives no longer moves beyond so many. */
const PERMUTED = 4_000;

export const signal = defineSignal({
  id: "meeting-batch-index",
  reference: "S28",
  title: "Meeting-batch index",
  dimension: "coordination",
  unit: "0-1",
  better: "lower",
  definition:
    "Gini coefficient of the status changes that people made over the 168 hours of the week minus that of their comments, pull requests and reviews, less the difference that shuffling the two gives, as a share of what it would be with all moves in one hour; several on one item within an hour are one. " +
    "0 = status changes are spread like the work itself; 1 = all of them come in one hour of the week.",
  source: "Expert prior; a new measure that must be validated before it is trusted.",
  limits: [
    "Meetings themselves are not observed.",
    "Never for a group under 5 people, and never for several teams together: each has its own hours.",
    "A team may well update in its stand-up and be disciplined all the same.",
  ],
  guard: "Changes by automation are removed before counting, bulk moves too.",
  families: ["event"],
  minimumSample: MINIMUM,
  windowWeeks: 26,
  facets: ["status-history", "comments", "actors"],
  needs: ["log", "activity", "population", "people"],
  measure(facts, scope) {
    if (isSeveralTeams(facts, scope))
      return { ...cannotTell("A meeting belongs to a team: this is measured team by team only."), ofTeamsOnly: true };
    const people = facts.people.activeCount(scope.items, scope.window);
    if (people === null) return cannotTell("The history does not say who acted, so that people and rules cannot be told apart.");
    if (people < LEAST_PEOPLE)
      return cannotTell(`Fewer than ${LEAST_PEOPLE} people were active; groups this small are not measured.`);
    const excluded = new Tally();
    const { moves, talk } = hoursOf(facts, scope, excluded);
    if (moves.length < MINIMUM) return tooFew("status changes by people", moves.length, MINIMUM, excluded.toExclusions());
    if (talk.length < COMMENTS_NEEDED) {
      return cannotTell(
        `There are only ${talk.length} comments and reviews to compare with; ${COMMENTS_NEEDED} are needed.`,
        moves.length,
        excluded.toExclusions(),
      );
    }
    const ginis = [moves, talk].map((hours) => gini(byHourOfWeek(hours)));
    const chance = differenceByChance(moves, talk, scope.random.fork("chance"));
    // Who works 40 of 168 hours has a coefficient of 0.76 however evenly, and a plain difference could never pass 0.23.
    const room = (HOURS - 1) / HOURS - ginis[1]!;
    const value = room > 0 ? Math.min(1, Math.max(0, (ginis[0]! - ginis[1]! - chance) / room)) : 0;
    const sd = room > 0 ? spreadByWeeks(moves, talk, scope.random.fork("weeks")) / room : 0;
    const distribution: Distribution = sd > 0 ? { kind: "normal", mean: value, sd } : { kind: "exact", value };
    const [low, high] = interval90(distribution);
    return fromEstimate(
      { value, interval90: [Math.max(0, low), Math.min(1, high)], distribution },
      {
        sampleSize: moves.length,
        coverage: coverageOf(moves.length, excluded.total),
        excluded: excluded.toExclusions(),
        examples: [],
        details: {
          "Gini of status changes": ginis[0]!,
          "Gini of comments and reviews": ginis[1]!,
          "difference by chance": chance,
          "comments and reviews": talk.length,
        },
        warnings: [],
      },
    );
  },
});

type Needed = Pick<Facts, "log" | "activity" | "population">;

function isSeveralTeams({ log }: Needed, { items }: Scope): boolean {
  const first = log.items.team[items[0] ?? 0];
  return items.some((item) => log.items.team[item] !== first);
}

/** Hours since 1970 in which people moved an item, and in which they wrote or reviewed something about one. */
function hoursOf({ log, activity, population }: Needed, scope: Scope, excluded: Tally): { moves: number[]; talk: number[] } {
  const { events, items, pullRequests, actors } = log;
  const moves: number[] = [];
  const talk: number[] = [];
  const isOurs = new Uint8Array(items.count);
  for (const item of scope.items) isOurs[item] = 1;
  for (const item of scope.recent) {
    let lastMove = -1;
    let lastWord = -1;
    for (let e = items.firstEvent[item + 1]! - 1; e >= items.firstEvent[item]! && events.at[e]! >= scope.window.startAt; e--) {
      const kind = events.kind[e]!;
      if ((kind !== KIND.status && kind !== KIND.comment) || !contains(scope.window, events.at[e]!)) continue;
      if (activity.touch[e] !== TOUCH_HUMAN) continue;
      const hour = Math.floor(events.at[e]! / HOUR_MS);
      if (kind === KIND.comment) {
        if (hour !== lastWord && (events.detail[e]! & COMMENT_SYSTEM) === 0) talk.push(hour);
        lastWord = hour;
      } else if (population.isBulk[e] === 1 || population.isUntimed[e] === 1) excluded.add("bulk transition");
      else {
        if (hour !== lastMove) moves.push(hour);
        lastMove = hour;
      }
    }
  }
  const isPerson = (actor: number): boolean => actor >= 0 && actors.kind[actor] === ACTOR_KIND.human;
  const add = (at: number): void => {
    if (contains(scope.window, at)) talk.push(Math.floor(at / HOUR_MS));
  };
  for (let p = 0; p < pullRequests.count; p++) {
    let isOf = false;
    for (let w = pullRequests.firstWork[p]!; w < pullRequests.firstWork[p + 1]!; w++)
      isOf ||= isOurs[pullRequests.workItem[w]!] === 1;
    if (!isOf) continue;
    if (isPerson(pullRequests.author[p]!)) add(pullRequests.createdAt[p]!);
    for (let r = pullRequests.firstReview[p]!; r < pullRequests.firstReview[p + 1]!; r++)
      if (isPerson(pullRequests.reviewActor[r]!)) add(pullRequests.reviewAt[r]!);
  }
  return { moves, talk };
}

function byHourOfWeek(hours: readonly number[] | Uint8Array): Float64Array {
  const counts = new Float64Array(HOURS);
  for (let i = 0; i < hours.length; i++) counts[hours[i]! % HOURS]!++;
  return counts;
}

/** Mean difference of the two coefficients when it is chance which of the acts are moves: the fewer there are of one, the more uneven it looks. */
function differenceByChance(moves: readonly number[], talk: readonly number[], random: Random): number {
  const all = Uint8Array.from([...moves, ...talk], (hour) => hour % HOURS);
  const room = new Uint32Array(all.length);
  const scale = Math.min(1, PERMUTED / all.length);
  const count = Math.round(all.length * scale);
  const first = Math.round(moves.length * scale);
  let sum = 0;
  for (let p = 0; p < PERMUTATIONS; p++) {
    shuffleFirst(all, count, random, room);
    sum += gini(byHourOfWeek(all.subarray(0, first))) - gini(byHourOfWeek(all.subarray(first, count)));
  }
  return sum / PERMUTATIONS;
}

/** Standard deviation of the difference when whole weeks are drawn again: what happens in one meeting is one thing. */
function spreadByWeeks(moves: readonly number[], talk: readonly number[], random: Random): number {
  const weeks = new Map<number, { moves: Float64Array; talk: Float64Array }>();
  const add = (hours: readonly number[], what: "moves" | "talk"): void => {
    for (const hour of hours) {
      const week = Math.floor(hour / HOURS);
      let own = weeks.get(week);
      if (own === undefined) weeks.set(week, (own = { moves: new Float64Array(HOURS), talk: new Float64Array(HOURS) }));
      own[what][hour % HOURS]!++;
    }
  };
  add(moves, "moves");
  add(talk, "talk");
  const all = [...weeks].sort(([a], [b]) => a - b).map(([, own]) => own);
  const drawn: number[] = [];
  const sums = { moves: new Float64Array(HOURS), talk: new Float64Array(HOURS) };
  for (let b = 0; b < REPLICATES; b++) {
    sums.moves.fill(0);
    sums.talk.fill(0);
    for (let w = 0; w < all.length; w++) {
      const own = all[random.below(all.length)]!;
      addTo(sums.moves, own.moves);
      addTo(sums.talk, own.talk);
    }
    const difference = gini(sums.moves) - gini(sums.talk);
    if (!Number.isNaN(difference)) drawn.push(difference);
  }
  const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
  return Math.sqrt(drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (drawn.length - 1));
}

/** A function of its own, so that V8 has it compiled after a few calls and need not leave a loop within loops that is running. */
function addTo(sums: Float64Array, counts: Float64Array): void {
  for (let hour = 0; hour < HOURS; hour++) sums[hour]! += counts[hour]!;
}
