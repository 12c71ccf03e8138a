import type { Facts } from "../src/event-log/facts.ts";
import { DAY_MS, WEEK_MS } from "../src/model/window.ts";
import { Tally } from "./answer.ts";
import { oncePerTeam } from "./once-per-team.ts";
import { handOffsOf } from "./hand-offs.ts";
import { stageTimes } from "./stage-times.ts";
import type { WorkWeeks } from "./weeks.ts";

/** What six signals would say of each week by itself, and of the last half year. NaN = too little to say. */
export interface WeeklySeries {
  readonly weekly: Float64Array;
  /** In the signal's own unit, over the last 26 weeks together. */
  readonly recent: number;
}

export type SeriesName = "tail ratio" | "shortfall" | "zombie work" | "reopenings" | "hand-off latency" | "flow efficiency";

export type SeriesFacts = Pick<
  Facts,
  "log" | "lifecycle" | "population" | "visits" | "activity" | "ownership" | "calendar" | "service"
>;

/** With fewer items a week has no value of its own. */
const ITEMS_A_WEEK = 3;
/** A tail needs more of them. */
const ITEMS_FOR_TAIL = 6;
export const RECENT_WEEKS = 26;
const SLE = 0.85;
const REOPENED_MS = 30 * DAY_MS;
const SILENT_DAYS = 30;
/** Expectations are learned anew every quarter, from the half year before. */
const LEARNED_EVERY_WEEKS = 13;
const LEARNED_FROM_WEEKS = 26;
/** As in flow efficiency: a waiting status that carries less than this is not where work waits. */
const WAIT_SHARE = 0.05;

/** What each item adds to its weeks, whichever other items are looked at. */
interface Counted {
  readonly weeks: WorkWeeks;
  readonly times: number[][];
  readonly latencies: number[][];
  readonly silent: Shares;
  readonly reopened: Shares;
  readonly active: Shares;
  readonly inStatus: Float64Array;
}

/** One pass over the items; each row of a week is an item, a hand-off or an item in progress. */
export function weeklySeries(facts: SeriesFacts, items: Uint32Array, weeks: WorkWeeks): ReadonlyMap<SeriesName, WeeklySeries> {
  const teams = Map.groupBy(items, (item) => facts.log.items.team[item]!);
  const parts = [...teams].map(([team, own]) => {
    const known = ofTeam(facts.log, team, own, () => countWeeks(facts, own, weeks));
    return isSameWeeks(known.weeks, weeks) ? known : countWeeks(facts, own, weeks);
  });
  const all = parts.length === 1 ? parts[0]! : together(parts, facts, weeks);
  const { times, latencies } = all;
  const found = new Map<SeriesName, WeeklySeries>([
    ["tail ratio", { weekly: Float64Array.from(times, (own) => Math.log(tailRatio(own))), recent: tailRatio(latest(times)) }],
    ["shortfall", lateness(facts, items, weeks).series((share) => 100 * share - 100 * (1 - SLE))],
    ["zombie work", all.silent.series((share) => 100 * share)],
    ["reopenings", all.reopened.series((share) => 100 * share)],
    [
      "hand-off latency",
      {
        weekly: Float64Array.from(latencies, (own) => (own.length < ITEMS_A_WEEK ? NaN : Math.log(0.1 + quantile(own, 0.5)))),
        recent: quantile(latest(latencies), 0.5),
      },
    ],
  ]);
  if (showsWaiting(facts.log, all.inStatus))
    found.set(
      "flow efficiency",
      all.active.series((share) => 100 * share),
    );
  return found;
}

const ofTeam = oncePerTeam<Counted>();

/** Teams of other zones begin their weeks at other instants. */
function isSameWeeks(one: WorkWeeks, other: WorkWeeks): boolean {
  return one.count === other.count && one.startAt.every((at, week) => at === other.startAt[week]);
}

function nothingIn({ log }: SeriesFacts, weeks: WorkWeeks): Counted {
  const lists = (): number[][] => Array.from({ length: weeks.count }, () => []);
  const shares = (): Shares => new Shares(weeks.count);
  return {
    weeks,
    ...{ times: lists(), latencies: lists(), silent: shares(), reopened: shares(), active: shares() },
    inStatus: new Float64Array(log.statuses.length),
  };
}

/** Sums of whole milliseconds and of items, and lists that are sorted before they are read: the order of the teams changes nothing. */
function together(parts: readonly Counted[], facts: SeriesFacts, weeks: WorkWeeks): Counted {
  const sum = nothingIn(facts, weeks);
  for (let week = 0; week < weeks.count; week++) {
    sum.times[week] = parts.flatMap(({ times }) => times[week]!);
    sum.latencies[week] = parts.flatMap(({ latencies }) => latencies[week]!);
  }
  for (const part of parts) {
    sum.silent.addAll(part.silent);
    sum.reopened.addAll(part.reopened);
    sum.active.addAll(part.active);
    part.inStatus.forEach((ms, status) => (sum.inStatus[status]! += ms));
  }
  return sum;
}

function countWeeks(facts: SeriesFacts, items: readonly number[], weeks: WorkWeeks): Counted {
  const { log, lifecycle } = facts;
  const counted = nothingIn(facts, weeks);
  const { times, latencies, silent, reopened, active, inStatus } = counted;
  const window = { startAt: weeks.startAt[0]!, endAt: weeks.startAt[weeks.count - 1]! + WEEK_MS };
  const ignored = new Tally();
  for (const item of items) {
    if (log.items.historyComplete[item] === 0) continue;
    const startedAt = lifecycle.startedAt[item]!;
    const doneAt = lifecycle.doneAt[item]!;
    const isStartSeen = isSeen(facts, item);
    const isTimed = lifecycle.doneInBulk[item] === 0;
    const doneWeek = isTimed ? weeks.of(doneAt) : -1;
    if (doneWeek >= 0 && startedAt < doneAt && isStartSeen) {
      times[doneWeek]!.push((doneAt - startedAt) / DAY_MS);
      const stages = stageTimes(facts, item, startedAt, doneAt, inStatus);
      active.add(doneWeek, stages.active, stages.active + stages.waiting + stages.blocked);
    }
    const firstDoneAt = lifecycle.firstDoneAt[item]!;
    const firstDoneWeek = isTimed && firstDoneAt + REOPENED_MS <= log.asOf ? weeks.of(firstDoneAt) : -1;
    if (firstDoneWeek >= 0) reopened.add(firstDoneWeek, lifecycle.reopenedAt[item]! - firstDoneAt <= REOPENED_MS ? 1 : 0, 1);
    if (isStartSeen && isTimed) addSilence(facts, item, weeks, silent);
    if (!facts.activity.actorsMissing)
      for (const { at, hours } of handOffsOf(facts, item, window, ignored)) {
        const week = weeks.of(at);
        if (week >= 0) latencies[week]!.push(hours);
      }
  }
  return counted;
}

function isSeen({ lifecycle, population }: SeriesFacts, item: number): boolean {
  return !(population.isImported[item] === 1 && lifecycle.startedAt[item]! <= population.enteredAt[item]!);
}

/** By the week of their start: items that took longer than what is expected of all the items that are looked at. */
function lateness(facts: SeriesFacts, items: Uint32Array, weeks: WorkWeeks): Shares {
  const { log, lifecycle } = facts;
  const late = new Shares(weeks.count);
  const expected = expectations(facts, items, weeks);
  for (const item of items) {
    if (log.items.historyComplete[item] === 0 || lifecycle.doneInBulk[item] === 1 || !isSeen(facts, item)) continue;
    const startedAt = lifecycle.startedAt[item]!;
    const week = weeks.of(startedAt);
    const days = week < 0 ? null : expected(week, log.items.type[item]!);
    if (days === null) continue;
    const dueAt = startedAt + days * DAY_MS;
    if (dueAt <= log.asOf && !(lifecycle.cancelledAt[item]! <= dueAt))
      late.add(week, lifecycle.doneAt[item]! <= dueAt ? 0 : 1, 1);
  }
  return late;
}

/** Parts and wholes week by week. */
class Shares {
  readonly #part: Float64Array;
  readonly #whole: Float64Array;
  readonly #rows: Uint32Array;

  constructor(weeks: number) {
    this.#part = new Float64Array(weeks);
    this.#whole = new Float64Array(weeks);
    this.#rows = new Uint32Array(weeks);
  }

  add(week: number, part: number, whole: number): void {
    this.#part[week]! += part;
    this.#whole[week]! += whole;
    this.#rows[week]!++;
  }

  addAll(other: Shares): void {
    for (let week = 0; week < this.#part.length; week++) {
      this.#part[week]! += other.#part[week]!;
      this.#whole[week]! += other.#whole[week]!;
      this.#rows[week]! += other.#rows[week]!;
    }
  }

  series(value: (share: number) => number): WeeklySeries {
    const weekly = this.#part.map((part, week) => (this.#rows[week]! < ITEMS_A_WEEK ? NaN : value(part / this.#whole[week]!)));
    const sum = (values: Float64Array): number => values.subarray(-RECENT_WEEKS).reduce((total, own) => total + own, 0);
    return { weekly, recent: value(sum(this.#part) / sum(this.#whole)) };
  }
}

const latest = (lists: readonly number[][]): number[] => lists.slice(-RECENT_WEEKS).flat();

function tailRatio(times: readonly number[]): number {
  return times.length < ITEMS_FOR_TAIL ? NaN : quantile(times, SLE) / quantile(times, 0.5);
}

function quantile(values: readonly number[], p: number): number {
  if (values.length === 0) return NaN;
  const sorted = new Float64Array(values).sort();
  const position = p * (sorted.length - 1);
  const low = Math.floor(position);
  return sorted[low]! + (position - low) * (sorted[Math.min(low + 1, sorted.length - 1)]! - sorted[low]!);
}

/** Days within which 85 % of a type finish, as it could be known when the quarter that a week lies in began; null = not known. */
function expectations(
  { service }: SeriesFacts,
  items: Uint32Array,
  weeks: WorkWeeks,
): (week: number, type: number) => number | null {
  const known = new Map<number, number | null>();
  return (week, type) => {
    const quarter = Math.floor(week / LEARNED_EVERY_WEEKS);
    // Types are codes of a byte.
    const key = 256 * quarter + type;
    let days = known.get(key);
    if (days === undefined) {
      const endAt = weeks.startAt[quarter * LEARNED_EVERY_WEEKS]!;
      const learned = { startAt: endAt - LEARNED_FROM_WEEKS * WEEK_MS, endAt };
      known.set(key, (days = service.quantileDays(items, type, learned, SLE)));
    }
    return days;
  };
}

/** At the end of each week in which the item was in progress: whether anything had been done about it in the 30 days before. */
function addSilence({ log, lifecycle, activity }: SeriesFacts, item: number, weeks: WorkWeeks, silent: Shares): void {
  const startedAt = lifecycle.startedAt[item]!;
  if (Number.isNaN(startedAt)) return;
  const doneAt = lifecycle.doneAt[item]!;
  const cancelledAt = lifecycle.cancelledAt[item]!;
  const endAt =
    doneAt > startedAt && cancelledAt > startedAt
      ? Math.min(doneAt, cancelledAt)
      : doneAt > startedAt
        ? doneAt
        : cancelledAt > startedAt
          ? cancelledAt
          : log.asOf;
  const { acts } = activity;
  let act = acts.first[item]!;
  let lastAt = startedAt;
  for (let week = Math.max(0, weeks.of(startedAt)); week < weeks.count; week++) {
    const at = weeks.startAt[week]! + WEEK_MS;
    if (at > endAt) return;
    if (at <= startedAt) continue;
    for (; act < acts.first[item + 1]! && log.events.at[acts.event[act]!]! < at; act++)
      if (activity.isSubstantive(acts.event[act]!)) lastAt = Math.max(lastAt, log.events.at[acts.event[act]!]!);
    silent.add(week, at - lastAt > SILENT_DAYS * DAY_MS ? 1 : 0, 1);
  }
}

function showsWaiting({ statuses }: Facts["log"], inStatus: Float64Array): boolean {
  let all = 0;
  let largest = 0;
  statuses.forEach(({ category }, status) => {
    if (category === "active" || category === "review" || category === "wait" || category === "blocked") all += inStatus[status]!;
    if (category === "wait" || category === "blocked") largest = Math.max(largest, inStatus[status]!);
  });
  return largest >= WAIT_SHARE * all && largest > 0;
}
