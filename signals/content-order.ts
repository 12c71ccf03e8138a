import type { Facts } from "../src/event-log/facts.ts";
import { sortedRuns } from "../src/event-log/sorted-runs.ts";
import { compareTexts } from "../src/event-log/text-table.ts";

/**
 * Work items by what happened to them, never by what they are called: creation first, then the number of events, then the last one. Items that
 * share all three stand in the order of their ids.
 */
export function inContentOrder(facts: Pick<Facts, "log" | "population">): Uint32Array {
  const { items, events } = facts.log;
  const { isWork } = facts.population;
  const work = new Uint32Array(items.count);
  let count = 0;
  for (let i = 0; i < items.count; i++) if (isWork[i] === 1) work[count++] = i;
  const eventCount = (item: number): number => items.firstEvent[item + 1]! - items.firstEvent[item]!;
  const lastAt = (item: number): number => (eventCount(item) === 0 ? 0 : events.at[items.firstEvent[item + 1]! - 1]!);
  // A log holds one team after the other, each by creation: as many runs as there are teams.
  return sortedRuns(
    work.subarray(0, count),
    (a, b) =>
      items.createdAt[a]! - items.createdAt[b]! ||
      eventCount(a) - eventCount(b) ||
      lastAt(a) - lastAt(b) ||
      compareTexts(items.id[a]!, items.id[b]!),
  );
}

/** Place of each team among all, most items first, then by their creations. Teams with the same content share a place. */
export function rankByContent(facts: Pick<Facts, "log">, itemsOf: readonly Uint32Array[]): number[] {
  const { createdAt } = facts.log.items;
  const compare = (a: number, b: number): number => {
    const [left, right] = [itemsOf[a]!, itemsOf[b]!];
    if (left.length !== right.length) return right.length - left.length;
    for (let k = 0; k < left.length; k++) {
      const difference = createdAt[left[k]!]! - createdAt[right[k]!]!;
      if (difference !== 0) return difference;
    }
    return 0;
  };
  const sorted = itemsOf.map((_, team) => team).sort(compare);
  const ranks = itemsOf.map(() => 0);
  sorted.forEach((team, place) => {
    const before = sorted[place - 1];
    ranks[team] = before !== undefined && compare(before, team) === 0 ? ranks[before]! : place;
  });
  return ranks;
}
