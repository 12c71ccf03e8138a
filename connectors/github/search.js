import { nextCursor } from "./client.ts";
import { issues, namedIssues, timelineItems, timelineRest } from "./issue-documents.ts";
import { createLadder } from "./ladder.ts";
import { ISSUE_SIZES, REST_SIZES } from "./page-sizes.ts";
import { withoutRefused } from "./project-access.ts";
import * as schema from "./schema.ts";
import { isIssue, isObject, isTimelineNode, own } from "./shapes.ts";
/** Issues with the beginning of their timelines, by creation, oldest first, which no change can move them in. */
export function createSearch({ client, host, projects, now }) {
    const ladder = createLadder(ISSUE_SIZES, now);
    const restLadder = createLadder(REST_SIZES, now);
    // A place may be spelt the same in two repositories.
    const seen = new Map();
    const seenIn = (repository) => seen.get(repository) ?? seen.set(repository, new Set()).get(repository);
    const started = (nodes, at, answer) => {
        const lost = answer.missing.filter((one) => !isBesideTheIssue(one));
        const damaged = new Set(lost.map(({ path }) => path[at]));
        const found = [];
        let rejected = 0;
        let rejectedEntries = 0;
        nodes.forEach((node, index) => {
            // By name, what is gone by now comes as null, which is no damage.
            if (node === null && at === 1)
                return;
            if (!isIssue(node))
                return void rejected++;
            const { entries, rejected: bad, after, isThere } = timelineOf(node);
            rejectedEntries += bad;
            found.push({ issue: node, timeline: entries, after, complete: !damaged.has(index) && bad === 0 && isThere });
        });
        const isPartial = lost.some(({ kind }) => at !== 1 || kind !== "not-found");
        return { issues: found, rejected, rejectedEntries, bodies: [answer.body], isPartial, isMissing: false };
    };
    return {
        async read(repository, since, after, place) {
            const filter = since === null ? {} : { since: new Date(since).toISOString() };
            const answer = await withoutRefused(projects, (withProjects) => ladder.ask(place, ({ size: first, isLast }) => client.query(issues(host, { withProjects }), { repository, first, after, filter, items: timelineItems(host, { withProjects }) }, schema.issuePage, place, { isLast })));
            const page = answer.data.node?.issues;
            if (page === null || page === undefined)
                return {
                    issues: [],
                    rejected: 0,
                    rejectedEntries: 0,
                    bodies: [answer.body],
                    isPartial: true,
                    isMissing: true,
                    after: null,
                };
            return { ...started(page.nodes ?? [], 3, answer), after: nextCursor(page.pageInfo, seenIn(repository), place) };
        },
        async named(ids, place) {
            const answer = await withoutRefused(projects, (withProjects) => client.query(namedIssues(host, { withProjects }), { ids, items: timelineItems(host, { withProjects }) }, schema.nodesPage, place));
            const nodes = answer.data.nodes.map((node) => (own(node, "__typename") === "Issue" ? node : null));
            return { ...started(nodes, 1, answer), after: null };
        },
        async complete(all, place) {
            const bodies = [];
            let rejectedEntries = 0;
            let isPartial = false;
            for (;;) {
                const open = all.filter(({ after }) => after !== null);
                if (open.length === 0)
                    break;
                let asked = [];
                const answer = await withoutRefused(projects, (withProjects) => restLadder.ask(place, ({ size, isLast }) => {
                    asked = open.slice(0, size);
                    const variables = { items: timelineItems(host, { withProjects }) };
                    asked.forEach(({ issue, after }, index) => {
                        variables[`i${index}`] = issue.id;
                        variables[`c${index}`] = after;
                    });
                    const document = timelineRest(host, { withProjects }, asked.length);
                    return client.query(document, variables, schema.timelineRestPage, place, { isLast });
                }));
                bodies.push(answer.body);
                const lost = answer.missing.filter((one) => !isBesideTheIssue(one));
                isPartial ||= lost.length > 0;
                const damaged = new Set(lost.map(({ path }) => path[0]));
                for (const [index, issue] of asked.entries()) {
                    const { entries, rejected, after, isThere } = timelineOf(answer.data[`h${index}`]);
                    const known = new Set(issue.timeline.map(({ id }) => id));
                    const fresh = entries.filter(({ id }) => !known.has(id));
                    issue.timeline.push(...fresh);
                    rejectedEntries += rejected;
                    // A page that brings nothing new would go on for ever; an issue that vanished in between keeps what was read.
                    const isStuck = after !== null && fresh.length === 0;
                    if (rejected > 0 || !isThere || damaged.has(`h${index}`) || isStuck)
                        issue.complete = false;
                    issue.after = fresh.length === 0 ? null : after;
                }
            }
            const raws = all.map(({ issue, timeline, complete }) => ({ issue, timeline, historyComplete: complete }));
            return { raws, rejectedEntries, bodies, isPartial };
        },
    };
}
/** One Project, or another repository, that the token may not see: the issue itself and its history are whole without it. */
function isBesideTheIssue({ kind, path }) {
    const last = path.at(-1);
    const names = ["project", "projectItems", "closer", "source", "subject", "canonical", "duplicate", "fromRepository", "parent"];
    return ((kind === "forbidden" || kind === "not-found") &&
        (path.includes("projectItems") || (typeof last === "string" && names.includes(last))));
}
/** As much of a timeline as stands in an issue. */
function timelineOf(issue) {
    const page = own(issue, "timelineItems");
    const nodes = own(page, "nodes");
    const info = own(page, "pageInfo");
    const list = Array.isArray(nodes) ? nodes : [];
    const entries = list.filter(isTimelineNode);
    const hasNextPage = own(info, "hasNextPage") === true;
    const endCursor = own(info, "endCursor");
    // Without a place to go on from there is nothing to ask for: the history counts as incomplete.
    const after = hasNextPage && typeof endCursor === "string" && endCursor !== "" ? endCursor : null;
    const isThere = isObject(page) && isObject(info) && Array.isArray(nodes) && (!hasNextPage || after !== null);
    return { entries, rejected: list.length - entries.length, after, isThere };
}
