import { type Kysely, type Selectable, type Transaction } from "kysely";
import type { Json } from "../../model/page.ts";
import type { Problem } from "../../model/problem.ts";
import type { Shard } from "../../model/shard.ts";
import type { Instant } from "../../model/window.ts";
import { shardScope, type Lease, type ShardPlace, type StoredShard } from "../store.ts";
import type { Schema, ShardTable } from "../tables.ts";
import { beginStream } from "./begin-stream.ts";
import type { Engine } from "./engine.ts";
import { endLease, holdLease } from "./lease.ts";

/** The cursor of a stream whose places are those of its shards: it says that the read has begun, and is handed to no connector. */
const IN_SHARDS = JSON.stringify({ shards: true });

/**
 * Places of whole reads that several writers share. Every writer locks in one order, leases, then the stream, then shards, so that none of
 * them can wait for another that waits for it.
 */
export function shardQueries(db: Kysely<Schema>, { failpoint }: Pick<Engine, "failpoint">) {
  return {
    async list(connection: string, stream: string): Promise<readonly StoredShard[]> {
      const rows = await db
        .selectFrom("shard")
        .selectAll()
        .where("connection", "=", connection)
        .where("stream", "=", stream)
        .orderBy("place")
        .execute();
      return rows.map(toShard);
    },

    async plan(lease: Lease, stream: string, shards: readonly Shard[], at: Instant): Promise<void> {
      await db.transaction().execute(async (trx) => {
        await holdLease(trx, lease, at);
        const known = await trx
          .selectFrom("shard")
          .select(["id", "place"])
          .where("connection", "=", lease.scope)
          .where("stream", "=", stream)
          .execute();
        const ids = new Set(known.map(({ id }) => id));
        const added = shards.filter(({ id }) => !ids.has(id));
        // Whoever wrote to one of that name in an earlier read, and sleeps, must not wake up in this one.
        for (const { id } of added.toSorted(byId)) await endLease(trx, shardScope({ connection: lease.scope, shard: id }));
        await beginStream(trx, lease.scope, stream, at);
        if (added.length === 0) return;
        const next = known.reduce((most, { place }) => Math.max(most, place + 1), 0);
        await trx
          .insertInto("shard")
          .values(
            added.map(({ id, parts, items }, index) => ({
              connection: lease.scope,
              stream,
              id,
              place: next + index,
              parts_json: JSON.stringify(parts),
              items,
              cursor_json: "null",
              done: 0,
              problem_json: null,
            })),
          )
          .execute();
        const total = sum(shards.map(({ items }) => items));
        await trx
          .updateTable("stream")
          .set({ cursor_json: IN_SHARDS, ...(total === null ? {} : { vendor_total: total }) })
          .where("connection", "=", lease.scope)
          .where("stream", "=", stream)
          .execute();
        failpoint?.("shards:in-plan");
      });
      failpoint?.("shards:planned");
    },

    async fail(lease: Lease, { connection, stream, shard }: ShardPlace, problem: Problem, at: Instant): Promise<void> {
      await db.transaction().execute(async (trx) => {
        await holdLease(trx, lease, at);
        await trx
          .updateTable("shard")
          .set({ problem_json: JSON.stringify(problem), ...(problem.code === "cursor-expired" ? { cursor_json: "null" } : {}) })
          .where("connection", "=", connection)
          .where("stream", "=", stream)
          .where("id", "=", shard)
          .where("done", "=", 0)
          .execute();
      });
      failpoint?.("shards:failed");
    },

    async join(lease: Lease, stream: string, cursor: Json, at: Instant): Promise<void> {
      await db.transaction().execute(async (trx) => {
        await holdLease(trx, lease, at);
        await trx
          .updateTable("stream")
          .set({ cursor_json: JSON.stringify(cursor), changed_at: at })
          .where("connection", "=", lease.scope)
          .where("stream", "=", stream)
          .execute();
        await forgetShards(trx, lease.scope, [stream]);
        failpoint?.("shards:in-join");
      });
      failpoint?.("shards:joined");
    },
  };
}

/** Whoever writes to one of them is refused from then on, since it is not there. */
export async function forgetShards(
  trx: Transaction<Schema>,
  connection: string,
  streams: readonly string[] | "all",
): Promise<void> {
  let gone = trx.deleteFrom("shard").where("connection", "=", connection);
  if (streams !== "all") gone = gone.where("stream", "in", streams);
  await gone.execute();
}

function toShard(row: Selectable<ShardTable>): StoredShard {
  return {
    id: row.id,
    parts: JSON.parse(row.parts_json) as readonly string[],
    items: row.items,
    cursor: JSON.parse(row.cursor_json) as Json,
    done: row.done === 1,
    problem: row.problem_json === null ? null : (JSON.parse(row.problem_json) as Problem),
  };
}

function byId(a: Shard, b: Shard): number {
  return a.id < b.id ? -1 : 1;
}

function sum(counts: readonly (number | null)[]): number | null {
  return counts.reduce<number | null>((total, count) => (total === null || count === null ? null : total + count), 0);
}
