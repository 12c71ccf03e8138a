import { WORKSPACE_COLUMN, type PostgresMigration } from "./migration.ts";

/** Texts in the order of their bytes, as SQLite has them: so both engines give the same rows in the same order. */
const TEXT = `text COLLATE "C"`;

const TABLES: Readonly<Record<string, string>> = {
  // Codes of terms and items are given out by whoever holds the lock on this row.
  workspace: `${WORKSPACE_COLUMN} PRIMARY KEY, next_term integer NOT NULL DEFAULT 1, next_item integer NOT NULL DEFAULT 1`,
  setting: `${WORKSPACE_COLUMN}, name ${TEXT} NOT NULL, value bytea NOT NULL, PRIMARY KEY (workspace, name)`,
  // A text may be longer than a key of an index: it is found by its hash.
  term: `${WORKSPACE_COLUMN}, code integer NOT NULL, text ${TEXT} NOT NULL, hash bytea NOT NULL,
    PRIMARY KEY (workspace, code), UNIQUE (workspace, hash)`,
  lease: `${WORKSPACE_COLUMN}, scope ${TEXT} NOT NULL, owner ${TEXT} NOT NULL, token bigint NOT NULL, expires_at bigint NOT NULL,
    PRIMARY KEY (workspace, scope)`,
  connection: `${WORKSPACE_COLUMN}, id ${TEXT} NOT NULL, kind ${TEXT} NOT NULL, config_json ${TEXT} NOT NULL, token_env ${TEXT} NOT NULL,
    keep_titles integer NOT NULL, added_at bigint NOT NULL, narrowing_json ${TEXT} NOT NULL DEFAULT '{}', PRIMARY KEY (workspace, id)`,
  stream: `${WORKSPACE_COLUMN}, connection ${TEXT} NOT NULL, stream ${TEXT} NOT NULL,
    cursor_json ${TEXT} NOT NULL DEFAULT 'null', watermark bigint, outcome ${TEXT} NOT NULL,
    fetched bigint NOT NULL DEFAULT 0, requests bigint NOT NULL DEFAULT 0, fetched_in_read bigint NOT NULL DEFAULT 0,
    fetched_whole bigint, vendor_total bigint, left_out_json ${TEXT}, ending_json ${TEXT}, completed_at bigint, changed_at bigint NOT NULL,
    fingerprint ${TEXT}, generation bigint NOT NULL DEFAULT 0, place bigint GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (workspace, connection, stream)`,
  page: `${WORKSPACE_COLUMN}, connection ${TEXT} NOT NULL, stream ${TEXT} NOT NULL, sha256 bytea NOT NULL, bytes bigint NOT NULL,
    fetched_at bigint NOT NULL, PRIMARY KEY (workspace, connection, stream, sha256)`,
  drift: `${WORKSPACE_COLUMN}, connection ${TEXT} NOT NULL, path ${TEXT} NOT NULL, value ${TEXT} NOT NULL, hash bytea NOT NULL,
    count bigint NOT NULL, PRIMARY KEY (workspace, connection, hash)`,
  actor: `${WORKSPACE_COLUMN}, id ${TEXT} NOT NULL, kind ${TEXT} NOT NULL, kind_basis ${TEXT} NOT NULL, active integer,
    identities_json ${TEXT} NOT NULL DEFAULT '[]', connection ${TEXT}, seen_at bigint, PRIMARY KEY (workspace, id)`,
  join_decision: `${WORKSPACE_COLUMN}, kind ${TEXT} NOT NULL, a ${TEXT} NOT NULL, b ${TEXT} NOT NULL,
    declared integer NOT NULL, refused integer NOT NULL, at bigint NOT NULL, PRIMARY KEY (workspace, kind, a, b)`,
  actor_kind: `${WORKSPACE_COLUMN}, actor ${TEXT} NOT NULL, kind ${TEXT} NOT NULL, at bigint NOT NULL, PRIMARY KEY (workspace, actor)`,
  pull_request: `${WORKSPACE_COLUMN}, id ${TEXT} NOT NULL, connection ${TEXT} NOT NULL, updated_at bigint NOT NULL, key ${TEXT},
    record_json ${TEXT} NOT NULL, PRIMARY KEY (workspace, id)`,
  definition: `${WORKSPACE_COLUMN}, connection ${TEXT} NOT NULL, kind ${TEXT} NOT NULL, id ${TEXT} NOT NULL, record_json ${TEXT} NOT NULL,
    stream ${TEXT}, generation bigint NOT NULL DEFAULT 0, PRIMARY KEY (workspace, connection, kind, id)`,
  // A minhash is bytes or, where it would not come back the same from them, text.
  item: `${WORKSPACE_COLUMN}, code integer NOT NULL, id ${TEXT} NOT NULL, connection integer NOT NULL, updated_at bigint,
    key ${TEXT}, url ${TEXT}, title ${TEXT}, project integer, type_raw integer, type integer, created_at bigint,
    creator integer, reporter integer, status integer, resolution integer, resolved_at bigint,
    description_length bigint, headings_hash integer, empty_section_ratio double precision, points_elsewhere integer, names ${TEXT},
    structured_intake integer, minhash bytea, minhash_text ${TEXT}, history_complete integer,
    gone_at bigint, gone_basis integer, generation bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (workspace, code), UNIQUE (workspace, id)`,
  history: `${WORKSPACE_COLUMN}, item integer NOT NULL, events bytea NOT NULL, PRIMARY KEY (workspace, item)`,
  scan: `${WORKSPACE_COLUMN}, id bigint GENERATED ALWAYS AS IDENTITY, at bigint NOT NULL, result_json ${TEXT} NOT NULL, basis_json ${TEXT},
    PRIMARY KEY (workspace, id)`,
  own_ruleset: `${WORKSPACE_COLUMN}, one integer NOT NULL CHECK (one = 1), text ${TEXT} NOT NULL, at bigint NOT NULL, PRIMARY KEY (workspace, one)`,
  attestation: `${WORKSPACE_COLUMN}, characteristic ${TEXT} NOT NULL, kind ${TEXT} NOT NULL, reason ${TEXT} NOT NULL, author ${TEXT} NOT NULL,
    at bigint NOT NULL, until bigint NOT NULL, PRIMARY KEY (workspace, characteristic)`,
};

/** The tables as `tables.ts` describes them, and that of the workspaces. */
export const initial: PostgresMigration = {
  name: "0001-initial",
  tables: Object.keys(TABLES),
  catalogues: ["workspace"],
  statements: [
    ...Object.entries(TABLES).map(([name, columns]) => `CREATE TABLE ${name} (${columns})`),
    // Counts and lists live items without reading the wide rows.
    `CREATE INDEX live_item ON item (workspace, connection, id) WHERE updated_at IS NOT NULL AND gone_at IS NULL`,
  ],
};
