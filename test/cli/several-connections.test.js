import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AS_OF, createBench, history } from "./command-line.ts";
import { smallSite } from "./site.ts";
let bench;
beforeEach(async () => {
    bench = createBench();
    await bench.serve(smallSite(30));
    await bench.connect();
});
afterEach(() => bench.dispose());
const live = (connection) => bench.withStore(async (store) => (await store.liveItems(connection)).length);
const statusOf = (result, connection) => result.streams.find((stream) => stream.connection === connection && stream.stream === "issues")?.status;
describe("several connections of one workspace: what stops one of them leaves the others alone", () => {
    beforeEach(async () => {
        bench.env["OTHER_TOKEN"] = bench.server.token;
        // Read before the other one, by its name.
        await bench.connect("--id", "a-second", "--token-env", "OTHER_TOKEN");
    });
    test("a token that is not set", async () => {
        delete bench.env["OTHER_TOKEN"];
        const scan = await bench.run("scan", "acme");
        expect(scan.said).toContain("problem: a-second: The environment variable OTHER_TOKEN is not set");
        expect(scan.said).toContain("jira: 30 issues");
        expect(scan.code).toBe(3);
        expect([await live("a-second"), await live("jira")]).toEqual([0, 30]);
    });
    test("a token that is refused", async () => {
        bench.env["OTHER_TOKEN"] = "wrong";
        const scan = await bench.run("scan", "acme");
        expect(scan.said).toMatch(/problem: a-second\/?.*: Jira refused the token/);
        expect(scan.code).toBe(3);
        expect([await live("a-second"), await live("jira")]).toEqual([0, 30]);
    });
});
describe("scan --full", () => {
    test("reads everything again, changes nothing, and results stand on the older read until then", async () => {
        const first = await bench.resultOf();
        const before = await bench.withStore(history);
        const again = await bench.run("scan", "acme", "--full");
        expect(again.said).toContain("jira: 30 issues");
        expect(await bench.withStore(history)).toEqual(before);
        bench.server.faults.on({ path: "/rest/api/3/changelog/bulkfetch", nth: 1, times: 99 }, { kind: "status", status: 403 });
        const failed = await bench.run("scan", "acme", "--full", "--json", "--as-of", AS_OF);
        expect(failed.code).toBe(3);
        const result = JSON.parse(failed.out);
        expect(statusOf(result, "jira")).toBe("stale");
        expect(result.diagnostics).toEqual(first.diagnostics);
        expect(await bench.withStore(history)).toEqual(before);
        bench.server.faults.clear();
        const next = await bench.resultOf();
        expect(statusOf(next, "jira")).toBe("complete");
        expect(await bench.withStore(history)).toEqual(before);
    });
    test("does not go together with --no-sync", async () => {
        expect((await bench.run("scan", "acme", "--full", "--no-sync")).code).toBe(2);
    });
    test("what the tool counts stands beside what is stored", async () => {
        const result = await bench.resultOf();
        const issues = result.streams.find(({ stream }) => stream === "issues");
        expect(issues).toMatchObject({ stored: 30, vendorTotal: 30, coverage: 1, coverageNote: null });
        const shown = await bench.run("scan", "acme");
        expect(shown.out).toContain("jira/issues: 30 stored of 30 that Jira counts (100 %).");
    });
});
