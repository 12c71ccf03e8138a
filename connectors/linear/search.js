import { ProblemError } from "../../src/model/problem.ts";
import { codeOf, createLadder, EntityGoneError, nextCursor, } from "./client.ts";
import { historyRest, ISSUE_IDS, ISSUES, ISSUES_WITH_AGENTS } from "./documents.ts";
import { LADDER, LADDER_WITH_AGENTS, REST_LADDER } from "./page-sizes.ts";
import * as schema from "./schema.ts";
import { isHistory, isIssue } from "./shapes.ts";
/** A stored cursor, if it is one of ours. */
export function parseCursor(value) {
    if (typeof value !== "object" || value === null || Array.isArray(value))
        return null;
    const { since, startedAt, after, createdUntil, afterUntil, page } = value;
    const instant = (one) => one === null || typeof one === "number";
    if (!instant(since) ||
        typeof startedAt !== "number" ||
        (after !== null && typeof after !== "string") ||
        !instant(createdUntil) ||
        !instant(afterUntil) ||
        typeof page !== "number")
        return null;
    return { since, startedAt, after: after ?? null, createdUntil, afterUntil, page };
}
/** Issues by creation, newest first, which no change can move them in, with the beginning of their histories. */
export function createSearch({ client, teams, withAgents, stream }) {
    const ladder = createLadder(withAgents ? LADDER_WITH_AGENTS : LADDER);
    const restLadder = createLadder(REST_LADDER);
    const seen = new Set();
    const scope = scopeFilter(teams);
    const ask = async (filter, after, place) => ladder.ask(place, (size) => client.query(withAgents ? ISSUES_WITH_AGENTS : ISSUES, { first: size.issues, history: size.history, after, filter }, schema.issuePage, place));
    const started = (answer) => {
        const damaged = new Set(answer.missing.flatMap(([, , index]) => (typeof index === "number" ? [index] : [])));
        const issues = [];
        let rejected = 0;
        let rejectedEntries = 0;
        answer.data.issues.nodes.forEach((node, index) => {
            if (!isIssue(node))
                return void rejected++;
            const { entries, rejected: bad, after, isThere } = historyOf(node);
            rejectedEntries += bad;
            issues.push({ issue: node, history: entries, after, complete: !damaged.has(index) && bad === 0 && isThere });
        });
        return { issues, rejected, rejectedEntries, bodies: [answer.body] };
    };
    return {
        async read(cursor) {
            const place = { stream, page: cursor.page };
            const filterOf = (until) => ({
                ...scope,
                ...(cursor.since === null ? {} : { updatedAt: { gte: new Date(cursor.since).toISOString() } }),
                ...(until === null ? {} : { createdAt: { lte: new Date(until).toISOString() } }),
            });
            let { afterUntil } = cursor;
            let answer;
            try {
                answer = await ask(filterOf(afterUntil), cursor.after, place);
            }
            catch (error) {
                // A place of an earlier run may be gone; one that was given out a moment ago is not.
                const isRefused = codeOf(error) === "unexpected-shape" || error instanceof EntityGoneError;
                if (cursor.after === null || seen.has(cursor.after) || !isRefused)
                    throw error;
                afterUntil = cursor.createdUntil;
                answer = await ask(filterOf(afterUntil), null, place).catch((again) => {
                    if (codeOf(again) !== "unexpected-shape")
                        throw again;
                    throw new ProblemError({
                        code: "cursor-expired",
                        what: "Linear no longer accepts the place at which the last read stopped, nor a search from there.",
                        todo: "Run again; if it stays, connect again, which reads from the beginning and keeps what is stored.",
                        ...place,
                    });
                });
            }
            const after = nextCursor(answer.data.issues.pageInfo, seen, place);
            const found = started(answer);
            const createdUntil = schema.instantOf(found.issues.at(-1)?.issue.createdAt) ?? cursor.createdUntil;
            return { ...found, next: after === null ? null : { ...cursor, after, afterUntil, createdUntil, page: cursor.page + 1 } };
        },
        async named(ids, place) {
            return { ...started(await ask({ ...scope, id: { in: ids } }, null, place)), next: null };
        },
        async complete(issues, place) {
            const rest = await readRest({ client, ladder: restLadder, withAgents, place }, issues);
            const raws = issues.map(({ issue, history, complete }) => ({ issue, history, historyComplete: complete }));
            const incomplete = issues.filter(({ complete, isGone }) => !complete && isGone !== true).length;
            return { raws, rejectedEntries: rest.rejected, bodies: rest.bodies, incomplete };
        },
    };
}
export function scopeFilter(teams) {
    return teams === null ? {} : { team: { id: { in: teams } } };
}
/** The beginning of an issue's history as it stands in the issue. */
function historyOf(issue) {
    const { history } = issue;
    const page = history === null || history === undefined ? null : history;
    const nodes = page !== null && Array.isArray(page.nodes) ? page.nodes : [];
    const entries = nodes.filter(isHistory);
    const { hasNextPage, endCursor } = page?.pageInfo ?? { hasNextPage: false };
    // Without a place to go on from there is nothing to ask for: the history counts as incomplete.
    const after = hasNextPage && typeof endCursor === "string" && endCursor !== "" ? endCursor : null;
    return { entries, rejected: nodes.length - entries.length, after, isThere: page !== null && (!hasNextPage || after !== null) };
}
/** Reads histories to their end, many issues a request. An issue that vanished in between keeps what was read and is marked. */
async function readRest({ client, ladder, withAgents, place }, started) {
    const bodies = [];
    let rejected = 0;
    let one = false;
    for (let open = started.filter(({ after }) => after !== null); open.length > 0; open = started.filter(({ after }) => after !== null)) {
        let asked = [];
        let answer;
        try {
            answer = await ladder.ask(place, (size) => {
                asked = open.slice(0, one ? 1 : size.issues);
                const variables = { history: size.history };
                asked.forEach(({ issue, after }, index) => {
                    variables[`i${index}`] = issue.id;
                    variables[`c${index}`] = after;
                });
                return client.query(historyRest(asked.length, withAgents), variables, schema.historyRestPage, place);
            });
        }
        catch (error) {
            if (!(error instanceof EntityGoneError))
                throw error;
            // One of them is gone, and Linear does not say which.
            if (asked.length === 1)
                Object.assign(asked[0], { after: null, complete: false, isGone: true });
            one = asked.length > 1;
            continue;
        }
        bodies.push(answer.body);
        const damaged = new Set(answer.missing.map(([alias]) => alias));
        for (const [index, issue] of asked.entries()) {
            const found = answer.data[`h${index}`];
            const { entries, rejected: bad, after, isThere } = historyOf(found ?? {});
            const known = new Set(issue.history.map(({ id }) => id));
            const fresh = entries.filter(({ id }) => !known.has(id));
            issue.history.push(...fresh);
            rejected += bad;
            if (bad > 0 || !isThere || damaged.has(`h${index}`))
                issue.complete = false;
            // A page that brings nothing new would go on for ever.
            if (after !== null && fresh.length === 0)
                issue.complete = false;
            issue.after = fresh.length === 0 ? null : after;
        }
    }
    return { bodies, rejected };
}
/** Ids of all issues in scope, 250 a request, with the last change of each; and of those in the trash. */
export async function sweepIds(client, teams, stream) {
    const listed = new Map();
    const trashed = new Set();
    for await (const { id, trashed: isTrashed, updatedAt } of idsOf(client, scopeFilter(teams), stream)) {
        if (isTrashed === true)
            trashed.add(id);
        else
            listed.set(id, schema.instantOf(updatedAt) ?? 0);
    }
    return { listed, trashed };
}
/** Of issues that may be anywhere: the key of the team that each is in and whether it is in the trash, by id. Absent = cannot be seen. */
export async function whereAre(client, ids, stream) {
    const found = new Map();
    for await (const { id, trashed, team } of idsOf(client, { id: { in: ids } }, stream))
        found.set(id, { team: team.key, isTrashed: trashed === true });
    return found;
}
async function* idsOf(client, filter, stream) {
    const seen = new Set();
    let after = null;
    for (let page = 1; page === 1 || after !== null; page++) {
        const place = { stream, page };
        const { data } = await askIds(client, filter, after, place);
        yield* data.issues.nodes;
        after = nextCursor(data.issues.pageInfo, seen, place);
    }
}
const askIds = (client, filter, after, place) => client.query(ISSUE_IDS, { after, filter }, schema.idPage, place);
