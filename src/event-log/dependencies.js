import { KIND, LINK, ORIGIN } from "./columns.ts";
/**
 * Read from both ends of a link: `is-blocked-by` on the item and `blocks` on its blocker say the same thing, and tools write one or both.
 * A blocker outside of the log is only known from the item's own end.
 */
export function findDependencies(log) {
    const { items, events } = log;
    const ends = [];
    for (let e = 0; e < events.count; e++) {
        if (events.kind[e] !== KIND.link)
            continue;
        const isBlocked = events.detail[e] === LINK["is-blocked-by"];
        if (!isBlocked && events.detail[e] !== LINK.blocks)
            continue;
        const self = events.item[e];
        const set = events.to[e] !== -1;
        const other = set ? events.to[e] : events.from[e];
        if (other === -1 || other === self)
            continue;
        if (isBlocked)
            ends.push({ item: self, on: other, event: e, set });
        else if (other >= 0)
            ends.push({ item: other, on: self, event: e, set });
    }
    ends.sort((a, b) => a.item - b.item || a.on - b.on || events.at[a.event] - events.at[b.event] || a.event - b.event);
    const found = [];
    let open = null;
    let before = null;
    for (const end of ends) {
        const isSame = before !== null && before.item === end.item && before.on === end.on;
        if (!isSame)
            open = null;
        const at = events.at[end.event];
        const timed = events.origin[end.event] === ORIGIN.snapshot ? NaN : at;
        if (end.set && open === null)
            found.push((open = { item: end.item, on: end.on, linkedAt: timed, unlinkedAt: NaN }));
        else if (!end.set && open !== null) {
            open.unlinkedAt = at;
            open = null;
        }
        else if (!end.set && !isSame) {
            // Removed without having been set: it was there from some time on that is not known.
            found.push({ item: end.item, on: end.on, linkedAt: NaN, unlinkedAt: at });
        }
        before = end;
    }
    const time = (at) => (Number.isNaN(at) ? -Infinity : at);
    found.sort((a, b) => a.item - b.item || (time(a.linkedAt) === time(b.linkedAt) ? a.on - b.on : time(a.linkedAt) - time(b.linkedAt)));
    const first = new Uint32Array(items.count + 1);
    for (const { item } of found)
        first[item + 1]++;
    for (let i = 1; i <= items.count; i++)
        first[i] += first[i - 1];
    return {
        count: found.length,
        first,
        item: Uint32Array.from(found, (dependency) => dependency.item),
        blocker: Int32Array.from(found, (dependency) => Math.max(-1, dependency.on)),
        linkedAt: Float64Array.from(found, (dependency) => dependency.linkedAt),
        unlinkedAt: Float64Array.from(found, (dependency) => dependency.unlinkedAt),
    };
}
