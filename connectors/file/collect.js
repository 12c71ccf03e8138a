import { ProblemError } from "../../src/model/problem.ts";
import { columnTitle } from "./columns.ts";
import { eventKey } from "./rows.ts";
/** A million rows took 1 GB at their peak (a XES log of 328 MB): what fits into the memory of an ordinary machine. */
const MOST_ROWS = 3_000_000;
export function createCollector() {
    const items = new Map();
    let rows = 0;
    let bad = 0;
    let duplicates = 0;
    let firstBad = null;
    const count = () => {
        if (++rows <= MOST_ROWS)
            return;
        throw new ProblemError({
            code: "too-large",
            what: `The file has more than ${MOST_ROWS / 1e6} million rows.`,
            todo: "Split it by team or project into several files, each a connection of its own.",
        });
    };
    return {
        add({ item: id, event, fields }) {
            count();
            let item = items.get(id);
            if (item === undefined) {
                // A piece of a larger text would keep all of that text in memory.
                const own = Buffer.from(id).toString();
                item = { id: own, events: new Map(), atCreation: null, present: {}, createdAt: null };
                items.set(own, item);
            }
            if (event?.kind === "created") {
                if (item.createdAt === null || event.at < item.createdAt)
                    item.createdAt = event.at;
                item.atCreation = { ...fields, ...item.atCreation };
            }
            else {
                for (const _ in fields) {
                    // The last row that says something is the one that holds now.
                    item.present = { ...item.present, ...fields };
                    break;
                }
            }
            if (event === null)
                return;
            const key = event.kind === "created" ? "created" : eventKey(event);
            if (item.events.has(key))
                duplicates++;
            else
                item.events.set(key, event);
        },
        bad(row, why) {
            count();
            bad++;
            firstBad ??= `row ${row} ${why}`;
        },
        result: () => ({ items, rows, bad, duplicates, firstBad }),
    };
}
const WHY = {
    empty: "is empty",
    "no-date": "is no date in ISO 8601 and no number of seconds or milliseconds since 1970",
    "no-zone": "is a date without a zone; say where with --zone, e.g. --zone +01:00",
    "not-plain": "is an object, not a plain value",
    "too-long": "is longer than 200 letters",
};
/** E.g. `column timestamp is empty`, for `Collector.bad`. */
export function inColumn({ column, why }) {
    return `column \`${columnTitle(column)}\` ${WHY[why]}`;
}
