import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jira } from "../../connectors/jira/index.ts";
import { createHttpClient } from "../../connectors/transport/client.ts";
import { RATE_POLICIES } from "../../connectors/transport/rate-policy.ts";
import { startJiraServer } from "../../fixtures/jira-server/server.ts";
import { DEFAULT_RULESET } from "../../src/maturity/ruleset/default.ts";
import { judgeStored } from "../../src/scan.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import { syncConnection } from "../../src/sync.ts";
/** The whole path, as `wmmm scan` goes it: serve, read over HTTP, store, load, measure, judge. */
export async function scanDataset(dataset, asOf, workspace = "test", options = {}, 
/** What else to ask of the store before it is gone. */
inspect = () => Promise.resolve()) {
    const directory = await mkdtemp(join(tmpdir(), "wmmm-"));
    const server = await startJiraServer(dataset, { now: () => asOf, ...options });
    try {
        const store = await openSqliteStore({ path: join(directory, "w.sqlite"), workspace, create: true, randomBytes });
        try {
            const connection = {
                id: "jira",
                kind: "jira",
                config: jira.parseConfig({ url: server.url, email: server.email }),
                tokenEnv: "TOKEN",
                keepTitles: true,
                addedAt: asOf,
            };
            await store.saveConnection(connection);
            const outcome = await syncConnection({
                connection,
                store,
                connector: jira,
                secret: server.token,
                createHttp: () => createHttpClient({ policy: RATE_POLICIES.jira, now: () => asOf, sleep: () => Promise.resolve(), random: () => 0.5 }),
                now: () => asOf,
                keepTitles: true,
                signal: new AbortController().signal,
            });
            const result = await judgeStored({ store, asOf, ruleset: DEFAULT_RULESET, provides: () => jira.provides, product: "test" });
            await inspect(store);
            return { result, outcome };
        }
        finally {
            await store.close();
        }
    }
    finally {
        await server.close();
        await rm(directory, { recursive: true, force: true });
    }
}
