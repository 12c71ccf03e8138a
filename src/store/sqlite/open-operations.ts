import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { ProblemError } from "../../model/problem.ts";
import type { OperationsStore } from "../operations.ts";
import { OPERATIONS_MIGRATIONS } from "../operations/migrations.ts";
import { operationsStore } from "../operations/operations-store.ts";
import type { OperationsSchema } from "../operations/schema.ts";
import { nodeSqliteDialect } from "./dialect.ts";
import { damaged, storeFault } from "./faults.ts";

/** Beside the workspaces, and named so that it is not taken for one. */
export const OPERATIONS_FILE = "operations.db";

/** "wmmo" in ASCII, as that of workspaces is "wmmm". */
const APPLICATION_ID = 0x776d6d6f;
/** How long to wait, with the thread, for another process that is making the tables. */
const OPENING_MS = 10_000;
/** How often, 5 ms apart, to wait for another process that is writing: 10 s. */
const PATIENCE = 2000;
const LATEST = Object.keys(OPERATIONS_MIGRATIONS).length;

/**
 * Opens the operations store of a data directory and makes it where there is none. Throws `ProblemError`: `usage` (rights), `store-newer`,
 * `store-damaged`, `disk-full`.
 */
export async function openSqliteOperations(path: string): Promise<OperationsStore> {
  let database: DatabaseSync | null = null;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    database = new DatabaseSync(path, { timeout: OPENING_MS });
    const pragma = (name: string) => Number(database!.prepare(`PRAGMA ${name}`).get()?.[name]);
    const tables = Number(database.prepare("SELECT count(*) AS n FROM sqlite_schema").get()?.["n"]);
    if (tables > 0 && pragma("application_id") !== APPLICATION_ID) throw damaged(path);
    if (pragma("user_version") > LATEST) {
      throw new ProblemError({
        code: "store-newer",
        what: `The file ${path} was written by a newer version of wmmm.`,
        todo: "Update wmmm, or set WMMM_HOME to another directory.",
      });
    }
    database.exec("PRAGMA journal_mode = WAL");
    // What a loss of power could take is the last moment of a queue, which is found again; a run is never half written.
    database.exec("PRAGMA synchronous = NORMAL");
    database.exec("PRAGMA trusted_schema = OFF");
    const db = new Kysely<OperationsSchema>({ dialect: nodeSqliteDialect(database, path, PATIENCE) });
    if (pragma("user_version") < LATEST) {
      database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
      const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...OPERATIONS_MIGRATIONS }) } });
      const { error } = await migrator.migrateToLatest();
      if (error !== undefined) throw error instanceof Error ? error : new Error("the tables could not be made");
      database.exec(`PRAGMA user_version = ${LATEST}`);
    }
    database.exec("PRAGMA busy_timeout = 0");
    return operationsStore(db);
  } catch (error) {
    if (database?.isOpen) database.close();
    throw storeFault(error, path);
  }
}
