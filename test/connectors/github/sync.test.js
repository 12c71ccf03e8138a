import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { github } from "../../../connectors/github/index.ts";
import { createHttpClient } from "../../../connectors/transport/client.ts";
import { RATE_POLICIES } from "../../../connectors/transport/rate-policy.ts";
import { startGithubServer } from "../../../fixtures/github-server/server.ts";
import { asFault, secondaryLimit } from "../../../fixtures/github-server/refusals.ts";
import { ACTOR_KIND, KIND } from "../../../src/event-log/columns.ts";
import { openSqliteStore } from "../../../src/store/sqlite/open.ts";
import { syncConnection } from "../../../src/sync.ts";
import { createdAt, iso, smallIssue, smallOrganisation, smallPullRequest, } from "../../fixtures/github-server/small-organisation.ts";
import { SHARED_MISSING, sharedPath } from "../../support/shared.ts";
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 11, 1);
const schemaPath = sharedPath("schemas/github.graphql");
const sdl = schemaPath === null ? "" : readFileSync(schemaPath, "utf8");
let directory = "";
let store;
let server;
/** The one clock of both sides. */
let now = START;
let waited = [];
beforeEach(async () => {
    now = START;
    waited = [];
    directory = mkdtempSync(join(tmpdir(), "wmmm-github-"));
    store = await openSqliteStore({ path: join(directory, "acme.sqlite"), workspace: "acme", create: true, randomBytes });
});
afterEach(async () => {
    await server?.close();
    await store.close();
    rmSync(directory, { recursive: true, force: true });
});
async function serve(dataset, options = {}) {
    server = await startGithubServer(dataset, sdl, { now: () => now, ...options });
}
async function sync({ config = { org: "acme" }, secret, into = store, signal, onProgress } = {}) {
    const connection = {
        id: "github",
        kind: "github",
        config: github.parseConfig({ apiUrl: server.url, ...config }),
        tokenEnv: "GITHUB_TOKEN",
        keepTitles: true,
        addedAt: START,
    };
    await store.saveConnection(connection);
    return syncConnection({
        connection,
        store: into,
        connector: github,
        secret: secret ?? server.token,
        createHttp: (hooks) => createHttpClient({
            policy: RATE_POLICIES.github,
            now: () => now,
            sleep: async (ms) => void (waited.push(ms), (now += ms)),
            random: () => 0.5,
            ...hooks,
        }),
        now: () => now,
        keepTitles: true,
        signal: signal ?? new AbortController().signal,
        ...(onProgress === undefined ? {} : { onProgress }),
    });
}
const asked = (operation) => server.requests.filter((request) => operation.test(request.operation)).length;
const withIssue = (id, change) => (dataset) => ({
    ...dataset,
    issues: dataset.issues.map((issue) => (issue.id === id ? change(issue) : issue)),
});
const withEvent = (id, event, more = {}) => withIssue(id, (issue) => ({ ...issue, ...more, timeline: [...issue.timeline, event] }));
/** Which events of which items are stored. Ids of people are left out: they are salted by store. */
async function histories(of) {
    const { events, items, texts } = await of.load(now);
    return Array.from({ length: events.count }, (_, e) => [
        items.id[events.item[e]],
        events.at[e],
        events.kind[e],
        events.origin[e],
        texts.length,
    ]);
}
describe.skipIf(schemaPath === null)(`syncing repositories into a store (${schemaPath === null ? SHARED_MISSING : "schema found"})`, () => {
    test("the first read takes everything, with at most 20 requests per 1,000 issues of 15 events", async () => {
        const organisation = smallOrganisation(1_000, 10);
        await serve({ ...organisation, pullRequests: [smallPullRequest(5_001, ["I_00002"])] });
        const outcome = await sync();
        expect(outcome.problems).toEqual([]);
        expect(outcome.warnings).toEqual([]);
        expect(outcome.status).toBe("complete");
        expect(outcome.fetched).toMatchObject({ issues: 1_000, "pull-requests": 1 });
        expect(asked(/Issues|TimelineRest/)).toBeLessThanOrEqual(20);
        expect(Math.max(...server.requests.map(({ nodes }) => nodes))).toBeLessThan(500_000);
        const log = await store.load(now);
        expect(log.items.count).toBe(1_000);
        expect([...log.items.historyComplete].every((whole) => whole === 1)).toBe(true);
        expect(await store.drift()).toEqual([]);
        expect((await store.streamReports()).map(({ stream, status, vendorTotal }) => [stream, status, vendorTotal])).toEqual([
            ["configuration", "complete", 2],
            ["issues", "complete", 1_000],
            ["pull-requests", "complete", 1],
        ]);
    });
    test("reading unchanged repositories again costs at most five requests and adds nothing", async () => {
        await serve(smallOrganisation(400));
        await sync();
        const before = await histories(store);
        now += HOUR;
        const again = await sync();
        expect(again.status).toBe("complete");
        expect(again.requests).toBe(1);
        now += 30 * HOUR;
        expect((await sync()).status).toBe("complete");
        expect(await histories(store)).toEqual(before);
    });
    test("a change is picked up with one more page, and nothing is doubled", async () => {
        await serve(smallOrganisation(20));
        await sync();
        const before = await store.load(now);
        now += HOUR;
        server.mutate(withEvent("I_00001", { id: "EV_new", type: "IssueComment", createdAt: iso(now), actor: "grace", body: "Any news?" }));
        now += HOUR;
        const outcome = await sync();
        expect(outcome.fetched["issues"]).toBe(1);
        const after = await store.load(now);
        expect(after.events.count).toBe(before.events.count + 1);
        expect(after.items.count).toBe(20);
    });
    test("what leaves no trace in the dates of its issue is found the next day, and not before", async () => {
        await serve(smallOrganisation(230));
        await sync();
        const count = async () => (await store.load(now)).events.count;
        const before = await count();
        now += HOUR;
        server.mutate(withEvent("I_00001", {
            id: "EV_silent",
            type: "CrossReferencedEvent",
            createdAt: iso(now),
            actor: "grace",
            source: "I_00003",
            willCloseTarget: false,
        }));
        now += HOUR;
        await sync();
        expect(await count()).toBe(before);
        now += DAY;
        await sync();
        expect(await count()).toBe(before + 1);
        // 115 open issues in one repository of two that has issues.
        expect(asked(/^SilentChanges$/)).toBe(2);
    });
    test("an interrupted read says where it resumes, and the next one goes on there", async () => {
        await serve(smallOrganisation(800));
        const stop = new AbortController();
        const outcome = await sync({
            signal: stop.signal,
            onProgress: ({ stream, fetched }) => stream === "issues" && fetched >= 400 && stop.abort(),
        });
        expect(outcome.status).toBe("interrupted");
        const first = (await store.liveItems("github")).length;
        expect(first).toBe(450);
        const next = await sync();
        expect(next.status).toBe("complete");
        expect(next.fetched["issues"]).toBe(800 - first);
        expect(await store.liveItems("github")).toHaveLength(800);
    });
    test("a place that is no longer accepted is replaced by the beginning of the repository", async () => {
        await serve(smallOrganisation(700));
        const stop = new AbortController();
        await sync({
            signal: stop.signal,
            onProgress: ({ stream, fetched }) => stream === "issues" && fetched >= 400 && stop.abort(),
        });
        server.faults.on({ path: "/graphql/Issues", nth: 1 }, {
            kind: "edit",
            edit: () => ({
                data: { node: null },
                errors: [{ type: "INVALID_CURSOR_ARGUMENTS", message: "no", path: ["node", "issues"] }],
            }),
        });
        const next = await sync();
        expect(next.problems).toEqual([]);
        expect(await store.liveItems("github")).toHaveLength(700);
    });
    test("long timelines are read to their end, many issues a request", async () => {
        await serve(smallOrganisation(24, 240));
        const outcome = await sync();
        expect(outcome.problems).toEqual([]);
        const log = await store.load(now);
        expect([...log.items.historyComplete].every((whole) => whole === 1)).toBe(true);
        expect(asked(/^TimelineRest$/)).toBeLessThanOrEqual(2);
    });
    test("pages shrink to what GitHub can answer within its ten seconds", async () => {
        await serve(smallOrganisation(120, 6), { strength: { slowAbove: 200 } });
        const outcome = await sync();
        expect(outcome.problems).toEqual([]);
        expect(await store.liveItems("github")).toHaveLength(120);
    });
    test("a quota of the hour that is used up stops the read or is waited for, and nothing is lost", async () => {
        await serve(smallOrganisation(300), { limits: { graphqlPerHour: 45 } });
        const codes = new Set();
        for (let run = 0; run < 8; run++) {
            for (const { code } of (await sync()).problems)
                codes.add(code);
            now += HOUR;
        }
        expect([...codes].filter((code) => code !== "rate-limited")).toEqual([]);
        expect(await store.liveItems("github")).toHaveLength(300);
    });
    test("secondary limits are waited for, as long as they say and a minute at least", async () => {
        for (const secondaryAs of [403, 429, 200]) {
            await serve(smallOrganisation(10));
            server.faults.on({ path: "/graphql/Issues", nth: 1 }, asFault(secondaryLimit(secondaryAs, secondaryAs === 429 ? 90 : null)));
            waited = [];
            expect((await sync()).problems).toEqual([]);
            expect(Math.max(...waited)).toBeGreaterThanOrEqual(secondaryAs === 429 ? 90_000 : 60_000);
            await server.close();
            await store.saveConnection({ id: "github", kind: "github", config: null, tokenEnv: "X", keepTitles: true, addedAt: 0 });
        }
    });
    test("the work of Copilot's agent is asked for where an agent was assigned, and nowhere else", async () => {
        await serve(smallOrganisation(6));
        const at = (hours) => iso(createdAt(1) + hours * HOUR);
        server.mutate(withEvent("I_00001", { id: "EV_agent", type: "AssignedEvent", createdAt: at(3), actor: "ada", assignee: "copilot-swe-agent" }, {
            assignees: ["ada", "copilot-swe-agent"],
            agentWork: [
                { id: 71, event: "copilot_work_started", createdAt: at(4), actor: "ada" },
                { id: 72, event: "copilot_work_finished", createdAt: at(5), actor: "ada" },
            ],
        }));
        expect((await sync()).problems).toEqual([]);
        expect(server.requests.filter(({ method }) => method === "GET").map(({ path }) => path)).toEqual([
            "/repos/acme/shop/issues/1/timeline",
        ]);
        const { events, actors } = await store.load(now);
        const agent = actors.kind.findIndex((kind) => kind === ACTOR_KIND["ai-agent"]);
        expect(events.actor.filter((actor) => actor === agent)).toHaveLength(2);
        expect(events.to.filter((to, e) => events.kind[e] === KIND.delegate && to === agent)).toHaveLength(1);
    });
    test("a wrong token is told, and never shown", async () => {
        await serve(smallOrganisation(3));
        const outcome = await sync({ secret: "ghp_wrong" });
        expect(outcome.problems).toMatchObject([{ code: "unauthenticated" }]);
        expect(JSON.stringify(outcome)).not.toContain("ghp_wrong");
    });
    test("classic tokens without read:project, and fine-grained ones without Projects, read everything else", async () => {
        for (const options of [{ scopes: ["repo"] }, { token: "github_pat_x", permissions: { projects: false, members: false } }]) {
            await serve(smallOrganisation(30), options);
            const outcome = await sync();
            expect(outcome.problems).toEqual([]);
            expect(outcome.warnings.filter(({ todo }) => todo.includes("Projects: read"))).toHaveLength(1);
            const log = await store.load(now);
            expect(log.items.count).toBe(30);
            expect([...log.items.historyComplete].every((whole) => whole === 1)).toBe(true);
            expect([...new Set(log.statuses.map(({ name }) => name))].sort()).toEqual(["Closed", "Open"]);
            await server.close();
            await store.saveConnection({ id: "github", kind: "github", config: null, tokenEnv: "X", keepTitles: true, addedAt: 0 });
        }
    });
    test("an installation of an app reads as well as a person", async () => {
        await serve(smallOrganisation(10), { token: "ghs_fixture" });
        const outcome = await sync();
        expect(outcome.problems).toEqual([]);
        expect(outcome.preflight?.summary).toBe("GitHub, signed in as an installation of a GitHub App, 2 repositories");
    });
    test.each(["3.15", "3.17", "3.19"])("Enterprise Server %s is asked for nothing that it does not know", async (enterprise) => {
        await serve({ ...smallOrganisation(30), pullRequests: [smallPullRequest(50)] }, { enterprise });
        const outcome = await sync();
        expect(outcome.problems).toEqual([]);
        expect(outcome.preflight?.summary).toContain(`GitHub Enterprise Server ${enterprise}`);
        expect(await store.liveItems("github")).toHaveLength(30);
        const log = await store.load(now);
        expect(log.statuses.some(({ name }) => name === "In Progress")).toBe(true);
    });
    test("deleted and transferred issues are told apart the day after", async () => {
        await serve(smallOrganisation(20));
        await sync({ config: { repos: ["acme/shop"] } });
        server.mutate((dataset) => ({
            ...dataset,
            issues: dataset.issues
                .filter(({ id }) => id !== "I_00003")
                .map((issue) => (issue.id === "I_00004" ? { ...issue, repository: "R_docs" } : issue)),
        }));
        now += DAY;
        const outcome = await sync({ config: { repos: ["acme/shop"] } });
        expect(outcome.problems).toEqual([]);
        expect(await store.liveItems("github")).toHaveLength(18);
    });
    test("a repository that is hidden is named, and nothing stored of it counts as deleted", async () => {
        const organisation = smallOrganisation(4);
        await serve({
            ...organisation,
            issues: [...organisation.issues, { ...smallIssue(9), repository: "R_docs", id: "I_docs" }],
        });
        const config = { repos: ["acme/shop", "acme/docs"] };
        await sync({ config });
        expect(await store.liveItems("github")).toHaveLength(5);
        const all = server;
        await serve(organisation, { hiddenRepositories: ["acme/docs"] });
        await all.close();
        const outcome = await sync({ config });
        expect(outcome.warnings.map(({ what }) => what)).toContainEqual(expect.stringContaining("acme/docs"));
    });
    test("data with errors beside it is stored, marked and told", async () => {
        await serve(smallOrganisation(10));
        server.faults.on({ path: "/graphql/Issues", nth: 1 }, {
            kind: "edit",
            edit: (json) => {
                const copy = structuredClone(json);
                copy.data.node.issues.nodes[3].timelineItems = null;
                copy.errors = [
                    { type: "SERVICE_UNAVAILABLE", message: "boom", path: ["node", "issues", "nodes", 3, "timelineItems"] },
                ];
                return copy;
            },
        });
        const outcome = await sync();
        expect(outcome.problems).toMatchObject([{ code: "history-incomplete", stream: "issues" }]);
        expect(JSON.stringify(outcome)).not.toContain("boom");
        const log = await store.load(now);
        expect([...log.items.historyComplete].filter((whole) => whole === 0)).toHaveLength(1);
    });
    test("members are known by the addresses that their organisation has verified, and stay so whoever else names them", async () => {
        await serve(smallOrganisation(2));
        await sync();
        const host = new URL(server.url).host;
        const names = (...all) => all.map((name) => store.identity(name)).sort();
        const known = names(`account:${host}/2`, `login:${host}/ada`, "email:ada@acme.example");
        const of = async () => (await store.accounts()).flatMap(({ identities }) => (identities.includes(known[0]) ? [[...identities].sort()] : []));
        expect(await of()).toEqual([known]);
        // Within the day members are not asked for again, and ada is met in a change.
        now += HOUR;
        server.mutate(withEvent("I_00001", { id: "EV_x", type: "IssueComment", createdAt: iso(now), actor: "ada", body: "x" }));
        now += HOUR;
        await sync();
        expect(await of()).toEqual([known]);
        expect(asked(/^Members$/)).toBe(1);
    });
    test("why an item is gone is stored: deleted, or moved to where it is still known", async () => {
        await serve(smallOrganisation(20));
        const config = { repos: ["acme/shop"] };
        await sync({ config });
        server.mutate((dataset) => ({
            ...dataset,
            issues: dataset.issues
                .filter(({ id }) => id !== "I_00003")
                .map((issue) => (issue.id === "I_00004" ? { ...issue, repository: "R_docs" } : issue)),
        }));
        now += DAY;
        const gone = [];
        const commitPage = (lease, stream, page, ...rest) => {
            gone.push(...page.gone.map(({ item, basis }) => [item, basis]));
            return store.commitPage(lease, stream, page, ...rest);
        };
        await sync({ config, into: { ...store, commitPage } });
        expect(Object.fromEntries(gone)).toEqual({ "github/I_00003": "deleted", "github/I_00004": "moved" });
    });
});
