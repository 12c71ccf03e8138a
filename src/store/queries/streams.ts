import { isDeepStrictEqual } from "node:util";
import { sql, type Kysely, type Selectable } from "kysely";
import type { Json, StreamState } from "../../model/page.ts";
import type { Problem } from "../../model/problem.ts";
import type { PullRequestRecord } from "../../model/pull-request.ts";
import type { Result, StreamReport } from "../../model/result.ts";
import type { Instant } from "../../model/window.ts";
import type { Lease, StoredConnection, StoredItem } from "../store.ts";
import { withoutTitles } from "../without-titles.ts";
import { ITEM_STREAM, storedCount, streamReport, type StreamRow } from "../stream-status.ts";
import type { Engine } from "./engine.ts";
import { beginStream, FRESH } from "./begin-stream.ts";
import { endLease, holdLease } from "./lease.ts";
import { forgetShards } from "./shards.ts";
import type { Schema, StreamTable } from "../tables.ts";

function parseProblem(json: string | null): Problem | null {
  return json === null ? null : (JSON.parse(json) as Problem);
}

function toRow(row: Selectable<StreamTable>): StreamRow {
  return {
    connection: row.connection,
    stream: row.stream,
    outcome: row.outcome,
    fetched: row.fetched,
    requests: row.requests,
    fetchedInRead: row.fetched_in_read,
    fetchedWhole: row.fetched_whole,
    vendorTotal: row.vendor_total,
    leftOut: parseProblem(row.left_out_json),
    ending: parseProblem(row.ending_json),
    completedAt: row.completed_at,
  };
}

/** Connections and the state of their streams. */
export function streamQueries(db: Kysely<Schema>, { order, termCode, failpoint }: Engine) {
  const find = (connection: string, stream: string) =>
    db.selectFrom("stream").selectAll().where("connection", "=", connection).where("stream", "=", stream).executeTakeFirst();

  const liveCount = async (connection: string): Promise<number> => {
    const { count } = await db
      .selectFrom("item")
      .select((item) => item.fn.countAll<number>().as("count"))
      .where("item.connection", "=", termCode(connection))
      .where("updated_at", "is not", null)
      .where("gone_at", "is", null)
      .executeTakeFirstOrThrow();
    return count;
  };

  return {
    /** True: titles were taken away, so that the file still holds their bytes in places that are free now. */
    async saveConnection({ id, kind, config, tokenEnv, keepTitles, addedAt }: StoredConnection): Promise<boolean> {
      const values = {
        kind,
        config_json: JSON.stringify(config),
        token_env: tokenEnv,
        keep_titles: keepTitles ? 1 : 0,
        added_at: addedAt,
      };
      return db.transaction().execute(async (trx) => {
        const before = await trx.selectFrom("connection").selectAll().where("id", "=", id).executeTakeFirst();
        await trx
          .insertInto("connection")
          .values({ id, ...values })
          .onConflict((conflict) => conflict.column("id").doUpdateSet(values))
          .execute();
        const isSame =
          before?.kind === kind &&
          before.keep_titles === values.keep_titles &&
          isDeepStrictEqual(JSON.parse(before.config_json), JSON.parse(values.config_json));
        if (before === undefined || isSame) return false;
        await endLease(trx, id);
        if (!keepTitles) {
          for (const { id: scan, result_json } of await trx.selectFrom("scan").selectAll().execute()) {
            const result = withoutTitles(JSON.parse(result_json) as Result);
            await trx
              .updateTable("scan")
              .set({ result_json: JSON.stringify(result) })
              .where("id", "=", scan)
              .execute();
          }
          await trx.updateTable("item").set({ title: null }).where("connection", "=", termCode(id)).execute();
          for (const { id: pull, record_json } of await trx
            .selectFrom("pull_request")
            .select(["id", "record_json"])
            .where("connection", "=", id)
            .execute()) {
            const record = { ...(JSON.parse(record_json) as PullRequestRecord), title: null };
            await trx
              .updateTable("pull_request")
              .set({ record_json: JSON.stringify(record) })
              .where("id", "=", pull)
              .execute();
          }
        }
        await trx
          .updateTable("stream")
          .set({
            cursor_json: "null",
            watermark: null,
            outcome: "outdated",
            vendor_total: null,
            left_out_json: null,
            ending_json: null,
            fingerprint: null,
          })
          .where("connection", "=", id)
          .execute();
        await forgetShards(trx, id, "all");
        await trx.updateTable("connection").set({ narrowing_json: "{}" }).where("id", "=", id).execute();
        return !keepTitles;
      });
    },

    async state(connection: string, stream: string): Promise<StreamState> {
      const row = await find(connection, stream);
      const live = stream === ITEM_STREAM ? await liveCount(connection) : 0;
      if (row === undefined) return { cursor: null, watermark: null, stored: live };
      const { watermark } = row;
      const known = row.fingerprint === null ? {} : { fingerprint: row.fingerprint };
      return { cursor: JSON.parse(row.cursor_json) as Json, watermark, stored: storedCount(toRow(row), live), ...known };
    },

    async begin(lease: Lease, stream: string, at: Instant): Promise<void> {
      failpoint?.("read:before-begin");
      await db.transaction().execute(async (trx) => {
        await holdLease(trx, lease, at);
        await beginStream(trx, lease.scope, stream, at);
        failpoint?.("read:in-begin");
      });
      failpoint?.("read:begun");
    },

    async fail(lease: Lease, stream: string, status: "partial" | "failed", problem: Problem, at: Instant): Promise<void> {
      const values = { outcome: status, ending_json: JSON.stringify(problem), changed_at: at };
      await db.transaction().execute(async (trx) => {
        await holdLease(trx, lease, at);
        await trx
          .insertInto("stream")
          .values({ ...FRESH, connection: lease.scope, stream, ...values })
          .onConflict((conflict) => conflict.columns(["connection", "stream"]).doUpdateSet(values))
          .execute();
        failpoint?.("read:in-failure");
      });
      failpoint?.("read:failed");
    },

    async forgetPlace(
      lease: Lease,
      streams: readonly string[] | "all",
      what: "cursors" | "everything",
      at: Instant,
    ): Promise<void> {
      await db.transaction().execute(async (trx) => {
        await holdLease(trx, lease, at);
        let update = trx.updateTable("stream").where("connection", "=", lease.scope);
        if (streams !== "all") update = update.where("stream", "in", streams);
        await update
          .set({ cursor_json: "null", ...(what === "everything" ? { watermark: null, fingerprint: null } : {}) })
          .execute();
        await forgetShards(trx, lease.scope, streams);
      });
      failpoint?.("read:forgotten");
    },

    /** Live items, with whether the newest read of the items has listed them. */
    async storedItems(connection: string): Promise<readonly StoredItem[]> {
      const generation = (await find(connection, ITEM_STREAM))?.generation ?? 0;
      const rows = await db
        .selectFrom("item")
        .innerJoin("term", "term.code", "item.project")
        .select(["item.id", "term.text as projectKey", "item.updated_at", "item.generation"])
        .where("item.connection", "=", termCode(connection))
        .where("updated_at", "is not", null)
        .where("gone_at", "is", null)
        .orderBy("item.id")
        .execute();
      return rows.map(({ id, projectKey, ...row }) => ({
        id,
        projectKey,
        updatedAt: row.updated_at ?? 0,
        listed: row.generation === generation,
      }));
    },

    async incompleteItems(connection: string): Promise<readonly string[]> {
      const rows = await db
        .selectFrom("item")
        .select("id")
        .where("connection", "=", termCode(connection))
        .where("updated_at", "is not", null)
        .where("gone_at", "is", null)
        .where("history_complete", "=", 0)
        .orderBy("id")
        .execute();
      return rows.map(({ id }) => id);
    },

    async reports(): Promise<readonly StreamReport[]> {
      const rows = await db.selectFrom("stream").selectAll().orderBy(sql.ref(order)).execute();
      const live = new Map<string, number>();
      for (const { connection, stream } of rows) if (stream === ITEM_STREAM) live.set(connection, await liveCount(connection));
      return rows.map((row) => streamReport(toRow(row), live.get(row.connection) ?? 0));
    },

    /** When the items were last read to the end; for a connection without an item stream, when any stream was. */
    async lastSyncedAt(connection: string): Promise<Instant | null> {
      const rows = await db
        .selectFrom("stream")
        .select(["stream", "completed_at"])
        .where("connection", "=", connection)
        .execute();
      const items = rows.find((row) => row.stream === ITEM_STREAM);
      if (items !== undefined) return items.completed_at;
      return rows.reduce<Instant | null>(
        (last, row) => (last === null || (row.completed_at ?? 0) > last ? row.completed_at : last),
        null,
      );
    },
  };
}
