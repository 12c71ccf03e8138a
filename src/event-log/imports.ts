import { MINUTE_MS } from "../model/window.ts";
import { KIND, type EventLog } from "./columns.ts";

const BURST_MS = 5 * MINUTE_MS;
const BURST_ITEMS = 50;
const BURST_MADS = 5;

/**
 * E1: items created by one actor within 5 minutes, more than 50 of them and more than 5 median absolute deviations above what that actor
 * creates in the median 5 minutes of the log, so that an integration with a steady stream is no import. 1 = imported.
 */
export function findImported(log: EventLog): Uint8Array {
  const { items } = log;
  const imported = new Uint8Array(items.count);
  const creator = creators(log);
  const byActor = new Map<number, number[]>();
  for (let i = 0; i < items.count; i++) {
    const list = byActor.get(creator[i]!);
    if (list === undefined) byActor.set(creator[i]!, [i]);
    else list.push(i);
  }
  let firstAt = Infinity;
  for (let i = 0; i < items.count; i++) firstAt = Math.min(firstAt, items.createdAt[i]!);
  const bins = Math.max(1, Math.ceil((log.asOf - firstAt) / BURST_MS));

  for (const own of byActor.values()) {
    if (own.length <= BURST_ITEMS) continue;
    const rows = Uint32Array.from(own).sort((a, b) => items.createdAt[a]! - items.createdAt[b]!);
    const limit = Math.max(BURST_ITEMS, usualMaximum(rows, items.createdAt, bins));
    let marked = 0;
    let last = 0;
    for (let n = 0; n < rows.length; n++) {
      while (last < rows.length && items.createdAt[rows[last]!]! - items.createdAt[rows[n]!]! < BURST_MS) last++;
      if (last - n <= limit) continue;
      for (let m = Math.max(n, marked); m < last; m++) imported[rows[m]!] = 1;
      marked = last;
    }
  }
  return imported;
}

/** Median + 5 MAD (at least the root of the median) of the creations in all 5-minute bins of the log, empty ones included. */
function usualMaximum(rows: Uint32Array, createdAt: Float64Array, bins: number): number {
  const counts: number[] = [];
  let bin = NaN;
  for (const row of rows) {
    const own = Math.floor(createdAt[row]! / BURST_MS);
    if (own === bin) counts[counts.length - 1]!++;
    else counts.push(1);
    bin = own;
  }
  // Where most bins are empty both the median and the deviation from it are 0.
  if (counts.length * 2 <= bins) return 0;
  while (counts.length < bins) counts.push(0);
  const middle = medianOf(counts);
  // Arrivals at random vary by the root of their number even where the bins that were seen happen to agree.
  const deviation = Math.max(Math.sqrt(middle), medianOf(counts.map((count) => Math.abs(count - middle))));
  return middle + BURST_MADS * deviation;
}

export function medianOf(values: readonly number[]): number {
  if (values.length === 0) return NaN;
  const sorted = new Float64Array(values).sort();
  const half = sorted.length >>> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Who created each item: the actor of the creation, else the creator on the item. */
export function creators(log: EventLog): Int32Array {
  const { items, events } = log;
  const creator = items.creator.slice();
  for (let e = 0; e < events.count; e++) {
    if (events.kind[e] === KIND.created && events.actor[e]! >= 0) creator[events.item[e]!] = events.actor[e]!;
  }
  return creator;
}
