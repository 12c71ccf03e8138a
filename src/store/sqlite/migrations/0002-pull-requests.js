import { sql } from "kysely";
const STATEMENTS = [
    `ALTER TABLE actor ADD COLUMN identities_json TEXT NOT NULL DEFAULT '[]'`,
    `CREATE TABLE pull_request (
    id TEXT PRIMARY KEY, connection TEXT NOT NULL, updated_at INTEGER NOT NULL, record_json TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
];
/** Code that was proposed, and by what an actor can be known in another tool. */
export const pullRequests = {
    async up(db) {
        for (const statement of STATEMENTS)
            await sql.raw(statement).execute(db);
    },
};
