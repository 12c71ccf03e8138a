import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startGithubServer } from "../../fixtures/github-server/server.ts";
import { smallOrganisation } from "../fixtures/github-server/small-organisation.ts";
import { SHARED_MISSING, sharedPath } from "../support/shared.ts";
import { AS_OF, createBench } from "./command-line.ts";
const schemaPath = sharedPath("schemas/github.graphql");
describe.skipIf(schemaPath === null)(`connect github (${schemaPath === null ? SHARED_MISSING : "the vendor's schema is here"})`, () => {
    let bench;
    let server;
    beforeEach(async () => {
        bench = createBench();
        server = await startGithubServer(smallOrganisation(12), readFileSync(schemaPath, "utf8"), { now: () => bench.now });
        bench.env["GITHUB_KEY"] = server.token;
    });
    afterEach(async () => {
        await server.close();
        await bench.dispose();
    });
    const connect = (...more) => bench.run("connect", "github", "--workspace", "acme", "--api-url", server.url, "--token-env", "GITHUB_KEY", ...more);
    test("connects, scans and shows what is stored; the token stands nowhere", async () => {
        const connected = await connect("--repo", "acme/shop,acme/docs", "--project", "1");
        expect(connected, connected.err).toMatchObject({
            code: 0,
            out: expect.stringContaining("GitHub, signed in, 2 repositories"),
        });
        const scanned = await bench.run("scan", "acme", "--json", "--as-of", AS_OF);
        expect(scanned.code, scanned.err).toBe(0);
        const result = JSON.parse(scanned.out);
        expect(result.streams.map(({ stream, status }) => [stream, status])).toEqual([
            ["configuration", "complete"],
            ["issues", "complete"],
            ["pull-requests", "complete"],
        ]);
        expect(result.streams.find(({ stream }) => stream === "issues").stored).toBe(12);
        const written = [scanned.out, scanned.err, connected.out, ...bench.files().map(({ bytes }) => bytes.toString("latin1"))];
        expect(written.filter((text) => text.includes(server.token))).toEqual([]);
    });
    test("needs to know what to read, and says how to write it", async () => {
        for (const [options, word] of [
            [[], "--repo"],
            [["--org", "acme", "--repo", "acme/shop"], "--repo"],
            [["--repo", "shop"], "acme/shop"],
            [["--org", "acme", "--project", "none"], "number"],
        ]) {
            const refused = await connect(...options);
            expect([refused.code, refused.said.includes(word)]).toEqual([2, true]);
        }
    });
    test("a repository that does not exist is named", async () => {
        const refused = await connect("--repo", "acme/nope");
        expect([refused.code, refused.said.includes("acme/nope")]).toEqual([2, true]);
    });
});
