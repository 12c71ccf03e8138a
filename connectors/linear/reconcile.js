import { DAY_MS, WEEK_MS } from "../../src/model/window.ts";
import { isNewSpan } from "../history/overlap.ts";
import { sweepIds, whereAre } from "./search.ts";
import { recordId } from "./site.ts";
const STREAM = "issues";
/** Issues a look-up by id; as many as a page of ids holds. */
const NAMED = 250;
const NOTHING = { gone: [], missing: [], someAreNew: false, problem: null };
/**
 * Compares what Linear lists with what is stored. After a whole read: whatever it did not list. Otherwise all ids are listed, which is dear: on a
 * new day when the counts differ, in a new week in any case, since equal counts may hide a deletion behind something that is counted
 * otherwise or came back. Days and weeks are those of the last read that
 * came to its end, so that an interruption puts nothing off.
 */
export async function reconcileIssues({ client, site, teams, vendorTotal, someHidden, storedItems }, state, { startedAt, fetched }) {
    const isWhole = state.watermark === null;
    const isNew = (span) => state.watermark !== null && isNewSpan(state.watermark, startedAt, span);
    if (storedItems === null || (isWhole ? state.stored === 0 : !isNew(DAY_MS)))
        return NOTHING;
    const live = await storedItems();
    const linearId = (id) => id.slice(site.connection.length + 1);
    const mayDiffer = !(fetched === 0 && state.stored === vendorTotal) && live.length !== vendorTotal;
    if (!isWhole && !isNew(WEEK_MS) && !mayDiffer)
        return NOTHING;
    // A whole read has listed everything, unless the counts say that it was shown less than there is.
    const isAll = isWhole && (vendorTotal === null || live.filter(({ listed }) => listed).length === vendorTotal);
    const swept = isAll ? null : await sweepIds(client, teams, STREAM);
    const absent = live
        .filter(({ id, listed }) => (swept === null ? !listed : !swept.listed.has(linearId(id))))
        .map(({ id }) => id);
    const isNothingListed = swept === null || (swept.listed.size === 0 && swept.trashed.size === 0);
    if (absent.length === live.length && live.length > 0 && isNothingListed)
        return { ...NOTHING, problem: nothingListed(site.connection) };
    const known = new Map(live.map((item) => [item.id, item]));
    // Not stored, or stored as it was before a change that was not shown in time.
    const missing = [...(swept?.listed ?? [])]
        .filter(([id, updatedAt]) => updatedAt > (known.get(recordId(site, id))?.updatedAt ?? -Infinity))
        .map(([id]) => id);
    const gone = [];
    const inScope = new Set([...site.teams.values()].map(({ key }) => key));
    for (let index = 0; index < absent.length; index += NAMED) {
        const ids = absent.slice(index, index + NAMED);
        const there = await whereAre(client, ids.map(linearId), STREAM);
        for (const item of ids) {
            const found = there.get(linearId(item));
            // In scope after all: it was moved or hidden for a moment, just when it would have been listed.
            if (found !== undefined && !found.isTrashed && inScope.has(found.team))
                missing.push(linearId(item));
            else if (found !== undefined)
                gone.push({ item, basis: found.isTrashed ? "deleted" : "moved" });
            else
                gone.push({ item, basis: someHidden ? "not-permitted" : "deleted" });
        }
    }
    return { gone, missing, someAreNew: missing.some((id) => !known.has(recordId(site, id))), problem: null };
}
function nothingListed(connection) {
    return {
        code: "counts-differ",
        connection,
        stream: STREAM,
        page: null,
        what: "Linear lists none of the issues that were read before; nothing stored was touched.",
        todo: "Check that the token's account is still a member of the teams in scope.",
    };
}
