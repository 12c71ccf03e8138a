import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createBench, judgementOf } from "./command-line.ts";
import { livelySite } from "./site.ts";
const PEOPLE = 6;
const ISSUES = 40;
const ACCOUNT = "p1";
describe("two connections of one vendor", () => {
    let bench;
    beforeEach(async () => {
        bench = createBench();
        await bench.serve(livelySite(ISSUES, PEOPLE));
    });
    afterEach(() => bench.dispose());
    const twice = async () => {
        expect((await bench.connect()).code).toBe(0);
        const once = await bench.resultOf();
        expect((await bench.connect("--id", "mirror")).code).toBe(0);
        return { once, both: await bench.resultOf() };
    };
    const list = async () => JSON.parse((await bench.run("joins", "list", "acme", "--json")).out);
    test("the same issues, people and teams are counted once", async () => {
        const { once, both } = await twice();
        expect(both.provenance.joins).toEqual([
            { kind: "person", basis: "verified-identifier", count: PEOPLE },
            { kind: "work", basis: "same-address", count: ISSUES },
        ]);
        expect(both.diagnostics).toMatchObject({
            completed: once.diagnostics.completed,
            items: once.diagnostics.items,
            activePeople: once.diagnostics.activePeople,
        });
        expect(both.level.best).toBe(once.level.best);
    });
    test("undone, it is as if nothing had ever been found; redone, it is back", async () => {
        const { both } = await twice();
        const work = (await list()).filter(({ kind }) => kind === "work");
        expect(work.every(({ basis, state }) => basis === "same-address" && state === "applied")).toBe(true);
        const told = await bench.run("joins", "undo", work[0].id, "--workspace", "acme");
        expect([told.code, told.out]).toEqual([0, `${work[0].id}  undone\n`]);
        const apart = await bench.resultOf();
        expect(apart.provenance.joins.find(({ kind }) => kind === "work").count).toBe(ISSUES - 1);
        expect((await bench.run("joins", "redo", work[0].id)).out).toContain("applied");
        expect(judgementOf(await bench.resultOf())).toEqual(judgementOf(both));
    });
    test("the list names nobody: pseudonyms and connections only", async () => {
        await twice();
        const { out, code } = await bench.run("joins", "list", "acme");
        expect(code).toBe(0);
        expect(out).toContain("and 20 more links");
        const json = await list();
        expect(json.filter(({ kind }) => kind === "person").map(({ sides }) => sides.map(({ connection }) => connection).sort())).toEqual(Array.from({ length: PEOPLE }, () => ["jira", "mirror"]));
        const everything = out + JSON.stringify(json);
        for (let n = 0; n < PEOPLE; n++)
            expect(everything).not.toMatch(new RegExp(`\\bPerson p${n}\\b|"p${n}"|:p${n}\\b`));
    });
    test("what was declared is kept as pseudonyms only, from the command line and from a file", async () => {
        await twice();
        const added = await bench.run("joins", "add", "--workspace", "acme", "--team", "jira:ACME=mirror:ACME");
        expect([added.code, added.out]).toEqual([0, "team:jira/project:ACME=mirror/project:ACME  applied\n"]);
        const path = join(bench.home, "map.json");
        writeFileSync(path, JSON.stringify({ persons: [["jira:kanarienkonto", `mirror:${ACCOUNT}`]], work: [["jira:ACME-1", "mirror:ACME-2"]] }));
        const imported = await bench.run("joins", "import", path, "--workspace", "acme");
        expect(imported.code, imported.err).toBe(0);
        expect(imported.said).toContain("1 of the accounts have not been read yet");
        expect((await list()).filter(({ basis }) => basis === "declared")).toHaveLength(3);
        const stored = bench.files().filter(({ name }) => name.includes(".sqlite"));
        expect(stored.filter(({ bytes }) => bytes.includes("kanarienkonto"))).toEqual([]);
        const teams = (await bench.resultOf()).teams.map(({ id }) => id);
        expect(teams).toContain("jira/project:ACME");
        expect(teams).not.toContain("mirror/project:ACME");
    });
    test.each([
        ["no pair", ["--team", "jira:ACME"], /names no two records/],
        ["no connection", ["--person", "github:x=jira:y"], /the connections are: jira/],
        ["no such team", ["--team", "jira:ACME=jira:NOPE"], /no team.*Its keys are: ACME/],
        ["no such work", ["--work", "jira:ACME-1=jira:ACME-9999"], /no work with that key/],
        ["nothing", [], /Nothing was said to be one/],
        ["itself", ["--work", "jira:ACME-1=jira:ACME-1"], /same record/],
    ])("%s is one sentence and 2, and nothing is kept", async (_, options, sentence) => {
        await bench.connect();
        await bench.resultOf();
        const refused = await bench.run("joins", "add", "--workspace", "acme", ...options);
        expect([refused.code, refused.said]).toEqual([2, expect.stringMatching(sentence)]);
        expect(await list()).toEqual([]);
    });
    test("a connection that cannot be read leaves the others read and judged, and says 3", async () => {
        await bench.connect();
        bench.env["OTHER_TOKEN"] = "wrong";
        const other = ["connect", "jira", "--workspace", "acme", "--url", bench.server.url, "--email", bench.server.email];
        expect((await bench.run(...other, "--token-env", "OTHER_TOKEN", "--id", "another", "--no-check")).code).toBe(0);
        const ran = await bench.run("scan", "acme", "--json");
        expect(ran.code).toBe(3);
        const result = JSON.parse(ran.out);
        expect(result.complete).toBe(false);
        expect(result.streams.find(({ stream, connection }) => stream === "issues" && connection === "jira")).toMatchObject({
            status: "complete",
            stored: ISSUES,
        });
        expect(result.streams.filter(({ connection }) => connection === "another").map(({ status }) => status)).toEqual(["failed"]);
        expect(ran.said).toContain("another:");
        delete bench.env["OTHER_TOKEN"];
        expect((await bench.run("scan", "acme", "--json")).code).toBe(3);
    });
});
describe("actors", () => {
    let bench;
    beforeEach(async () => {
        bench = createBench();
        await bench.serve(livelySite(ISSUES, PEOPLE));
        await bench.connect();
        await bench.resultOf();
    });
    afterEach(() => bench.dispose());
    const list = async () => JSON.parse((await bench.run("actors", "list", "--json")).out);
    test("of people there is only how many; an account that was said to be a rule is one until that is taken back", async () => {
        expect(await list()).toMatchObject({ machines: [], others: [{ kind: "human", accounts: PEOPLE }] });
        const before = await bench.resultOf();
        const set = await bench.run("actors", "set", `jira:${ACCOUNT}=automation-rule`, "--workspace", "acme");
        expect(set.code, set.err).toBe(0);
        expect(set.out).not.toContain(ACCOUNT);
        const { machines, others } = await list();
        expect(machines).toMatchObject([{ kind: "automation-rule", basis: "set for this workspace" }]);
        expect(machines[0].events).toBeGreaterThan(0);
        expect(others).toMatchObject([{ kind: "human", accounts: PEOPLE - 1 }]);
        expect((await bench.resultOf()).diagnostics.activePeople).toBe(before.diagnostics.activePeople - 1);
        await bench.run("actors", "set", `jira:${ACCOUNT}=as-declared`, "--workspace", "acme");
        expect(judgementOf(await bench.resultOf())).toEqual(judgementOf(before));
    });
    test("fewer than five of a kind are not counted out", async () => {
        await bench.run("actors", "set", "jira:p0=unknown", "--workspace", "acme");
        expect((await list()).others).toContainEqual({
            connection: "jira",
            kind: "unknown",
            basis: "set for this workspace",
            accounts: null,
        });
        expect((await bench.run("actors", "list")).out).toContain("fewer than 5 accounts");
    });
    test("a word that is no kind is one sentence and 2", async () => {
        const refused = await bench.run("actors", "set", "jira:p0=robot", "--workspace", "acme");
        expect([refused.code, refused.said]).toEqual([2, expect.stringContaining("kinds are: human")]);
    });
});
