import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectors } from "../../connectors/index.ts";
import { createHttpClient } from "../../connectors/transport/client.ts";
import { policyOf } from "../../connectors/transport/rate-policy.ts";
import { startGithubServer } from "../../fixtures/github-server/server.ts";
import { startJiraServer } from "../../fixtures/jira-server/server.ts";
import { startLinearServer } from "../../fixtures/linear-server/server.ts";
import { DAY_MS, HOUR_MS } from "../../src/model/window.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import { syncConnection } from "../../src/sync.ts";
import { smallWorkspace } from "../../test/connectors/linear/small-workspace.ts";
import { smallOrganisation } from "../../test/fixtures/github-server/small-organisation.ts";
import { sharedPath } from "../../test/support/shared.ts";
import { smallSite } from "../../test/support/small-site.ts";
/** After the last change of any of the made-up histories, a Monday, so that the day after is of the same week. */
const START = Date.parse("2026-07-06T08:00:00Z");
const MOST_AGAIN = 5;
/** Issues with about 15 entries in their histories each, as the target says. */
const VENDORS = [
    {
        kind: "jira",
        most: 12,
        schema: null,
        async start(count, _sdl, now) {
            const server = await startJiraServer(smallSite({ issuesPerProject: count, historiesPerIssue: 15 }), { now });
            return {
                config: { url: server.url, email: server.email },
                token: server.token,
                asked: () => server.requests.map(({ path }) => path.replace(/\/(issue|board)\/\d+\//, "/$1/*/")),
                ofIssues: /\/search\/jql$|\/changelog/,
                close: () => server.close(),
            };
        },
    },
    {
        kind: "linear",
        most: 20,
        schema: "schemas/linear.graphql",
        async start(count, sdl, now) {
            const server = await startLinearServer(smallWorkspace(count, 12), sdl, { now });
            return {
                config: { apiUrl: server.url },
                token: server.token,
                asked: () => server.requests.map(({ operation }) => operation),
                ofIssues: /^(?:Issues|IssuesById|History|Histories)/,
                close: () => server.close(),
            };
        },
    },
    {
        kind: "github",
        most: 20,
        schema: "schemas/github.graphql",
        async start(count, sdl, now) {
            const server = await startGithubServer(smallOrganisation(count, 11), sdl, { now });
            return {
                config: { apiUrl: server.url, org: "acme" },
                token: server.token,
                asked: () => server.requests.map(({ operation, path }) => operation || path),
                ofIssues: /^(?:Issues|NamedIssues|TimelineRest)$/,
                close: () => server.close(),
            };
        },
    },
];
/** What a first read takes per 1,000 issues, and what a read takes when nothing has changed since. */
export const requests = async ({ reduced, note }) => {
    const lines = [];
    const count = reduced ? 1_000 : 2_000;
    for (const vendor of VENDORS) {
        const path = vendor.schema === null ? "" : sharedPath(vendor.schema);
        if (path === null) {
            lines.push({ what: `${vendor.kind}: requests`, target: "", measured: "the vendor's schema is not at hand", met: null });
            continue;
        }
        const counted = await countRequests(vendor, count, path === "" ? "" : readFileSync(path, "utf8"));
        for (const text of counted.notes)
            note(`${vendor.kind}: ${text}`);
        lines.push({
            what: `${vendor.kind}: requests for 1,000 issues with 15 changes each`,
            target: `<= ${vendor.most}`,
            measured: `${(counted.ofIssues / (count / 1_000)).toFixed(1)} (${counted.ofIssues} for ${count}; ${counted.first} with all else)`,
            met: counted.isWhole && counted.ofIssues / (count / 1_000) <= vendor.most,
        }, {
            what: `${vendor.kind}: requests an hour later, nothing changed`,
            target: `<= ${MOST_AGAIN}`,
            measured: String(counted.again),
            met: counted.isWhole && counted.again <= MOST_AGAIN,
        }, {
            what: `${vendor.kind}: requests the next day, nothing changed`,
            target: "",
            measured: String(counted.nextDay),
            met: null,
        });
    }
    return lines;
};
async function countRequests(vendor, count, sdl) {
    let now = START;
    const directory = await mkdtemp(join(tmpdir(), "wmmm-requests-"));
    const server = await vendor.start(count, sdl, () => now);
    const store = await openSqliteStore({ path: join(directory, "w.sqlite"), workspace: "requests", create: true, randomBytes });
    const notes = [];
    let isWhole = true;
    try {
        const connector = await connectors[vendor.kind]();
        const config = connector.parseConfig(server.config);
        const connection = { id: vendor.kind, kind: vendor.kind, config, tokenEnv: "UNUSED", keepTitles: true, addedAt: START };
        await store.saveConnection(connection);
        const read = async (name) => {
            const before = server.asked().length;
            const outcome = await syncConnection({
                connection,
                store,
                connector,
                secret: server.token,
                // Time does not pass while it waits, so that nothing is counted but requests.
                createHttp: () => createHttpClient({ policy: policyOf(vendor.kind), now: () => now, sleep: () => Promise.resolve(), random: () => 0.5 }),
                now: () => now,
                keepTitles: true,
                signal: new AbortController().signal,
            });
            const asked = server.asked().slice(before);
            const kinds = [...Map.groupBy(asked, (kind) => kind)].map(([kind, { length }]) => `${length} ${kind}`);
            notes.push(`${name}: ${asked.length}: ${kinds.join(", ")}`);
            for (const { what } of outcome.problems)
                notes.push(`${name}: ${what}`);
            // What was not read whole must not look cheap.
            isWhole &&= outcome.problems.length === 0;
            return asked;
        };
        const first = await read("first read");
        now += HOUR_MS;
        const again = await read("an hour later");
        now += DAY_MS;
        const nextDay = await read("the next day");
        return {
            isWhole,
            first: first.length,
            ofIssues: first.filter((kind) => server.ofIssues.test(kind)).length,
            again: again.length,
            nextDay: nextDay.length,
            notes,
        };
    }
    finally {
        await store.close();
        await server.close();
        await rm(directory, { recursive: true, force: true });
    }
}
