import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { jira } from "../connectors/jira/index.ts";
import { linear } from "../connectors/linear/index.ts";
import { createHttpClient } from "../connectors/transport/client.ts";
import { RATE_POLICIES } from "../connectors/transport/rate-policy.ts";
import { levelSpec } from "../fixtures/demo-organisation/levels.ts";
import { simulateOrganisation } from "../fixtures/demo-organisation/organisation.ts";
import { renderJira } from "../fixtures/demo-organisation/render-jira.ts";
import { renderLinear } from "../fixtures/demo-organisation/render-linear.ts";
import { startJiraServer } from "../fixtures/jira-server/server.ts";
import { startLinearServer } from "../fixtures/linear-server/server.ts";
import { DEFAULT_RULESET } from "../src/maturity/ruleset/default.ts";
import { judgeStored } from "../src/scan.ts";
import { openSqliteStore } from "../src/store/sqlite/open.ts";
import { syncConnection } from "../src/sync.ts";
import { expectSameLevelOrCannotSee } from "./support/same-level.ts";
import { SHARED_MISSING, sharedPath } from "./support/shared.ts";
const END_AT = Date.parse("2026-07-01T00:00:00Z");
const schemaPath = sharedPath("schemas/linear.graphql");
const address = (id) => `${id.replace(":", ".")}@acme.example`;
/** One workspace read from several connections, in the order given. */
async function scanTogether(connections) {
    const directory = await mkdtemp(join(tmpdir(), "wmmm-"));
    const store = await openSqliteStore({ path: join(directory, "w.sqlite"), workspace: "acme", create: true, randomBytes });
    try {
        for (const { connector, config, secret } of connections) {
            const kind = connector.id;
            const connection = {
                id: kind,
                kind,
                config: connector.parseConfig(config),
                tokenEnv: "T",
                keepTitles: true,
                addedAt: END_AT,
            };
            await store.saveConnection(connection);
            const outcome = await syncConnection({
                ...{ connection, store, connector, secret, now: () => END_AT, keepTitles: true, signal: new AbortController().signal },
                createHttp: () => createHttpClient({
                    ...{ policy: RATE_POLICIES[kind], now: () => END_AT, sleep: () => Promise.resolve(), random: () => 0.5 },
                }),
            });
            expect(outcome.problems).toEqual([]);
        }
        const provides = (kind) => (kind === "jira" ? jira : linear).provides;
        return await judgeStored({ store, asOf: END_AT, ruleset: DEFAULT_RULESET, provides, product: "test" });
    }
    finally {
        await store.close();
        await rm(directory, { recursive: true, force: true });
    }
}
test.skipIf(schemaPath === null)(`an organisation with two teams in Jira and one in Linear is one organisation (${schemaPath === null ? SHARED_MISSING : "schema found"})`, { timeout: 120_000 }, async () => {
    const organisation = simulateOrganisation({ ...levelSpec(3), firstDate: "2025-07-01" }, "levels/3");
    const site = renderJira(organisation);
    const told = { ...site, users: site.users.map((user) => ({ ...user, emailAddress: address(user.accountId) })) };
    const rendered = renderLinear(organisation);
    const workspace = { ...rendered, users: rendered.users.map((user) => ({ ...user, email: address(user.id) })) };
    const [jiraServer, linearServer] = [
        await startJiraServer(told, { now: () => END_AT }),
        await startLinearServer(workspace, readFileSync(schemaPath, "utf8"), { now: () => END_AT }),
    ];
    try {
        const ofJira = (projects) => ({
            ...{ connector: jira, secret: jiraServer.token },
            config: { url: jiraServer.url, email: jiraServer.email, ...(projects === undefined ? {} : { projects }) },
        });
        const ofLinear = { connector: linear, secret: linearServer.token, config: { apiUrl: linearServer.url, teams: ["THREE"] } };
        const whole = await scanTogether([ofJira()]);
        const split = await scanTogether([ofJira(["ONE", "TWO"]), ofLinear]);
        // Whoever acts in both tools is one person there.
        expect(split.provenance.joins).toMatchObject([{ kind: "person", basis: "verified-identifier" }]);
        expect(split.provenance.joinConflicts).toBe(0);
        expect(split.diagnostics.activePeople).toBe(whole.diagnostics.activePeople);
        const sizes = ({ teams }) => teams.map(({ activePeople }) => activePeople).toSorted((a, b) => a - b);
        expect(sizes(split)).toEqual(sizes(whole));
        // The teams in Jira are judged as before; what Linear cannot show is missing from the whole and lowers nothing.
        const conformance = split.signals.find(({ id }) => id === "workflow-conformance");
        const before = whole.signals.find(({ id }) => id === "workflow-conformance");
        const left = conformance.excluded["no declared workflow that constrains anything"];
        expect(left).toBeGreaterThan(100);
        // Nearly: Linear has projects where Jira has epics, and folds what happens in the first minutes.
        expect((conformance.sampleSize + left) / before.sampleSize).toBeGreaterThan(0.95);
        // Two of the three teams, whose habits are alike.
        expect(Math.abs(conformance.value - before.value)).toBeLessThan(5);
        expect(conformance.coverage).toBeLessThan(0.8);
        expectSameLevelOrCannotSee(split, whole);
    }
    finally {
        await jiraServer.close();
        await linearServer.close();
    }
});
