import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { jira } from "../connectors/jira/index.ts";
import { createHttpClient } from "../connectors/transport/client.ts";
import { RATE_POLICIES } from "../connectors/transport/rate-policy.ts";
import { startJiraServer } from "../fixtures/jira-server/server.ts";
import { openSqliteStore } from "../src/store/sqlite/open.ts";
import { syncConnection } from "../src/sync.ts";
import { change, iso, smallIssue, smallSite, START } from "./connectors/jira/small-site.ts";
const DAY = 86_400_000;
let directory = "";
let store;
let server;
/** The one clock of both sides. */
let now = START + 200 * DAY;
beforeEach(async () => {
    now = START + 200 * DAY;
    directory = mkdtempSync(join(tmpdir(), "wmmm-sync-"));
    store = await openSqliteStore({ path: join(directory, "acme.sqlite"), workspace: "acme", create: true, randomBytes });
});
afterEach(async () => {
    await server?.close();
    await store.close();
    rmSync(directory, { recursive: true, force: true });
});
async function serve(dataset, options = {}) {
    server = await startJiraServer(dataset, { now: () => now, ...options });
}
async function sync({ projects, secret, signal, onProgress, replayFrom, recordTo } = {}) {
    const config = jira.parseConfig({ url: server.url, email: server.email, ...(projects === undefined ? {} : { projects }) });
    const connection = {
        id: "jira",
        kind: "jira",
        config,
        tokenEnv: "JIRA_TOKEN",
        keepTitles: true,
        addedAt: START,
    };
    await store.saveConnection(connection);
    return syncConnection({
        connection,
        store,
        connector: jira,
        secret: secret ?? server.token,
        createHttp: (hooks) => createHttpClient({
            policy: RATE_POLICIES.jira,
            now: () => now,
            sleep: async (ms) => void (now += ms),
            random: () => 0.5,
            ...hooks,
            ...(replayFrom === undefined ? {} : { replayFrom }),
            ...(recordTo === undefined ? {} : { recordTo }),
        }),
        now: () => now,
        keepTitles: true,
        signal: signal ?? new AbortController().signal,
        ...(onProgress === undefined ? {} : { onProgress }),
    });
}
const requestsOf = (path) => server.requests.filter((request) => path.test(request.path)).length;
describe("syncing a Jira site into a store", () => {
    test("the first read takes everything, with at most 12 requests per 1,000 issues", async () => {
        await serve(smallSite(1_000));
        const outcome = await sync();
        expect(outcome.problems).toEqual([]);
        expect(outcome.status).toBe("complete");
        expect(outcome.fetched["issues"]).toBe(1_000);
        expect(requestsOf(/search\/jql$|changelog\/bulkfetch$|user\/bulk$|\/comment$/)).toBeLessThanOrEqual(12);
        const log = await store.load(now);
        expect(log.items.count).toBe(1_000);
        // Every issue: created, initial status, priority, type, project, team; assignee and start in the history; every other one finished.
        expect(log.events.count).toBe(1_000 * 8 + 500);
        expect((await store.streamReports()).map(({ stream, status }) => [stream, status])).toEqual([
            ["configuration", "complete"],
            ["projects", "complete"],
            ["workflows", "complete"],
            ["boards", "complete"],
            ["issues", "complete"],
        ]);
        expect(log.workflows[0]?.transitions).toEqual([
            { from: "jira/1", to: "jira/2", hasRule: false },
            { from: null, to: "jira/3", hasRule: true },
        ]);
        expect(log.boards[0]).toMatchObject({ kind: "scrum", columns: [{ wipLimit: 4 }] });
        expect(log.sprints).toHaveLength(1);
    });
    test("reading an unchanged site again costs a handful of requests and adds nothing", async () => {
        await serve(smallSite(1_500));
        await sync();
        const before = await store.load(now);
        now += 3_600_000;
        const outcome = await sync();
        expect(outcome.status).toBe("complete");
        expect(outcome.requests).toBeLessThanOrEqual(5);
        const after = await store.load(now);
        expect(after.events.count).toBe(before.events.count);
        expect(after.items.count).toBe(1_500);
    });
    test("a change is picked up, and its history is not doubled", async () => {
        await serve(smallSite(20));
        await sync();
        const before = await store.load(now);
        now += DAY;
        server.mutate((dataset) => {
            const issue = smallIssue(1, true);
            const changed = { ...issue, fields: { ...issue.fields, updated: iso(now) } };
            return { ...dataset, issues: dataset.issues.map((one) => (one.id === changed.id ? changed : one)) };
        });
        now += DAY;
        const outcome = await sync();
        expect(outcome.fetched["issues"]).toBe(1);
        const after = await store.load(now);
        expect(after.events.count).toBe(before.events.count + 1);
    });
    test("a status that was made since comes with the first issue in it, though configuration is read once a day", async () => {
        await serve(smallSite(20));
        await sync();
        now += 3_600_000;
        server.mutate((dataset) => {
            const status = {
                id: "9",
                name: "In Review",
                statusCategory: { id: 4, key: "indeterminate", name: "In Progress" },
            };
            const issue = smallIssue(1, false);
            const moved = change(1, 3, now, "u2", "status", "2", "In Progress", "9", "In Review");
            const changed = {
                ...issue,
                fields: { ...issue.fields, status, updated: iso(now) },
                histories: [...issue.histories, moved],
            };
            return {
                ...dataset,
                statuses: [...dataset.statuses, status],
                issues: dataset.issues.map((one) => (one.id === changed.id ? changed : one)),
            };
        });
        const asked = requestsOf(/rest\/api\/3\/status$/);
        expect((await sync()).fetched["issues"]).toBe(1);
        expect(requestsOf(/rest\/api\/3\/status$/) - asked).toBe(1);
        const status = (await store.load(now)).statuses.find(({ id }) => id === "jira/9");
        expect(status).toMatchObject({ name: "In Review", category: "review" });
    });
    test("a deletion within the day is found by the count, before anything is taken for unchanged", async () => {
        await serve(smallSite(20));
        await sync();
        now += 3_600_000;
        server.mutate((dataset) => ({ ...dataset, issues: dataset.issues.slice(1) }));
        await sync();
        expect(await store.liveItems("jira")).toHaveLength(19);
    });
    test("an interrupted read says where it resumes, and the next one goes on there", async () => {
        await serve(smallSite(2_300));
        const stop = new AbortController();
        const outcome = await sync({
            signal: stop.signal,
            onProgress: ({ stream, fetched }) => {
                if (stream === "issues" && fetched >= 1_000)
                    stop.abort();
            },
        });
        expect(outcome.status).toBe("interrupted");
        expect(outcome.resumesAt).toContain("issues");
        expect((await store.load(now)).items.count).toBe(1_000);
        const asked = requestsOf(/search\/jql$/);
        const next = await sync();
        expect(next.status).toBe("complete");
        expect(next.fetched["issues"]).toBe(1_300);
        expect(requestsOf(/search\/jql$/) - asked).toBe(13);
        expect((await store.load(now)).items.count).toBe(2_300);
    });
    test("a token that expired between two runs is replaced by the place itself", async () => {
        await serve(smallSite(2_300));
        const stop = new AbortController();
        await sync({
            signal: stop.signal,
            onProgress: ({ stream, fetched }) => stream === "issues" && fetched >= 1_000 && stop.abort(),
        });
        server.faults.on({ path: "/rest/api/3/search/jql", nth: 1 }, { kind: "status", status: 400 });
        const next = await sync();
        expect(next.status).toBe("complete");
        expect((await store.load(now)).items.count).toBe(2_300);
    });
    test("a deleted issue is marked as gone, and a sweep finds what the search never showed", async () => {
        await serve(smallSite(30));
        await sync();
        now += DAY;
        server.mutate((dataset) => ({
            ...dataset,
            issues: [...dataset.issues.slice(2), smallIssue(31, true), smallIssue(32, true), smallIssue(33, true)],
        }));
        now += DAY;
        const outcome = await sync();
        expect(outcome.problems).toEqual([]);
        expect([...(await store.liveItems("jira"))].sort()).toEqual(Array.from({ length: 31 }, (_, index) => `jira/${10_003 + index}`));
    });
    test("a site that shows nothing any more takes nothing away", async () => {
        await serve(smallSite(30));
        await sync();
        now += DAY;
        server.mutate((dataset) => ({ ...dataset, issues: [] }));
        const outcome = await sync();
        expect(outcome.problems.map(({ code, stream }) => [code, stream])).toEqual([["counts-differ", "issues"]]);
        expect(await store.liveItems("jira")).toHaveLength(30);
    });
    test("a failure in the middle keeps the pages before it and names its place", async () => {
        await serve(smallSite(1_200));
        server.faults.on({ path: "/rest/api/3/changelog/bulkfetch", nth: 2, times: 99 }, { kind: "truncated-json" });
        const outcome = await sync();
        expect(outcome.status).toBe("incomplete");
        expect(outcome.problems).toMatchObject([{ code: "not-json", connection: "jira", stream: "issues", page: 11 }]);
        expect(await store.liveItems("jira")).toHaveLength(1_000);
        server.faults.clear();
        expect((await sync()).status).toBe("complete");
        expect(await store.liveItems("jira")).toHaveLength(1_200);
    });
    test("an endless cursor ends as a problem", async () => {
        for (const token of ["same", "new"]) {
            await server?.close();
            await serve(smallSite(50));
            server.faults.on({ path: "/rest/api/3/search/jql" }, { kind: "endless-cursor", token });
            const outcome = await sync();
            expect(outcome.problems).toMatchObject([{ code: "endless-cursor", stream: "issues" }]);
        }
    });
    test("endless changelogs end as a problem", async () => {
        for (const token of ["same", "new"]) {
            await server?.close();
            await serve(smallSite(50));
            server.faults.on({ path: "/rest/api/3/changelog/bulkfetch" }, { kind: "endless-cursor", token });
            expect((await sync()).problems).toMatchObject([{ code: "endless-cursor", stream: "issues" }]);
        }
    });
    test("a wrong token is told, and so is anonymous access to an open site", async () => {
        await serve(smallSite(3));
        expect((await sync({ secret: "wrong-secret" })).problems).toMatchObject([{ code: "unauthenticated" }]);
        await server.close();
        await serve(smallSite(3), { anonymousProjects: ["ACME"] });
        const outcome = await sync({ secret: "wrong-secret" });
        expect(outcome.problems).toMatchObject([{ code: "unauthenticated" }]);
        expect(JSON.stringify(outcome)).not.toContain("wrong-secret");
        expect(JSON.stringify(outcome)).not.toContain(Buffer.from(`${server.email}:wrong-secret`).toString("base64"));
    });
    test("a token that is revoked during the read stops it and keeps what was read", async () => {
        await serve(smallSite(1_200));
        server.faults.on({ path: "/rest/api/3/changelog/bulkfetch", nth: 2 }, { kind: "status", status: 401 });
        const outcome = await sync();
        expect(outcome.problems).toMatchObject([{ code: "unauthenticated", stream: "issues" }]);
        expect(await store.liveItems("jira")).toHaveLength(1_000);
    });
    test("streams that a fatal problem kept from being read do not pass for complete", async () => {
        await serve(smallSite(10));
        await sync();
        const statuses = async () => Object.fromEntries((await store.streamReports()).map(({ stream, status }) => [stream, status]));
        expect(new Set(Object.values(await statuses()))).toEqual(new Set(["complete"]));
        now += 3 * DAY;
        server.faults.on({ path: "/rest/api/3/field", nth: 1 }, { kind: "status", status: 401 });
        const outcome = await sync();
        expect(outcome.problems).toMatchObject([{ code: "unauthenticated", stream: "configuration" }]);
        const reports = await store.streamReports();
        expect(await statuses()).toMatchObject({ configuration: "stale", boards: "stale", issues: "stale" });
        expect(reports.find(({ stream }) => stream === "issues")?.problem).toMatchObject({
            code: "unauthenticated",
            stream: "issues",
        });
        now += DAY;
        expect((await sync()).status).toBe("complete");
        expect(new Set(Object.values(await statuses()))).toEqual(new Set(["complete"]));
    });
    test("a first read that a fatal problem stops leaves the streams behind it as failed", async () => {
        await serve(smallSite(10));
        server.faults.on({ path: "/rest/api/3/field", nth: 1 }, { kind: "status", status: 401 });
        await sync();
        expect((await store.streamReports()).find(({ stream }) => stream === "issues")).toMatchObject({
            status: "failed",
            stored: 0,
        });
    });
    test("issues that are no longer listed are told apart: deleted, moved out of scope, or hidden with their project", async () => {
        const gone = [];
        const { commitPage } = store;
        store.commitPage = (connection, stream, page, requests, at) => {
            gone.push(...page.gone);
            return commitPage(connection, stream, page, requests, at);
        };
        await serve(smallSite(6, 4));
        await sync({ projects: ["ACME"] });
        now += DAY;
        server.mutate((dataset) => ({
            ...dataset,
            // The first is gone; the second keeps its id in a project that is not read.
            issues: dataset.issues.flatMap((issue) => issue.key === "ACME-1"
                ? []
                : issue.key === "ACME-2"
                    ? [{ ...issue, key: "BETA-99", fields: { ...issue.fields, project: { id: "101", key: "BETA", name: "BETA" } } }]
                    : [issue]),
        }));
        await sync({ projects: ["ACME"] });
        expect(gone).toEqual([
            { item: "jira/10001", basis: "deleted" },
            { item: "jira/10002", basis: "moved" },
        ]);
        expect(requestsOf(/\/issue\/bulkfetch$/)).toBe(1);
    });
    test("issues of a project that the token may no longer see are not called deleted", async () => {
        const gone = [];
        const { commitPage } = store;
        store.commitPage = (connection, stream, page, requests, at) => {
            gone.push(...page.gone);
            return commitPage(connection, stream, page, requests, at);
        };
        await serve(smallSite(3, 2));
        await sync({ projects: ["ACME", "BETA"] });
        await server.close();
        const { port } = new URL(server.url);
        now += DAY;
        await serve(smallSite(3, 2), { hiddenProjects: ["BETA"], port: Number(port) });
        await sync({ projects: ["ACME", "BETA"] });
        expect(gone).toEqual([
            { item: "jira/50001", basis: "not-permitted" },
            { item: "jira/50002", basis: "not-permitted" },
        ]);
    });
    test("projects that are hidden or do not exist are named; the others are read", async () => {
        await serve(smallSite(5, 4), { hiddenProjects: ["BETA"] });
        const outcome = await sync({ projects: ["ACME", "BETA", "NOPE"] });
        expect(outcome.warnings.map(({ what }) => what)).toEqual([expect.stringContaining("Projects BETA, NOPE do not exist")]);
        expect(outcome.problems).toMatchObject([{ code: "forbidden", stream: "projects" }]);
        expect(outcome.fetched["issues"]).toBe(5);
        expect((await sync({ projects: ["NOPE"] })).problems).toMatchObject([{ code: "not-found" }]);
    });
    test("an empty site is a warning, not a failure", async () => {
        await serve(smallSite(0));
        const outcome = await sync();
        expect(outcome.status).toBe("complete");
        expect(outcome.warnings.map(({ code }) => code)).toEqual(["empty"]);
    });
    test("what a token may not see beside the issues is a warning", async () => {
        await serve(smallSite(3), { permissions: {} });
        server.faults.on({ path: "/rest/agile/1.0/board" }, { kind: "status", status: 403 });
        const outcome = await sync();
        expect(outcome.status).toBe("complete");
        expect(outcome.warnings.map(({ stream }) => stream)).toEqual(["workflows", "boards"]);
    });
    test("a removed endpoint is told as such", async () => {
        await serve(smallSite(3));
        server.faults.on({ path: "/rest/api/3/search/jql" }, { kind: "status", status: 410 });
        expect((await sync()).problems).toMatchObject([{ code: "endpoint-removed", stream: "issues" }]);
    });
    test("a clock that is off is a warning, and the vendor's time makes the watermark", async () => {
        await serve(smallSite(3), { clockSkewMs: 2 * 3_600_000 });
        const outcome = await sync();
        expect(outcome.warnings.map(({ code }) => code)).toEqual(["clock-skew"]);
        expect((await store.streamState("jira", "issues")).watermark).toBeGreaterThanOrEqual(now + 2 * 3_600_000 - 1_000);
    });
    test("histories that never come make an item incomplete instead of young", async () => {
        await serve(smallSite(4));
        server.faults.on({ path: "/rest/api/3/changelog/bulkfetch" }, { kind: "edit", edit: () => ({ issueChangeLogs: [] }) });
        await sync();
        const log = await store.load(now);
        expect([...log.items.historyComplete]).toEqual([0, 0, 0, 0]);
    });
    test("an issue without history that only comments touched is not asked for it twice; one that must have changed is, and is incomplete", async () => {
        const { issues, statuses } = smallSite(4);
        const [first, second, ...others] = issues;
        const at = (time, ms) => new Date(Date.parse(String(time)) + ms).toISOString().replace("Z", "+0000");
        const untold = (issue, comments) => ({
            ...issue,
            histories: [],
            comments,
            fields: {
                ...issue.fields,
                status: statuses[0],
                resolutiondate: null,
                resolution: null,
                updated: at(issue.fields["created"], DAY),
            },
        });
        const { accountId: author } = smallSite(1).users[0];
        const comment = { id: "1", author, created: at(first.fields["created"], DAY), body: "Done as agreed." };
        const told = untold(first, [comment]);
        for (const [issue, requests, isComplete] of [
            [told, 1, 1],
            [untold(second, []), 2, 1],
            [{ ...told, fields: { ...told.fields, status: statuses[1] } }, 2, 0],
        ]) {
            await serve({ ...smallSite(4), issues: [issue, ...others] });
            await sync();
            expect(requestsOf(/changelog\/bulkfetch$/)).toBe(requests);
            const { items } = await store.load(now);
            expect(items.historyComplete[items.key.indexOf(issue.key)]).toBe(isComplete);
            await server.close();
        }
    });
    test("what was not settled when a read was interrupted is settled by the next one, also where there is more than one request names", async () => {
        const site = smallSite(130);
        const untold = site.issues.map((issue) => ({
            ...issue,
            histories: [],
            fields: { ...issue.fields, status: site.statuses[0], resolutiondate: null, resolution: null },
        }));
        await serve({ ...site, issues: untold });
        server.faults.on({ path: "/rest/api/3/changelog/bulkfetch", nth: 2 }, { kind: "status", status: 401 });
        expect((await sync()).status).toBe("incomplete");
        const isWhole = async () => [...(await store.load(now)).items.historyComplete];
        expect(await isWhole()).toEqual(untold.map(() => 0));
        server.faults.clear();
        expect((await sync()).status).toBe("complete");
        expect(await isWhole()).toEqual(untold.map(() => 1));
    });
    test("issues of an unknown shape are left out, counted, and make the stream partial", async () => {
        await serve(smallSite(4));
        server.faults.on({ path: "/rest/api/3/search/jql", nth: 1 }, {
            kind: "edit",
            edit: (json) => ({
                ...json,
                issues: json.issues.map((issue, index) => (index === 0 ? { id: 1 } : issue)),
            }),
        });
        const outcome = await sync();
        expect(outcome.problems).toMatchObject([{ code: "unexpected-shape", stream: "issues" }]);
        expect(await store.liveItems("jira")).toHaveLength(3);
        expect(await store.drift()).toMatchObject([{ path: "issue", count: 1 }]);
    });
    test("a recording answers the same read without a server", async () => {
        await serve(smallSite(120));
        const recordTo = join(directory, "recording");
        await sync({ recordTo });
        const asked = server.requests.length;
        const first = await store.load(now);
        await store.close();
        store = await openSqliteStore({ path: join(directory, "again.sqlite"), workspace: "again", create: true, randomBytes });
        const outcome = await sync({ replayFrom: recordTo });
        expect(outcome.status).toBe("complete");
        expect(server.requests.length).toBe(asked);
        expect((await store.load(now)).events.count).toBe(first.events.count);
        expect((await sync({ replayFrom: join(directory, "nothing") })).problems).toMatchObject([{ code: "usage" }]);
    });
    test("progress tells the rate and the time left", async () => {
        await serve(smallSite(1_200), { latencyMs: 0 });
        const seen = [];
        await sync({ onProgress: (progress) => void ((now += 1_000), seen.push(progress)) });
        const page = seen.find(({ stream, fetched }) => stream === "issues" && fetched === 1_000);
        expect(page).toMatchObject({ total: 1_200 });
        expect(page.etaMs / 1000).toBeCloseTo(200 / page.ratePerSecond, 1);
    });
});
