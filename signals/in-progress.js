import { isClosed, isInProgress, STATE_CATEGORIES } from "../src/model/category.ts";
const IN_PROGRESS = STATE_CATEGORIES.map((category) => isInProgress(category));
const CLOSED = STATE_CATEGORIES.map((category) => isClosed(category));
/**
 * Calls `visit` for every stretch of the window, in order, in which the item was in progress: in a status that counts as work in progress, or, where a
 * start can only be told from an assignment or a link, open since then. Time before an import (E1) is not seen and not counted, nor is an item of
 * which only the present status is known. Answers the milliseconds in all.
 */
export function eachStretch(facts, item, window, visit) {
    const { lifecycle, population, visits } = facts;
    const first = visits.first[item];
    const end = visits.first[item + 1];
    // Closed before the window and never reopened: the usual case.
    if (hasNoStatusHistory(facts, item) || (CLOSED[visits.category[end - 1]] && visits.enteredAt[end - 1] <= window.startAt))
        return 0;
    const source = lifecycle.startSource[item];
    const startedAt = source === "assignment" || source === "link" ? lifecycle.startedAt[item] : NaN;
    const notBefore = Math.max(window.startAt, population.isImported[item] === 1 ? population.enteredAt[item] : -Infinity);
    let total = 0;
    for (let v = first; v < end; v++) {
        const category = visits.category[v];
        let from = visits.enteredAt[v];
        if (!IN_PROGRESS[category]) {
            if (CLOSED[category] || Number.isNaN(startedAt))
                continue;
            if (from < startedAt)
                from = startedAt;
        }
        if (from < notBefore)
            from = notBefore;
        const leftAt = visits.leftAt[v];
        const to = Number.isNaN(leftAt) || leftAt > window.endAt ? window.endAt : leftAt;
        if (!(from < to))
            continue;
        total += to - from;
        visit?.(from, to);
    }
    return total;
}
/** Only the present status is known (a snapshot): when the item was in which status cannot be told. */
export function hasNoStatusHistory(facts, item) {
    const { population, visits } = facts;
    const first = visits.first[item];
    if (first === visits.first[item + 1])
        return true;
    const event = visits.event[first];
    return event >= 0 && population.isUntimed[event] === 1;
}
