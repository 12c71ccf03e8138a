import type { DatabaseSync } from "node:sqlite";
import type { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import type { FailpointPort } from "../../model/failpoint.ts";
import { ProblemError } from "../../model/problem.ts";
import { damaged } from "./faults.ts";
import { MIGRATIONS } from "./migrations/list.ts";
import type { Schema } from "../tables.ts";

/** "wmmm" in ASCII: marks the file as ours (https://www.sqlite.org/fileformat2.html, offset 68). */
const APPLICATION_ID = 0x776d6d6d;
export const LATEST = Object.keys(MIGRATIONS).length;

function pragma(database: DatabaseSync, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}

/** Throws `ProblemError` unless the file is empty or a workspace that this version can read. Changes nothing. */
export function checkFile(database: DatabaseSync, path: string): void {
  const tables = Number(database.prepare("SELECT count(*) AS n FROM sqlite_schema").get()?.["n"]);
  if (tables > 0 && pragma(database, "application_id") !== APPLICATION_ID) throw damaged(path);
  const version = pragma(database, "user_version");
  if (version > LATEST) {
    throw new ProblemError({
      code: "store-newer",
      what: `The workspace file ${path} was written by a newer version of wmmm (schema ${version}, this version knows ${LATEST}).`,
      todo: "Update wmmm, or set WMMM_HOME to another directory and scan anew.",
    });
  }
}

/**
 * Brings the tables up to date, all steps in one transaction, and makes the salt of a new workspace. The number of applied migrations
 * also stands in the file's header, so that opening a file that is up to date needs no migrator.
 */
export async function migrate(
  db: Kysely<Schema>,
  database: DatabaseSync,
  randomBytes: (size: number) => Uint8Array,
  failpoint?: FailpointPort,
): Promise<void> {
  if (pragma(database, "user_version") < LATEST) {
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    failpoint?.("open:before-tables");
    const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw error instanceof Error ? error : new Error("the tables could not be brought up to date");
    failpoint?.("open:tables-made");
    database.exec(`PRAGMA user_version = ${LATEST}`);
  }
  await db
    .insertInto("setting")
    .values({ name: "salt", value: randomBytes(32) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
