import { createHash } from "node:crypto";
import { sql, type Kysely, type Transaction } from "kysely";
import type { Narrowing } from "../../model/facet.ts";
import type { Json } from "../../model/page.ts";
import type { Result } from "../../model/result.ts";
import { DAY_MS } from "../../model/window.ts";
import type { StoredConnection, WorkspaceStore } from "../store.ts";
import type { Schema } from "../tables.ts";
import { decisionQueries } from "./decisions.ts";
import type { Engine } from "./engine.ts";
import { holdLease, releaseLease, takeLease } from "./lease.ts";
import { ownRuleQueries } from "./own-rules.ts";
import { shardQueries } from "./shards.ts";
import { streamQueries } from "./streams.ts";

/** Everything a store answers in SQL that people read, the same on every engine. Pages and the history have faster ways of their own. */
export type WorkspaceQueries = Omit<
  WorkspaceStore,
  "workspace" | "pseudonym" | "identity" | "commitPage" | "commitShardPage" | "load" | "close" | "saveConnection"
> & {
  /** True: titles were taken away, so that the place they stood in may still hold their bytes. */
  saveConnection(connection: StoredConnection): Promise<boolean>;
};

/** Kept whatever their age. */
const NEWEST_RESULTS = 20;

export function workspaceQueries(db: Kysely<Schema>, engine: Engine): WorkspaceQueries {
  const { termCode, failpoint } = engine;
  const streams = streamQueries(db, engine);
  const shards = shardQueries(db, engine);
  return {
    async connections() {
      const rows = await db.selectFrom("connection").selectAll().orderBy("id").execute();
      return rows.map((row) => ({
        id: row.id,
        kind: row.kind,
        config: JSON.parse(row.config_json) as Json,
        tokenEnv: row.token_env,
        keepTitles: row.keep_titles === 1,
        addedAt: row.added_at,
        ...(row.narrowing_json === "{}" ? {} : { narrowing: JSON.parse(row.narrowing_json) as Narrowing }),
      }));
    },
    saveConnection: (connection) => streams.saveConnection(connection),

    async takeLease(request) {
      const lease = await takeLease(db, request);
      failpoint?.("lease:taken");
      return lease;
    },
    async releaseLease(lease) {
      await releaseLease(db, lease);
      failpoint?.("lease:released");
    },

    streamState: (connection, stream) => streams.state(connection, stream),
    beginRead: (lease, stream, at) => streams.begin(lease, stream, at),
    failStream: (lease, stream, status, problem, at) => streams.fail(lease, stream, status, problem, at),
    forgetPlace: (lease, names, what, at) => streams.forgetPlace(lease, names, what, at),
    shards: (connection, stream) => shards.list(connection, stream),
    planShards: (lease, stream, planned, at) => shards.plan(lease, stream, planned, at),
    failShard: (lease, place, problem, at) => shards.fail(lease, place, problem, at),
    joinShards: (lease, stream, cursor, at) => shards.join(lease, stream, cursor, at),
    streamReports: () => streams.reports(),
    lastSyncedAt: (connection) => streams.lastSyncedAt(connection),

    async liveItems(connection) {
      const rows = await db
        .selectFrom("item")
        .select("item.id")
        .where("item.connection", "=", termCode(connection))
        .where("updated_at", "is not", null)
        .where("gone_at", "is", null)
        .orderBy("item.id")
        .execute();
      return rows.map((row) => row.id);
    },
    storedItems: (connection) => streams.storedItems(connection),
    incompleteItems: (connection) => streams.incompleteItems(connection),

    drift: () =>
      db
        .selectFrom("drift")
        .select(["connection", "path", "value", "count"])
        .orderBy("connection")
        .orderBy("path")
        .orderBy("value")
        .execute(),

    ...decisionQueries(db, engine),
    ...ownRuleQueries(db),

    async pages() {
      const rows = await db.selectFrom("page").select("sha256").execute();
      const hashes = rows.map((row) => Buffer.from(row.sha256).toString("hex")).toSorted();
      return { hash: createHash("sha256").update(hashes.join("\n")).digest("hex"), count: hashes.length };
    },

    async saveResult(lease, result, at, basis = null) {
      await db.transaction().execute(async (trx) => {
        await holdLease(trx, lease, at);
        await trx
          .insertInto("scan")
          .values({ at, result_json: JSON.stringify(result), basis_json: basis })
          .execute();
        await forgetResults(trx);
        failpoint?.("scan:in-save");
      });
      failpoint?.("scan:saved");
    },
    async keptResult(back) {
      const row = await db
        .selectFrom("scan")
        .select(["result_json", "basis_json"])
        .orderBy("id", "desc")
        .limit(1)
        .offset(back)
        .executeTakeFirst();
      return row === undefined ? null : { result: JSON.parse(row.result_json) as Result, basis: row.basis_json };
    },
    async lastResult() {
      const row = await db.selectFrom("scan").select("result_json").orderBy("id", "desc").limit(1).executeTakeFirst();
      return row === undefined ? null : (JSON.parse(row.result_json) as Result);
    },
  };
}

/** Who scans every few minutes would fill the disk with results that say the same: of older ones the last of each day stays. */
async function forgetResults(trx: Transaction<Schema>): Promise<void> {
  await sql`DELETE FROM scan WHERE id < (SELECT min(id) FROM (SELECT id FROM scan ORDER BY id DESC LIMIT ${sql.lit(NEWEST_RESULTS)}) AS newest)
    AND EXISTS (SELECT 1 FROM scan AS newer WHERE newer.id > scan.id AND newer."at" / ${sql.lit(DAY_MS)} = scan."at" / ${sql.lit(DAY_MS)})`.execute(
    trx,
  );
}
