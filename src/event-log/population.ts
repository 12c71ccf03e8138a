import { DAY_MS, HOUR_MS, MINUTE_MS } from "../model/window.ts";
import { ACTOR_KIND, KIND, ORIGIN, WORK_TYPE, type EventLog } from "./columns.ts";
import type { Population, Visits } from "./facts.ts";
import { findBulk } from "./bulk.ts";
import { creators, findImported } from "./imports.ts";
import { compareTexts } from "./text-table.ts";
import { CLOSED } from "./visits.ts";

const BACKFILL_MS = 7 * DAY_MS;
/** Parts of a tool that stamp one act a little apart are no reason to doubt it. */
const CLOCKS_APART_MS = MINUTE_MS;

export function findPopulation(log: EventLog, visits: Visits): Population {
  const isImported = findImported(log);
  const partOf = findPartOf(log);
  return {
    isWork: findWork(log, visits, partOf),
    partOf,
    isImported,
    // An import carries its own instant as the creation; what an item was before is not in the log.
    enteredAt: log.items.createdAt,
    isBulk: findBulk(log),
    isUntimed: findUntimed(log, visits),
  };
}

/**
 * Parent that a sub-task is a part of, -1 for all that stand for themselves. Where the parent never moves by itself, or is no work item,
 * the sub-tasks are the work.
 */
function findPartOf(log: EventLog): Int32Array {
  const { items, events } = log;
  const parent = new Int32Array(items.count).fill(-1);
  const moves = new Uint32Array(items.count);
  for (let e = 0; e < events.count; e++) {
    const kind = events.kind[e]!;
    if (kind === KIND.parent) parent[events.item[e]!] = Math.max(-1, events.to[e]!);
    else if (kind === KIND.status && events.origin[e] === ORIGIN.history) moves[events.item[e]!]!++;
  }
  for (let i = 0; i < items.count; i++) {
    const p = parent[i]!;
    const stands =
      items.type[i] !== WORK_TYPE["sub-task"] ||
      p < 0 ||
      moves[p] === 0 ||
      items.type[p] === WORK_TYPE.container ||
      items.type[p] === WORK_TYPE["sub-task"] ||
      !Number.isNaN(items.deletedAt[p]!);
    if (stands) parent[i] = -1;
  }
  addCopies(log, moves, parent);
  return parent;
}

/**
 * Of items that are one piece of work in several tools one stands for it, the one that was moved most often (then the oldest); what was done to the
 * others is done to it, and so is what was done to their sub-tasks.
 */
function addCopies({ items }: EventLog, moves: Uint32Array, partOf: Int32Array): void {
  if (!items.sameWork.some((group) => group >= 0)) return;
  const original = new Map<number, number>();
  const isBetter = (one: number, other: number): boolean => {
    const gone = Number(!Number.isNaN(items.deletedAt[one]!)) - Number(!Number.isNaN(items.deletedAt[other]!));
    if (gone !== 0) return gone < 0;
    if (moves[one] !== moves[other]) return moves[one]! > moves[other]!;
    return (items.createdAt[one]! - items.createdAt[other]! || compareTexts(items.id[one]!, items.id[other]!)) < 0;
  };
  for (let i = 0; i < items.count; i++) {
    const group = items.sameWork[i]!;
    if (group < 0) continue;
    const best = original.get(group);
    if (best === undefined || isBetter(i, best)) original.set(group, i);
  }
  for (let i = 0; i < items.count; i++) {
    const own = original.get(items.sameWork[i]!);
    if (own !== undefined && own !== i) partOf[i] = partOf[own]! >= 0 ? partOf[own]! : own;
  }
  for (let i = 0; i < items.count; i++) {
    const home = partOf[i]! >= 0 ? partOf[partOf[i]!]! : -1;
    if (home >= 0 && home !== i) partOf[i] = home;
  }
}

function findWork(log: EventLog, visits: Visits, partOf: Int32Array): Uint8Array {
  const { items } = log;
  const creator = creators(log);
  return Uint8Array.from({ length: items.count }, (_, i) =>
    items.type[i] === WORK_TYPE.container ||
    partOf[i]! >= 0 ||
    !Number.isNaN(items.deletedAt[i]!) ||
    isAlert(log, visits, i, creator[i]!)
      ? 0
      : 1,
  );
}

/** Opened and closed by a machine, and no human, agent or unknown actor did anything in between. */
function isAlert(log: EventLog, visits: Visits, i: number, creator: number): boolean {
  const { items, events } = log;
  if (!isMachine(log, creator)) return false;
  const last = visits.first[i + 1]! - 1;
  if (last < visits.first[i]! || CLOSED[visits.category[last]!] === 0) return false;
  const closing = visits.event[last]!;
  if (closing < 0 || !isMachine(log, events.actor[closing]!)) return false;
  for (let e = items.firstEvent[i]!; e < items.firstEvent[i + 1]!; e++) {
    if (events.origin[e] === ORIGIN.history && events.kind[e] !== KIND.created && !isMachine(log, events.actor[e]!)) return false;
  }
  return true;
}

function isMachine(log: EventLog, actor: number): boolean {
  return (
    actor >= 0 && (log.actors.kind[actor] === ACTOR_KIND["automation-rule"] || log.actors.kind[actor] === ACTOR_KIND.integration)
  );
}

/**
 * E11 and what else has no believable time: snapshots, events dated before their item, due dates set when they were a week past, and a
 * closing more than 7 d after the resolution date on the item unless something was recorded at that date.
 */
function findUntimed(log: EventLog, visits: Visits): Uint8Array {
  const { items, events } = log;
  const untimed = new Uint8Array(events.count);
  const dates = new Map<number, number>();
  const dateOf = (text: number): number => {
    let date = dates.get(text);
    if (date === undefined) dates.set(text, (date = Date.parse(log.texts[text]!)));
    return date;
  };
  for (let e = 0; e < events.count; e++) {
    if (events.origin[e] === ORIGIN.snapshot) untimed[e] = 1;
    else if (events.at[e]! < items.createdAt[events.item[e]!]! - CLOCKS_APART_MS) untimed[e] = 1;
    else if (events.kind[e] === KIND["due-date"] && events.origin[e] === ORIGIN.history && events.to[e]! >= 0) {
      // The day itself still belongs to the due date.
      if (events.at[e]! > dateOf(events.to[e]!) + DAY_MS + BACKFILL_MS) untimed[e] = 1;
    }
  }
  for (let i = 0; i < items.count; i++) {
    const resolvedAt = items.resolvedAt[i]!;
    if (Number.isNaN(resolvedAt)) continue;
    for (let v = visits.first[i]! + 1; v < visits.first[i + 1]!; v++) {
      if (CLOSED[visits.category[v]!] === 0 || CLOSED[visits.category[v - 1]!] === 1) continue;
      if (visits.enteredAt[v]! > resolvedAt + BACKFILL_MS && !hasEventAround(log, i, resolvedAt)) untimed[visits.event[v]!] = 1;
    }
  }
  return untimed;
}

function hasEventAround(log: EventLog, i: number, at: number): boolean {
  const { items, events } = log;
  for (let e = items.firstEvent[i]!; e < items.firstEvent[i + 1]!; e++) {
    if (events.origin[e] === ORIGIN.history && Math.abs(events.at[e]! - at) <= HOUR_MS) return true;
  }
  return false;
}
