import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { createActors } from "../../../connectors/github/actors.ts";
import { createAgentWork } from "../../../connectors/github/agent-work.ts";
import { github } from "../../../connectors/github/index.ts";
import { parseGithubConfig } from "../../../connectors/github/config.ts";
import { SHARED_MISSING, sharedPath } from "../../support/shared.ts";
import { COPILOT, event, issueWith, siteWith, START } from "./small-issue.ts";
const path = sharedPath("schemas/github-rest.openapi.json.gz");
/** The addresses that reading the work of agents asks for: a full page, and the one that ends it. */
async function addressesAsked() {
    const asked = [];
    const full = Array.from({ length: 100 }, (_, id) => ({
        id,
        event: "copilot_work_started",
        created_at: new Date(START).toISOString(),
    }));
    const work = createAgentWork({
        http: {
            send: () => Promise.reject(new Error("not asked")),
            fetch: (input, init) => {
                const url = new URL(input instanceof Request ? input.url : input);
                asked.push({ method: init?.method ?? "GET", url });
                return Promise.resolve(Response.json(url.searchParams.get("page") === "1" ? full : full.slice(0, 3)));
            },
            requests: 0,
        },
        config: parseGithubConfig(github.parseConfig({ repos: ["acme/shop"] })),
        token: "token",
        connection: "github",
        warn: () => undefined,
    });
    const timeline = [event("AssignedEvent", 1, { assignee: COPILOT })];
    const { events } = await work.of([{ issue: issueWith(), timeline, historyComplete: true }], createActors(siteWith()));
    expect(events).toHaveLength(103);
    return asked;
}
describe.skipIf(path === null)(`calls of GitHub's REST API (${path === null ? SHARED_MISSING : "description found"})`, () => {
    test("ask for paths and with parameters that GitHub describes", { timeout: 30_000 }, async () => {
        const { paths, components } = JSON.parse(gunzipSync(readFileSync(path)).toString());
        const described = Object.keys(paths).map((template) => ({
            template,
            pattern: new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`),
        }));
        const asked = await addressesAsked();
        expect(asked).toHaveLength(2);
        for (const { method, url } of asked) {
            expect([method, url.origin]).toEqual(["GET", "https://api.github.com"]);
            const template = described.find(({ pattern }) => pattern.test(url.pathname))?.template ?? url.pathname;
            expect(template).toBe("/repos/{owner}/{repo}/issues/{issue_number}/timeline");
            const known = (paths[template].get?.parameters ?? [])
                .map((one) => ("$ref" in one ? components.parameters[one.$ref.split("/").at(-1)] : one))
                .filter((one) => one.in === "query");
            expect(known.map(({ name }) => name)).toEqual(expect.arrayContaining([...url.searchParams.keys()]));
        }
    });
});
