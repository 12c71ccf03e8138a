import { sql, type Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Places of whole reads that are shared by several writers. */
export const shards: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        `CREATE TABLE shard (
          connection TEXT NOT NULL, stream TEXT NOT NULL, id TEXT NOT NULL, place INTEGER NOT NULL, parts_json TEXT NOT NULL, items INTEGER,
          cursor_json TEXT NOT NULL, done INTEGER NOT NULL, problem_json TEXT, PRIMARY KEY (connection, stream, id)
        ) STRICT, WITHOUT ROWID`,
      )
      .execute(db);
  },
};
