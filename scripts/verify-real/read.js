import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { connectors } from "../../connectors/index.ts";
import { createHttpClient } from "../../connectors/transport/client.ts";
import { policyOf } from "../../connectors/transport/rate-policy.ts";
import { createFacts } from "../../src/event-log/create-facts.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import { syncConnection } from "../../src/sync.ts";
/** Reads a local server with the real connector into a real store in a directory of its own, and tidies up after `use`. The connection has the connector's name. */
export async function withRead(kind, config, secret, use) {
    const directory = await mkdtemp(join(tmpdir(), "wmmm-verify-"));
    const store = await openSqliteStore({ path: join(directory, "verify.sqlite"), workspace: "verify", create: true, randomBytes });
    try {
        const connector = await connectors[kind]();
        const connection = {
            id: kind,
            kind,
            config: connector.parseConfig(config),
            tokenEnv: "UNUSED",
            keepTitles: true,
            addedAt: Date.now(),
        };
        await store.saveConnection(connection);
        const sync = () => syncConnection({
            connection,
            store,
            connector,
            secret,
            createHttp: ({ onWait, stop }) => createHttpClient({
                policy: policyOf(kind),
                now: Date.now,
                random: Math.random,
                sleep: async (ms, signal) => {
                    await delay(ms, undefined, signal === null ? {} : { signal }).catch(() => { });
                },
                onWait,
                stop,
            }),
            now: Date.now,
            keepTitles: true,
            signal: new AbortController().signal,
        });
        const startedAt = performance.now();
        const outcome = await sync();
        const seconds = (performance.now() - startedAt) / 1000;
        return await use({
            store,
            outcome,
            seconds,
            facts: async (asOf) => createFacts(await store.load(asOf)),
            again: async () => (await sync()).requests,
        });
    }
    finally {
        await store.close();
        await rm(directory, { recursive: true, force: true });
    }
}
