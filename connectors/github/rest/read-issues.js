import { EMPTY_BATCH } from "../../../src/model/batch.ts";
import { lastPage } from "../configuration.ts";
import { createDrift } from "../drift.ts";
import { normaliseIssues } from "../issue-stream.ts";
import { nameOf, own } from "../shapes.ts";
import { recordId } from "../site.ts";
import { issueOf } from "./rows.ts";
export const STREAM = "issues";
/** The issues among the rows of a list. */
export function issuesAmong({ repository }, listed) {
    const read = listed.map((row) => issueOf(row, repository));
    return {
        issues: read.filter((one) => one !== null && one !== undefined),
        rejected: read.filter((one) => one === undefined).length,
    };
}
/**
 * Where GitHub tells that something happened and not what: that the issue came from another repository, where more may have happened, so its
 * history is not whole.
 */
export function rawIssue(issue, timeline, isWhole) {
    return { issue, timeline, historyComplete: isWhole && timeline.every(({ __typename }) => __typename !== "TransferredEvent") };
}
/** A page of issues with their events; each brings all that is known of it, so whatever was stored of it goes. */
export async function issuePage({ site: siteOf, found, connection }, actors, { raws, rejected, bodies, number }) {
    const site = await siteOf();
    const drift = createDrift();
    const { batch, unreadable } = normaliseIssues(site, actors, raws, drift.see);
    drift.see("issue", "unexpected shape", rejected + unreadable);
    // Changes of the type are told without the type, so since when it has the one it has is not known.
    const retyped = new Set(raws.filter(({ timeline }) => timeline.some(isOfType)).map(({ issue }) => recordId(site, issue.id)));
    const events = batch.events.map((event) => event.kind === "type" && retyped.has(event.item) ? { ...event, origin: "snapshot", actor: null } : event);
    return {
        ...lastPage({
            batch: { ...batch, events, actors: actors.take(), drift: drift.take() },
            watermark: null,
            fetched: batch.items.length,
            vendorTotal: found.items,
            bodies,
            problem: rejected + unreadable === 0 ? null : leftOut(connection, number, rejected + unreadable),
        }),
        done: false,
        replacesItems: true,
    };
}
/** Nothing but where the read stands, and whom it met. */
export function placePage(actors, { found }, bodies) {
    return {
        ...lastPage({ batch: { ...EMPTY_BATCH, actors: actors.take() }, watermark: null, vendorTotal: found.items, bodies }),
        done: false,
    };
}
function isOfType(node) {
    return node.__typename.startsWith("IssueType") && nameOf(own(node, "issueType")) === null;
}
function leftOut(connection, page, count) {
    return {
        code: "unexpected-shape",
        connection,
        stream: STREAM,
        page,
        what: `${count} ${count === 1 ? "issue" : "issues"} came in a shape that this version cannot read and ${count === 1 ? "was" : "were"} left out.`,
        todo: "Update wmmm; if it is the newest version, please report this.",
    };
}
