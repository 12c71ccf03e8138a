import { jira } from "../../connectors/jira/index.ts";
import { startJiraServer } from "../../fixtures/jira-server/server.ts";
import { smallSite } from "../../test/support/small-site.ts";
import { record } from "./subject.ts";
const SEARCH = "/rest/api/3/search/jql";
const CHANGELOGS = "/rest/api/3/changelog/bulkfetch";
const shape = (list) => ({
    items: (json) => (record(json)[list] ?? []),
    withItems: (json, items) => ({ ...record(json), [list]: items }),
    next: (json) => (record(json)["nextPageToken"] ?? null),
    withNext: (json, next) => {
        const { nextPageToken: _token, isLast: _last, ...rest } = record(json);
        return { ...rest, ...(next === null ? { isLast: true } : { nextPageToken: next, isLast: false }) };
    },
    withoutLastFlag: (json) => {
        const { isLast: _last, ...rest } = record(json);
        return rest;
    },
    skipOne: null,
    emptyMember: `"${list}":[]`,
    expired: {
        kind: "status",
        status: 400,
        contentType: "application/json",
        body: JSON.stringify({ errorMessages: ["The provided next page token is invalid or expired."], errors: {} }),
    },
    // REST has no partial answers: an error beside nothing is what comes nearest.
    partial: () => ({ errorMessages: ["Some of it could not be read."], errors: {} }),
});
const PAGE_SIZE = 20;
const PAGES = 6;
export function jiraSubject() {
    const search = (nth) => ({ at: { method: "POST", path: SEARCH, nth }, shape: shape("issues") });
    return {
        id: "jira",
        connector: jira,
        places: {
            "first page": search(1),
            "middle page": search(PAGES / 2),
            "last page": search(PAGES),
            "nested history": { at: { method: "POST", path: CHANGELOGS, nth: 1 }, shape: shape("issueChangeLogs") },
        },
        counts: {
            at: { path: "/rest/api/3/search/approximate-count" },
            lie: (json, change) => ({ ...record(json), count: change(record(json)["count"]) }),
        },
        pathOf: ({ pathname }) => pathname,
        async start(now, size) {
            const { issues, history, latencyMs } = size ?? { issues: PAGE_SIZE * PAGES - 7, history: 2, latencyMs: 0 };
            const site = smallSite({ issuesPerProject: issues, historiesPerIssue: history });
            const server = await startJiraServer(site, { now, latencyMs });
            return {
                port: Number(new URL(server.url).port),
                secret: server.token,
                faults: server.faults,
                configFor: (origin) => jira.parseConfig({ url: origin, email: server.email, ...(size === undefined ? { pageSize: PAGE_SIZE } : {}) }),
                closeConnections: server.closeConnections,
                close: server.close,
            };
        },
    };
}
