import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ProblemError } from "../../model/problem.ts";
import type { CredentialStore, SealedSecret, SecretPlace, WrappedDataKey } from "../credentials.ts";
import { storeFault } from "./faults.ts";
import { inTransaction } from "./transaction.ts";

/** Beside the workspaces, and named so that it is not taken for one. */
export const CREDENTIAL_FILE = "secrets.db";

/** "wmmc" in ASCII: marks the file as ours. */
const APPLICATION_ID = 0x776d6d63;
/** Each step brings the file from one version to the next; only ever added to. */
const STEPS = [
  `CREATE TABLE data_key (
     workspace TEXT NOT NULL, id TEXT NOT NULL, wrapped_by TEXT NOT NULL, wrapped BLOB NOT NULL, made_at INTEGER NOT NULL,
     -- Grows with each key, so that "newest" needs no clock.
     number INTEGER NOT NULL,
     PRIMARY KEY (workspace, id)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE secret (
     workspace TEXT NOT NULL, owner TEXT NOT NULL, field TEXT NOT NULL, data_key TEXT NOT NULL, sealed BLOB NOT NULL,
     PRIMARY KEY (workspace, owner, field),
     FOREIGN KEY (workspace, data_key) REFERENCES data_key (workspace, id)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX secret_by_key ON secret (workspace, data_key);`,
] as const;

const SQLITE_CONSTRAINT_FOREIGNKEY = 787;

interface SecretRow {
  readonly owner: string;
  readonly field: string;
  readonly data_key: string;
  readonly sealed: Uint8Array;
}

interface KeyRow {
  readonly id: string;
  readonly wrapped_by: string;
  readonly wrapped: Uint8Array;
  readonly made_at: number;
}

export interface CredentialFileOptions {
  readonly path: string;
  /** How long to wait for another process that is writing. */
  readonly busyTimeoutMs?: number;
}

/** Opens the file, and makes it when there is none, readable by its owner alone. Throws `ProblemError`. */
export function openCredentialFile({ path, busyTimeoutMs = 10_000 }: CredentialFileOptions): CredentialStore {
  let database: DatabaseSync | null = null;
  try {
    makeFile(path);
    database = new DatabaseSync(path, { timeout: busyTimeoutMs });
    prepare(database, path);
    return credentialStore(database, path);
  } catch (error) {
    if (database?.isOpen) database.close();
    throw storeFault(error, path);
  }
}

function makeFile(path: string): void {
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, "a", 0o600));
  chmodSync(path, 0o600);
}

function prepare(database: DatabaseSync, path: string): void {
  const pragma = (name: string): number => Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
  const tables = Number(database.prepare("SELECT count(*) AS n FROM sqlite_schema").get()?.["n"]);
  if (tables > 0 && pragma("application_id") !== APPLICATION_ID) {
    throw new ProblemError({
      code: "store-damaged",
      what: `The file ${path} holds something else than wmmm's secrets.`,
      todo: "Move it away and store the secrets again.",
    });
  }
  if (pragma("user_version") > STEPS.length) {
    throw new ProblemError({
      code: "store-newer",
      what: `The file ${path} was written by a newer version of wmmm.`,
      todo: "Update wmmm.",
    });
  }
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON");
  if (pragma("user_version") === STEPS.length) return;
  inTransaction(
    database,
    () => {
      // Another process may have been first.
      for (let version = pragma("user_version"); version < STEPS.length; version++) {
        database.exec(STEPS[version]!);
        database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${version + 1}`);
      }
    },
    () => undefined,
  );
}

function credentialStore(database: DatabaseSync, path: string): CredentialStore {
  const sql = {
    workspaces: database.prepare("SELECT workspace FROM data_key UNION SELECT workspace FROM secret ORDER BY 1"),
    keys: database.prepare("SELECT id, wrapped_by, wrapped, made_at FROM data_key WHERE workspace = ? ORDER BY number DESC"),
    addKey: database.prepare(
      `INSERT INTO data_key (workspace, id, wrapped_by, wrapped, made_at, number)
       VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(number), 0) + 1 FROM data_key))`,
    ),
    read: database.prepare(
      `SELECT s.owner, s.field, s.data_key, s.sealed, k.id, k.wrapped_by, k.wrapped, k.made_at
       FROM secret s JOIN data_key k ON k.workspace = s.workspace AND k.id = s.data_key
       WHERE s.workspace = ? AND s.owner = ? AND s.field = ?`,
    ),
    secrets: database.prepare("SELECT owner, field, data_key, sealed FROM secret WHERE workspace = ? ORDER BY owner, field"),
    write: database.prepare(
      `INSERT INTO secret (workspace, owner, field, data_key, sealed) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (workspace, owner, field) DO UPDATE SET data_key = excluded.data_key, sealed = excluded.sealed`,
    ),
    replace: database.prepare(
      `UPDATE secret SET data_key = ?, sealed = ?
       WHERE workspace = ? AND owner = ? AND field = ? AND data_key = ? AND sealed = ?`,
    ),
    remove: database.prepare("DELETE FROM secret WHERE workspace = ? AND owner = ? AND field = ?"),
    dropKeys: database.prepare(
      `DELETE FROM data_key WHERE workspace = ?1
       AND number < (SELECT max(number) FROM data_key WHERE workspace = ?1)
       AND id NOT IN (SELECT data_key FROM secret WHERE workspace = ?1)`,
    ),
  };

  const faultless = async <T>(use: () => T): Promise<T> => {
    try {
      return use();
    } catch (error) {
      throw storeFault(error, path);
    }
  };

  return {
    workspaces: () => faultless(() => sql.workspaces.all().map((row) => String(row["workspace"]))),
    dataKeys: (workspace) =>
      faultless(() => (sql.keys.all(workspace) as unknown as readonly KeyRow[]).map((row) => keyFrom(workspace, row))),
    addDataKey: ({ workspace, id, wrappedBy, wrapped, madeAt }) =>
      faultless(() => void sql.addKey.run(workspace, id, wrappedBy, wrapped, madeAt)),
    read: ({ workspace, owner, field }) =>
      faultless(() => {
        const row = sql.read.get(workspace, owner, field) as unknown as (SecretRow & KeyRow) | undefined;
        return row === undefined ? null : { secret: secretFrom(workspace, row), key: keyFrom(workspace, row) };
      }),
    secrets: (workspace) =>
      faultless(() => (sql.secrets.all(workspace) as unknown as readonly SecretRow[]).map((row) => secretFrom(workspace, row))),
    write: ({ workspace, owner, field, dataKey, sealed }) =>
      faultless(() => unlessKeyGone(() => (sql.write.run(workspace, owner, field, dataKey, sealed), true), false)),
    replace: (changes) =>
      faultless(() =>
        unlessKeyGone<number | null>(() => {
          let count = 0;
          inTransaction(
            database,
            () => {
              for (const { before, after } of changes) {
                const { workspace, owner, field } = before;
                const done = sql.replace.run(after.dataKey, after.sealed, workspace, owner, field, before.dataKey, before.sealed);
                count += Number(done.changes);
              }
            },
            () => undefined,
          );
          return count;
        }, null),
      ),
    remove: ({ workspace, owner, field }: SecretPlace) =>
      faultless(() => Number(sql.remove.run(workspace, owner, field).changes) > 0),
    dropUnusedDataKeys: (workspace) => faultless(() => Number(sql.dropKeys.run(workspace).changes)),
    close: async () => {
      database.close();
    },
  };
}

function unlessKeyGone<T>(use: () => T, gone: T): T {
  try {
    return use();
  } catch (error) {
    if (error instanceof Error && "errcode" in error && error.errcode === SQLITE_CONSTRAINT_FOREIGNKEY) return gone;
    throw error;
  }
}

function keyFrom(workspace: string, row: KeyRow): WrappedDataKey {
  return { workspace, id: row.id, wrappedBy: row.wrapped_by, wrapped: row.wrapped, madeAt: row.made_at };
}

function secretFrom(workspace: string, row: SecretRow): SealedSecret {
  return { workspace, owner: row.owner, field: row.field, dataKey: row.data_key, sealed: row.sealed };
}
