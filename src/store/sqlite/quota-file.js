import { createHmac } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { DAY_MS } from "../../model/window.ts";
/** Beside the workspaces, and named so that it is not taken for one. */
export const QUOTA_FILE = "quotas.db";
const SALT_BYTES = 16;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;
/**
 * Quotas of a machine's processes in one small file. It is opened for each change and closed again, so that nobody holds it: a change takes about a
 * millisecond, and a request takes a hundred. A process that is killed in a change leaves it undone. Nothing in it is worth a failed scan:
 * a damaged file is made anew, and where it cannot be written the process goes by what it knows itself.
 */
export function quotaFile({ path, now, randomBytes }) {
    const own = new Map();
    let salt = null;
    function withFile(use) {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
        const database = new DatabaseSync(path, { timeout: 10_000 });
        try {
            // The journal undoes the change of a process that was killed; only a loss of power could damage the file, and then it is made anew.
            database.exec("PRAGMA synchronous = OFF; PRAGMA trusted_schema = OFF; BEGIN IMMEDIATE");
            database.exec("CREATE TABLE IF NOT EXISTS salt (value BLOB NOT NULL) STRICT");
            database.exec("CREATE TABLE IF NOT EXISTS quota (key TEXT PRIMARY KEY, state TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID, STRICT");
            const result = use(database);
            database.exec("COMMIT");
            return result;
        }
        finally {
            database.close();
        }
    }
    function tolerant(use, without) {
        try {
            return withFile(use);
        }
        catch (error) {
            if (!(error instanceof Error && "errcode" in error))
                throw error;
            const code = Number(error.errcode) & 0xff;
            if (code !== SQLITE_CORRUPT && code !== SQLITE_NOTADB)
                return without();
            rmSync(path, { force: true });
            rmSync(`${path}-journal`, { force: true });
            return withFile(use);
        }
    }
    function saltOf(database) {
        const stored = database.prepare("SELECT value FROM salt").get();
        if (stored !== undefined)
            return stored.value;
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
            const inFile = (database) => {
                const row = database.prepare("SELECT state FROM quota WHERE key = ?").get(key);
                const { state, result } = change(row === undefined ? null : JSON.parse(row.state));
                database
                    .prepare("INSERT INTO quota (key, state, at) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET state = excluded.state, at = excluded.at")
                    .run(key, JSON.stringify(state), now());
                // No quota lasts longer, and a token that is not used any more leaves no trace.
                if (row === undefined)
                    database.prepare("DELETE FROM quota WHERE at < ?").run(now() - 2 * DAY_MS);
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
