/** Jira writes the transition and the resolution date in one request, seconds apart at most. */
const TOLERANCE_MS = 5000;
/** The last entry into a closed status, from the history, against the date that Jira keeps on the issue. */
export function compareResolutions(name, { log, lifecycle }, atLeast) {
    let agreed = 0;
    let of = 0;
    const exceptions = [];
    for (let item = 0; item < log.items.count; item++) {
        const stated = log.items.resolvedAt[item];
        if (Number.isNaN(stated))
            continue;
        of++;
        const { doneAt, cancelledAt } = lifecycle;
        const seen = Number.isNaN(doneAt[item]) ? cancelledAt[item] : doneAt[item];
        if (Math.abs(seen - stated) <= TOLERANCE_MS)
            agreed++;
        else
            exceptions.push(`${log.items.key[item]}: ${Number.isNaN(seen) ? "not closed by its history" : `${((seen - stated) / 1000).toFixed(1)} s later by its history`}`);
    }
    return { name, agreed, of, atLeast, exceptions };
}
