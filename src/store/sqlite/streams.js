import { isDeepStrictEqual } from "node:util";
import { sql } from "kysely";
import { ITEM_STREAM, storedCount, streamReport } from "../stream-status.ts";
import { endLease, holdLease } from "./lease.ts";
function parseProblem(json) {
    return json === null ? null : JSON.parse(json);
}
function toRow(row) {
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
function withoutTitles(result) {
    const bare = (examples) => examples.map((example) => ({ ...example, title: null }));
    return {
        ...result,
        signals: result.signals.map((signal) => ({ ...signal, examples: bare(signal.examples) })),
        characteristics: result.characteristics.map((verdict) => ({ ...verdict, examples: bare(verdict.examples) })),
    };
}
/** Connections and the state of their streams. */
export function streamQueries(db, failpoint) {
    const find = (connection, stream) => db.selectFrom("stream").selectAll().where("connection", "=", connection).where("stream", "=", stream).executeTakeFirst();
    const liveCount = async (connection) => {
        const { count } = await db
            .selectFrom("item")
            .select((item) => item.fn.countAll().as("count"))
            .where("item.connection", "=", (term) => term.selectFrom("term").select("code").where("text", "=", connection))
            .where("updated_at", "is not", null)
            .where("gone_at", "is", null)
            .executeTakeFirstOrThrow();
        return count;
    };
    return {
        /** True: titles were taken away, so that the file still holds their bytes in places that are free now. */
        async saveConnection({ id, kind, config, tokenEnv, keepTitles, addedAt }) {
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
                const isSame = before?.kind === kind &&
                    before.keep_titles === values.keep_titles &&
                    isDeepStrictEqual(JSON.parse(before.config_json), JSON.parse(values.config_json));
                if (before === undefined || isSame)
                    return false;
                await endLease(trx, id);
                if (!keepTitles) {
                    for (const { id: scan, result_json } of await trx.selectFrom("scan").selectAll().execute()) {
                        const result = withoutTitles(JSON.parse(result_json));
                        await trx
                            .updateTable("scan")
                            .set({ result_json: JSON.stringify(result) })
                            .where("id", "=", scan)
                            .execute();
                    }
                    await trx
                        .updateTable("item")
                        .set({ title: null })
                        .where("connection", "=", (term) => term.selectFrom("term").select("code").where("text", "=", id))
                        .execute();
                    await trx
                        .updateTable("pull_request")
                        .set({ record_json: sql `json_set(record_json, '$.title', NULL)` })
                        .where("connection", "=", id)
                        .execute();
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
                await trx.updateTable("connection").set({ narrowing_json: "{}" }).where("id", "=", id).execute();
                return !keepTitles;
            });
        },
        async state(connection, stream) {
            const row = await find(connection, stream);
            const live = stream === ITEM_STREAM ? await liveCount(connection) : 0;
            if (row === undefined)
                return { cursor: null, watermark: null, stored: live };
            const { watermark } = row;
            const known = row.fingerprint === null ? {} : { fingerprint: row.fingerprint };
            return { cursor: JSON.parse(row.cursor_json), watermark, stored: storedCount(toRow(row), live), ...known };
        },
        /** A read that goes on from a cursor keeps what it counted and what it left out before. */
        async begin(lease, stream, at) {
            failpoint?.("read:before-begin");
            await db.transaction().execute(async (trx) => {
                await holdLease(trx, lease, at);
                await trx
                    .insertInto("stream")
                    .values({ ...FRESH, generation: 1, connection: lease.scope, stream, changed_at: at })
                    .onConflict((conflict) => conflict.columns(["connection", "stream"]).doUpdateSet({
                    outcome: "reading",
                    fetched: 0,
                    requests: 0,
                    fetched_in_read: sql `iif(cursor_json = 'null', 0, fetched_in_read)`,
                    left_out_json: sql `iif(cursor_json = 'null', NULL, left_out_json)`,
                    generation: sql `iif(cursor_json = 'null', stream.generation + 1, stream.generation)`,
                    ending_json: null,
                    changed_at: at,
                }))
                    .execute();
                failpoint?.("read:in-begin");
            });
            failpoint?.("read:begun");
        },
        async fail(lease, stream, status, problem, at) {
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
        async forgetPlace(lease, streams, what, at) {
            await db.transaction().execute(async (trx) => {
                await holdLease(trx, lease, at);
                let update = trx.updateTable("stream").where("connection", "=", lease.scope);
                if (streams !== "all")
                    update = update.where("stream", "in", streams);
                await update
                    .set({ cursor_json: "null", ...(what === "everything" ? { watermark: null, fingerprint: null } : {}) })
                    .execute();
            });
            failpoint?.("read:forgotten");
        },
        /** Live items, with whether the newest read of the items has listed them. */
        async storedItems(connection) {
            const generation = (await find(connection, ITEM_STREAM))?.generation ?? 0;
            const rows = await db
                .selectFrom("item")
                .innerJoin("term", "term.code", "item.project")
                .select(["item.id", "term.text as projectKey", "item.updated_at", "item.generation"])
                .where("item.connection", "=", (term) => term.selectFrom("term").select("code").where("text", "=", connection))
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
        async incompleteItems(connection) {
            const rows = await db
                .selectFrom("item")
                .select("id")
                .where("connection", "=", (term) => term.selectFrom("term").select("code").where("text", "=", connection))
                .where("updated_at", "is not", null)
                .where("gone_at", "is", null)
                .where("history_complete", "=", 0)
                .orderBy("id")
                .execute();
            return rows.map(({ id }) => id);
        },
        async reports() {
            const rows = await db
                .selectFrom("stream")
                .selectAll()
                .orderBy(sql `rowid`)
                .execute();
            const live = new Map();
            for (const { connection, stream } of rows)
                if (stream === ITEM_STREAM)
                    live.set(connection, await liveCount(connection));
            return rows.map((row) => streamReport(toRow(row), live.get(row.connection) ?? 0));
        },
        /** When the items were last read to the end; for a connection without an item stream, when any stream was. */
        async lastSyncedAt(connection) {
            const rows = await db
                .selectFrom("stream")
                .select(["stream", "completed_at"])
                .where("connection", "=", connection)
                .execute();
            const items = rows.find((row) => row.stream === ITEM_STREAM);
            if (items !== undefined)
                return items.completed_at;
            return rows.reduce((last, row) => (last === null || (row.completed_at ?? 0) > last ? row.completed_at : last), null);
        },
    };
}
const FRESH = {
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
};
