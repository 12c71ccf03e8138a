import type { Facts } from "../src/event-log/facts.ts";
import { contains } from "../src/model/window.ts";
import { Tally } from "./answer.ts";
import type { Scope } from "./signal.ts";

/** Categories of `STATE_CATEGORIES` in which an item that came with an import can still be followed from its beginning. */
const BEFORE_START = new Set([0, 1]);

/**
 * Items of the scope whose last finish lies in the window, and whose way there can be seen. Left out, and counted: items whose history the tool did
 * not give whole, items that were under way already when an import brought them (E1), and untouched items swept away in a bulk
 * transition (E2). Cancelled items and duplicates are no finishes (E5) and are not counted at all.
 */
export function finishedItems(facts: Needed, scope: Scope, excluded: Tally): readonly number[] {
  let found = known.get(scope.items);
  if (found === undefined || found.lifecycle !== facts.lifecycle || found.startAt !== scope.window.startAt) {
    found = findFinished(facts, scope);
    known.set(scope.items, found);
  }
  for (const [reason, count] of found.excluded) excluded.add(reason, count);
  return found.finished;
}

type Needed = Pick<Facts, "log" | "lifecycle" | "population" | "visits">;

interface Finished {
  readonly lifecycle: Facts["lifecycle"];
  readonly startAt: number;
  readonly finished: readonly number[];
  readonly excluded: readonly (readonly [reason: string, count: number])[];
}

/** Five signals ask for the finished items of the same scope, one after the other. */
const known = new WeakMap<Uint32Array, Finished>();

function findFinished(facts: Needed, scope: Scope): Finished {
  const excluded = new Tally();
  const { log, lifecycle, population, visits } = facts;
  const finished: number[] = [];
  for (const item of scope.recent) {
    if (!contains(scope.window, lifecycle.doneAt[item]!)) continue;
    // A first stay that an event began stands for a snapshot: only the present status is known.
    const isSnapshot = visits.event[visits.first[item]!]! >= 0;
    if (log.items.historyComplete[item] === 0 || isSnapshot) excluded.add("history incomplete");
    else if (population.isImported[item] === 1 && !BEFORE_START.has(visits.category[visits.first[item]!]!)) {
      excluded.add("already under way when imported");
    } else if (lifecycle.doneInBulk[item] === 1 && Number.isNaN(lifecycle.startedAt[item]!)) {
      excluded.add("closed unstarted in a bulk transition");
    } else finished.push(item);
  }
  return { lifecycle, startAt: scope.window.startAt, finished, excluded: Object.entries(excluded.toExclusions()) };
}
