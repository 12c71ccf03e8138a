import { sql } from "kysely";
const STATEMENTS = [
    `CREATE TABLE setting (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID`,
    `CREATE TABLE term (code INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT`,
    `CREATE TABLE connection (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, config_json TEXT NOT NULL, token_env TEXT NOT NULL, keep_titles INTEGER NOT NULL, added_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE stream (
    connection TEXT NOT NULL, stream TEXT NOT NULL,
    cursor_json TEXT NOT NULL DEFAULT 'null', watermark INTEGER,
    outcome TEXT NOT NULL, fetched INTEGER NOT NULL DEFAULT 0, requests INTEGER NOT NULL DEFAULT 0,
    fetched_in_read INTEGER NOT NULL DEFAULT 0, fetched_whole INTEGER, vendor_total INTEGER,
    left_out_json TEXT, ending_json TEXT, completed_at INTEGER, changed_at INTEGER NOT NULL,
    PRIMARY KEY (connection, stream)
  ) STRICT`,
    `CREATE TABLE page (
    connection TEXT NOT NULL, stream TEXT NOT NULL, sha256 BLOB NOT NULL, bytes INTEGER NOT NULL, fetched_at INTEGER NOT NULL,
    PRIMARY KEY (connection, stream, sha256)
  ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE drift (
    connection TEXT NOT NULL, path TEXT NOT NULL, value TEXT NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (connection, path, value)
  ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE actor (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, kind_basis TEXT NOT NULL, active INTEGER
  ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE definition (
    connection TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, record_json TEXT NOT NULL,
    PRIMARY KEY (connection, kind, id)
  ) STRICT, WITHOUT ROWID`,
    // minhash holds bytes or text, hence ANY.
    `CREATE TABLE item (
    code INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, connection INTEGER NOT NULL, updated_at INTEGER,
    key TEXT, url TEXT, title TEXT, project INTEGER, type_raw INTEGER, type INTEGER, created_at INTEGER,
    creator INTEGER, reporter INTEGER, status INTEGER, resolution INTEGER, resolved_at INTEGER,
    description_length INTEGER, headings_hash INTEGER, empty_section_ratio REAL, points_elsewhere INTEGER,
    structured_intake INTEGER, minhash ANY, history_complete INTEGER,
    gone_at INTEGER, gone_basis INTEGER
  ) STRICT`,
    // Counts and lists live items without reading the wide rows.
    `CREATE INDEX live_item ON item (connection, id) WHERE updated_at IS NOT NULL AND gone_at IS NULL`,
    // Codes of `term` and `item` are only ever given out by the transaction that uses them, so foreign keys would find nothing.
    `CREATE TABLE history (item INTEGER PRIMARY KEY, events BLOB NOT NULL) STRICT`,
    `CREATE TABLE scan (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, result_json TEXT NOT NULL) STRICT`,
];
/** The tables as `schema.ts` describes them. */
export const initial = {
    async up(db) {
        for (const statement of STATEMENTS)
            await sql.raw(statement).execute(db);
    },
};
