import { sql, type Kysely } from "kysely";
import type { Migration } from "kysely/migration";

const STATEMENTS = [
  `CREATE TABLE lease (scope TEXT PRIMARY KEY, owner TEXT NOT NULL, token INTEGER NOT NULL, expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  `ALTER TABLE stream ADD COLUMN generation INTEGER NOT NULL DEFAULT 0`,
  `ALTER TABLE item ADD COLUMN generation INTEGER NOT NULL DEFAULT 0`,
  `ALTER TABLE definition ADD COLUMN stream TEXT`,
  `ALTER TABLE definition ADD COLUMN generation INTEGER NOT NULL DEFAULT 0`,
];

/** Who may write, and which read listed what. */
export const leasesAndGenerations: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
