import { ACTOR_KIND, KIND, ORIGIN } from "../src/event-log/columns.ts";
import type { Facts } from "../src/event-log/facts.ts";
import { isClosed, isInProgress } from "../src/model/category.ts";
import { contains, HOUR_MS, MINUTE_MS, type Window } from "../src/model/window.ts";
import type { Tally } from "./answer.ts";

/** An assignment this shortly before the start belongs to it. */
const TOGETHER_MS = 10 * MINUTE_MS;

/** Working hours of the team from a hand-off to the new owner's first act, or as long as it was seen that none came. */
export interface HandOffRow {
  readonly item: number;
  readonly at: number;
  readonly hours: number;
  readonly acted: boolean;
  readonly isPull: boolean;
}

/** What most items have, and nobody writes to. */
const NONE: readonly HandOffRow[] = [];

/** Every hand-off of an item in a window, in order. See S20. */
export function handOffsOf(
  facts: Needed & Pick<Facts, "calendar">,
  item: number,
  window: Window,
  excluded: Tally,
): readonly HandOffRow[] {
  const { ownership, calendar, log } = facts;
  let rows: HandOffRow[] | null = null;
  for (let o = ownership.first[item]!; o < ownership.first[item + 1]!; o++) {
    // The hand-off itself is never later than the assignment.
    if (!(ownership.from[o]! >= window.startAt)) continue;
    const handOff = handOffAt(facts, item, o, excluded);
    if (handOff === null || !contains(window, handOff.at)) continue;
    const { until, acted } = firstAct(facts, item, o, handOff.at);
    const hours = calendar.workingMs(log.items.team[item]!, handOff.at, until) / HOUR_MS;
    (rows ??= []).push({ item, at: handOff.at, hours, acted, isPull: handOff.isPull });
  }
  return rows ?? NONE;
}

interface HandOff {
  readonly at: number;
  /** The new owner took it after somebody else had moved it; else somebody else gave it. */
  readonly isPull: boolean;
}

type Needed = Pick<Facts, "log" | "lifecycle" | "population" | "ownership" | "activity">;

/** The hand-off that began a stay of ownership; null when it began without one. */
function handOffAt(facts: Needed, item: number, stay: number, excluded: Tally): HandOff | null {
  const { ownership, lifecycle, population } = facts;
  const { events, actors } = facts.log;
  const owner = ownership.owner[stay]!;
  const event = ownership.event[stay]!;
  if (owner < 0 || event < 0 || events.origin[event] !== ORIGIN.history) return null;
  const kind = actors.kind[owner]!;
  if (kind !== ACTOR_KIND.human && kind !== ACTOR_KIND.unknown) return null;
  const at = events.at[event]!;
  // `!(<=)` rather than `>`: a start that never came is NaN.
  if (!(lifecycle.startedAt[item]! <= at + TOGETHER_MS) || isDoneAt(facts, item, at)) return null;
  if (population.isUntimed[event] === 1) return null;
  const giver = events.actor[event]!;
  if (giver < 0) {
    excluded.add("who assigned is not recorded");
    return null;
  }
  if (giver !== owner) return { at, isPull: false };
  const enteredAt = lastStageEntryByOthers(facts, item, event, owner);
  return Number.isNaN(enteredAt) ? null : { at: enteredAt, isPull: true };
}

function isDoneAt(facts: Needed, item: number, at: number): boolean {
  const { lifecycle } = facts;
  return lifecycle.doneAt[item]! <= at || lifecycle.cancelledAt[item]! <= at;
}

/** The stage entry that asked for a new owner: the last move before `event`, if it led into work in progress and somebody else made it. */
function lastStageEntryByOthers(facts: Needed, item: number, event: number, owner: number): number {
  const { events, items, statuses } = facts.log;
  for (let e = event - 1; e >= items.firstEvent[item]!; e--) {
    if (events.kind[e] === KIND.assignee && events.origin[e] === ORIGIN.history && events.to[e]! >= 0) return NaN;
    if (events.kind[e] !== KIND.status || events.to[e]! < 0) continue;
    const { category } = statuses[events.to[e]!]!;
    const counts =
      events.origin[e] === ORIGIN.history &&
      events.actor[e]! >= 0 &&
      events.actor[e] !== owner &&
      category !== "blocked" &&
      isInProgress(category) &&
      facts.population.isBulk[e] === 0;
    return counts ? events.at[e]! : NaN;
  }
  return NaN;
}

/**
 * When the new owner first did something on the item or a part of it, or until when it was seen that nothing came: passed on, closed by
 * somebody else, end of the log.
 */
function firstAct(facts: Needed, item: number, stay: number, from: number): { readonly until: number; readonly acted: boolean } {
  const { ownership } = facts;
  const { acts } = facts.activity;
  const { events, statuses, asOf } = facts.log;
  const owner = ownership.owner[stay]!;
  const end = Number.isNaN(ownership.to[stay]!) ? asOf : ownership.to[stay]!;
  for (let n = acts.first[item]!; n < acts.first[item + 1]!; n++) {
    const e = acts.event[n]!;
    const at = events.at[e]!;
    if (at < from) continue;
    if (at > end) break;
    if (events.actor[e] === owner) return { until: at, acted: true };
    const closes = at > from && events.item[e] === item && events.kind[e] === KIND.status && events.to[e]! >= 0;
    if (closes && isClosed(statuses[events.to[e]!]!.category)) return { until: at, acted: false };
  }
  return { until: end, acted: false };
}
