import { Kysely, sql } from "kysely";
import type { FailpointPort } from "../../model/failpoint.ts";
import { ProblemError } from "../../model/problem.ts";
import { pseudonymsWith, SALT_BYTES } from "../pseudonyms.ts";
import { workspaceQueries } from "../queries/workspace.ts";
import type { WorkspaceStore } from "../store.ts";
import type { Schema } from "../tables.ts";
import { retried, type Database } from "./database.ts";
import { workspaceDialect, workspaceKey } from "./dialect.ts";
import { openDictionary, termHash } from "./dictionary.ts";
import { storeFault } from "./faults.ts";
import { loadLog } from "./load.ts";
import { pageWriter } from "./write-page.ts";

export interface OpenWorkspace {
  readonly database: Database;
  readonly workspace: string;
  readonly failpoint?: FailpointPort | undefined;
}

/** A workspace that is there, in a database whose tables are up to date. Closing it leaves the database open. */
export async function postgresStore({ database: shared, workspace, failpoint }: OpenWorkspace): Promise<WorkspaceStore> {
  // As with a file: calls of one store happen in their order.
  const database = shared.oneAtATime();
  const salt = await database.transaction(
    workspace,
    async (querier) => (await querier.rows<[Uint8Array]>("SELECT value FROM setting WHERE name = 'salt'"))[0]?.[0],
  );
  if (salt?.length !== SALT_BYTES) {
    throw new ProblemError({
      code: "store-damaged",
      what: `The workspace "${workspace}" in the database ${database.name} has no salt.`,
      todo: "Put back a copy of the database, or scan again into another workspace.",
    });
  }
  const db = new Kysely<Schema>({ dialect: workspaceDialect(database, workspace), plugins: [workspaceKey()] });
  const { saveConnection, ...queries } = workspaceQueries(db, {
    order: "place",
    pullRequestKey: sql<string>`key`,
    termCode: (text) => sql<number | null>`(SELECT code FROM term WHERE hash = ${termHash(text)})`,
    failpoint,
  });
  const commit = pageWriter({ database, workspace, dictionary: openDictionary(), failpoint });

  return {
    workspace,
    ...pseudonymsWith(salt),
    ...queries,
    commitPage: (lease, stream, page, requests, at) =>
      commit(lease, { connection: lease.scope, stream, shard: null }, page, requests, at),
    commitShardPage: commit,
    async saveConnection(connection) {
      // It locks in another order than a page that is being stored does.
      await retried(database, () => saveConnection(connection));
    },
    load: (asOf) =>
      database.transaction(
        workspace,
        async (querier) => {
          try {
            return await loadLog(querier, asOf);
          } catch (error) {
            throw storeFault(error, database);
          }
        },
        "read",
      ),
    close: () => db.destroy(),
  };
}
