import type { Facts } from "../src/event-log/facts.ts";
import { DAY_MS, WEEK_MS } from "../src/model/window.ts";

/** A status comes into use within so many weeks of the end of the one whose place it takes; entries of one day may overlap. */
const TAKEN_OVER_WEEKS = 3;
/** The old one must have been a stage until then: so many entries in the quarter before its end. What is hardly used is no stage that could be renamed. */
const IN_USE_WEEKS = 13;
const IN_USE_ENTRIES = 5;

/**
 * Statuses that went out of use, by the one of the same category that came into use in their place: another name for the same stage. Each takes the
 * place of one at most, the one whose end is nearest.
 */
export function renamedStatuses(
  { log, visits }: Pick<Facts, "log" | "visits">,
  items: readonly number[],
): ReadonlyMap<number, number> {
  const count = log.statuses.length;
  const first = new Float64Array(count).fill(Infinity);
  const last = new Float64Array(count).fill(-Infinity);
  for (const item of items)
    for (let v = visits.first[item]!; v < visits.first[item + 1]!; v++) {
      const status = visits.status[v]!;
      if (status < 0) continue;
      const at = visits.enteredAt[v]!;
      if (at < first[status]!) first[status] = at;
      if (at > last[status]!) last[status] = at;
    }
  const pairs: { old: number; next: number; apart: number }[] = [];
  for (let old = 0; old < count; old++)
    for (let next = 0; next < count; next++) {
      const apart = first[next]! - last[old]!;
      if (next === old || log.statuses[next]!.category !== log.statuses[old]!.category) continue;
      if (apart > -DAY_MS && apart < TAKEN_OVER_WEEKS * WEEK_MS) pairs.push({ old, next, apart: Math.abs(apart) });
    }
  const renamed = new Map<number, number>();
  const taken = new Set<number>();
  for (const { old, next } of pairs.toSorted((a, b) => a.apart - b.apart || a.old - b.old || a.next - b.next)) {
    if (renamed.has(old) || taken.has(next) || !wasInUse(visits, items, old, last[old]!)) continue;
    renamed.set(old, next);
    taken.add(next);
  }
  return renamed;
}

/** Those of the item's own team. */
export function renamedInTeams(
  facts: Pick<Facts, "log" | "visits">,
  items: readonly number[],
): (item: number) => ReadonlyMap<number, number> {
  const teamOf = facts.log.items.team;
  const byTeam = new Map(
    [...Map.groupBy(items, (item) => teamOf[item]!)].map(([team, own]) => [team, renamedStatuses(facts, own)]),
  );
  return (item) => byTeam.get(teamOf[item]!)!;
}

function wasInUse(visits: Facts["visits"], items: readonly number[], status: number, endedAt: number): boolean {
  let entries = 0;
  for (const item of items)
    for (let v = visits.first[item]!; v < visits.first[item + 1]!; v++)
      if (visits.status[v] === status && visits.enteredAt[v]! > endedAt - IN_USE_WEEKS * WEEK_MS && ++entries >= IN_USE_ENTRIES)
        return true;
  return false;
}
