import { sql } from "kysely";
const STATEMENTS = [
    // Null in what was stored before: such accounts are joined by declaration only, until they are read again.
    `ALTER TABLE actor ADD COLUMN connection TEXT`,
    `ALTER TABLE actor ADD COLUMN seen_at INTEGER`,
    `CREATE TABLE join_decision (
    kind TEXT NOT NULL, a TEXT NOT NULL, b TEXT NOT NULL, declared INTEGER NOT NULL, refused INTEGER NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (kind, a, b)
  ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE actor_kind (actor TEXT PRIMARY KEY, kind TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
];
/** Whose account an actor is, and what somebody said about who is one and what is no person. */
export const joins = {
    async up(db) {
        for (const statement of STATEMENTS)
            await sql.raw(statement).execute(db);
    },
};
