import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { linear } from "../../connectors/linear/index.ts";
import { createHttpClient } from "../../connectors/transport/client.ts";
import { RATE_POLICIES } from "../../connectors/transport/rate-policy.ts";
import { startLinearServer } from "../../fixtures/linear-server/server.ts";
import { DEFAULT_RULESET } from "../../src/maturity/ruleset/default.ts";
import { judgeStored } from "../../src/scan.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import { syncConnection } from "../../src/sync.ts";
/** The whole path as `wmmm scan` goes it, from a Linear workspace. `sdl` is the vendor's schema. */
export async function scanLinear(dataset, sdl, asOf) {
    const directory = await mkdtemp(join(tmpdir(), "wmmm-"));
    const server = await startLinearServer(dataset, sdl, { now: () => asOf });
    try {
        const store = await openSqliteStore({ path: join(directory, "w.sqlite"), workspace: "test", create: true, randomBytes });
        try {
            const connection = {
                id: "linear",
                kind: "linear",
                config: linear.parseConfig({ apiUrl: server.url }),
                tokenEnv: "TOKEN",
                keepTitles: true,
                addedAt: asOf,
            };
            await store.saveConnection(connection);
            const outcome = await syncConnection({
                connection,
                store,
                connector: linear,
                secret: server.token,
                createHttp: () => createHttpClient({ policy: RATE_POLICIES.linear, now: () => asOf, sleep: () => Promise.resolve(), random: () => 0.5 }),
                now: () => asOf,
                keepTitles: true,
                signal: new AbortController().signal,
            });
            const result = await judgeStored({
                store,
                asOf,
                ruleset: DEFAULT_RULESET,
                provides: () => linear.provides,
                product: "test",
            });
            return { result, outcome, requests: server.requests.length, drift: await store.drift() };
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
