import type { Facts } from "../src/event-log/facts.ts";
import { contains } from "../src/model/window.ts";
import type { Tally } from "./answer.ts";
import type { Scope } from "./signal.ts";

/** Categories of `STATE_CATEGORIES` in which an item that came with an import can still be followed from its beginning. */
const BEFORE_START = new Set([0, 1]);

/**
 * Items of the scope whose last finish lies in the window, and whose way there can be seen. Left out, and counted: items whose history the tool did
 * not give whole, items that were under way already when an import brought them (E1), and untouched items swept away in a bulk
 * transition (E2). Cancelled items and duplicates are no finishes (E5) and are not counted at all.
 */
export function finishedItems(
  facts: Pick<Facts, "log" | "lifecycle" | "population" | "visits">,
  scope: Scope,
  excluded: Tally,
): number[] {
  const { log, lifecycle, population, visits } = facts;
  const finished: number[] = [];
  for (const item of scope.items) {
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
  return finished;
}
