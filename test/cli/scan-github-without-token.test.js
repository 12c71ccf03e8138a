import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startGithubServer } from "../../fixtures/github-server/server.ts";
import { KIND } from "../../src/event-log/columns.ts";
import { createdAt, iso, smallOrganisation, smallPullRequest } from "../fixtures/github-server/small-organisation.ts";
import { SHARED_MISSING, sharedPath } from "../support/shared.ts";
import { createBench } from "./command-line.ts";
const schemaPath = sharedPath("schemas/github.graphql");
const HOUR = 3_600_000;
let bench;
let server;
beforeEach(() => {
    bench = createBench();
});
afterEach(async () => {
    await server?.close();
    await bench.dispose();
});
const serve = async (dataset, options = {}) => {
    const now = () => bench.now;
    server = await startGithubServer(dataset, readFileSync(schemaPath, "utf8"), { now, token: "", ...options });
    bench.env["GITHUB_API_URL"] = server.url;
};
const scan = (...more) => bench.run("scan", "--github", "acme/shop", ...more);
const paths = () => server.requests.map(({ path }) => path);
/** Issues of acme/shop as they are stored: status, and every change of status and assignee with its instant and its two sides. */
const stored = (workspace = "acme-shop") => bench.withStore(async (store) => {
    const { items, events, texts } = await store.load(bench.now);
    const kinds = new Map([
        [KIND.status, "status"],
        [KIND.assignee, "assignee"],
    ]);
    const changes = Array.from({ length: events.count }, (_, e) => e)
        .filter((e) => kinds.has(events.kind[e]))
        .map((e) => {
        const text = (code) => (code < 0 ? null : texts[code]);
        return [
            items.id[events.item[e]],
            kinds.get(events.kind[e]),
            events.at[e],
            events.origin[e],
            text(events.from[e]),
            text(events.to[e]),
        ].join(" ");
    });
    return { changes: changes.sort(), count: items.count, whole: [...items.historyComplete].filter((one) => one === 1).length };
}, workspace);
/** Without a board: with one the two ways see different columns. Every third issue was assigned twice and handed over. */
const plain = (count, extra = 0) => {
    const base = smallOrganisation(count, extra);
    const issues = base.issues.map((issue) => {
        const timeline = issue.timeline.filter(({ type }) => !type.includes("ProjectV2"));
        const at = createdAt(issue.number) + 3 * HOUR;
        const handed = [
            { id: `HO_${issue.number}_1`, type: "AssignedEvent", assignee: "grace", actor: "ada", createdAt: iso(at) },
            { id: `HO_${issue.number}_2`, type: "UnassignedEvent", assignee: "ada", actor: "ada", createdAt: iso(at + 60_000) },
        ];
        return issue.number % 3 > 0
            ? { ...issue, timeline }
            : {
                ...issue,
                assignees: ["grace"],
                timeline: [...timeline, ...handed].sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1)),
            };
    });
    return { ...base, issues, projects: [], pullRequests: [smallPullRequest(count + 1, ["I_00001"])] };
};
describe.skipIf(schemaPath === null)(`scan --github without a token (${schemaPath === null ? SHARED_MISSING : "the vendor's schema is here"})`, () => {
    test("a public repository is read whole and judged; what it costs is told before, what cannot be seen is no absence", async () => {
        await serve(plain(150, 1));
        const { code, out, said, err } = await scan("--json");
        expect(code, err).toBe(0);
        expect(said).toContain("GitHub, without a token, 1 public repository.");
        expect(said).toMatch(/Without a token GitHub allows 60 requests an hour\. 150 issues with their events take about 12, which is within this hour's quota\./);
        expect(said).toContain('Reading acme/shop without a token into the new workspace "acme-shop"');
        expect(await stored()).toMatchObject({ count: 150, whole: 150 });
        expect(paths().filter((path) => path === "/graphql")).toEqual([]);
        const result = JSON.parse(out);
        expect(result.complete).toBe(true);
        const { provides } = result.provenance.connections[0];
        for (const facet of ["comments", "links", "pull-requests", "due-dates", "estimates", "intake-forms"])
            expect([facet, provides[facet].level]).toEqual([facet, "none"]);
        const asked = server.requests.length;
        expect((await bench.run("scan", "acme-shop")).code).toBe(0);
        expect(server.requests.length - asked).toBe(5);
        const doctor = await bench.run("doctor", "acme-shop");
        expect(doctor.code, doctor.out).toBe(0);
        expect(doctor.out).toContain("GitHub, without a token, 1 public repository, 150 issues in scope");
    });
    test("statuses and assignees are those that a token shows; with one everything is read anew, and nothing twice", async () => {
        await serve(plain(40), { token: "ghp_fixture", alsoAnonymous: true });
        expect((await scan()).code).toBe(0);
        const without = await stored();
        expect(without.changes.length).toBeGreaterThan(100);
        expect((await scan("--json")).out).toContain("Read without a token");
        bench.env["GITHUB_TOKEN"] = server.token;
        const switched = await scan("--json");
        expect(switched.said).toContain("It was read without a token until now, so everything is read anew");
        expect(switched.code, switched.err).toBe(0);
        expect(switched.out).not.toContain("Read without a token");
        expect(await stored()).toEqual(without);
        expect((await bench.run("scan", "fresh", "--github", "acme/shop")).code).toBe(0);
        const fresh = (await stored("fresh")).changes.filter((change) => change.includes(" status "));
        expect(without.changes.filter((change) => change.includes(" status "))).toEqual(fresh);
        delete bench.env["GITHUB_TOKEN"];
        const back = await scan();
        expect(back.said).toContain("was read with one; without one less is shown");
        expect(back.code).toBe(2);
        const everything = [switched.out, switched.err, ...bench.files().map(({ bytes }) => bytes.toString("latin1"))];
        expect(everything.filter((text) => text.includes(server.token))).toEqual([]);
    });
    test("the quota ends in the middle: exit 3, what to do, what is stored is whole; runs after that go on and read the same", async () => {
        const dataset = plain(260, 8);
        await serve(dataset, { limits: { restPerHour: 32 } });
        const first = await scan();
        expect(first.code, first.err).toBe(3);
        expect(first.said).toMatch(/Set GITHUB_TOKEN, which takes a minute and allows 5,000, or run again after \d\d:\d\d UTC/);
        const partly = await stored();
        expect(partly.count).toBeGreaterThan(0);
        expect(partly.count).toBeLessThan(260);
        expect(partly.whole).toBe(partly.count);
        let last = first;
        for (let run = 0; run < 8 && last.code === 3; run++) {
            bench.now += HOUR + 60_000;
            last = await scan();
        }
        expect(last.code, last.err).toBe(0);
        const resumed = await stored();
        expect(resumed).toMatchObject({ count: 260, whole: 260 });
        // No account waits anywhere under its own name.
        const bytes = bench.files().map((file) => file.bytes.toString("latin1"));
        expect(bytes.filter((text) => /"(?:ada|grace)"/.test(text))).toEqual([]);
        await server.close();
        await serve(dataset, { limits: { restPerHour: 5_000 } });
        expect((await bench.run("scan", "whole", "--github", "acme/shop")).code).toBe(0);
        const sides = (changes) => changes.map((one) => one.split(" ").slice(0, 4).join(" "));
        expect(sides(resumed.changes)).toEqual(sides((await stored("whole")).changes));
    });
    test("later only what changed is asked for, each with all of its events", async () => {
        await serve(plain(200, 4));
        expect((await scan()).code).toBe(0);
        bench.now += 2 * HOUR;
        const at = iso(bench.now - HOUR);
        server.mutate((dataset) => ({
            ...dataset,
            issues: dataset.issues.map((issue) => issue.number === 7
                ? {
                    ...issue,
                    state: "CLOSED",
                    stateReason: "NOT_PLANNED",
                    closedAt: at,
                    timeline: [
                        ...issue.timeline,
                        { id: "NEW", type: "ClosedEvent", stateReason: "NOT_PLANNED", actor: "ada", createdAt: at },
                    ],
                }
                : issue),
        }));
        const asked = server.requests.length;
        expect((await scan()).code).toBe(0);
        expect(paths().slice(asked)).toContain("/repos/acme/shop/issues/7/events");
        expect(server.requests.length - asked).toBeLessThanOrEqual(7);
        const { changes, whole } = await stored();
        expect(changes.filter((change) => change.startsWith("github/I_00007 status"))).toHaveLength(2);
        expect(whole).toBe(200);
    });
    test.each([
        ["a private repository", "acme/docs"],
        ["one that is not there", "acme/nothing"],
    ])("%s: one sentence, exit 2, nothing stored", async (_, repository) => {
        await serve(plain(3));
        const { code, said, out } = await bench.run("scan", "--github", repository);
        expect(said).toContain(`There is no public repository ${repository}; a private one is shown to nobody without a token. Check the name, or set GITHUB_TOKEN to a token that may read it and run again.`);
        expect(code).toBe(2);
        expect(out).toBe("");
        expect(bench.files().filter(({ name }) => name.endsWith(".sqlite"))).toEqual([]);
    });
    test("a host that answers nobody without a token says so", async () => {
        await serve(plain(3), { token: "ghp_fixture" });
        const { code, said } = await scan();
        expect(said).toContain("This GitHub host answers nobody without a token. Set GITHUB_TOKEN to a token of it and run again.");
        expect(code).toBe(2);
    });
});
