import type { Facts } from "../src/event-log/facts.ts";
import { DAY_MS, type Window } from "../src/model/window.ts";
import type { Tally } from "./answer.ts";
import { hasNoStatusHistory } from "./in-progress.ts";

/** Cycle times (started to done, elapsed days) of the items in progress or finished in a window, one row an item. */
export interface CycleTimes {
  readonly item: number[];
  readonly time: number[];
  /** Age at the window's start, where the item came into view. 0 = it was seen from its start. */
  readonly entry: number[];
  /** 0 = still open at the window's end (E6), 1 = done, 2 = cancelled (E5). */
  readonly cause: number[];
}

/**
 * Rows for Kaplan-Meier or Aalen-Johansen. The end is the last finish (E4); finishes in bulk have no believable time (E2) and are left out, and so are
 * histories the tool did not give whole.
 */
export function cycleTimes(
  facts: Pick<Facts, "log" | "lifecycle" | "population" | "visits">,
  items: ArrayLike<number>,
  window: Window,
  excluded: Tally,
): CycleTimes {
  const { log, lifecycle, population } = facts;
  const rows: CycleTimes = { item: [], time: [], entry: [], cause: [] };
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    const startedAt = lifecycle.startedAt[item]!;
    if (!(startedAt < window.endAt)) continue;
    const isDone = lifecycle.doneAt[item]! < window.endAt;
    const isCancelled = lifecycle.cancelledAt[item]! < window.endAt;
    const endAt = isDone ? lifecycle.doneAt[item]! : isCancelled ? lifecycle.cancelledAt[item]! : window.endAt;
    if (endAt < window.startAt || endAt <= startedAt) continue;
    if (log.items.historyComplete[item] === 0 || hasNoStatusHistory(facts, item)) excluded.add("history incomplete");
    else if (population.isImported[item] === 1 && startedAt <= population.enteredAt[item]!)
      excluded.add("already under way when imported");
    else if ((isDone || isCancelled) && lifecycle.doneInBulk[item] === 1) excluded.add("closed in a bulk transition");
    else {
      rows.item.push(item);
      rows.time.push((endAt - startedAt) / DAY_MS);
      rows.entry.push(Math.max(0, (window.startAt - startedAt) / DAY_MS));
      rows.cause.push(isDone ? 1 : isCancelled ? 2 : 0);
    }
  }
  return rows;
}
