import { createServer } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { toDataCenter } from "../../fixtures/demo-organisation/render-jira-dc.ts";
import { smallSite } from "../support/small-site.ts";
import { AS_OF, createBench, TOKEN_VARIABLE } from "./command-line.ts";
let bench;
let other = null;
beforeEach(async () => {
    bench = createBench();
    await bench.serve(toDataCenter(smallSite({ projects: ["ACME", "OPS"], issuesPerProject: 6 })), {
        dataCenter: { contextPath: "/jira" },
    });
});
afterEach(async () => {
    await bench.dispose();
    other?.closeAllConnections();
    other?.close();
    other = null;
});
const connect = (url = bench.server.url, ...more) => bench.run("connect", "jira", "--workspace", "acme", "--url", url, "--token-env", TOKEN_VARIABLE, ...more);
async function serveOther(answer) {
    other = createServer((request, response) => {
        if (request.url === "/login")
            response.writeHead(200, { "content-type": "text/html" }).end("<html>Log in</html>");
        else
            response.writeHead(answer.status, { "content-type": "text/html", ...answer.headers }).end(answer.body ?? "");
    });
    await new Promise((resolve) => other.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${other.address().port}`;
}
describe("connect jira without --email is a Data Center", () => {
    test("below a path, with a personal access token: connects, scans, and says what it cannot see", async () => {
        const connected = await connect(`${bench.server.url}/secure/Dashboard.jspa`);
        expect(connected, connected.err).toMatchObject({ code: 0 });
        expect(connected.out).toMatch(/^Jira Data Center 9\.12\.4, signed in, 2 projects\.\nThe first scan will read about 12 issues with .*\n/);
        const scanned = await bench.run("scan", "acme", "--json", "--as-of", AS_OF);
        expect(scanned.code, scanned.err).toBe(0);
        const result = JSON.parse(scanned.out);
        expect(result.provenance.connections).toMatchObject([{ id: "jira", kind: "jira-dc" }]);
        expect(result.streams.find(({ stream }) => stream === "issues")).toMatchObject({ stored: 12, status: "complete" });
        const urls = await bench.withStore(async (store) => (await store.load(bench.now)).items.url);
        expect(urls[0]).toMatch(new RegExp(`^${bench.server.url}/browse/[A-Z]+-\\d+$`));
        const everything = [connected.out, scanned.out, scanned.err, ...bench.files().map(({ bytes }) => bytes.toString("latin1"))];
        expect(everything.filter((text) => text.includes(bench.server.token))).toEqual([]);
        const examined = (await bench.run("doctor", "acme")).out.replaceAll(/\s+/g, " ");
        expect(examined).toContain("Jira Data Center does not tell people, scripts and apps apart");
        expect(examined).toContain("all rights of its account");
    });
    const refused = async (url) => {
        const { code, said, out } = await connect(url);
        expect(code).toBe(2);
        expect(out).toBe("");
        expect(bench.files().filter(({ name }) => name.endsWith(".sqlite"))).toEqual([]);
        return said;
    };
    test("a wrong token", async () => {
        bench.env[TOKEN_VARIABLE] = "NjY2NjY2NjY2NjY2OgoV";
        expect(await refused()).toContain("Jira refused the token (401). Make a new personal access token in your profile");
    });
    test("a site that is open to the public, and a wrong token", async () => {
        await bench.serve(toDataCenter(smallSite()), { dataCenter: {}, anonymousProjects: ["ACME"] });
        bench.env[TOKEN_VARIABLE] = "NjY2NjY2NjY2NjY2OgoV";
        expect(await refused()).toContain("as if nobody had signed in");
    });
    test("the path left out", async () => {
        expect(await refused(bench.server.url.replace("/jira", ""))).toContain("There is no Jira at this URL. Give the address that you open in the browser, with its path");
    });
    test.each([
        ["a login page", { status: 200, body: "<html>Log in</html>" }, "something that is no data, such as a login page"],
        [
            "a login page behind a redirect",
            { status: 302, headers: { location: "/login" } },
            "something that is no data, such as a login page",
        ],
        ["a single sign-on", { status: 302, headers: { location: "https://sso.example/saml" } }, "as a single sign-on does"],
        ["another web site", { status: 404, body: "<html>Not here</html>" }, "There is no Jira at this URL."],
    ])("%s in its place", async (_, answer, sentence) => {
        expect(await refused(await serveOther(answer))).toContain(sentence);
    });
    test("a Jira Cloud site asks for the e-mail address", async () => {
        await bench.serve(smallSite(), {});
        bench.server.faults.on({ path: "/rest/api/2/serverInfo" }, { kind: "status", status: 200, body: '{"deploymentType":"Cloud"}', contentType: "application/json" });
        expect(await refused()).toContain("Give --email the address of the account");
    });
    test("a Data Center that was given an e-mail address says to leave it out", async () => {
        const { code, said } = await connect(bench.server.url, "--email", "me@acme.com");
        expect(code).toBe(2);
        expect(said).toContain("for a Jira Data Center leave --email out");
    });
});
