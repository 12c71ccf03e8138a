import { DAY_MS } from "../model/window.ts";
import { kaplanMeier, survivalQuantile } from "../statistics/survival.ts";
import { CATEGORY_CODE } from "./visits.ts";
const FINISHES_NEEDED = 11;
const ANY_TYPE = -1;
/**
 * Items already in progress at the start of the window enter at the age they had then (left truncation); items still open at its end, and
 * cancelled ones from their cancellation on, are censored (E5, E6). Left out: finishes whose time is a guess, and imports that came in
 * progress, whose start nobody saw. A quantile that the curve does not reach is null, also with enough finishes.
 */
export function learnService(log, visits, lifecycle, population) {
    // Signals ask for several quantiles of the same items and window.
    const learned = new WeakMap();
    const curveOf = (items, type, window) => {
        let ofItems = learned.get(items);
        if (ofItems === undefined)
            learned.set(items, (ofItems = new Map()));
        const key = `${type} ${window.startAt} ${window.endAt}`;
        let answer = ofItems.get(key);
        if (answer === undefined)
            ofItems.set(key, (answer = learn(items, type, window)));
        return answer;
    };
    function learn(items, type, window) {
        const endAt = Math.min(window.endAt, log.asOf);
        const time = [];
        const entry = [];
        const observed = [];
        let finishes = 0;
        for (const i of items) {
            if (type !== ANY_TYPE && log.items.type[i] !== type)
                continue;
            const startedAt = lifecycle.startedAt[i];
            if (!(startedAt < endAt) || isClosedInBulkBefore(lifecycle, i, endAt))
                continue;
            if (population.isImported[i] === 1 && startedAt <= population.enteredAt[i])
                continue;
            const cancelledAt = lifecycle.cancelledAt[i];
            const finishedAt = doneBefore(visits, lifecycle, i, endAt);
            const stoppedAt = Number.isNaN(finishedAt)
                ? Math.min(Number.isNaN(cancelledAt) ? Infinity : cancelledAt, endAt)
                : finishedAt;
            if (stoppedAt < window.startAt || stoppedAt < startedAt)
                continue;
            const isFinish = !Number.isNaN(finishedAt);
            if (isFinish)
                finishes++;
            time.push((stoppedAt - startedAt) / DAY_MS);
            entry.push(Math.max(0, window.startAt - startedAt) / DAY_MS);
            observed.push(isFinish ? 1 : 0);
        }
        return { curve: kaplanMeier({ time, entry, observed }), finishes };
    }
    return {
        quantileDays(items, type, window, probability) {
            const own = curveOf(items, type, window);
            if (own.finishes >= FINISHES_NEEDED)
                return survivalQuantile(own.curve, probability);
            const pool = curveOf(items, ANY_TYPE, window);
            return pool.finishes >= FINISHES_NEEDED ? survivalQuantile(pool.curve, probability) : null;
        },
    };
}
/** A finish whose time is a guess. Swept away after `endAt`, the item was simply open by then. */
function isClosedInBulkBefore(lifecycle, i, endAt) {
    return lifecycle.doneInBulk[i] === 1 && (lifecycle.doneAt[i] < endAt || lifecycle.cancelledAt[i] < endAt);
}
/** When the item was finished, as it stood just before `endAt` (E4: the last time, if it is not open again); NaN = it was not. */
function doneBefore(visits, lifecycle, i, endAt) {
    if (!(lifecycle.firstDoneAt[i] < endAt))
        return NaN;
    const doneAt = lifecycle.doneAt[i];
    if (doneAt < endAt)
        return doneAt;
    if (lifecycle.reopenCount[i] === 0)
        return NaN;
    let finishedAt = NaN;
    for (let v = visits.first[i]; v < visits.first[i + 1]; v++) {
        const enteredAt = visits.enteredAt[v];
        if (enteredAt >= endAt)
            break;
        if (visits.category[v] !== CATEGORY_CODE.done)
            finishedAt = NaN;
        else if (Number.isNaN(finishedAt))
            finishedAt = enteredAt;
    }
    return finishedAt;
}
