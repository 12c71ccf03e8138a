import { sql, type Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** What a kept result rests on, so that it can be judged again under other rules. Null in what was stored before. */
export const basis: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(`ALTER TABLE scan ADD COLUMN basis_json TEXT`).execute(db);
  },
};
