import { sql, type Kysely } from "kysely";
import type { Migration } from "kysely/migration";

const STATEMENTS = [
  // One row at most: the text of the file as its author wrote it.
  `CREATE TABLE own_ruleset (one INTEGER PRIMARY KEY CHECK (one = 1), text TEXT NOT NULL, at INTEGER NOT NULL) STRICT`,
  `CREATE TABLE attestation (
    characteristic TEXT PRIMARY KEY, kind TEXT NOT NULL, reason TEXT NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL, until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
];

/** Rules of a workspace's own, and what a person states about it. */
export const ownRules: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
