import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jiraDc } from "../../connectors/jira-dc/index.ts";
import { createHttpClient } from "../../connectors/transport/client.ts";
import { policyOf } from "../../connectors/transport/rate-policy.ts";
import { startJiraServer } from "../../fixtures/jira-server/server.ts";
import { DEFAULT_RULESET } from "../../src/maturity/ruleset/default.ts";
import { judgeStored } from "../../src/scan.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import { syncConnection } from "../../src/sync.ts";
/** A Data Center and a workspace that reads it. `dataset` in the shape of `toDataCenter`. */
export async function dcBench(dataset, startAt, options = {}) {
    const { server: more = {}, projects, pageSize, secret, ...dataCenter } = options;
    const directory = await mkdtemp(join(tmpdir(), "wmmm-dc-"));
    const clock = { now: startAt };
    const server = await startJiraServer(dataset, { now: () => clock.now, dataCenter, ...more });
    const store = await openSqliteStore({ path: join(directory, "w.sqlite"), workspace: "test", create: true, randomBytes });
    const config = jiraDc.parseConfig({ url: server.url, projects: projects ?? null, pageSize: pageSize ?? null });
    const connection = { id: "jira", kind: "jira-dc", config, tokenEnv: "PAT", keepTitles: true, addedAt: startAt };
    await store.saveConnection(connection);
    const bench = {
        server,
        store,
        get now() {
            return clock.now;
        },
        set now(at) {
            clock.now = at;
        },
        slept: [],
        sync: (signal = new AbortController().signal) => syncConnection({
            connection,
            store,
            connector: jiraDc,
            secret: secret ?? server.token,
            createHttp: () => createHttpClient({
                policy: policyOf("jira-dc"),
                now: () => clock.now,
                sleep: (ms) => {
                    bench.slept.push(ms);
                    clock.now += ms;
                    return Promise.resolve();
                },
                random: () => 0.5,
            }),
            now: () => clock.now,
            keepTitles: true,
            signal,
        }),
        expected() {
            let keys = [];
            server.mutate((dataset) => {
                keys = dataset.issues.map(({ key }) => key).sort();
                return dataset;
            });
            return keys;
        },
        judge: () => judgeStored({ store, asOf: clock.now, ruleset: DEFAULT_RULESET, provides: () => jiraDc.provides, product: "test" }),
        async dispose() {
            await store.close();
            await server.close();
            await rm(directory, { recursive: true, force: true });
        },
    };
    return bench;
}
