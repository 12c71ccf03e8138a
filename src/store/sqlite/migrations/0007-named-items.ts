import { sql, type Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Items that a description names by their keys. */
export const namedItems: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw("ALTER TABLE item ADD COLUMN names TEXT").execute(db);
  },
};
