import { createHmac } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { DAY_MS, type Instant } from "../../model/window.ts";

/** Beside the workspaces, and named so that it is not taken for one. */
export const QUOTA_FILE = "quotas.db";

export interface QuotaFileOptions {
  readonly path: string;
  now(): Instant;
  randomBytes(size: number): Uint8Array;
}

/** What two processes need of each other: one value a key, changed by one at a time. The shape is that of the transport's `SharedBudget`. */
export interface QuotaFile<State> {
  hash(account: string): string;
  update<T>(key: string, change: (stored: State | null) => { readonly state: State; readonly result: T }): Promise<T>;
}

const SALT_BYTES = 16;

const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

/**
 * How long a file stays open after a change. A file that was damaged is taken away and made anew: who has the old one open would not hear of it, so nobody keeps
 * one for longer.
 */
const OPEN_MS = 2000;

/**
 * Quotas of a machine's processes in one small file. Nobody holds it between two changes, and it is closed when none comes for a while: a change takes a tenth of
 * a millisecond, and a request takes a hundred milliseconds. A process that is killed in a change leaves it undone. Nothing in it is worth a failed scan: a
 * damaged file is made anew, and where it cannot be written the process goes by what it knows itself.
 */
export function quotaFile<State>({ path, now, randomBytes }: QuotaFileOptions): QuotaFile<State> {
  const own = new Map<string, State>();
  let salt: Uint8Array | null = null;
  let open: DatabaseSync | null = null;

  function opened(): DatabaseSync {
    if (open !== null) return open;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const database = new DatabaseSync(path, { timeout: 10_000 });
    open = database;
    setTimeout(() => close(database), OPEN_MS).unref();
    // The journal undoes the change of a process that was killed; only a loss of power could damage the file, and then it is made anew. It stays where it is
    // between changes, since making and removing a file takes longer than everything else.
    database.exec("PRAGMA journal_mode = PERSIST; PRAGMA synchronous = OFF; PRAGMA trusted_schema = OFF");
    database.exec("CREATE TABLE IF NOT EXISTS salt (value BLOB NOT NULL) STRICT");
    database.exec(
      "CREATE TABLE IF NOT EXISTS quota (key TEXT PRIMARY KEY, state TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID, STRICT",
    );
    return database;
  }

  function close(database: DatabaseSync): void {
    if (open === database) open = null;
    if (database.isOpen) database.close();
  }

  function withFile<T>(use: (database: DatabaseSync) => T): T {
    try {
      const database = opened();
      database.exec("BEGIN IMMEDIATE");
      const result = use(database);
      database.exec("COMMIT");
      return result;
    } catch (error) {
      // With it goes what was begun.
      if (open !== null) close(open);
      throw error;
    }
  }

  function tolerant<T>(use: (database: DatabaseSync) => T, without: () => T): T {
    try {
      return withFile(use);
    } catch (error) {
      if (!(error instanceof Error && "errcode" in error)) throw error;
      const code = Number(error.errcode) & 0xff;
      if (code !== SQLITE_CORRUPT && code !== SQLITE_NOTADB) return without();
      rmSync(path, { force: true });
      rmSync(`${path}-journal`, { force: true });
      return withFile(use);
    }
  }

  function saltOf(database: DatabaseSync): Uint8Array {
    const stored = database.prepare("SELECT value FROM salt").get() as { readonly value: Uint8Array } | undefined;
    if (stored !== undefined) return stored.value;
    const made = randomBytes(SALT_BYTES);
    database.prepare("INSERT INTO salt (value) VALUES (?)").run(made);
    return made;
  }

  return {
    hash(account) {
      salt ??= tolerant(saltOf, () => randomBytes(SALT_BYTES));
      return createHmac("sha256", salt).update(account).digest("base64url");
    },
    update(key, change) {
      const inFile = (database: DatabaseSync) => {
        const row = database.prepare("SELECT state FROM quota WHERE key = ?").get(key) as { readonly state: string } | undefined;
        const { state, result } = change(row === undefined ? null : (JSON.parse(row.state) as State));
        database
          .prepare(
            "INSERT INTO quota (key, state, at) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET state = excluded.state, at = excluded.at",
          )
          .run(key, JSON.stringify(state), now());
        // No quota lasts longer, and a token that is not used any more leaves no trace.
        if (row === undefined) database.prepare("DELETE FROM quota WHERE at < ?").run(now() - 2 * DAY_MS);
        return result;
      };
      const inMemory = () => {
        const { state, result } = change(own.get(key) ?? null);
        own.set(key, state);
        return result;
      };
      return Promise.resolve().then(() => tolerant(inFile, inMemory));
    },
  };
}
