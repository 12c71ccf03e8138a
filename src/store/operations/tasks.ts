import { sql, type Kysely, type Selectable, type Transaction } from "kysely";
import { ProblemError, type Problem } from "../../model/problem.ts";
import { jobIdOf, type RunProgress } from "../../model/scan-run.ts";
import type { Instant } from "../../model/window.ts";
import type { OperationsStore, Taken, TaskHold, TaskName } from "../operations.ts";
import { BLANK_TASK, passGate, toOutbox } from "./gate.ts";
import { jsonOf, problemOf, taskOf } from "./rows.ts";
import { cancelWhatWaits, endRun } from "./run-end.ts";
import type { OperationsSchema, TaskTable } from "./schema.ts";

type Tasks = Pick<OperationsStore, "takeTask" | "takeNext" | "renewTask" | "planned" | "fanOut" | "endTask" | "delayTask">;
type Trx = Transaction<OperationsSchema>;

/** A task that takes its worker down with it so often is not given to another one. */
export const MOST_CRASHES = 10;

export function tasksIn(db: Kysely<OperationsSchema>): Tasks {
  return {
    takeTask: (name, owner, now, holdMs) => db.transaction().execute((trx) => take(trx, name, owner, now, holdMs)),
    takeNext: (run, owner, now, holdMs) =>
      db.transaction().execute(async (trx) => {
        const next = await trx
          .selectFrom("task")
          .select("ordinal")
          .where("run", "=", run)
          .where((row) =>
            row.or([
              row.and([row("status", "=", "ready"), row("not_before", "<=", now)]),
              row.and([row("status", "=", "running"), row("expires_at", "<=", now)]),
            ]),
          )
          .orderBy("ordinal")
          .limit(1)
          .executeTakeFirst();
        if (next === undefined) return null;
        const name = { run, ordinal: next.ordinal };
        const taken = await take(trx, name, owner, now, holdMs);
        if (taken.kind !== "taken") return null;
        await trx.deleteFrom("outbox").where("job_id", "=", jobIdOf(name)).execute();
        return taken;
      }),
    async renewTask(hold, progress, now, holdMs) {
      const { numUpdatedRows } = await db
        .updateTable("task")
        .set({ expires_at: now + holdMs, ...columnsOf(progress) })
        .where(isHeld(hold))
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) return "lost";
      const run = await db.selectFrom("run").select("cancel_requested").where("id", "=", hold.run).executeTakeFirst();
      return run?.cancel_requested === 1 ? "cancelled" : "held";
    },
    planned: (hold, reads, now) =>
      db.transaction().execute(async (trx) => {
        await lockRun(trx, hold.run, now);
        await release(trx, hold, { status: "succeeded", ended_at: now });
        await trx
          .insertInto("task")
          .values([
            ...reads.map(({ connection, shard }, at) => ({
              ...BLANK_TASK,
              run: hold.run,
              ordinal: at + 1,
              kind: "read" as const,
              connection,
              shard,
              status: "ready" as const,
              dispatched_at: now,
            })),
            { ...BLANK_TASK, run: hold.run, ordinal: reads.length + 1, kind: "judge", status: "waiting" },
          ])
          .execute();
        const ordinals = reads.map((_, at) => ({ run: hold.run, ordinal: at + 1 }));
        await toOutbox(trx, ordinals, now, now);
        await afterTask(trx, hold, now);
      }),
    fanOut: (hold, { shards, atOnce, progress }, now) =>
      db.transaction().execute(async (trx) => {
        await lockRun(trx, hold.run, now);
        const values = { dispatched_at: null, attempts: 0, crashes: 0, problem_json: null, ...columnsOf(progress) };
        await release(trx, hold, { status: "waiting", ...values });
        const tasks = await trx.selectFrom("task").select(["ordinal", "connection"]).where("run", "=", hold.run).execute();
        const { connection } = tasks.find(({ ordinal }) => ordinal === hold.ordinal)!;
        const next = tasks.reduce((most, { ordinal }) => Math.max(most, ordinal + 1), 0);
        const rows = shards.map(({ shard, total }, at) => ({
          ...BLANK_TASK,
          run: hold.run,
          ordinal: next + at,
          kind: "read" as const,
          connection,
          shard,
          total,
          ...(at < atOnce ? { status: "ready" as const, dispatched_at: now } : { status: "waiting" as const }),
        }));
        await trx.insertInto("task").values(rows).execute();
        await toOutbox(trx, rows.slice(0, atOnce), now, now);
        const run = await trx.selectFrom("run").select("cancel_requested").where("id", "=", hold.run).executeTakeFirst();
        if (run?.cancel_requested === 1) await cancelWhatWaits(trx, hold.run, now);
      }),
    endTask: (hold, { status, problem, progress }, now) =>
      db.transaction().execute(async (trx) => {
        await lockRun(trx, hold.run, now);
        await release(trx, hold, { status, ended_at: now, problem_json: jsonOf(problem), ...columnsOf(progress) });
        await afterTask(trx, hold, now);
      }),
    delayTask: (hold, { notBefore, problem, progress }, now) =>
      db.transaction().execute(async (trx) => {
        await lockRun(trx, hold.run, now);
        // The queue that has its job keeps it until then; should it lose it, it is found by this instant.
        const values = { not_before: notBefore, dispatched_at: now, problem_json: jsonOf(problem), ...columnsOf(progress) };
        await release(trx, hold, { status: "ready", ...values });
        const run = await trx.selectFrom("run").select("cancel_requested").where("id", "=", hold.run).executeTakeFirst();
        if (run?.cancel_requested === 1) await cancelWhatWaits(trx, hold.run, now);
      }),
  };
}

async function take(trx: Trx, { run, ordinal }: TaskName, owner: string, now: Instant, holdMs: number): Promise<Taken> {
  const found = await lockRun(trx, run, now);
  if (found === null) return { kind: "over" };
  const row = await trx
    .selectFrom("task")
    .selectAll()
    .where("run", "=", run)
    .where("ordinal", "=", ordinal)
    .where("status", "in", ["ready", "running"])
    .executeTakeFirst();
  if (row === undefined) return { kind: "over" };
  const hasCrashed = row.status === "running";
  if (hasCrashed && row.expires_at > now) return { kind: "later", at: row.expires_at };
  if (!hasCrashed && row.not_before > now) return { kind: "later", at: row.not_before };
  const taken = await trx
    .updateTable("task")
    .set({
      status: "running",
      owner,
      token: row.token + 1,
      expires_at: now + holdMs,
      attempts: row.attempts + 1,
      crashes: row.crashes + (hasCrashed ? 1 : 0),
      started_at: row.started_at ?? now,
      dispatched_at: now,
    })
    .where("run", "=", run)
    .where("ordinal", "=", ordinal)
    .returningAll()
    .executeTakeFirstOrThrow();
  const hold: TaskHold = { run, ordinal, owner, token: taken.token };
  if (found.cancel_requested === 1) {
    await release(trx, hold, { status: "cancelled", ended_at: now });
    await afterTask(trx, hold, now);
    return { kind: "over" };
  }
  if (taken.crashes > MOST_CRASHES) {
    await release(trx, hold, { status: "failed", ended_at: now, problem_json: jsonOf(crashed(taken.connection)) });
    await afterTask(trx, hold, now);
    return { kind: "over" };
  }
  if (found.status === "queued") {
    await passGate(trx, found.workspace, now);
    const other = trx.selectFrom("run").select("id").where("workspace", "=", found.workspace).where("status", "=", "running");
    if ((await other.executeTakeFirst()) !== undefined) {
      // Put back as if nobody had taken it: the run before sets it going.
      await release(trx, hold, { status: "waiting", dispatched_at: null, attempts: row.attempts, started_at: null });
      return { kind: "over" };
    }
    await trx.updateTable("run").set({ status: "running", started_at: now }).where("id", "=", run).execute();
  }
  return { kind: "taken", hold, task: taskOf(taken), run: { id: run, workspace: found.workspace } };
}

/** What follows from the end of a task for its run. */
async function afterTask(trx: Trx, { run, ordinal }: TaskName, now: Instant): Promise<void> {
  const { cancel_requested } = await trx
    .selectFrom("run")
    .select("cancel_requested")
    .where("id", "=", run)
    .executeTakeFirstOrThrow();
  const tasks = await trx.selectFrom("task").selectAll().where("run", "=", run).orderBy("ordinal").execute();
  const ended = tasks.find((task) => task.ordinal === ordinal)!;
  const judge = tasks.find(({ kind }) => kind === "judge");
  const first = problemOf(
    tasks.find(({ problem_json, ended_at }) => problem_json !== null && ended_at !== null)?.problem_json ?? null,
  );
  if (ended.kind === "judge" && ended.status !== "cancelled") {
    const isWhole = tasks.every(({ status }) => status === "succeeded");
    return endRun(trx, run, ended.status === "failed" ? "failed" : isWhole ? "succeeded" : "partial", first, now);
  }
  if (cancel_requested === 1 || ended.status === "cancelled") return cancelWhatWaits(trx, run, now);
  if (judge === undefined) return endRun(trx, run, "failed", first, now);
  const open = tasks.filter(({ kind, ended_at }) => kind === "read" && ended_at === null);
  const next = open.length === 0 ? judge : ended.shard === null ? null : behindShard(ended, open);
  if (next === null) return;
  await trx
    .updateTable("task")
    .set({ status: "ready", dispatched_at: now })
    .where("run", "=", run)
    .where("ordinal", "=", next.ordinal)
    .execute();
  await toOutbox(trx, [next], now, now);
}

/** The next shard of its connection that waited for another to end, or, behind the last one, the read that has waited for all of them. */
function behindShard(ended: Selectable<TaskTable>, open: readonly Selectable<TaskTable>[]): Selectable<TaskTable> | null {
  const own = open.filter(({ connection }) => connection === ended.connection);
  const shards = own.filter(({ shard }) => shard !== null);
  return (shards.length === 0 ? own[0] : shards.find(({ status }) => status === "waiting")) ?? null;
}

/** Null: there is no such run. */
async function lockRun(trx: Trx, run: string, now: Instant) {
  const row = await trx
    .updateTable("run")
    .set({ changed_at: now })
    .where("id", "=", run)
    .returning(["workspace", "status", "cancel_requested"])
    .executeTakeFirst();
  return row ?? null;
}

function isHeld({ run, ordinal, owner, token }: TaskHold) {
  return sql<boolean>`run = ${run} AND ordinal = ${ordinal} AND owner = ${owner} AND token = ${token} AND status = 'running'`;
}

/** Ends the hold; throws `superseded` where it is not the newest. */
async function release(trx: Trx, hold: TaskHold, values: Partial<TaskTable>): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable("task")
    .set({ owner: "", expires_at: 0, ...values })
    .where(isHeld(hold))
    .executeTakeFirstOrThrow();
  if (numUpdatedRows > 0n) return;
  throw new ProblemError({
    code: "superseded",
    what: "Another worker has taken over this part of the scan, so this one changed nothing.",
    todo: "Nothing needs to be done: the other one goes on.",
  });
}

function columnsOf({ fetched, total, requests }: RunProgress) {
  return { fetched, total, requests };
}

function crashed(connection: string | null): Problem {
  return {
    code: "internal",
    connection,
    stream: null,
    page: null,
    what: `Its worker died ${MOST_CRASHES + 1} times over this part of the scan.`,
    todo: "Look for the reason in the log of the system (often too little memory), then run the scan again.",
  };
}
