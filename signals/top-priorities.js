import { KIND } from "../src/event-log/columns.ts";
/** First and second place of the priority scales in use: Jira's two default schemes, Linear's, P-numbers and severities. */
const TOP = /^(?:highest|high|blocker|critical|urgent|emergency|p-?0|p-?1|s-?0|s-?1|sev-?0|sev-?1)$/i;
/** Where nothing stands above them, these are second places too. */
const TOP_WITHOUT_ZERO = /^(?:p-?2|s-?2|sev-?2)$/i;
const ZERO = /^(?:p|s|sev)-?0$/i;
/** Carried by more than this share of the items, a top priority is what everything has. */
const COMMON_SHARE = 0.5;
/** Priorities that say "this is promised": the two highest by name, unless most items carry one. Names of other scales and languages are not recognised. */
export function topPriorities(log, items) {
    const { events } = log;
    const carried = new Map();
    let withTop = 0;
    const names = new Set();
    for (let i = 0; i < items.length; i++) {
        const item = items[i];
        for (let e = log.items.firstEvent[item]; e < log.items.firstEvent[item + 1]; e++) {
            if (events.kind[e] === KIND.priority && events.to[e] >= 0)
                names.add(events.to[e]);
        }
    }
    const hasZero = [...names].some((code) => ZERO.test(log.texts[code]));
    const codes = new Set([...names].filter((code) => TOP.test(log.texts[code]) || (!hasZero && TOP_WITHOUT_ZERO.test(log.texts[code]))));
    for (let i = 0; i < items.length; i++) {
        const item = items[i];
        let last = -1;
        for (let e = log.items.firstEvent[item]; e < log.items.firstEvent[item + 1]; e++)
            if (events.kind[e] === KIND.priority)
                last = events.to[e];
        if (last >= 0)
            carried.set(last, (carried.get(last) ?? 0) + 1);
        if (codes.has(last))
            withTop++;
    }
    const total = [...carried.values()].reduce((sum, count) => sum + count, 0);
    if (total > 0 && withTop > COMMON_SHARE * total) {
        const percent = Math.round((100 * withTop) / total);
        return { codes: new Set(), warnings: [`${percent} % of the items carry a top priority: it is not taken for a commitment.`] };
    }
    return { codes, warnings: [] };
}
