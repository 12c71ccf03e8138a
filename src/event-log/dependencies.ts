import { KIND, LINK, ORIGIN, type EventLog } from "./columns.ts";
import type { Dependencies } from "./facts.ts";

/** One stretch of time in which an item depended on another one. */
interface Dependency {
  readonly item: number;
  /** An item, or -2 - text for one outside of the log. */
  readonly on: number;
  readonly linkedAt: number;
  unlinkedAt: number;
}

/**
 * Read from both ends of a link: `is-blocked-by` on the item and `blocks` on its blocker say the same thing, and tools write one or both.
 * A blocker outside of the log is only known from the item's own end.
 */
export function findDependencies(log: EventLog): Dependencies {
  const { items, events } = log;
  const ends: { item: number; on: number; event: number; set: boolean }[] = [];
  for (let e = 0; e < events.count; e++) {
    if (events.kind[e] !== KIND.link) continue;
    const isBlocked = events.detail[e] === LINK["is-blocked-by"];
    if (!isBlocked && events.detail[e] !== LINK.blocks) continue;
    const self = events.item[e]!;
    const set = events.to[e] !== -1;
    const other = set ? events.to[e]! : events.from[e]!;
    if (other === -1 || other === self) continue;
    if (isBlocked) ends.push({ item: self, on: other, event: e, set });
    else if (other >= 0) ends.push({ item: other, on: self, event: e, set });
  }
  ends.sort((a, b) => a.item - b.item || a.on - b.on || events.at[a.event]! - events.at[b.event]! || a.event - b.event);

  const found: Dependency[] = [];
  let open: Dependency | null = null;
  let before: (typeof ends)[number] | null = null;
  for (const end of ends) {
    const isSame = before !== null && before.item === end.item && before.on === end.on;
    if (!isSame) open = null;
    const at = events.at[end.event]!;
    const timed = events.origin[end.event] === ORIGIN.snapshot ? NaN : at;
    if (end.set && open === null) found.push((open = { item: end.item, on: end.on, linkedAt: timed, unlinkedAt: NaN }));
    else if (!end.set && open !== null) {
      open.unlinkedAt = at;
      open = null;
    } else if (!end.set && !isSame) {
      // Removed without having been set: it was there from some time on that is not known.
      found.push({ item: end.item, on: end.on, linkedAt: NaN, unlinkedAt: at });
    }
    before = end;
  }
  const time = (at: number): number => (Number.isNaN(at) ? -Infinity : at);
  found.sort(
    (a, b) => a.item - b.item || (time(a.linkedAt) === time(b.linkedAt) ? a.on - b.on : time(a.linkedAt) - time(b.linkedAt)),
  );

  const first = new Uint32Array(items.count + 1);
  for (const { item } of found) first[item + 1]!++;
  for (let i = 1; i <= items.count; i++) first[i]! += first[i - 1]!;
  return {
    count: found.length,
    first,
    item: Uint32Array.from(found, (dependency) => dependency.item),
    blocker: Int32Array.from(found, (dependency) => Math.max(-1, dependency.on)),
    linkedAt: Float64Array.from(found, (dependency) => dependency.linkedAt),
    unlinkedAt: Float64Array.from(found, (dependency) => dependency.unlinkedAt),
  };
}
