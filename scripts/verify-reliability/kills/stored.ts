import { createHash } from "node:crypto";
import type { FailpointPort } from "../../../src/model/failpoint.ts";
import { openPostgresHome } from "../../../src/store/postgres/home.ts";
import { openSqliteHome } from "../../../src/store/sqlite/home.ts";
import type { WorkspaceStore } from "../../../src/store/store.ts";
import { spellOut } from "../../../test/store/contents.ts";
import { saltBytes, WORKSPACE, type KilledPlace } from "./job.ts";

/** The workspace of a place, and how to close all that was opened for it. */
export async function openStored(
  { home, databaseUrl }: KilledPlace,
  failpoint?: FailpointPort,
): Promise<{ readonly store: WorkspaceStore; close(): Promise<void> }> {
  const opened =
    databaseUrl === null
      ? openSqliteHome({ directory: home, platform: process.platform, randomBytes: saltBytes })
      : openPostgresHome({ url: databaseUrl, randomBytes: saltBytes });
  const store = await opened.open(WORKSPACE, { create: true, failpoint });
  return {
    store,
    async close() {
      await store.close();
      await opened.close();
    },
  };
}

/** SHA-256 over everything that was read: items with their events, actors, definitions; in an order that does not depend on that of reading. */
export async function storedHash(store: WorkspaceStore, connection: string): Promise<string> {
  const { items, actors, ...definitions } = spellOut(await store.load(Number.MAX_SAFE_INTEGER));
  const sorted = [...items, ...actors, ...Object.values(definitions).flat()].map((one) => JSON.stringify(one)).toSorted();
  return createHash("sha256")
    .update(JSON.stringify([sorted, await store.liveItems(connection)]))
    .digest("hex");
}
