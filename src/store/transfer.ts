import { createHash } from "node:crypto";
import type { Schema } from "./tables.ts";

export type Value = null | number | string | Uint8Array;
export type Row = readonly Value[];

/** What is carried over of a table, and the order in which its rows are read: the same in every engine. */
export interface TransferTable {
  readonly name: keyof Schema;
  readonly columns: readonly string[];
  readonly order: readonly string[];
}

const table = (name: keyof Schema, order: string, more = ""): TransferTable => ({
  name,
  columns: `${order} ${more}`.trim().split(" "),
  order: order.split(" "),
});

/** Rows are told apart by a number that each engine gives out itself, which is their order and is not carried over. */
const inOrder = (name: keyof Schema, columns: string): TransferTable => ({ name, columns: columns.split(" "), order: [] });

export const TRANSFER_TABLES: readonly TransferTable[] = [
  table("setting", "name", "value"),
  table("term", "code", "text"),
  table("lease", "scope", "owner token expires_at"),
  table("connection", "id", "kind config_json token_env keep_titles added_at narrowing_json"),
  inOrder(
    "stream",
    "connection stream cursor_json watermark outcome fetched requests fetched_in_read fetched_whole vendor_total left_out_json ending_json completed_at changed_at fingerprint generation",
  ),
  table("shard", "connection stream id", "place parts_json items cursor_json done problem_json"),
  table("page", "connection stream sha256", "bytes fetched_at"),
  table("drift", "connection path value", "count"),
  table("actor", "id", "kind kind_basis active identities_json connection seen_at"),
  table("join_decision", "kind a b", "declared refused at"),
  table("actor_kind", "actor", "kind at"),
  table("pull_request", "id", "connection updated_at record_json"),
  table("definition", "connection kind id", "record_json stream generation"),
  table(
    "item",
    "code",
    "id connection updated_at key url title project type_raw type created_at creator reporter status resolution resolved_at description_length headings_hash empty_section_ratio points_elsewhere names structured_intake minhash history_complete gone_at gone_basis generation",
  ),
  table("history", "item", "events"),
  inOrder("scan", "at result_json basis_json"),
  table("own_ruleset", "one", "text at"),
  table("attestation", "characteristic", "kind reason author at until"),
];

/** A workspace as rows, as of one instant. */
export interface WorkspaceSource {
  /** Some at once, in the order of the table. */
  rows(of: TransferTable): AsyncIterable<readonly Row[]>;
}

/** A workspace that is being made of rows. */
export interface WorkspaceSink {
  /** In the order in which they were read. */
  add(to: TransferTable, rows: readonly Row[]): Promise<void>;
}

export interface TableDigest {
  readonly name: string;
  readonly rows: number;
  /** SHA-256 over all values of all rows in their order. */
  readonly sha256: string;
}

/** What a workspace holds, table by table: equal digests are equal workspaces. */
export async function digestOf(source: WorkspaceSource): Promise<readonly TableDigest[]> {
  const digests: TableDigest[] = [];
  for (const each of TRANSFER_TABLES) {
    const hash = createHash("sha256");
    let count = 0;
    for await (const rows of source.rows(each)) {
      count += rows.length;
      for (const row of rows) hash.update(`${JSON.stringify(row.map(spelled))}\n`);
    }
    digests.push({ name: each.name, rows: count, sha256: hash.digest("hex") });
  }
  return digests;
}

/** Bytes and a text of the same characters must not look alike. */
function spelled(value: Value): null | number | string | readonly [string] {
  return value instanceof Uint8Array ? [Buffer.from(value).toString("base64")] : value;
}
