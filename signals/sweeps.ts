import { KIND, ORIGIN } from "../src/event-log/columns.ts";
import type { Facts } from "../src/event-log/facts.ts";
import type { Flag } from "../src/model/flag.ts";
import { MINUTE_MS, WEEK_MS, type Instant } from "../src/model/window.ts";
import type { ItemExample } from "./signal.ts";

/** A sweep edits at least so many items, and such a share of the open ones. */
const SWEEP_ITEMS = 30;
const SWEEP_SHARE = 0.25;
const SWEEP_MS = 10 * MINUTE_MS;
/** Smaller ones make it a habit when they come again. */
const HABIT_ITEMS = 10;
const HABIT_SHARE = 0.05;
/** Slots of a hash table that tells which events can be part of a sweep at all. */
const SLOTS = 1 << 20;

const SWEPT: ReadonlyMap<number, { readonly what: string; readonly signals: readonly string[] }> = new Map([
  [KIND.status, { what: "moved", signals: ["zombie-wip", "wip-age-over-sle", "forgotten-commitments"] }],
  [KIND.assignee, { what: "given an owner", signals: ["assignee-coverage-at-start", "rule-based-routing"] }],
  [KIND.estimate, { what: "given an estimate", signals: ["estimate-use", "definition-completeness-at-start"] }],
  [KIND["due-date"], { what: "given another due date", signals: ["due-date-reliability"] }],
]);

/**
 * The largest sweep of the last year for each field: items that one actor gave one value (or owners) within ten minutes, a quarter of what was open then
 * or more. Where sweeps come again and again, smaller ones too, they are how that place works and no event.
 */
export function sweepFlags(facts: Facts, scope: ArrayLike<number>): Flag<ItemExample>[] {
  const open = openItems(facts, scope);
  const found = new Map<number, { at: number; items: number[]; share: number; times: number }>();
  for (const [kind, at, swept] of burstsOf(facts, candidates(facts, scope))) {
    const share = swept.length / Math.max(1, open(at));
    if (share < HABIT_SHARE) continue;
    const known = found.get(kind);
    const times = (known?.times ?? 0) + 1;
    const isLarger = known === undefined || swept.length > known.items.length;
    found.set(kind, isLarger ? { at, items: swept, share, times } : { ...known, times });
  }
  return [...found].flatMap(([kind, { at, items: swept, share, times }]) =>
    times > 1 || swept.length < SWEEP_ITEMS || share < SWEEP_SHARE ? [] : [sweepFlag(kind, at, swept)],
  );
}

function sweepFlag(kind: number, at: Instant, swept: readonly number[]): Flag<ItemExample> {
  const { what, signals } = SWEPT.get(kind)!;
  return {
    kind: "bulk-edits",
    sentence: `On ${new Date(at).toISOString().slice(0, 10)} ${swept.length} items were ${what} in one go, at least a quarter of all that were open.`,
    at: new Date(at).toISOString(),
    signals,
    before: 0,
    after: swept.length,
    unit: "items",
    examples: swept
      .slice(0, 3)
      .map((item) => ({ item, stance: "misses", note: `${what} together with ${swept.length - 1} others` })),
  };
}

/** What must be the same for two edits to belong to one sweep, as a whole number. Owners differ by team, what is done is the same. */
function groupOf({ log: { events } }: Facts, e: number): number {
  const value = events.kind[e] === KIND.assignee ? 0 : events.to[e]! + 1;
  return (events.kind[e]! * 1_000_003 + events.actor[e]! + 1) * 1_000_003 + value;
}

/** Edits of the last year that have enough of their own kind around them; most of a history has not. */
function candidates(facts: Facts, scope: ArrayLike<number>): number[] {
  const { log, population } = facts;
  const { items, events } = log;
  const since = log.asOf - 52 * WEEK_MS;
  const counts = new Uint16Array(SLOTS);
  const all: number[] = [];
  const slotOf = (e: number, later: number): number => {
    const group = groupOf(facts, e);
    let h = Math.imul(group | 0, 0x9e3779b1) ^ Math.imul(Math.floor(group / 2 ** 32) | 0, 0x85ebca6b);
    h ^= Math.imul((Math.floor(events.at[e]! / SWEEP_MS) + later) | 0, 0xc2b2ae35);
    h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
    return (h ^ (h >>> 13)) & (SLOTS - 1);
  };
  for (let n = 0; n < scope.length; n++) {
    const item = scope[n]!;
    if (population.isImported[item] === 1) continue;
    for (let e = items.firstEvent[item + 1]! - 1; e >= items.firstEvent[item]! && events.at[e]! >= since; e--) {
      if (events.origin[e] !== ORIGIN.history || events.to[e]! < 0 || !SWEPT.has(events.kind[e]!)) continue;
      all.push(e);
      const slot = slotOf(e, 0);
      if (counts[slot]! < HABIT_ITEMS) counts[slot]!++;
    }
  }
  return all.filter((e) => counts[slotOf(e, 0)]! + Math.max(counts[slotOf(e, -1)]!, counts[slotOf(e, 1)]!) >= HABIT_ITEMS);
}

/** Stretches of at most ten minutes with at least ten different items, one after the other, as [kind, start, items]. */
function burstsOf(facts: Facts, edits: readonly number[]): [kind: number, at: Instant, items: number[]][] {
  const { at, item, kind } = facts.log.events;
  const found: [number, Instant, number[]][] = [];
  for (const group of Map.groupBy(edits, (e) => groupOf(facts, e)).values()) {
    group.sort((a, b) => at[a]! - at[b]! || a - b);
    for (let first = 0; first < group.length;) {
      let end = first;
      while (end < group.length && at[group[end]!]! - at[group[first]!]! <= SWEEP_MS) end++;
      const swept = end - first < HABIT_ITEMS ? [] : [...new Set(group.slice(first, end).map((e) => item[e]!))];
      if (swept.length >= HABIT_ITEMS) {
        found.push([kind[group[first]!]!, at[group[first]!]!, swept]);
        first = end;
      } else first++;
    }
  }
  return found;
}

/** How many items had been created and not closed for good at an instant. */
function openItems({ log, lifecycle }: Facts, scope: ArrayLike<number>): (at: Instant) => number {
  const created = Float64Array.from(scope, (item) => log.items.createdAt[item]!).sort();
  const closed = Float64Array.from(scope, (item) => {
    const doneAt = lifecycle.doneAt[item]!;
    const closedAt = Number.isNaN(doneAt) ? lifecycle.cancelledAt[item]! : doneAt;
    return Number.isNaN(closedAt) ? Infinity : closedAt;
  }).sort();
  return (at) => countBelow(created, at) - countBelow(closed, at);
}

function countBelow(sorted: Float64Array, at: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
