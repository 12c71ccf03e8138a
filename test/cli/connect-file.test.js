import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { COLUMNS } from "../../connectors/file/columns.ts";
import { levelSpec } from "../../fixtures/demo-organisation/levels.ts";
import { simulateOrganisation } from "../../fixtures/demo-organisation/organisation.ts";
import { renderFile } from "../../fixtures/demo-organisation/render-file.ts";
import { AS_OF, createBench, expectHonestText } from "./command-line.ts";
let bench;
beforeEach(() => {
    bench = createBench();
});
afterEach(() => bench.dispose());
const connect = (...more) => bench.run("connect", "file", "--workspace", "acme", "--path", "exports/events.csv", ...more);
const write = (text) => {
    mkdirSync(join(bench.home, "exports"), { recursive: true });
    writeFileSync(join(bench.home, "exports", "events.csv"), text);
};
describe("connect file", () => {
    test("connects, scans and judges; the same file is not read again", async () => {
        write(renderFile(simulateOrganisation({ ...levelSpec(3), firstDate: "2026-04-01" }, "cli")));
        const connected = await connect();
        expect(connected, connected.err).toMatchObject({
            code: 0,
            out: expect.stringMatching(/^CSV file of .+ with item, .*\n/),
        });
        const scanned = await bench.run("scan", "acme", "--json", "--as-of", AS_OF);
        expect(scanned.code, scanned.err).toBe(0);
        expect(scanned.err).toMatch(/^file: [\d,]+ issues read\n/m);
        const result = JSON.parse(scanned.out);
        expect(result.provenance.connections).toMatchObject([{ id: "file", kind: "file" }]);
        expectHonestText(scanned.err);
        expect((await bench.run("scan", "acme", "--as-of", AS_OF)).err).toContain("file: nothing read");
        expect(await bench.run("doctor", "acme")).toMatchObject({
            code: 0,
            out: expect.stringContaining("CSV file of"),
        });
    });
    test("help names the columns that every file needs, and the page with all of them", async () => {
        const { out, code } = await bench.run("connect", "file", "--help");
        expect(code).toBe(0);
        expect(out).toContain("docs/file-import.md");
        for (const column of ["item", "at", "kind", "from", "actor"])
            expect(out).toContain(`  ${COLUMNS.event[column].names[0]}`);
    });
    test.each([
        ["no file", [], /is not there/],
        ["a category that is none", ["--status-map", "finished=Closed"], /backlog, ready, active/],
        ["a column that is none", ["--columns", "who=Ticket"], /item, timestamp/],
        ["a zone that is a place", ["--zone", "Europe/Berlin"], /\+01:00/],
    ])("%s is one sentence and 2, and nothing is stored", async (_, more, sentence) => {
        const refused = await connect(...more);
        expect(refused.code).toBe(2);
        expect(refused.said).toMatch(sentence);
        expect(bench.files()).toEqual([]);
    });
    test("a file that has gone is told of, and what was read stays", async () => {
        write("case,activity,timestamp\n1,Open,2026-01-05T08:00:00Z\n1,Done,2026-01-06T08:00:00Z\n");
        expect((await connect()).code).toBe(0);
        expect((await bench.run("scan", "acme")).code).toBe(0);
        rmSync(join(bench.home, "exports"), { recursive: true });
        const scanned = await bench.run("scan", "acme");
        expect(scanned.code).toBe(3);
        expect(scanned.said).toContain("is not there");
        expect(await bench.withStore((store) => store.liveItems("file"))).toEqual(["file/1"]);
    });
});
