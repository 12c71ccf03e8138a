import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startLinearServer } from "../../fixtures/linear-server/server.ts";
import { smallWorkspace } from "../connectors/linear/small-workspace.ts";
import { SHARED_MISSING, sharedPath } from "../support/shared.ts";
import { AS_OF, createBench } from "./command-line.ts";
const schemaPath = sharedPath("schemas/linear.graphql");
describe.skipIf(schemaPath === null)(`connect linear (${schemaPath === null ? SHARED_MISSING : "the vendor's schema is here"})`, () => {
    let bench;
    let server;
    beforeEach(async () => {
        bench = createBench();
        server = await startLinearServer(smallWorkspace(12), readFileSync(schemaPath, "utf8"), { now: () => bench.now });
        bench.env["LINEAR_KEY"] = server.token;
    });
    afterEach(async () => {
        await server.close();
        await bench.dispose();
    });
    const connect = (...more) => bench.run("connect", "linear", "--workspace", "acme", "--api-url", server.url, "--token-env", "LINEAR_KEY", ...more);
    test("connects, scans and shows what is stored; the key stands nowhere", async () => {
        const connected = await connect();
        expect(connected, connected.err).toMatchObject({ code: 0, out: expect.stringContaining("Connected.") });
        const scanned = await bench.run("scan", "acme", "--json", "--as-of", AS_OF);
        expect(scanned.code, scanned.err).toBe(0);
        const result = JSON.parse(scanned.out);
        expect(result.streams.every(({ status }) => status === "complete")).toBe(true);
        expect(result.streams.find(({ stream }) => stream === "issues").stored).toBeGreaterThan(0);
        expect(result.provenance.connections).toMatchObject([{ id: "linear", kind: "linear" }]);
        const everything = [
            scanned.out,
            scanned.err,
            connected.out,
            connected.err,
            ...bench.files().map(({ bytes }) => bytes.toString("latin1")),
        ];
        expect(everything.filter((text) => text.includes(server.token))).toEqual([]);
    });
    test("what was announced is what it took", async () => {
        const [, low, high] = /with (\d+) to (\d+) requests/.exec((await connect()).out).map(Number);
        const took = Number(/with (\d+) requests/.exec((await bench.run("scan", "acme")).err)[1]);
        expect(took).toBeGreaterThanOrEqual(low);
        expect(took).toBeLessThanOrEqual(high);
    });
    test("a wrong key is one sentence and 2, and nothing is stored", async () => {
        bench.env["LINEAR_KEY"] = "lin_api_wrong";
        const refused = await connect();
        expect(refused.code).toBe(2);
        expect(refused.said).toMatch(/Linear/);
        expect(bench.files().filter(({ name }) => name.endsWith(".sqlite"))).toEqual([]);
    });
    test("a team that does not exist is named", async () => {
        const refused = await connect("--teams", "NOPE");
        expect(`${refused.said} ${refused.out}`).toContain("NOPE");
    });
});
