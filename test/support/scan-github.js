import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { github } from "../../connectors/github/index.ts";
import { createHttpClient } from "../../connectors/transport/client.ts";
import { RATE_POLICIES } from "../../connectors/transport/rate-policy.ts";
import { startGithubServer } from "../../fixtures/github-server/server.ts";
import { DEFAULT_RULESET } from "../../src/maturity/ruleset/default.ts";
import { judgeStored } from "../../src/scan.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import { syncConnection } from "../../src/sync.ts";
/** The whole path as `wmmm scan` goes it, from all repositories of a GitHub organisation. `sdl` is the vendor's schema. */
export async function scanGithub(dataset, sdl, asOf, options = {}) {
    const directory = await mkdtemp(join(tmpdir(), "wmmm-"));
    const server = await startGithubServer(dataset, sdl, { now: () => asOf, ...options });
    try {
        const store = await openSqliteStore({ path: join(directory, "w.sqlite"), workspace: "test", create: true, randomBytes });
        try {
            const connection = {
                id: "github",
                kind: "github",
                config: github.parseConfig({ apiUrl: server.url, org: dataset.repositories[0].owner }),
                tokenEnv: "TOKEN",
                keepTitles: true,
                addedAt: asOf,
            };
            await store.saveConnection(connection);
            const outcome = await syncConnection({
                connection,
                store,
                connector: github,
                secret: server.token,
                createHttp: () => createHttpClient({ policy: RATE_POLICIES.github, now: () => asOf, sleep: () => Promise.resolve(), random: () => 0.5 }),
                now: () => asOf,
                keepTitles: true,
                signal: new AbortController().signal,
            });
            const result = await judgeStored({
                store,
                asOf,
                ruleset: DEFAULT_RULESET,
                provides: () => github.provides,
                product: "test",
            });
            const drift = await store.drift();
            return { result, outcome, requests: server.requests, drift };
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
