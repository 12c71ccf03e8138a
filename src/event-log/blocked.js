import { KIND } from "./columns.ts";
import { CATEGORY_CODE, CLOSED } from "./visits.ts";
const FLAG = 1;
const STATUS = 2;
const LINKED = 4;
/**
 * Only while the item itself is open: closing it ends whatever blocked it. A linked blocker counts while it is open and not deleted; one
 * outside of the log, or linked since nobody knows when, does not count, because it cannot be told whether and when it blocked.
 */
export function findBlocked(log, visits, dependencies, population) {
    const { items, events } = log;
    const hasFlag = new Uint8Array(items.count);
    for (let e = 0; e < events.count; e++)
        if (events.kind[e] === KIND.flag)
            hasFlag[events.item[e]] = 1;
    const hasStatus = new Uint8Array(items.count);
    for (let v = 0; v < visits.count; v++)
        if (visits.category[v] === CATEGORY_CODE.blocked)
            hasStatus[visits.item[v]] = 1;
    const rows = { item: [], from: [], to: [], source: [] };
    const first = new Uint32Array(items.count + 1);
    for (let i = 0; i < items.count; i++) {
        first[i] = rows.item.length;
        if (hasFlag[i] === 0 && hasStatus[i] === 0 && dependencies.first[i] === dependencies.first[i + 1])
            continue;
        const spans = { from: [], to: [], source: [] };
        if (hasFlag[i] === 1)
            addFlags(log, population, i, spans);
        for (let v = visits.first[i]; v < visits.first[i + 1]; v++) {
            if (visits.category[v] === CATEGORY_CODE.blocked)
                add(spans, visits.enteredAt[v], endOf(visits.leftAt[v]), STATUS);
        }
        for (let d = dependencies.first[i]; d < dependencies.first[i + 1]; d++)
            addLink(log, visits, dependencies, d, spans);
        if (spans.from.length === 0)
            continue;
        const merged = merge(spans);
        for (let v = visits.first[i]; v < visits.first[i + 1];) {
            if (CLOSED[visits.category[v]] === 1) {
                v++;
                continue;
            }
            const openFrom = visits.enteredAt[v];
            while (v < visits.first[i + 1] && CLOSED[visits.category[v]] === 0)
                v++;
            const openTo = endOf(visits.leftAt[v - 1]);
            for (let s = 0; s < merged.from.length; s++) {
                const from = Math.max(merged.from[s], openFrom);
                const to = Math.min(merged.to[s], openTo);
                if (from >= to)
                    continue;
                rows.item.push(i);
                rows.from.push(from);
                rows.to.push(to === Infinity ? NaN : to);
                rows.source.push(merged.source[s]);
            }
        }
    }
    first[items.count] = rows.item.length;
    return {
        count: rows.item.length,
        first,
        item: Uint32Array.from(rows.item),
        from: Float64Array.from(rows.from),
        to: Float64Array.from(rows.to),
        source: Uint8Array.from(rows.source),
    };
}
function endOf(leftAt) {
    return Number.isNaN(leftAt) ? Infinity : leftAt;
}
function add(spans, from, to, source) {
    if (!(from < to))
        return;
    spans.from.push(from);
    spans.to.push(to);
    spans.source.push(source);
}
function addFlags(log, population, i, spans) {
    const { items, events } = log;
    let since = NaN;
    for (let e = items.firstEvent[i]; e < items.firstEvent[i + 1]; e++) {
        if (events.kind[e] !== KIND.flag || population.isUntimed[e] === 1)
            continue;
        if (events.to[e] !== -1) {
            if (Number.isNaN(since))
                since = events.at[e];
        }
        else {
            add(spans, since, events.at[e], FLAG);
            since = NaN;
        }
    }
    add(spans, since, Infinity, FLAG);
}
function addLink(log, visits, dependencies, d, spans) {
    const blocker = dependencies.blocker[d];
    const linkedAt = dependencies.linkedAt[d];
    if (blocker < 0 || Number.isNaN(linkedAt))
        return;
    const end = Math.min(endOf(dependencies.unlinkedAt[d]), endOf(log.items.deletedAt[blocker]));
    for (let v = visits.first[blocker]; v < visits.first[blocker + 1]; v++) {
        if (CLOSED[visits.category[v]] === 1)
            continue;
        add(spans, Math.max(linkedAt, visits.enteredAt[v]), Math.min(end, endOf(visits.leftAt[v])), LINKED);
    }
}
/** Overlapping and touching spans as one, with the sources of all. */
function merge(spans) {
    const order = spans.from.map((_, s) => s).sort((a, b) => spans.from[a] - spans.from[b]);
    const merged = { from: [], to: [], source: [] };
    for (const s of order) {
        const last = merged.from.length - 1;
        if (last >= 0 && spans.from[s] <= merged.to[last]) {
            merged.to[last] = Math.max(merged.to[last], spans.to[s]);
            merged.source[last] |= spans.source[s];
        }
        else {
            merged.from.push(spans.from[s]);
            merged.to.push(spans.to[s]);
            merged.source.push(spans.source[s]);
        }
    }
    return merged;
}
