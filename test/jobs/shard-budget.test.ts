import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { jira } from "../../connectors/jira/index.ts";
import { createHttpClient } from "../../connectors/transport/client.ts";
import type { BudgetState } from "../../connectors/transport/rate-budget.ts";
import { RATE_POLICIES } from "../../connectors/transport/rate-policy.ts";
import type { SharedBudget } from "../../connectors/transport/shared-budget.ts";
import { startJiraServer, type JiraServer } from "../../fixtures/jira-server/server.ts";
import { openSqliteOperations } from "../../src/store/sqlite/open-operations.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import type { OperationsStore } from "../../src/store/operations.ts";
import type { WorkspaceStore } from "../../src/store/store.ts";
import { syncConnection, type SyncInput } from "../../src/sync.ts";
import { smallSite } from "../connectors/jira/small-site.ts";

/** How much faster than the wall both clocks run. */
const SPEED = 10;
const PAUSE_S = 10;
const SEARCH = "/rest/api/3/search/jql";

const began = performance.now();
const now = () => Date.UTC(2026, 6, 20, 12) + Math.round((performance.now() - began) * SPEED);
let home: string;
let server: JiraServer;
/** When searches came, by both shards. */
let searches: number[];
const workers: { store: WorkspaceStore; operations: OperationsStore; budget: SharedBudget }[] = [];

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "wmmm-budget-"));
  searches = [];
  server = await startJiraServer(smallSite(60, 60), {
    now,
    latencyMs: 5,
    onRequest: ({ path }) => void (path === SEARCH && searches.push(now())),
  });
  const randomBytes = (size: number) => new Uint8Array(size).fill(3);
  for (const _ of [1, 2]) {
    const store = await openSqliteStore({ path: join(home, "acme.sqlite"), workspace: "acme", create: true, randomBytes });
    const operations = await openSqliteOperations(join(home, "operations.db"));
    workers.push({ store, operations, budget: await operations.quotas<BudgetState>({ randomBytes, now }) });
  }
});
afterEach(async () => {
  for (const { store, operations } of workers.splice(0)) {
    await store.close();
    await operations.close();
  }
  await server.close();
  rmSync(home, { recursive: true, force: true });
});

/** What each of two workers, with stores and an operations store of its own, has to read of one account. */
async function twoShards(shared: boolean): Promise<void> {
  const inputs = workers.map(({ store, budget }): SyncInput => ({
    connection: {
      ...{ id: "jira", kind: "jira", tokenEnv: "T", keepTitles: true, addedAt: 0 },
      config: jira.parseConfig({ url: server.url, email: server.email, pageSize: 2 }),
    },
    store,
    connector: jira,
    secret: server.token,
    createHttp: (hooks) =>
      createHttpClient({
        policy: RATE_POLICIES.jira,
        now,
        sleep: async (ms, signal) => {
          await delay(ms / SPEED, undefined, { signal: signal ?? new AbortController().signal }).catch(() => undefined);
        },
        random: () => 0.5,
        ...(shared ? { budget } : {}),
        ...hooks,
      }),
    now,
    keepTitles: true,
    signal: new AbortController().signal,
  }));
  const [first, second] = inputs as [SyncInput, SyncInput];
  await first.store.saveConnection(first.connection);
  const { shards } = await syncConnection({ ...first, share: { kind: "plan", least: 20, most: 4 } });
  expect(shards.map(({ id }) => id)).toEqual(["ACME", "BETA"]);
  const read = await Promise.all(
    [first, second].map((input, index) => syncConnection({ ...input, share: { kind: "shard", shard: shards[index]!.id } })),
  );
  expect(read.map(({ status }) => status)).toEqual(["complete", "complete"]);
  expect((await syncConnection({ ...second, share: { kind: "rest" } })).status).toBe("complete");
  expect(await first.store.liveItems("jira")).toHaveLength(120);
}

/** Searches that came while Jira had asked for a pause, by both workers together. */
async function askedInPause(shared: boolean): Promise<number> {
  let refusedAt: number | null = null;
  const pause = { kind: "status", status: 429, retryAfter: String(PAUSE_S) } as const;
  server.faults.on({ path: SEARCH, nth: 12 }, pause, () => (refusedAt = now()));
  await twoShards(shared);
  expect(refusedAt).not.toBeNull();
  return searches.filter((at) => at > refusedAt! && at < refusedAt! + PAUSE_S * 1000).length;
}

test(
  "shards of one account give way together: what one worker is refused, the others wait for too",
  { timeout: 20_000 },
  async () => {
    // What was on its way already.
    expect(await askedInPause(true)).toBeLessThanOrEqual(1);
  },
);

test("without a common budget the other one would have gone on", { timeout: 20_000 }, async () => {
  expect(await askedInPause(false)).toBeGreaterThan(10);
});
