import { sql } from "kysely";
const STATEMENTS = [
    `CREATE TABLE lease (scope TEXT PRIMARY KEY, owner TEXT NOT NULL, token INTEGER NOT NULL, expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
    `ALTER TABLE stream ADD COLUMN generation INTEGER NOT NULL DEFAULT 0`,
    `ALTER TABLE item ADD COLUMN generation INTEGER NOT NULL DEFAULT 0`,
    `ALTER TABLE definition ADD COLUMN stream TEXT`,
    `ALTER TABLE definition ADD COLUMN generation INTEGER NOT NULL DEFAULT 0`,
];
/** Who may write, and which read listed what. */
export const leasesAndGenerations = {
    async up(db) {
        for (const statement of STATEMENTS)
            await sql.raw(statement).execute(db);
    },
};
