/** The stream whose records are work items: its `stored` counts live items, that of others the records of their last whole read. */
export const ITEM_STREAM = "issues";
/**
 * How the newest read of a stream ended. `reading`: it did not (it is under way, or was killed). `outdated`: it was complete, then the
 * configuration of its connection changed.
 */
export const READ_OUTCOMES = ["reading", "complete", "partial", "failed", "outdated"];
/**
 * What a reader is told about a stream:
 *
 * | newest read | an earlier one was complete | none was |
 * |---|---|---|
 * | reached its end, nothing left out | complete | complete |
 * | left something out, or ended early with something read | partial | partial |
 * | ended early with nothing read | stale | partial |
 * | failed | stale | failed |
 * | never ended (killed) | stale | partial, or never when it brought nothing |
 * | was for another configuration | stale | never |
 *
 * `stale` = the store holds a complete read, but an old one. A stream that was never begun has no row and so no report.
 */
export function streamStatus(row) {
    const broughtNothing = row.ending !== null && row.fetchedInRead === 0 && row.completedAt !== null;
    if (row.outcome === "complete" || (row.outcome === "partial" && !broughtNothing))
        return row.outcome;
    if (row.completedAt !== null)
        return "stale";
    if (row.outcome === "failed")
        return "failed";
    return row.outcome === "reading" && row.fetchedInRead > 0 ? "partial" : "never";
}
/** Records of the stream in the store. `liveItems` = live items of its connection. */
export function storedCount(row, liveItems) {
    return row.stream === ITEM_STREAM ? liveItems : (row.fetchedWhole ?? row.fetchedInRead);
}
/**
 * What the vendor counts against what is stored, of a read that came to its end with nothing left out: only then should the two agree. The
 * vendor counts when a read begins, so what changes while it is read makes a difference that is none.
 */
function coverageNote(row, stored) {
    if (row.stream !== ITEM_STREAM || row.outcome !== "complete" || row.vendorTotal === null || stored === row.vendorTotal)
        return null;
    const [more, why] = stored > row.vendorTotal
        ? ["more", "items created while it was read, or items that the tool does not count, such as archived ones"]
        : ["fewer", "items deleted while it was read, or items that the tool counts and this token may not see"];
    const difference = Math.abs(stored - row.vendorTotal);
    return `${difference} ${more} stored than the tool counts (${stored} of ${row.vendorTotal}): ${why}. A scan with --full lists them all again.`;
}
export function streamReport(row, liveItems) {
    const stored = storedCount(row, liveItems);
    return {
        connection: row.connection,
        stream: row.stream,
        status: streamStatus(row),
        fetched: row.fetched,
        stored,
        vendorTotal: row.vendorTotal,
        coverage: row.vendorTotal === null || row.vendorTotal === 0 ? null : stored / row.vendorTotal,
        coverageNote: coverageNote(row, stored),
        requests: row.requests,
        problem: row.ending ?? row.leftOut,
    };
}
