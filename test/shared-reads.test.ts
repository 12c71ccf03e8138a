import fc from "fast-check";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { jiraDc } from "../connectors/jira-dc/index.ts";
import type { Connector } from "../connectors/connector.ts";
import { createHttpClient } from "../connectors/transport/client.ts";
import { policyOf } from "../connectors/transport/rate-policy.ts";
import { toDataCenter } from "../fixtures/demo-organisation/render-jira-dc.ts";
import { startJiraServer } from "../fixtures/jira-server/server.ts";
import { startTracker } from "../scripts/verify-reliability/changing-source/tracker.ts";
import { createWorld, FIRST_SCAN } from "../scripts/verify-reliability/changing-source/world.ts";
import { storedHash } from "../scripts/verify-reliability/kills/stored.ts";
import { syncShared } from "../scripts/verify-reliability/read-shared.ts";
import { FAILPOINTS, type FailpointPort } from "../src/model/failpoint.ts";
import type { Json } from "../src/model/page.ts";
import { openPostgresHome } from "../src/store/postgres/home.ts";
import { openSqliteHome } from "../src/store/sqlite/home.ts";
import type { StoreHome } from "../src/store/store-home.ts";
import type { WorkspaceStore } from "../src/store/store.ts";
import { syncConnection, type SyncInput } from "../src/sync.ts";
import { postgres } from "./support/services.ts";
import { smallSite } from "./support/small-site.ts";

const PROJECTS = ["AAA", "BBB", "CCC"];
const server = await postgres();
const directory = mkdtempSync(join(tmpdir(), "wmmm-shared-"));
const randomBytes = (size: number): Uint8Array => new Uint8Array(size).fill(7);

const homes: Readonly<Record<string, StoreHome | null>> = {
  SQLite: openSqliteHome({ directory, platform: process.platform, randomBytes }),
  PostgreSQL: server.missing === null ? openPostgresHome({ url: server.url, randomBytes }) : null,
};
afterAll(async () => {
  for (const home of Object.values(homes)) await home?.close();
  rmSync(directory, { recursive: true, force: true });
});

interface Source {
  readonly kind: string;
  readonly connector: Connector;
  readonly secret: string;
  readonly config: Json;
  close(): Promise<void>;
}

/** A tracker of three projects that stands still; null where its vendor's schema is not at hand. */
async function sourceOf(kind: "jira" | "jira-dc" | "linear" | "github"): Promise<Source | null> {
  if (kind !== "jira-dc") {
    const tracker = await startTracker(kind, { now: () => FIRST_SCAN, onRequest: () => undefined });
    if ("missing" in tracker) return null;
    tracker.show(createWorld(PROJECTS, 20));
    return { ...tracker, config: tracker.config(null), close: () => tracker.close() };
  }
  const site = toDataCenter(smallSite({ projects: PROJECTS, issuesPerProject: 7 }));
  const jira = await startJiraServer(site, { now: () => FIRST_SCAN, dataCenter: {} });
  const config = jiraDc.parseConfig({ url: jira.url, projects: null, pageSize: 3 });
  return { kind, connector: jiraDc, secret: jira.token, config, close: () => jira.close() };
}

/** As if the process had died there: nothing of it reaches the tracker or the store any more. */
class Died extends Error {}

function deathAt(name: string, nth: number): FailpointPort {
  let left = nth;
  let isDead = false;
  return (at) => {
    if (at === name && --left === 0) isDead = true;
    if (isDead) throw new Died(name);
  };
}

let workspaces = 0;

async function inWorkspace<T>(
  home: StoreHome,
  use: (open: (failpoint?: FailpointPort) => Promise<WorkspaceStore>) => Promise<T>,
): Promise<T> {
  const workspace = `w-${++workspaces}`;
  return use((failpoint) => home.open(workspace, { create: true, failpoint }));
}

function inputOf(source: Source, store: WorkspaceStore, failpoint?: FailpointPort): SyncInput {
  const { kind, connector, secret, config } = source;
  return {
    connection: { id: "tracker", kind, config, tokenEnv: "T", keepTitles: true, addedAt: 0 },
    store,
    connector,
    secret,
    createHttp: (hooks) =>
      createHttpClient({
        policy: policyOf(kind),
        now: () => FIRST_SCAN,
        sleep: async () => undefined,
        random: () => 0.5,
        ...hooks,
      }),
    now: () => FIRST_SCAN,
    keepTitles: true,
    failpoint,
    signal: new AbortController().signal,
  };
}

async function connected(
  open: (failpoint?: FailpointPort) => Promise<WorkspaceStore>,
  source: Source,
  failpoint?: FailpointPort,
) {
  const store = await open(failpoint);
  const input = inputOf(source, store, failpoint);
  await store.saveConnection(input.connection);
  return { store, input };
}

async function readWhole(home: StoreHome, source: Source): Promise<string> {
  return inWorkspace(home, async (open) => {
    const { store, input } = await connected(open, source);
    expect((await syncConnection(input)).problems).toEqual([]);
    const hash = await storedHash(store, "tracker");
    await store.close();
    return hash;
  });
}

const CALM = FAILPOINTS.filter((name) => !/^(?:open|scan|http):|preflight|fail|forgotten/.test(name));
const death = fc.record({ name: fc.constantFrom(...CALM), nth: fc.integer({ min: 1, max: 30 }), byHand: fc.boolean() });
const RUNS = 4;
const dies = (name: (typeof CALM)[number], nth: number, byHand = false) => ({ name, nth, byHand });
/** Where shards are named, in the middle of them, between two of them, and where they are joined. */
const KNOWN: [ReturnType<typeof dies>[], number[]][] = [
  [[dies("shards:planned", 1), dies("page:before-commit", 4), dies("shards:joined", 1)], [1]],
  [
    [dies("shards:planned", 1), dies("page:committed", 2, true), dies("shards:in-join", 1, true)],
    [2, 0],
  ],
];

// Engines differ in how pages are stored, connectors in what they read.
const CASES = [
  ["jira", "SQLite"],
  ["jira", "PostgreSQL"],
  ["jira-dc", "SQLite"],
  ["linear", "SQLite"],
  ["github", "PostgreSQL"],
] as const;

describe("a whole read that is shared out", () => {
  test.each(CASES)(
    "of %s stores in %s what a read in one piece stores, whoever dies where",
    { timeout: 60_000 },
    async (kind, engine) => {
      const home = homes[engine];
      const source = await sourceOf(kind);
      // Without a service or a schema there is nothing to compare, as the tests of that connector say.
      if (home === null || home === undefined || source === null) return source?.close();
      const expected = await readWhole(home, source);
      let shards = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(death, { minLength: 1, maxLength: 3 }),
          fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }),
          async (deaths, order) =>
            inWorkspace(home, async (open) => {
              for (const { name, nth, byHand } of deaths) {
                const failpoint = deathAt(name, nth);
                const { store, input } = await connected(open, source, failpoint);
                await (byHand ? syncConnection(input) : syncShared(input, order)).catch((error: unknown) => {
                  if (!(error instanceof Died)) throw error;
                });
                shards += (await store.shards("tracker", "issues")).length;
                await store.close();
              }
              const { store, input } = await connected(open, source);
              const last = await syncShared(input, order);
              expect([last.status, last.problems]).toEqual(["complete", []]);
              expect(await storedHash(store, "tracker")).toBe(expected);
              expect(await store.shards("tracker", "issues")).toEqual([]);
              const items = (await store.streamReports()).find(({ stream }) => stream === "issues");
              expect(items).toMatchObject({ status: "complete", coverage: 1 });
              await store.close();
            }),
        ),
        { numRuns: RUNS, seed: 11, examples: KNOWN },
      );
      // Some died while shards were there, or this would have shown nothing.
      expect(shards).toBeGreaterThan(0);
      await source.close();
    },
  );
});
