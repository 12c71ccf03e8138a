import { DAY_MS } from "../src/model/window.ts";
import { hasNoStatusHistory } from "./in-progress.ts";
/**
 * Rows for Kaplan-Meier or Aalen-Johansen. The end is the last finish (E4); finishes in bulk have no believable time (E2) and are left out, and so are
 * histories the tool did not give whole.
 */
export function cycleTimes(facts, items, window, excluded) {
    const { log, lifecycle, population } = facts;
    const rows = { item: [], time: [], entry: [], cause: [] };
    for (let i = 0; i < items.length; i++) {
        const item = items[i];
        const startedAt = lifecycle.startedAt[item];
        if (!(startedAt < window.endAt))
            continue;
        const isDone = lifecycle.doneAt[item] < window.endAt;
        const isCancelled = lifecycle.cancelledAt[item] < window.endAt;
        const endAt = isDone ? lifecycle.doneAt[item] : isCancelled ? lifecycle.cancelledAt[item] : window.endAt;
        if (endAt < window.startAt || endAt <= startedAt)
            continue;
        if (log.items.historyComplete[item] === 0 || hasNoStatusHistory(facts, item))
            excluded.add("history incomplete");
        else if (population.isImported[item] === 1 && startedAt <= population.enteredAt[item])
            excluded.add("already under way when imported");
        else if ((isDone || isCancelled) && lifecycle.doneInBulk[item] === 1)
            excluded.add("closed in a bulk transition");
        else {
            rows.item.push(item);
            rows.time.push((endAt - startedAt) / DAY_MS);
            rows.entry.push(Math.max(0, (window.startAt - startedAt) / DAY_MS));
            rows.cause.push(isDone ? 1 : isCancelled ? 2 : 0);
        }
    }
    return rows;
}
