import { sql } from "kysely";
const STATEMENTS = [
    `ALTER TABLE connection ADD COLUMN narrowing_json TEXT NOT NULL DEFAULT '{}'`,
    `ALTER TABLE stream ADD COLUMN fingerprint TEXT`,
];
/** What a connection cannot show though its connector could, and by what a source that is read whole is known again. */
export const narrowing = {
    async up(db) {
        for (const statement of STATEMENTS)
            await sql.raw(statement).execute(db);
    },
};
