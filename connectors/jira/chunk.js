import { MINUTE_MS } from "../../src/model/window.ts";
import { meetAuthors } from "./authors.ts";
import { codeOf, valuesOf } from "./client.ts";
import { prepareIssue } from "./issues.ts";
import { countDrift, normaliseIssues } from "./normalise.ts";
import * as schema from "./schema.ts";
import { isComment, isUser } from "./shapes.ts";
/** Accounts a look-up; the ids stand in the URL. */
const LOOK_UP = 90;
/** `pageNumber` is part of messages. */
export function createChunk({ client, site, stream, directory, fetchChangelogs, suspects }, pageNumber) {
    const issues = new Map();
    const bodies = [];
    const seen = [];
    let rejected = 0;
    const surprise = (path, times) => {
        for (let index = 0; index < times; index++)
            seen.push({ path, value: "unexpected shape" });
    };
    /** Searches show the first 20 comments or so of an issue. The rest is fetched only where there is one. */
    const commentsOf = async (issue) => {
        const shown = issue.fields.comment;
        if (shown === null || shown === undefined)
            return [];
        const values = shown.total > shown.comments.length
            ? await allComments(client, issue.id, { stream, page: pageNumber }, bodies).catch(unlessVanished)
            : shown.comments;
        if (values === null)
            return null;
        const comments = values.filter(isComment);
        surprise("comment", values.length - comments.length);
        return comments;
    };
    return {
        async add(found) {
            bodies.push(found.body);
            rejected += found.rejected;
            for (const issue of found.issues) {
                const all = await commentsOf(issue);
                const comments = all ?? (issue.fields.comment?.comments ?? []).filter(isComment);
                meet(directory, issue, comments);
                const prepared = prepareIssue(site, issue, comments);
                issues.set(issue.id, {
                    prepared,
                    mustHaveChanged: mustHaveChanged(prepared, issue),
                    wasUpdated: wasUpdated(issue, comments),
                    vanished: all === null,
                });
            }
        },
        get size() {
            return issues.size;
        },
        get isEmpty() {
            return issues.size === 0 && rejected === 0;
        },
        async page() {
            const ids = [...issues.keys()];
            const changelogs = ids.length === 0 ? null : await fetchChangelogs(ids, pageNumber);
            const histories = changelogs?.byIssue ?? new Map();
            bodies.push(...(changelogs?.bodies ?? []));
            const incomplete = new Set(changelogs?.damaged);
            for (const [id, waiting] of issues) {
                if (waiting.vanished)
                    incomplete.add(id);
                else if (waiting.prepared !== null && !histories.has(id) && mayHaveChanged(waiting)) {
                    incomplete.add(id);
                    suspects.push({ id, prepared: waiting.prepared, mustHaveChanged: waiting.mustHaveChanged });
                }
            }
            for (const list of histories.values())
                meetAuthors(directory, list);
            const read = [...issues].flatMap(([id, { prepared }]) => prepared === null ? [] : [{ prepared, histories: histories.get(id) ?? [], historyComplete: !incomplete.has(id) }]);
            const batch = normaliseIssues(site, read);
            surprise("issue", rejected);
            surprise("changelog.history", changelogs?.rejected ?? 0);
            surprise("issue.dates", issues.size - read.length);
            const lost = rejected + issues.size - read.length;
            while (directory.waiting >= LOOK_UP)
                await lookUp(client, directory, stream, bodies);
            return {
                batch: { ...batch, actors: directory.take(), drift: countDrift(seen) },
                cursor: null,
                done: false,
                watermark: null,
                fetched: issues.size,
                vendorTotal: null,
                bodies,
                gone: [],
                problem: lost === 0 ? null : leftOut(site.connection, stream, pageNumber, lost),
            };
        },
    };
}
/** Its status tells, or something touched it that no comment explains. */
function mayHaveChanged({ wasUpdated, mustHaveChanged }) {
    return wasUpdated || mustHaveChanged;
}
/** An issue is created and updated by one act, a moment apart. */
const MOMENT_MS = 1_000;
/** Later than its last comment explains: comments are no entries of the history, and touch their issue. */
function wasUpdated({ fields }, comments) {
    let explained = schema.instantOf(fields.created) ?? 0;
    for (const { created } of comments)
        explained = Math.max(explained, schema.instantOf(created) ?? 0);
    return (schema.instantOf(fields.updated) ?? 0) > explained + MOMENT_MS;
}
/** Jira says of an issue that is gone or hidden that there is none. */
function unlessVanished(error) {
    const code = codeOf(error);
    if (code === "not-found" || code === "forbidden")
        return null;
    throw error;
}
/** Resolved, or moved on from where it began: some entry of its history must say so. */
function mustHaveChanged(prepared, { fields }) {
    if (prepared === null)
        return false;
    const { createdAt, updatedAt, resolvedAt } = prepared.item;
    const inLaterStatus = ["indeterminate", "done"].includes(fields.status.statusCategory?.key ?? "");
    return (resolvedAt ?? 0) > createdAt + MINUTE_MS || (inLaterStatus && updatedAt > createdAt + MINUTE_MS);
}
async function allComments(client, issueId, place, bodies) {
    const all = new Map();
    for (let startAt = 0;;) {
        const path = `/rest/api/3/issue/${encodeURIComponent(issueId.toWellFormed())}/comment`;
        const query = { startAt: String(startAt), maxResults: "5000", orderBy: "created" };
        const { data, body } = await client.get(path, query, schema.commentPage, place);
        bodies.push(body);
        const before = all.size;
        data.comments.forEach((value, index) => all.set(schema.ownText(Object(value), "id") ?? String(startAt + index), value));
        startAt += data.comments.length;
        if (data.comments.length === 0 || startAt >= data.total || all.size === before)
            return [...all.values()];
    }
}
function meet(directory, { fields }, comments) {
    directory.see(fields.assignee);
    directory.see(fields.reporter);
    directory.see(fields.creator);
    for (const { author } of comments)
        directory.see(author);
}
/** Asks about accounts that wait for it, as many as go into one request. */
export async function lookUp(client, directory, stream, bodies) {
    const asked = directory.toAsk(LOOK_UP);
    if (asked.length === 0)
        return;
    const users = [];
    try {
        for await (const { data, body } of valuesOf(client, "/rest/api/3/user/bulk", { maxResults: String(LOOK_UP), accountId: asked }, schema.valuesPage, stream, 20)) {
            bodies.push(body);
            users.push(...data.values.filter(isUser));
        }
    }
    catch (error) {
        const code = codeOf(error);
        if (code !== "forbidden" && code !== "not-found" && code !== "unexpected-shape" && code !== "unauthenticated")
            throw error;
    }
    directory.answer(asked, users);
}
function leftOut(connection, stream, page, count) {
    return {
        code: "unexpected-shape",
        connection,
        stream,
        page,
        what: `${count} ${count === 1 ? "issue" : "issues"} came in a shape that this version cannot read and ${count === 1 ? "was" : "were"} left out.`,
        todo: "Update wmmm; if it is the newest version, please report this.",
    };
}
