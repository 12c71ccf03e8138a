import { isInProgress, STATE_CATEGORIES } from "../model/category.ts";
import { MINUTE_MS } from "../model/window.ts";
import { KIND, ORIGIN } from "./columns.ts";
const FLASH_MS = MINUTE_MS;
export const CATEGORY_CODE = Object.fromEntries(STATE_CATEGORIES.map((name, code) => [name, code]));
/** By category code: 1 = work in progress. */
export const IN_PROGRESS = Uint8Array.from(STATE_CATEGORIES, (category) => (isInProgress(category) ? 1 : 0));
/** By category code: 1 = done or cancelled. */
export const CLOSED = Uint8Array.from(STATE_CATEGORIES, (category) => (category === "done" || category === "cancelled" ? 1 : 0));
/**
 * Stays tile the life of an item from its creation on. Events dated before the creation count as at the creation, a move to the status an
 * item is in already is no move, and where a `from` contradicts the stay before it the `to` of that stay is believed.
 */
export function findVisits(log) {
    const { items, events, statuses } = log;
    const categoryOf = Uint8Array.from(statuses, (status) => CATEGORY_CODE[status.category]);
    // Stands for the time before the first known status, when nothing is known: the status that claims least.
    const fallback = statuses.findIndex((status) => status.category === "backlog");
    let moves = 0;
    for (let e = 0; e < events.count; e++)
        if (events.kind[e] === KIND.status)
            moves++;
    const capacity = items.count + moves;
    const item = new Uint32Array(capacity);
    const status = new Int32Array(capacity);
    const category = new Uint8Array(capacity);
    const enteredAt = new Float64Array(capacity);
    const leftAt = new Float64Array(capacity).fill(NaN);
    const event = new Int32Array(capacity).fill(-1);
    const isFlash = new Uint8Array(capacity);
    const first = new Uint32Array(items.count + 1);
    let row = 0;
    for (let i = 0; i < items.count; i++) {
        first[i] = row;
        const begin = row;
        const open = (s, at, e) => {
            item[row] = i;
            status[row] = s;
            category[row] = categoryOf[s];
            enteredAt[row] = at;
            event[row] = e;
            row++;
        };
        let snapshot = -1;
        for (let e = items.firstEvent[i]; e < items.firstEvent[i + 1]; e++) {
            if (events.kind[e] !== KIND.status)
                continue;
            const to = events.to[e];
            if (to < 0)
                continue;
            if (events.origin[e] === ORIGIN.snapshot) {
                snapshot = e;
                continue;
            }
            if (events.origin[e] === ORIGIN.initial) {
                if (row === begin)
                    open(to, items.createdAt[i], -1);
                continue;
            }
            if (row === begin) {
                const from = events.from[e];
                const known = from >= 0 ? from : events.at[e] > items.createdAt[i] && fallback >= 0 ? fallback : to;
                open(known, items.createdAt[i], -1);
            }
            if (to === status[row - 1])
                continue;
            const at = Math.max(events.at[e], enteredAt[row - 1]);
            leftAt[row - 1] = at;
            if (at - enteredAt[row - 1] < FLASH_MS)
                isFlash[row - 1] = 1;
            open(to, at, e);
        }
        if (row === begin && snapshot >= 0)
            open(events.to[snapshot], items.createdAt[i], snapshot);
    }
    first[items.count] = row;
    return {
        count: row,
        first,
        item: item.subarray(0, row),
        status: status.subarray(0, row),
        category: category.subarray(0, row),
        enteredAt: enteredAt.subarray(0, row),
        leftAt: leftAt.subarray(0, row),
        event: event.subarray(0, row),
        isFlash: isFlash.subarray(0, row),
    };
}
