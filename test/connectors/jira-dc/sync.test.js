import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { toDataCenter } from "../../../fixtures/demo-organisation/render-jira-dc.ts";
import { spellOut } from "../../store/contents.ts";
import { dcBench } from "../../support/dc-bench.ts";
import { smallSite } from "../../support/small-site.ts";
const NOW = Date.parse("2026-06-30T12:00:00Z");
const DAY = 86_400_000;
const iso = (at) => new Date(at).toISOString().replace("Z", "+0000");
let bench;
afterEach(() => bench.dispose());
async function serve(site, options = {}) {
    bench = await dcBench(toDataCenter(smallSite(site)), NOW, options);
}
const contents = async () => spellOut(await bench.store.load(Number.MAX_SAFE_INTEGER));
const keys = async () => (await contents()).items
    .filter(({ deletedAt }) => deletedAt === null)
    .map(({ key }) => key)
    .sort();
const searches = () => bench.server.requests.filter(({ path }) => path.endsWith("/search")).length;
const editIssue = (key, edit) => bench.server.mutate((dataset) => ({
    ...dataset,
    issues: dataset.issues.flatMap((issue) => (issue.key === key ? (edit(issue) ?? []) : issue)),
}));
/** Changes the site right before its n-th search from now on. */
function beforeSearch(changes) {
    let seen = 0;
    const edit = (json) => {
        // The answer before that search has been worked out by now, so the next one sees the change.
        seen++;
        for (const [n, change] of changes)
            if (n - 1 === seen)
                change();
        return json;
    };
    bench.server.faults.on({ path: "/rest/api/2/search" }, { kind: "edit", edit });
}
/** As a move looks: another key, another project, and an entry that tells both. */
const moveTo = (key) => (issue) => ({
    ...issue,
    key,
    fields: { ...issue.fields, updated: iso(bench.now), project: { id: "2", key: "OPS", name: "OPS" } },
    histories: [
        ...issue.histories,
        {
            id: `7${key.slice(4)}`,
            author: null,
            created: iso(bench.now),
            items: [{ field: "Key", fieldtype: "jira", from: null, fromString: issue.key, to: null, toString: key }],
        },
    ],
});
describe("reading a Data Center", () => {
    test("everything with its whole history, whatever the cap and the window of the server", async () => {
        await serve({ projects: ["ACME", "OPS"], issuesPerProject: 40, historiesPerIssue: 30, commentsPerIssue: 30 }, { maxResults: 7, resultWindow: 10 });
        const outcome = await bench.sync();
        expect(outcome.problems).toEqual([]);
        expect(outcome.fetched["issues"]).toBe(80);
        const { items } = await contents();
        expect(items.every(({ events, historyComplete }) => historyComplete === 1 && events.filter(({ kind }) => kind === "status").length === 31)).toBe(true);
        expect(items.every(({ events }) => events.filter(({ kind }) => kind === "comment").length === 30)).toBe(true);
        // Six new issues a page behind the first one of a project.
        expect(searches()).toBeLessThanOrEqual(1 + 2 * 7);
    });
    test("at most 12 requests per 1,000 issues and a handful for the site", async () => {
        await serve({ issuesPerProject: 1_000 });
        expect((await bench.sync()).requests).toBeLessThanOrEqual(12 + 12);
    });
    test("an unchanged site costs a handful of requests and adds nothing", async () => {
        await serve({ projects: ["ACME", "OPS", "LAB"], issuesPerProject: 50 });
        await bench.sync();
        const before = await contents();
        bench.now += DAY / 2;
        const outcome = await bench.sync();
        expect(outcome).toMatchObject({ status: "complete", fetched: { issues: 0 } });
        expect(outcome.requests).toBeLessThanOrEqual(9);
        expect(await contents()).toEqual(before);
    });
    test("a change is picked up, and its history is not doubled", async () => {
        await serve({ issuesPerProject: 5 });
        await bench.sync();
        bench.now += DAY;
        editIssue("ACME-2", (issue) => ({
            ...issue,
            fields: { ...issue.fields, updated: iso(bench.now), summary: "New words" },
            histories: [...issue.histories, { ...issue.histories[0], id: "99", created: iso(bench.now) }],
        }));
        bench.now += DAY;
        expect((await bench.sync()).fetched["issues"]).toBe(1);
        const item = (await contents()).items.find(({ key }) => key === "ACME-2");
        expect(item.title).toBe("New words");
        expect(item.events.filter(({ kind, origin }) => kind === "status" && origin === "history")).toHaveLength(3);
    });
    test("what is gone is told apart: deleted, moved out of scope", async () => {
        await serve({ projects: ["ACME", "OPS"], issuesPerProject: 4 }, { projects: ["ACME"] });
        await bench.sync();
        bench.now += DAY;
        editIssue("ACME-1", () => null);
        editIssue("ACME-2", (issue) => ({
            ...issue,
            key: "OPS-9",
            fields: { ...issue.fields, project: { id: "2", key: "OPS", name: "OPS" } },
        }));
        const gone = [];
        const { commitPage } = bench.store;
        bench.store.commitPage = (lease, stream, page, requests, at) => {
            gone.push(...page.gone);
            return commitPage(lease, stream, page, requests, at);
        };
        await bench.sync();
        expect(gone).toEqual([
            { item: "jira/100000", basis: "deleted" },
            { item: "jira/100001", basis: "moved" },
        ]);
        expect(await keys()).toEqual(["ACME-3", "ACME-4"]);
    });
    test("issues of a project that the token may no longer see are not called deleted", async () => {
        const site = { projects: ["ACME", "OPS"], issuesPerProject: 2 };
        const hiddenProjects = [];
        await serve(site, { server: { hiddenProjects } });
        await bench.sync();
        bench.now += DAY;
        hiddenProjects.push("OPS");
        // Answers that were worked out before are forgotten with the dataset.
        bench.server.mutate((dataset) => ({ ...dataset }));
        const gone = [];
        const { commitPage } = bench.store;
        bench.store.commitPage = (lease, stream, page, requests, at) => {
            gone.push(...page.gone);
            return commitPage(lease, stream, page, requests, at);
        };
        await bench.sync();
        expect(gone).toEqual(["200000", "200001"].map((id) => ({ item: `jira/${id}`, basis: "not-permitted" })));
    });
    test("an interrupted read goes on behind the last page", async () => {
        await serve({ projects: ["ACME", "OPS"], issuesPerProject: 12 }, { pageSize: 5 });
        bench.server.faults.on({ path: "/rest/api/2/search", nth: 5, times: 99 }, { kind: "status", status: 400 });
        expect((await bench.sync()).status).toBe("incomplete");
        const read = (await keys()).length;
        expect(read).toBeGreaterThan(4);
        bench.server.faults.clear();
        const outcome = await bench.sync();
        expect(outcome.problems).toEqual([]);
        expect(outcome.fetched["issues"]).toBe(24 - read);
        expect((await keys()).length).toBe(24);
    });
    test("pages that are too much for the server are asked for smaller", async () => {
        await serve({ issuesPerProject: 60 });
        bench.server.faults.on({ path: "/rest/api/2/search", nth: 2, times: 5 }, { kind: "status", status: 500 });
        const outcome = await bench.sync();
        expect(outcome.problems).toEqual([]);
        expect((await keys()).length).toBe(60);
    });
    test("pages that come round again end with a sentence", async () => {
        await serve({ issuesPerProject: 30 }, { pageSize: 10 });
        bench.server.faults.on({ path: "/rest/api/2/search", nth: 3, times: 999 }, {
            kind: "edit",
            edit: (json) => ({ ...json, issues: json.issues.slice(0, 1), total: 1_000 }),
        });
        expect((await bench.sync()).problems).toMatchObject([{ code: "endless-cursor", stream: "issues" }]);
    });
});
describe("a site that changes while it is read", () => {
    test.each([
        ["deleted", true],
        ["deleted", false],
        ["moved", true],
        ["moved", false],
    ])("the last issue of a page is %s before the next one is read (the server refuses keys that are gone: %s)", async (what, refusesGoneKeys) => {
        await serve({ projects: ["ACME", "OPS"], issuesPerProject: 20 }, { pageSize: 6, refusesGoneKeys, projects: ["ACME", "OPS"] });
        const change = () => {
            editIssue("ACME-6", what === "deleted" ? () => null : moveTo("OPS-98"));
            editIssue("ACME-5", moveTo("OPS-99"));
        };
        beforeSearch([[3, change]]);
        expect((await bench.sync()).problems).toEqual([]);
        const untouched = bench.expected().filter((key) => !key.startsWith("OPS-9"));
        expect(await keys()).toEqual(expect.arrayContaining(untouched));
        bench.now += DAY;
        await bench.sync();
        expect(await keys()).toEqual(bench.expected());
    });
    test("whatever changes, the store equals the site after one more read", { timeout: 60_000 }, async () => {
        await serve({ issuesPerProject: 1 });
        const change = fc.record({
            search: fc.integer({ min: 2, max: 9 }),
            key: fc.integer({ min: 1, max: 24 }),
            what: fc.constantFrom("delete", "move", "touch", "add"),
        });
        await fc.assert(fc.asyncProperty(fc.array(change, { maxLength: 6 }), fc.boolean(), async (changes, refusesGoneKeys) => {
            await bench.dispose();
            await serve({ projects: ["ACME", "OPS"], issuesPerProject: 24 }, { pageSize: 5, refusesGoneKeys });
            const carryOut = ({ key, what }, index) => {
                if (what === "add")
                    bench.server.mutate((dataset) => ({ ...dataset, issues: [...dataset.issues, added(dataset, 100 + index)] }));
                else if (what === "delete")
                    editIssue(`ACME-${key}`, () => null);
                else if (what === "move")
                    editIssue(`ACME-${key}`, moveTo(`OPS-${200 + index}`));
                else
                    editIssue(`ACME-${key}`, (issue) => ({ ...issue, fields: { ...issue.fields, updated: iso(bench.now) } }));
            };
            beforeSearch(changes.map((one, index) => [one.search, () => carryOut(one, index)]));
            const before = bench.expected();
            await bench.sync();
            const throughout = bench.expected().filter((key) => before.includes(key));
            expect(await keys()).toEqual(expect.arrayContaining(throughout));
            bench.server.faults.clear();
            bench.now += DAY;
            const outcome = await bench.sync();
            expect(outcome.problems).toEqual([]);
            expect(await keys()).toEqual(bench.expected());
        }), { numRuns: 8 });
    });
    function added(dataset, number) {
        const issue = dataset.issues[0];
        return {
            ...issue,
            id: String(900_000 + number),
            key: `ACME-${number}`,
            fields: { ...issue.fields, created: iso(bench.now), updated: iso(bench.now) },
        };
    }
});
describe("limits", () => {
    test("a token bucket is never asked beyond what it holds", async () => {
        await serve({ projects: ["ACME", "OPS", "LAB"], issuesPerProject: 30 }, { pageSize: 5, bucket: { limit: 10, fill: 5, intervalSeconds: 60 } });
        expect((await bench.sync()).problems).toEqual([]);
        expect(bench.server.requests.filter(({ status }) => status === 429)).toEqual([]);
        expect(bench.slept.length).toBeGreaterThan(0);
        expect((await keys()).length).toBe(90);
    });
    test("an account that is blocked is told so, and nothing is waited for", async () => {
        await serve({}, { bucket: { limit: 0, fill: 0, intervalSeconds: 60 } });
        expect((await bench.sync()).problems).toMatchObject([
            { code: "rate-limited", what: expect.stringContaining("no requests") },
        ]);
        expect(bench.slept).toEqual([]);
        expect(bench.server.requests).toHaveLength(1);
    });
});
