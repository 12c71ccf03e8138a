import { DAY_MS, type Window } from "../model/window.ts";
import { kaplanMeier, survivalQuantile, type SurvivalCurve } from "../statistics/survival.ts";
import type { EventLog } from "./columns.ts";
import type { Lifecycle, Population, Service, Visits } from "./facts.ts";
import { CATEGORY_CODE } from "./visits.ts";

const FINISHES_NEEDED = 11;
const ANY_TYPE = -1;

/** Curve with the number of finishes behind it. */
interface Learned {
  readonly curve: SurvivalCurve;
  readonly finishes: number;
}

/** Items that were in progress or finished in a window, one row an item. */
interface Rows {
  readonly count: number;
  readonly type: Uint8Array;
  readonly time: Float64Array;
  readonly entry: Float64Array;
  readonly observed: Uint8Array;
}

interface Seen {
  readonly rows: Rows;
  /** By work type. */
  readonly learned: Map<number, Learned>;
}

/**
 * Items already in progress at the start of the window enter at the age they had then (left truncation); items still open at its end, and
 * cancelled ones from their cancellation on, are censored (E5, E6). Left out: finishes whose time is a guess, and imports that came in
 * progress, whose start nobody saw. A quantile that the curve does not reach is null, also with enough finishes.
 */
export function learnService(log: EventLog, visits: Visits, lifecycle: Lifecycle, population: Population): Service {
  // Signals ask for several quantiles of the same items and window.
  const seenIn = new WeakMap<Uint32Array, Map<string, Seen>>();
  /** Written to anew for every window. */
  let room: Omit<Rows, "count"> | null = null;
  const curveOf = (items: Uint32Array, type: number, window: Window): Learned => {
    let ofItems = seenIn.get(items);
    if (ofItems === undefined) seenIn.set(items, (ofItems = new Map()));
    const key = `${window.startAt} ${window.endAt}`;
    let seen = ofItems.get(key);
    if (seen === undefined) ofItems.set(key, (seen = { rows: rowsIn(items, window), learned: new Map() }));
    let answer = seen.learned.get(type);
    if (answer === undefined) seen.learned.set(type, (answer = learn(seen.rows, type)));
    return answer;
  };

  function rowsIn(items: Uint32Array, window: Window): Rows {
    const endAt = Math.min(window.endAt, log.asOf);
    const { type, time, entry, observed } = (room ??= roomFor(log.items.count));
    let count = 0;
    for (const i of items) {
      // Closed for the last time before the window, as most items of a long history are.
      if (lifecycle.doneAt[i]! < window.startAt || lifecycle.cancelledAt[i]! < window.startAt) continue;
      const startedAt = lifecycle.startedAt[i]!;
      if (!(startedAt < endAt) || isClosedInBulkBefore(lifecycle, i, endAt)) continue;
      if (population.isImported[i] === 1 && startedAt <= population.enteredAt[i]!) continue;
      const cancelledAt = lifecycle.cancelledAt[i]!;
      const finishedAt = doneBefore(visits, lifecycle, i, endAt);
      const stoppedAt = Number.isNaN(finishedAt)
        ? Math.min(Number.isNaN(cancelledAt) ? Infinity : cancelledAt, endAt)
        : finishedAt;
      if (stoppedAt < window.startAt || stoppedAt < startedAt) continue;
      type[count] = log.items.type[i]!;
      time[count] = (stoppedAt - startedAt) / DAY_MS;
      entry[count] = Math.max(0, window.startAt - startedAt) / DAY_MS;
      observed[count] = Number.isNaN(finishedAt) ? 0 : 1;
      count++;
    }
    return {
      count,
      type: type.slice(0, count),
      time: time.slice(0, count),
      entry: entry.slice(0, count),
      observed: observed.slice(0, count),
    };
  }

  function learn(rows: Rows, type: number): Learned {
    if (type === ANY_TYPE) return learned(rows.time, rows.entry, rows.observed);
    const time = new Float64Array(rows.count);
    const entry = new Float64Array(rows.count);
    const observed = new Uint8Array(rows.count);
    let count = 0;
    for (let row = 0; row < rows.count; row++) {
      if (rows.type[row] !== type) continue;
      time[count] = rows.time[row]!;
      entry[count] = rows.entry[row]!;
      observed[count++] = rows.observed[row]!;
    }
    return learned(time.subarray(0, count), entry.subarray(0, count), observed.subarray(0, count));
  }

  function learned(time: Float64Array, entry: Float64Array, observed: Uint8Array): Learned {
    let finishes = 0;
    for (const one of observed) finishes += one;
    return { curve: kaplanMeier({ time, entry, observed }), finishes };
  }

  return {
    quantileDays(items, type, window, probability) {
      const own = curveOf(items, type, window);
      if (own.finishes >= FINISHES_NEEDED) return survivalQuantile(own.curve, probability);
      const pool = curveOf(items, ANY_TYPE, window);
      return pool.finishes >= FINISHES_NEEDED ? survivalQuantile(pool.curve, probability) : null;
    },
  };
}

function roomFor(count: number): Omit<Rows, "count"> {
  return {
    type: new Uint8Array(count),
    time: new Float64Array(count),
    entry: new Float64Array(count),
    observed: new Uint8Array(count),
  };
}

/** A finish whose time is a guess. Swept away after `endAt`, the item was simply open by then. */
function isClosedInBulkBefore(lifecycle: Lifecycle, i: number, endAt: number): boolean {
  return lifecycle.doneInBulk[i] === 1 && (lifecycle.doneAt[i]! < endAt || lifecycle.cancelledAt[i]! < endAt);
}

/** When the item was finished, as it stood just before `endAt` (E4: the last time, if it is not open again); NaN = it was not. */
function doneBefore(visits: Visits, lifecycle: Lifecycle, i: number, endAt: number): number {
  if (!(lifecycle.firstDoneAt[i]! < endAt)) return NaN;
  const doneAt = lifecycle.doneAt[i]!;
  if (doneAt < endAt) return doneAt;
  if (lifecycle.reopenCount[i] === 0) return NaN;
  let finishedAt = NaN;
  for (let v = visits.first[i]!; v < visits.first[i + 1]!; v++) {
    const enteredAt = visits.enteredAt[v]!;
    if (enteredAt >= endAt) break;
    if (visits.category[v] !== CATEGORY_CODE.done) finishedAt = NaN;
    else if (Number.isNaN(finishedAt)) finishedAt = enteredAt;
  }
  return finishedAt;
}
