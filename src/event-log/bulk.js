import { MINUTE_MS } from "../model/window.ts";
import { KIND, ORIGIN } from "./columns.ts";
const BULK_ITEMS = 10;
const BULK_MS = MINUTE_MS;
const SLOTS = 1 << 20;
/** E2: moves of 10 or more items to the same status by one actor within 60 s. Per event, 1 = part of one. */
export function findBulk(log) {
    const { events } = log;
    const bulk = new Uint8Array(events.count);
    const isMove = (e) => events.kind[e] === KIND.status && events.origin[e] === ORIGIN.history;
    // Few moves have many neighbours: counts by minute in a small hash table leave out nearly all others. A collision only lets one more through.
    const counts = new Uint8Array(SLOTS);
    const minuteOf = (e) => Math.floor(events.at[e] / BULK_MS);
    const slot = (e, minute) => {
        let h = Math.imul(events.actor[e] + 2, 0x9e3779b1) ^ Math.imul(events.to[e] + 2, 0x85ebca6b) ^ Math.imul(minute | 0, 0xc2b2ae35);
        h ^= h >>> 15;
        h = Math.imul(h, 0x2c1b3c6d);
        return (h ^ (h >>> 13)) & (SLOTS - 1);
    };
    for (let e = 0; e < events.count; e++) {
        if (!isMove(e))
            continue;
        const s = slot(e, minuteOf(e));
        if (counts[s] < 255)
            counts[s]++;
    }
    const groups = new Map();
    for (let e = 0; e < events.count; e++) {
        if (!isMove(e))
            continue;
        const minute = minuteOf(e);
        const own = counts[slot(e, minute)];
        if (own + counts[slot(e, minute - 1)] < BULK_ITEMS && own + counts[slot(e, minute + 1)] < BULK_ITEMS)
            continue;
        const group = (events.actor[e] + 1) * (log.statuses.length + 1) + events.to[e] + 1;
        const list = groups.get(group);
        if (list === undefined)
            groups.set(group, [e]);
        else
            list.push(e);
    }
    for (const list of groups.values())
        markBursts(log, list, bulk);
    return bulk;
}
function markBursts(log, moves, bulk) {
    const { at, item } = log.events;
    moves.sort((a, b) => at[a] - at[b] || a - b);
    let last = 0;
    for (let n = 0; n < moves.length; n++) {
        while (last < moves.length && at[moves[last]] - at[moves[n]] <= BULK_MS)
            last++;
        if (last - n < BULK_ITEMS)
            continue;
        const burst = moves.slice(n, last);
        if (new Set(burst.map((e) => item[e])).size >= BULK_ITEMS)
            for (const e of burst)
                bulk[e] = 1;
    }
}
