import { WORKSPACE_COLUMN, type PostgresMigration } from "./migration.ts";

/** Places of whole reads that are shared by several writers. */
export const shards: PostgresMigration = {
  name: "0003-shards",
  tables: ["shard"],
  catalogues: [],
  statements: [
    `CREATE TABLE shard (${WORKSPACE_COLUMN}, connection text COLLATE "C" NOT NULL, stream text COLLATE "C" NOT NULL,
      id text COLLATE "C" NOT NULL, place integer NOT NULL, parts_json text NOT NULL, items bigint, cursor_json text NOT NULL,
      done integer NOT NULL, problem_json text, PRIMARY KEY (workspace, connection, stream, id))`,
  ],
};
