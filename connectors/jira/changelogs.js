import { createJsonReader } from "../json/reader.ts";
import { codeOf, endless } from "./client.ts";
import * as schema from "./schema.ts";
import { isHistory } from "./shapes.ts";
import { changelogShape } from "./wanted.ts";
/** Histories a page. Less when a page is too much for the server or for our limits. */
const LADDER = [10_000, 5_000, 1_000, 200];
export function createChangelogs(client, stream) {
    const reader = createJsonReader(changelogShape);
    return async (ids, page) => {
        for (const [rung, maxResults] of LADDER.entries()) {
            try {
                return await fetchWith(client, reader, ids, maxResults, stream, page);
            }
            catch (error) {
                const code = codeOf(error);
                if (rung === LADDER.length - 1 || (code !== "too-large" && code !== "timeout" && code !== "server-error"))
                    throw error;
            }
        }
        throw new Error("unreachable");
    };
}
/** One issue's entries come spread over the pages, since those are sorted by date. */
async function fetchWith(client, reader, ids, maxResults, stream, page) {
    const collected = { byIssue: new Map(), damaged: new Set(), rejected: 0 };
    const bodies = [];
    const tokens = new Set();
    const wanted = new Set(ids);
    for (let token = null, last = false; !last;) {
        const body = { issueIdsOrKeys: ids, maxResults, ...(token === null ? {} : { nextPageToken: token }) };
        const answer = await client.post("/rest/api/3/changelog/bulkfetch", body, schema.changelogPage, { stream, page }, reader);
        bodies.push(answer.body);
        const fresh = collect(answer.data.issueChangeLogs, wanted, collected);
        token = answer.data.nextPageToken ?? null;
        last = token === null || token === "";
        // A token that was seen, or a page that brings nothing new and still points on, would go round for ever.
        if (token !== null && (tokens.has(token) || (fresh === 0 && tokens.size > ids.length)))
            throw endless(stream, page);
        if (token !== null)
            tokens.add(token);
        if (tokens.size > 50 && fresh === 0)
            throw endless(stream, page);
    }
    const { byIssue, damaged, rejected } = collected;
    return { byIssue: new Map([...byIssue].map(([id, histories]) => [id, [...histories.values()]])), damaged, rejected, bodies };
}
/** Adds a page; tells how many of its entries are new. */
function collect(logs, wanted, collected) {
    let fresh = 0;
    for (const { issueId, changeHistories } of logs) {
        if (!wanted.has(issueId))
            continue;
        let histories = collected.byIssue.get(issueId);
        if (histories === undefined)
            collected.byIssue.set(issueId, (histories = new Map()));
        const before = histories.size;
        const rejected = addHistories(changeHistories, histories);
        fresh += histories.size - before;
        if (rejected === 0)
            continue;
        collected.rejected += rejected;
        collected.damaged.add(issueId);
    }
    return fresh;
}
/** Tells how many could not be read. */
function addHistories(values, histories) {
    let rejected = 0;
    for (const value of values) {
        if (!isHistory(value) || schema.instantOf(value.created) === null)
            rejected++;
        else if (!histories.has(value.id))
            histories.set(value.id, value);
    }
    return rejected;
}
