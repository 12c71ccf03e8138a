import { sql, type Transaction } from "kysely";
import type { Instant } from "../../model/window.ts";
import type { Schema } from "../tables.ts";

/** A read that goes on from a cursor, or in shards, keeps what it counted, what it left out, and its number. */
export async function beginStream(trx: Transaction<Schema>, connection: string, stream: string, at: Instant): Promise<void> {
  await trx
    .insertInto("stream")
    .values({ ...FRESH, generation: 1, connection, stream, changed_at: at })
    .onConflict((conflict) =>
      conflict.columns(["connection", "stream"]).doUpdateSet({
        outcome: "reading",
        fetched: 0,
        requests: 0,
        fetched_in_read: sql<number>`CASE WHEN stream.cursor_json = 'null' THEN 0 ELSE stream.fetched_in_read END`,
        left_out_json: sql<string | null>`CASE WHEN stream.cursor_json = 'null' THEN NULL ELSE stream.left_out_json END`,
        generation: sql<number>`CASE WHEN stream.cursor_json = 'null' THEN stream.generation + 1 ELSE stream.generation END`,
        ending_json: null,
        changed_at: at,
      }),
    )
    .execute();
}

export const FRESH = {
  cursor_json: "null",
  watermark: null,
  outcome: "reading",
  fetched: 0,
  requests: 0,
  generation: 0,
  fetched_in_read: 0,
  fetched_whole: null,
  vendor_total: null,
  left_out_json: null,
  ending_json: null,
  completed_at: null,
  fingerprint: null,
} as const;
