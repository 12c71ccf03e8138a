import { isClosed, isInProgress, STATE_CATEGORIES } from "../src/model/category.ts";
const CLOSED = STATE_CATEGORIES.map((category) => isClosed(category));
/** A status counts as a stage of the work when at least this share of the items performed it. */
const IN_USE_SHARE = 0.05;
/** Open, in progress, done: with fewer stages every path is the only one there can be. */
const MINIMUM_STAGES = 3;
/**
 * Statuses an item performed up to `endAt`, in order: flash visits (E3, under 60 s) left out, repeated ones drawn together.
 * The closed status it ended in counts however short it has been.
 */
export function performedTrace(visits, item, endAt) {
    const trace = [];
    for (let v = visits.first[item]; v < visits.first[item + 1] && visits.enteredAt[v] <= endAt; v++) {
        if (visits.isFlash[v] === 1 && !(CLOSED[visits.category[v]] && visits.enteredAt[v] === endAt))
            continue;
        const status = visits.status[v];
        if (trace.at(-1) !== status)
            trace.push(status);
    }
    return trace;
}
/** All statuses an item was in up to `endAt`, flash visits included. */
export function visitedTrace(visits, item, endAt) {
    const trace = [];
    for (let v = visits.first[item]; v < visits.first[item + 1] && visits.enteredAt[v] <= endAt; v++) {
        const status = visits.status[v];
        if (trace.at(-1) !== status)
            trace.push(status);
    }
    return trace;
}
/** Statuses that at least 5 % of these items performed, ascending. */
export function stagesInUse(visits, items) {
    const performed = new Map();
    const seenBy = new Map();
    for (let i = 0; i < items.length; i++) {
        const item = items[i];
        for (let v = visits.first[item]; v < visits.first[item + 1]; v++) {
            const status = visits.status[v];
            if ((visits.isFlash[v] === 1 && !CLOSED[visits.category[v]]) || seenBy.get(status) === i)
                continue;
            seenBy.set(status, i);
            performed.set(status, (performed.get(status) ?? 0) + 1);
        }
    }
    return [...performed.keys()].filter((status) => performed.get(status) >= IN_USE_SHARE * items.length).sort((a, b) => a - b);
}
/** Whether paths can differ at all: at least three stages in use, one of them in progress. */
export function hasStages(facts, items) {
    const stages = stagesInUse(facts.visits, items);
    return stages.length >= MINIMUM_STAGES && stages.some((status) => isInProgress(facts.log.statuses[status].category));
}
