import type { Kysely, Selectable, Transaction } from "kysely";
import { RUN_STATUSES, type RunStatus, type ScanRun } from "../../model/scan-run.ts";
import type { Instant } from "../../model/window.ts";
import type { OperationsStore } from "../operations.ts";
import { jsonOf, problemOf, taskOf } from "./rows.ts";
import type { OperationsSchema, RunTable } from "./schema.ts";
import { BLANK_TASK, passGate, toOutbox } from "./gate.ts";
import { cancelWhatWaits } from "./run-end.ts";

type Runs = Pick<
  OperationsStore,
  "requestRun" | "recordRun" | "run" | "runs" | "tasks" | "cancelRun" | "forgetRuns" | "countRuns"
>;
type Database = Kysely<OperationsSchema> | Transaction<OperationsSchema>;

export function runsIn(db: Kysely<OperationsSchema>): Runs {
  return {
    requestRun: ({ id, workspace, now }) =>
      db.transaction().execute((trx) => queueRun(trx, { id, workspace, schedule: null, dueAt: null, now })),
    async recordRun({ id, workspace, startedAt, endedAt, status, problem }) {
      await db
        .insertInto("run")
        .values({
          ...{ id, workspace, schedule: null, due_at: null, status, cancel_requested: 0, queued_at: startedAt, told_at: null },
          ...{ started_at: startedAt, ended_at: endedAt, problem_json: jsonOf(problem), changed_at: endedAt },
        })
        .execute();
    },
    run: (id) => runById(db, id),
    async runs({ workspace, statuses, limit }) {
      let query = db.selectFrom("run").selectAll().orderBy("queued_at", "desc").orderBy("id", "desc").limit(limit);
      if (workspace !== undefined) query = query.where("workspace", "=", workspace);
      if (statuses !== undefined) query = query.where("status", "in", [...statuses]);
      return withTasks(db, await query.execute());
    },
    async tasks(run) {
      return (await db.selectFrom("task").selectAll().where("run", "=", run).orderBy("ordinal").execute()).map(taskOf);
    },
    cancelRun: (id, now) =>
      db.transaction().execute(async (trx) => {
        const found = await trx
          .updateTable("run")
          .set({ cancel_requested: 1, changed_at: now })
          .where("id", "=", id)
          .where("status", "in", ["queued", "running"])
          .executeTakeFirstOrThrow();
        if (found.numUpdatedRows > 0n) await cancelWhatWaits(trx, id, now);
        return runById(trx, id);
      }),
    async forgetRuns(endedBefore) {
      return db.transaction().execute(async (trx) => {
        const old = trx.selectFrom("run").select("id").where("ended_at", "<", endedBefore);
        await trx.deleteFrom("task").where("run", "in", old).execute();
        const { numDeletedRows } = await trx.deleteFrom("run").where("ended_at", "<", endedBefore).executeTakeFirstOrThrow();
        return Number(numDeletedRows);
      });
    },
    async countRuns() {
      const rows = await db
        .selectFrom("run")
        .select(["status", (row) => row.fn.countAll<number>().as("count")])
        .groupBy("status")
        .execute();
      const counts = Object.fromEntries(RUN_STATUSES.map((status) => [status, 0])) as Record<RunStatus, number>;
      for (const { status, count } of rows) counts[status] = count;
      return counts;
    },
  };
}

/** Under the gate of the workspace: the run that waits already, else a new one with its plan. */
export async function queueRun(
  trx: Transaction<OperationsSchema>,
  request: {
    readonly id: string;
    readonly workspace: string;
    readonly schedule: string | null;
    readonly dueAt: Instant | null;
    readonly now: Instant;
  },
): Promise<{ run: ScanRun; isNew: boolean }> {
  const { id, workspace, now } = request;
  await passGate(trx, workspace, now);
  const others = await trx
    .selectFrom("run")
    .select(["id", "status"])
    .where("workspace", "=", workspace)
    .where("status", "in", ["queued", "running"])
    .execute();
  const waiting = others.find(({ status }) => status === "queued");
  if (waiting !== undefined) return { run: (await runById(trx, waiting.id))!, isNew: false };
  await trx
    .insertInto("run")
    .values({
      id,
      workspace,
      schedule: request.schedule,
      due_at: request.dueAt,
      status: "queued",
      cancel_requested: 0,
      queued_at: now,
      started_at: null,
      ended_at: null,
      problem_json: null,
      changed_at: now,
      told_at: null,
    })
    .execute();
  const mayBegin = others.length === 0;
  await trx
    .insertInto("task")
    .values({
      ...BLANK_TASK,
      run: id,
      ordinal: 0,
      kind: "plan",
      ...(mayBegin ? { status: "ready", dispatched_at: now } : { status: "waiting" }),
    })
    .execute();
  if (mayBegin) await toOutbox(trx, [{ run: id, ordinal: 0 }], now, now);
  return { run: (await runById(trx, id))!, isNew: true };
}

export async function runById(db: Database, id: string): Promise<ScanRun | null> {
  const row = await db.selectFrom("run").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? null : (await withTasks(db, [row]))[0]!;
}

async function withTasks(db: Database, rows: readonly Selectable<RunTable>[]): Promise<readonly ScanRun[]> {
  if (rows.length === 0) return [];
  const tasks = await db
    .selectFrom("task")
    .select(["run", "kind", "fetched", "total", "requests", "ended_at"])
    .where(
      "run",
      "in",
      rows.map(({ id }) => id),
    )
    .execute();
  const byRun = Map.groupBy(tasks, ({ run }) => run);
  return rows.map((row) => {
    const own = byRun.get(row.id) ?? [];
    const reads = own.filter(({ kind }) => kind === "read");
    const sum = (of: (task: (typeof own)[number]) => number) => own.reduce((total, task) => total + of(task), 0);
    return {
      id: row.id,
      workspace: row.workspace,
      schedule: row.schedule,
      dueAt: row.due_at,
      status: row.status,
      cancelRequested: row.cancel_requested === 1,
      queuedAt: row.queued_at,
      startedAt: row.started_at,
      endedAt: row.ended_at,
      problem: problemOf(row.problem_json),
      progress: {
        fetched: sum(({ fetched }) => fetched),
        // The whole is known when every part of it is.
        total: reads.length === 0 || reads.some(({ total }) => total === null) ? null : sum(({ total }) => total ?? 0),
        requests: sum(({ requests }) => requests),
      },
      tasks: { ended: own.filter(({ ended_at }) => ended_at !== null).length, all: own.length },
    };
  });
}
