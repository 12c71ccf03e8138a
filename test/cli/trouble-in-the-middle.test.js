import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createBench, history, judgementOf } from "./command-line.ts";
import { laterSite, smallSite } from "./site.ts";
const SEARCH = "/rest/api/3/search/jql";
const CHANGELOGS = "/rest/api/3/changelog/bulkfetch";
const DAY = 86_400_000;
let bench;
/** What undisturbed scans give: of the site at first, and a day later. */
let undisturbed;
async function ending() {
    const judgement = judgementOf(await bench.resultOf());
    return { history: await bench.withStore(history), judgement };
}
async function connected() {
    bench = createBench();
    await bench.serve(smallSite(30));
    expect((await bench.connect()).code).toBe(0);
}
function aDayLater() {
    bench.now += DAY;
    bench.server.mutate(() => laterSite(30, bench.now - 3_600_000));
}
beforeAll(async () => {
    await connected();
    const first = await ending();
    aDayLater();
    undisturbed = { first, later: await ending() };
    await bench.dispose();
});
afterEach(() => bench.dispose());
afterAll(() => bench.dispose());
const TROUBLES = [
    {
        name: "a token that expired after the first requests",
        at: { path: CHANGELOGS },
        fault: { kind: "status", status: 401 },
        says: /jira\/issues, page 1: Jira refused the token at POST \/rest\/api\/3\/changelog\/bulkfetch, page 1 \(401\)\. Check that e-mail and token/,
    },
    {
        name: "a token without the right to read issues",
        at: { path: SEARCH },
        fault: { kind: "status", status: 403 },
        says: /jira\/issues, page 1: The token may not ask POST \/rest\/api\/3\/search\/jql, page 1 \(403\)\. Give its account the permission/,
    },
    {
        name: "a removed endpoint",
        at: { path: SEARCH },
        fault: { kind: "status", status: 410 },
        says: /jira\/issues, page 1: Jira has removed POST \/rest\/api\/3\/search\/jql, page 1 \(410\)\. Update wmmm/,
    },
    {
        name: "a rate limit without Retry-After that never ends",
        at: { path: CHANGELOGS },
        fault: { kind: "status", status: 429 },
        says: /jira\/issues, page 1: Jira kept refusing POST .* because of its rate limit \(429\)\. Wait some minutes\. Run the same command again; it goes on/,
    },
    {
        name: "a rate limit that asks for a week",
        at: { path: CHANGELOGS },
        fault: { kind: "status", status: 429, retryAfter: "604800" },
        says: /jira\/issues, page 1: Jira asked to wait 7 days before POST .*, longer than a run waits\. Run again after that time/,
        pauseMs: DAY,
    },
    {
        name: "a body that is always cut in its JSON",
        at: { path: CHANGELOGS },
        fault: { kind: "truncated-json" },
        says: /jira\/issues, page 1: The answer of Jira to POST .* was not valid JSON; it may have been cut\. Run the same command again/,
    },
    {
        name: "a connection that always breaks in the body",
        at: { path: CHANGELOGS },
        fault: { kind: "reset-mid-body" },
        says: /jira\/issues, page 1: The connection broke while Jira answered POST .*\. Run the same command again; it goes on where this run stopped/,
    },
    {
        name: "a body shorter than was announced",
        at: { path: CHANGELOGS },
        fault: { kind: "wrong-length", by: 100 },
        says: /jira\/issues, page 1: The connection broke while Jira answered POST/,
    },
    {
        name: "a server error",
        at: { path: SEARCH },
        fault: { kind: "status", status: 503 },
        says: /jira\/issues, page 1: Jira failed at POST \/rest\/api\/3\/search\/jql, page 1 \(503\)\. Run the same command again/,
    },
    {
        name: "a web page instead of data",
        at: { path: SEARCH },
        fault: { kind: "html" },
        says: /jira\/issues, page 1: Jira answered POST .* with a web page instead of data\. Check the URL/,
    },
    {
        name: "an empty answer",
        at: { path: SEARCH },
        fault: { kind: "empty" },
        says: /jira\/issues, page 1: Jira answered POST .* with nothing\. Run the same command again/,
    },
    {
        name: "a cursor that gives the same page again and again",
        at: { path: SEARCH },
        fault: { kind: "endless-cursor", token: "same" },
        says: /jira\/issues, page \d+: Jira's pages of issues came round to one that was read already, so they would never end\. Run again/,
    },
    {
        name: "a cursor that is new each time and leads nowhere",
        at: { path: SEARCH },
        fault: { kind: "endless-cursor", token: "new" },
        says: /jira\/issues, page \d+: Jira's pages of issues came round/,
    },
    {
        name: "a redirect to another host",
        at: { path: SEARCH },
        fault: { kind: "redirect", to: "https://elsewhere.example.com/", status: 307 },
        says: /jira\/issues, page 1: Jira redirected POST .* to another address, which was not followed\. Use the address/,
    },
    {
        name: "an answer of another shape",
        at: { path: SEARCH },
        fault: { kind: "edit", edit: () => ({ issues: "none" }) },
        says: /jira\/issues, page 1: Jira's answer to \/rest\/api\/3\/search\/jql did not have the expected shape at `issues`\. Check that the URL/,
    },
    {
        name: "an unpacking bomb",
        at: { path: SEARCH },
        fault: { kind: "gzip-bomb", bytes: 68_000_000 },
        says: /jira\/issues, page 1: The answer of Jira to POST .* was larger than allowed\./,
    },
    {
        name: "a configuration that cannot be read",
        at: { path: "/rest/api/3/field" },
        fault: { kind: "status", status: 410 },
        says: /jira\/configuration, page 1: Jira has removed GET \/rest\/api\/3\/field \(410\)\. Update wmmm/,
        stream: "configuration",
    },
];
test("the site of the day after is another one, else equality would show nothing", async () => {
    await connected();
    expect(undisturbed.later.history.items.length).toBe(undisturbed.first.history.items.length + 5);
    expect(undisturbed.later.judgement).not.toEqual(undisturbed.first.judgement);
});
describe.each(TROUBLES)("$name", ({ at, fault, says, stream = "issues", pauseMs = 0 }) => {
    test("in the first scan: one sentence, exit 3, a result that says so; the next scan is as if nothing had happened", async () => {
        await connected();
        bench.server.faults.on(at, fault);
        const scan = await bench.run("scan", "acme", "--json");
        expect(scan.said.match(/problem:/g)).toHaveLength(stream === "issues" ? 1 : 2);
        expect(scan.said).toMatch(says);
        expect(scan.code).toBe(3);
        const result = JSON.parse(scan.out);
        expect(result.complete).toBe(false);
        expect(result.streams.find((one) => one.stream === stream)).toMatchObject({ problem: { stream } });
        expect(result.streams.find((one) => one.stream === stream)?.status).toMatch(/failed|partial/);
        expect((await bench.run("show")).out).toMatch(/^ {2}Data\s+incomplete$/m);
        bench.server.faults.clear();
        bench.now += pauseMs;
        expect(await ending()).toEqual(undisturbed.first);
    });
    test("in a later scan: nothing stored is lost, exit 3; the next scan is as if nothing had happened", async () => {
        await connected();
        expect(await ending()).toEqual(undisturbed.first);
        aDayLater();
        bench.server.faults.on(at, fault);
        const scan = await bench.run("scan", "acme", "--json");
        expect(scan.said).toMatch(says);
        expect(scan.code).toBe(3);
        expect(JSON.parse(scan.out)).toMatchObject({ complete: false });
        const after = await bench.withStore(history);
        expect(after.items.map(({ id }) => id)).toEqual(expect.arrayContaining(undisturbed.first.history.items.map(({ id }) => id)));
        expect(after.items.length).toBeGreaterThanOrEqual(undisturbed.first.history.items.length);
        bench.server.faults.clear();
        bench.now += pauseMs;
        expect(await ending()).toEqual(undisturbed.later);
    });
});
describe("trouble that passes", () => {
    const passing = [
        ["429 without Retry-After", { kind: "status", status: 429 }, 2_000],
        ["429 with Retry-After in seconds", { kind: "status", status: 429, retryAfter: "7" }, 7_000],
        ["429 with Retry-After as a date", { kind: "status", status: 429, retryAfter: "Mon, 20 Jul 2026 12:00:09 GMT" }, 8_000],
        ["503", { kind: "status", status: 503 }, 2_000],
        ["a body cut in the middle", { kind: "truncated-json" }, 2_000],
        ["a connection reset in the body", { kind: "reset-mid-body" }, 2_000],
        ["an empty answer", { kind: "empty" }, 2_000],
    ];
    test.each(passing)("%s is waited for and leaves no trace", async (_, fault, waitMs) => {
        await connected();
        bench.server.faults.on({ path: CHANGELOGS, nth: 1 }, fault);
        expect(await ending()).toEqual(undisturbed.first);
        expect(bench.slept).toHaveLength(1);
        expect(bench.slept[0]).toBeGreaterThanOrEqual(waitMs);
        expect(bench.slept[0]).toBeLessThan(waitMs + 2_000);
    });
    test("a kept connection that was closed in between is asked again at once", async () => {
        await connected();
        bench.server.faults.on({ path: CHANGELOGS, nth: 1 }, { kind: "reset-before-headers" });
        expect(await ending()).toEqual(undisturbed.first);
        expect(bench.slept).toEqual([]);
    });
    test("long waits are told off a terminal too, where progress is rare", async () => {
        await connected();
        bench.server.faults.on({ path: CHANGELOGS, nth: 1 }, { kind: "status", status: 429, retryAfter: "60" });
        const scan = await bench.run("scan");
        expect(scan.code).toBe(0);
        expect(scan.err).toContain("jira/issues  waiting 1 min (rate-limit)\n");
    });
    test("waits are shown while they last", async () => {
        await connected();
        bench.server.faults.on({ path: CHANGELOGS, nth: 1 }, { kind: "status", status: 429, retryAfter: "60" });
        let seen = "";
        bench.ports = { errIsTerminal: true, err: (text) => void (seen += text) };
        expect((await bench.run("scan")).code).toBe(0);
        expect(seen).toContain("waiting 1 min (rate-limit)");
    });
});
describe("a clock that is hours off", () => {
    test.each([-3, 5])("by %d hours is told and changes nothing", async (hours) => {
        bench = createBench();
        await bench.serve(smallSite(30), { clockSkewMs: hours * 3_600_000 });
        await bench.connect();
        const scan = await bench.run("scan");
        expect(scan.code).toBe(0);
        expect(scan.said).toContain(`The clock of this machine is ${Math.abs(hours) * 60} minutes ${hours > 0 ? "behind" : "ahead of"} Jira's. Set this machine's clock`);
        expect(await ending()).toEqual(undisturbed.first);
        aDayLater();
        expect(await ending()).toEqual(undisturbed.later);
    });
});
describe("a token that runs out in the middle of reading a site that is open to the public, which then shows less", () => {
    /** From the n-th search on, everything is answered as for a passer-by: `/myself` refuses, the rest shows nothing of ACME-1 to ACME-9. */
    function runOutAtSearch(nth) {
        const isShown = (issue) => !/^ACME-\d$/.test(issue.key ?? "") && !/^1000\d$/.test(issue.id);
        const edit = (json) => ({ ...json, issues: json.issues.filter(isShown) });
        bench.server.faults.on({ path: SEARCH, nth, times: 99 }, { kind: "edit", edit });
        bench.server.faults.on({ path: "/rest/api/3/issue/bulkfetch" }, { kind: "edit", edit: () => ({ issues: [] }) });
        bench.server.faults.on({ path: "/rest/api/3/myself", nth: 2, times: 99 }, { kind: "status", status: 401 });
    }
    test("in the first scan it is no smaller site: exit 3", async () => {
        await connected();
        bench.server.faults.clear();
        runOutAtSearch(1);
        const scan = await bench.run("scan");
        expect(scan.said).toMatch(/problem: jira\/issues, page \d+: Jira refused the token at GET \/rest\/api\/3\/myself \(401\)/);
        expect(scan.code).toBe(3);
        bench.server.faults.clear();
        expect(await ending()).toEqual(undisturbed.first);
    });
    test("in a later scan nothing is taken for deleted: exit 3", async () => {
        await connected();
        expect(await ending()).toEqual(undisturbed.first);
        bench.now += DAY;
        runOutAtSearch(1);
        bench.server.faults.on({ path: "/rest/api/3/search/approximate-count" }, { kind: "lying-total", total: 21 });
        const scan = await bench.run("scan");
        expect(scan.said).toContain("Jira refused the token at GET /rest/api/3/myself (401).");
        expect(scan.code).toBe(3);
        expect(await bench.withStore(history)).toEqual(undisturbed.first.history);
        bench.server.faults.clear();
        expect(await ending()).toEqual(undisturbed.first);
    });
});
