import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import type { FailpointPort } from "../../model/failpoint.ts";
import { ProblemError } from "../../model/problem.ts";
import { workspaceName } from "../home.ts";
import type { WorkspaceStore } from "../store.ts";
import { nodeSqliteDialect } from "./dialect.ts";
import { storeFault } from "./faults.ts";
import { checkFile, migrate } from "./migrate.ts";
import type { Schema } from "../tables.ts";
import { sqliteStore } from "./workspace-store.ts";

export interface OpenOptions {
  /** The workspace's file, see `workspaceFile`. */
  readonly path: string;
  readonly workspace: string;
  /** Make the file when there is none; otherwise a missing file is a `usage` problem. */
  readonly create: boolean;
  /** Cryptographically random bytes, for the salt of a new workspace. */
  readonly randomBytes: (size: number) => Uint8Array;
  /** How long to wait for another process that is writing. */
  readonly busyTimeoutMs?: number;
  /** The file never grows beyond so many pages of SQLite; more is a `disk-full` problem. */
  readonly maxPages?: number;
  /** Places at which a test may end the process. */
  readonly failpoint?: FailpointPort | undefined;
}

/**
 * Opens a workspace and brings its tables up to date. Throws `ProblemError`: `usage` (no such workspace, name or permissions),
 * `store-newer`, `store-damaged`, `disk-full`.
 */
export async function openSqliteStore(options: OpenOptions): Promise<WorkspaceStore> {
  const { path, workspace, create, randomBytes, busyTimeoutMs = 10_000 } = options;
  workspaceName(workspace);
  if (!existsSync(path)) {
    if (!create) {
      throw new ProblemError({
        code: "usage",
        what: `There is no workspace ${workspace}.`,
        todo: `Create it with: wmmm connect jira --workspace ${workspace} --url <address of your Jira>`,
      });
    }
    createFile(path);
    options.failpoint?.("open:file-made");
  }
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { timeout: busyTimeoutMs });
    checkFile(database, path);
    prepareConnection(database);
    if (options.maxPages !== undefined) database.exec(`PRAGMA max_page_count = ${Math.trunc(options.maxPages)}`);
    const db = new Kysely<Schema>({ dialect: nodeSqliteDialect(database, path) });
    await migrate(db, database, randomBytes, options.failpoint);
    options.failpoint?.("open:ready");
    return sqliteStore({ db, database, path, workspace, failpoint: options.failpoint });
  } catch (error) {
    if (database?.isOpen) database.close();
    throw storeFault(error, path);
  }
}

/** Readable by its owner alone. SQLite gives its side files the rights of the file itself. */
function createFile(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, "wx", 0o600));
    chmodSync(path, 0o600);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return;
    throw new ProblemError(
      {
        code: error instanceof Error && "code" in error && error.code === "ENOSPC" ? "disk-full" : "usage",
        what: `The workspace file ${path} could not be made.`,
        todo: "Check that its directory can be written to and has room, or set WMMM_HOME to a directory of your own.",
      },
      { cause: error },
    );
  }
}

function prepareConnection(database: DatabaseSync): void {
  database.exec("PRAGMA journal_mode = WAL");
  // FULL: what a sync has reported as stored survives a loss of power. One flush a page costs little beside the requests for it.
  database.exec("PRAGMA synchronous = FULL");
  database.exec("PRAGMA wal_autocheckpoint = 4000");
  database.exec("PRAGMA cache_size = -32768");
  database.exec("PRAGMA trusted_schema = OFF");
}
