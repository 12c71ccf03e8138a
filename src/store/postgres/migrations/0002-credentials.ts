import { WORKSPACE_COLUMN, type PostgresMigration } from "./migration.ts";

/** Sealed secrets and the keys that open them, as `credentials.ts` describes them. */
export const credentials: PostgresMigration = {
  name: "0002-credentials",
  tables: ["data_key", "secret", "credential_workspace"],
  // Which workspaces have secrets may be listed by whoever changes keys; nothing else of them.
  catalogues: ["credential_workspace"],
  statements: [
    `CREATE TABLE credential_workspace (${WORKSPACE_COLUMN} PRIMARY KEY)`,
    // The number grows with each key, so that "newest" needs no clock.
    `CREATE TABLE data_key (${WORKSPACE_COLUMN}, id text COLLATE "C" NOT NULL, wrapped_by text NOT NULL, wrapped bytea NOT NULL,
      made_at bigint NOT NULL, number bigint GENERATED ALWAYS AS IDENTITY, PRIMARY KEY (workspace, id))`,
    `CREATE TABLE secret (${WORKSPACE_COLUMN}, owner text COLLATE "C" NOT NULL, field text COLLATE "C" NOT NULL,
      data_key text COLLATE "C" NOT NULL, sealed bytea NOT NULL, PRIMARY KEY (workspace, owner, field),
      FOREIGN KEY (workspace, data_key) REFERENCES data_key (workspace, id))`,
    "CREATE INDEX secret_by_key ON secret (workspace, data_key)",
  ],
};
