import type { DatabaseSync } from "node:sqlite";
import { sql, type Kysely } from "kysely";
import type { FailpointPort } from "../../model/failpoint.ts";
import { pseudonymsWith, SALT_BYTES } from "../pseudonyms.ts";
import { workspaceQueries } from "../queries/workspace.ts";
import type { WorkspaceStore } from "../store.ts";
import type { Schema } from "../tables.ts";
import { openDictionary } from "./dictionary.ts";
import { damaged, storeFault } from "./faults.ts";
import { loadLog } from "./load.ts";
import { openPageWriter } from "./write-page.ts";

export interface OpenWorkspace {
  readonly db: Kysely<Schema>;
  readonly database: DatabaseSync;
  readonly path: string;
  readonly workspace: string;
  readonly failpoint?: FailpointPort | undefined;
}

/** A workspace in a file whose tables are up to date. */
export function sqliteStore({ db, database, path, workspace, failpoint }: OpenWorkspace): WorkspaceStore {
  const salt = database.prepare("SELECT value FROM setting WHERE name = 'salt'").get()?.["value"];
  if (!(salt instanceof Uint8Array) || salt.length !== SALT_BYTES) throw damaged(path);
  const pages = openPageWriter(database, openDictionary(database), failpoint);
  const queries = workspaceQueries(db, {
    order: "rowid",
    pullRequestKey: sql<string>`json_extract(record_json, '$.key')`,
    termCode: (text) => sql<number | null>`(SELECT code FROM term WHERE text = ${text})`,
    failpoint,
  });

  /** Runs synchronous work on the connection while no transaction of the query builder is open on it. */
  const alone = <T>(work: () => T): Promise<T> =>
    db.connection().execute(async () => {
      try {
        return work();
      } catch (error) {
        throw storeFault(error, path);
      }
    });

  return {
    workspace,
    ...pseudonymsWith(salt),
    ...queries,

    async saveConnection(connection) {
      if (!(await queries.saveConnection(connection))) return;
      // Written anew, with nothing of what was deleted in it; then the write-ahead log, which has it too, is emptied.
      await alone(() => database.exec("VACUUM"));
      await alone(() => database.exec("PRAGMA wal_checkpoint(TRUNCATE)"));
    },

    commitPage: (lease, stream, page, requests, at) => alone(() => pages.commit(lease, stream, page, requests, at)),

    commitShardPage: (lease, place, page, requests, at) => alone(() => pages.commitShard(lease, place, page, requests, at)),

    load: (asOf) =>
      alone(() => {
        database.exec("BEGIN");
        try {
          return loadLog(database, asOf);
        } finally {
          database.exec("COMMIT");
        }
      }),

    close: () => db.destroy(),
  };
}
