import type { Kysely, Selectable } from "kysely";
import type { HintStore, Hook } from "../hints.ts";
import { passGate } from "./gate.ts";
import { queueRun } from "./runs.ts";
import type { HookTable, OperationsSchema } from "./schema.ts";

export function hintsIn(db: Kysely<OperationsSchema>): HintStore {
  const ofConnection = (workspace: string, connection: string) =>
    db.selectFrom("hint").where("workspace", "=", workspace).where("connection", "=", connection);

  /** With the time of the last delivery of each, in one question: it is asked before every delivery. */
  const hooks = () =>
    db
      .selectFrom("hook")
      .selectAll()
      .select((row) =>
        row
          .selectFrom("hint")
          .select(({ fn }) => fn.max("hint.at").as("at"))
          .whereRef("hint.workspace", "=", "hook.workspace")
          .whereRef("hint.connection", "=", "hook.connection")
          .as("last_at"),
      );

  return {
    async hooks(workspace) {
      const all = hooks().orderBy("workspace").orderBy("connection");
      return (await (workspace === null ? all : all.where("workspace", "=", workspace)).execute()).map(hookOf);
    },
    async hook(workspace, connection) {
      const row = await hooks().where("workspace", "=", workspace).where("connection", "=", connection).executeTakeFirst();
      return row === undefined ? null : hookOf(row);
    },
    async addHook({ workspace, connection, kind, addedAt }) {
      const { numInsertedOrUpdatedRows = 0n } = await db
        .insertInto("hook")
        .values({ workspace, connection, kind, added_at: addedAt })
        .onConflict((conflict) => conflict.columns(["workspace", "connection"]).doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows > 0n;
    },
    removeHook: (workspace, connection) =>
      db.transaction().execute(async (trx) => {
        await trx.deleteFrom("hint").where("workspace", "=", workspace).where("connection", "=", connection).execute();
        const { numDeletedRows } = await trx
          .deleteFrom("hook")
          .where("workspace", "=", workspace)
          .where("connection", "=", connection)
          .executeTakeFirstOrThrow();
        return numDeletedRows > 0n;
      }),
    async keep({ workspace, connection, once, items, at }) {
      const { numInsertedOrUpdatedRows = 0n } = await db
        .insertInto("hint")
        .values({ workspace, connection, once, items_json: JSON.stringify(items), at, run: null, read_at: null })
        .onConflict((conflict) => conflict.columns(["workspace", "connection", "once"]).doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows > 0n;
    },
    async waiting() {
      const rows = await db
        .selectFrom("hint")
        .select(["workspace", (row) => row.fn.min("at").as("first_at"), (row) => row.fn.max("at").as("last_at")])
        .where("run", "is", null)
        .groupBy("workspace")
        .orderBy("workspace")
        .execute();
      return rows.map(({ workspace, first_at, last_at }) => ({ workspace, firstAt: first_at, lastAt: last_at }));
    },
    request: ({ id, workspace, now }) =>
      db.transaction().execute(async (trx) => {
        await passGate(trx, workspace, now);
        const waits = await trx
          .selectFrom("hint")
          .select("once")
          .where("workspace", "=", workspace)
          .where("run", "is", null)
          .limit(1)
          .executeTakeFirst();
        if (waits === undefined) return null;
        const { run } = await queueRun(trx, { id, workspace, schedule: null, dueAt: null, now });
        await trx.updateTable("hint").set({ run: run.id }).where("workspace", "=", workspace).where("run", "is", null).execute();
        return run;
      }),
    async toRead(workspace, connection, limit) {
      const rows = await ofConnection(workspace, connection)
        .select(["run", "items_json"])
        .where("run", "is not", null)
        .where("read_at", "is", null)
        .orderBy("at", "desc")
        .orderBy("once")
        .execute();
      const items = new Set(rows.flatMap(({ items_json }) => JSON.parse(items_json) as readonly string[]));
      return { items: [...items].slice(0, limit), runs: [...new Set(rows.map(({ run }) => run!))] };
    },
    async wereRead(workspace, connection, runs, now) {
      if (runs.length === 0) return;
      await db
        .updateTable("hint")
        .set({ read_at: now })
        .where("workspace", "=", workspace)
        .where("connection", "=", connection)
        .where("run", "in", [...runs])
        .where("read_at", "is", null)
        .execute();
    },
    async forgetHints(before, most) {
      const old = await db.deleteFrom("hint").where("at", "<", before).executeTakeFirstOrThrow();
      let count = Number(old.numDeletedRows);
      for (const { workspace, connection } of await db.selectFrom("hook").select(["workspace", "connection"]).execute()) {
        const last = await ofConnection(workspace, connection)
          .select("at")
          .orderBy("at", "desc")
          .offset(most)
          .limit(1)
          .executeTakeFirst();
        if (last === undefined) continue;
        const more = await db
          .deleteFrom("hint")
          .where("workspace", "=", workspace)
          .where("connection", "=", connection)
          .where("at", "<=", last.at)
          .executeTakeFirstOrThrow();
        count += Number(more.numDeletedRows);
      }
      return count;
    },
  };
}

function hookOf(row: Selectable<HookTable> & { readonly last_at: number | null }): Hook {
  const { workspace, connection, kind, added_at, last_at } = row;
  return { workspace, connection, kind, addedAt: added_at, lastAt: last_at };
}
