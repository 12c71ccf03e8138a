import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { connectors } from "../../connectors/index.ts";
import { createHttpClient } from "../../connectors/transport/client.ts";
import { RATE_POLICIES } from "../../connectors/transport/rate-policy.ts";
import type { JiraDataset } from "../../fixtures/jira-server/dataset.ts";
import { startJiraServer, type JiraServer } from "../../fixtures/jira-server/server.ts";
import type { Facts } from "../../src/event-log/facts.ts";
import { createFacts } from "../../src/event-log/create-facts.ts";
import type { Instant } from "../../src/model/window.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import type { WorkspaceStore } from "../../src/store/store.ts";
import { syncConnection, type SyncOutcome } from "../../src/sync.ts";
import { createOpenApiCheck } from "../../test/support/openapi.ts";

export interface Synced {
  readonly store: WorkspaceStore;
  readonly server: JiraServer;
  readonly outcome: SyncOutcome;
  readonly seconds: number;
  /** What the vendor's description has against the requests that were sent. */
  readonly violations: readonly string[];
  facts(asOf: Instant): Promise<Facts>;
  /** Syncs once more into the same store; gives how many requests that took. */
  again(): Promise<number>;
}

export const CONNECTION = "jira";

/** Serves `dataset` over HTTP, reads it with the real connector into a real store in a directory of its own, and tidies up after `use`. */
export async function withSynced<T>(dataset: JiraDataset, use: (synced: Synced) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), "wmmm-verify-"));
  const check = createOpenApiCheck();
  const server = await startJiraServer(dataset, check === null ? {} : { onRequest: check.hooks.onRequest });
  const store = await openSqliteStore({ path: join(directory, "verify.sqlite"), workspace: "verify", create: true, randomBytes });
  try {
    const connector = await connectors["jira"]!();
    const connection = {
      id: CONNECTION,
      kind: "jira",
      config: connector.parseConfig({ url: server.url, email: server.email }),
      tokenEnv: "UNUSED",
      keepTitles: true,
      addedAt: Date.now(),
    };
    await store.saveConnection(connection);
    const sync = () =>
      syncConnection({
        connection,
        store,
        connector,
        secret: server.token,
        createHttp: ({ onWait, stop }) =>
          createHttpClient({
            policy: RATE_POLICIES.jira,
            now: Date.now,
            random: Math.random,
            sleep: async (ms, signal) => {
              await delay(ms, undefined, signal === null ? {} : { signal }).catch(() => {});
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
      server,
      outcome,
      seconds,
      violations: check?.violations ?? [],
      facts: async (asOf) => createFacts(await store.load(asOf)),
      again: async () => (await sync()).requests,
    });
  } finally {
    await store.close();
    await server.close();
    await rm(directory, { recursive: true, force: true });
  }
}
