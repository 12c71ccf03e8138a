import { workspaceName } from "../home.ts";
import { missingWorkspace } from "../missing-workspace.ts";
import { SALT_BYTES } from "../pseudonyms.ts";
import type { StoreHome } from "../store-home.ts";
import { openDatabase, type Database } from "./database.ts";
import { workspaceLocks } from "./locks.ts";
import { migrate } from "./migrate.ts";
import { MIGRATIONS } from "./migrations/list.ts";
import { afterReceiving, sinkOf, sourceOf } from "./transfer.ts";
import { postgresStore } from "./workspace-store.ts";

export interface PostgresHomeOptions {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  /** Connections at most, for all workspaces together; two at least. */
  readonly connections?: number;
  /** Cryptographically random bytes, for the salts of new workspaces. */
  readonly randomBytes: (size: number) => Uint8Array;
}

/** Workspaces in one database, each seen by itself alone. Connects, and brings the tables up to date, when first used. */
export function openPostgresHome({ url, connections, randomBytes }: PostgresHomeOptions): StoreHome {
  const database = openDatabase({ url, ...(connections === undefined ? {} : { connections: Math.max(2, connections) }) });
  const locks = workspaceLocks(database, database.connectAlone);
  let ready: Promise<void> | null = null;
  const prepared = (failpoint?: Parameters<typeof migrate>[1]): Promise<void> => {
    ready ??= migrate(database, failpoint).catch((error: unknown) => {
      // The next one tries again.
      ready = null;
      throw error;
    });
    return ready;
  };
  const names = async (): Promise<readonly string[]> => {
    await prepared();
    const rows = await database.transaction(null, (querier) =>
      querier.rows<[string]>("SELECT workspace FROM workspace ORDER BY workspace"),
    );
    return rows.map(([name]) => name);
  };

  return {
    engine: "postgresql",
    place: database.name,
    names,

    async open(workspace, { create, failpoint }) {
      workspaceName(workspace);
      await prepared(failpoint);
      if (create) await makeWorkspace(database, workspace, randomBytes(SALT_BYTES));
      else if (!(await exists(database, workspace))) throw missingWorkspace(workspace, await names());
      failpoint?.("open:file-made");
      const store = await postgresStore({ database, workspace, failpoint });
      failpoint?.("open:ready");
      return store;
    },

    async remove(workspace) {
      workspaceName(workspace);
      await prepared();
      return database.transaction(
        workspace,
        async (querier) => {
          const [row] = await querier.rows("SELECT 1 FROM workspace FOR UPDATE");
          // Last what others refer to.
          for (const table of MIGRATIONS.flatMap(({ tables }) => tables).toReversed()) await querier.run(`DELETE FROM ${table}`);
          return row !== undefined;
        },
        "long",
      );
    },

    locked: (workspace, share, use) => locks.hold(workspaceName(workspace), share, use),

    async read(workspace, use) {
      workspaceName(workspace);
      await prepared();
      if (!(await exists(database, workspace))) throw missingWorkspace(workspace, await names());
      return database.transaction(workspace, (querier) => use(sourceOf(querier)), "read");
    },

    async receive(workspace, fill) {
      workspaceName(workspace);
      await prepared();
      await database.transaction(
        workspace,
        async (querier) => {
          await querier.run("INSERT INTO workspace DEFAULT VALUES");
          await fill(sinkOf(querier));
          await afterReceiving(querier);
        },
        "long",
      );
    },

    close: () => database.close(),
  };
}

async function exists(database: Database, workspace: string): Promise<boolean> {
  const [row] = await database.transaction(workspace, (querier) => querier.rows("SELECT 1 FROM workspace"));
  return row !== undefined;
}

/** Nothing happens when it is there already. */
async function makeWorkspace(database: Database, workspace: string, salt: Uint8Array): Promise<void> {
  if (await exists(database, workspace)) return;
  await database.transaction(workspace, async (querier) => {
    await querier.run("INSERT INTO workspace DEFAULT VALUES ON CONFLICT DO NOTHING");
    await querier.run("INSERT INTO setting (name, value) VALUES ('salt', $1) ON CONFLICT DO NOTHING", [Buffer.from(salt)]);
  });
}
