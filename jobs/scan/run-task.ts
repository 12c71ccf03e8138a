import { ProblemError, type Problem } from "../../src/model/problem.ts";
import type { Shard } from "../../src/model/shard.ts";
import { taskOfJob, type ScanRun, type ScanTask, type TaskEnding } from "../../src/model/scan-run.ts";
import { MINUTE_MS } from "../../src/model/window.ts";
import type { Taken, TaskHold } from "../../src/store/operations.ts";
import type { JobHandler, JobOutcome } from "../queue.ts";
import { HOLD_MS, keepHold, type KeptHold } from "./hold.ts";
import { judgeTask } from "./judge-task.ts";
import { planTask } from "./plan-task.ts";
import { readTask } from "./read-task.ts";
import type { TaskPorts } from "./task-ports.ts";

/** What carrying out a task came to. */
export type TaskResult =
  | { readonly kind: "ended"; readonly status: TaskEnding; readonly problem: Problem | null }
  | { readonly kind: "again"; readonly problem: Problem }
  | { readonly kind: "planned"; readonly connections: readonly string[] }
  /** It goes on when these shards have been read. */
  | { readonly kind: "shared-out"; readonly shards: readonly Shard[]; readonly atOnce: number }
  /** It was told to stop. */
  | { readonly kind: "stopped" };

/** Attempts that came back with a problem which may pass. Each begins where the one before stopped. */
const MOST_ATTEMPTS = 6;
const LONGEST_BACKOFF_MS = 15 * MINUTE_MS;

/**
 * Carries out the task whose id a job holds, then whatever of the same run can be done next, so that a scan of one connection passes the queue once. What may
 * run, and whether it is tried again, is decided in the operations store.
 */
export function taskHandler(ports: TaskPorts): JobHandler {
  return async (jobId) => {
    const name = taskOfJob(jobId);
    if (name === null) return { kind: "done" };
    const next = () => ports.store.takeNext(name.run, ports.worker, ports.now(), HOLD_MS);
    const first = await ports.store.takeTask(name, ports.worker, ports.now(), HOLD_MS);
    if (first.kind === "later") return { kind: "again", at: first.at };
    try {
      for (let taken = first.kind === "taken" ? first : await next(); taken !== null; taken = await next()) {
        const outcome = await attempt(taken, ports);
        if (outcome.kind === "again") return outcome;
        if (ports.stop.aborted) break;
        // There may be others for other workers.
        ports.onChange();
      }
      return { kind: "done" };
    } finally {
      ports.onChange();
    }
  };
}

/** Tasks of one run may be anywhere: what they have in common is the id of the run. */
async function attempt(taken: Extract<Taken, { kind: "taken" }>, ports: TaskPorts): Promise<JobOutcome> {
  const { trace } = ports;
  if (trace === undefined) return carryThrough(taken, ports);
  const { run, ordinal, kind, connection, attempts } = taken.task;
  const began = ports.now();
  const about = { "wmmm.run": run, "wmmm.task": ordinal, "wmmm.task.kind": kind, "wmmm.attempt": attempts };
  const outcome = await trace.within(
    "wmmm.task",
    { ...about, ...(connection === null ? {} : { "wmmm.connection": connection }) },
    (span) =>
      carryThrough(taken, {
        ...ports,
        onTask(what, task, problem) {
          if (what !== "begun")
            span.set({ "wmmm.task.outcome": what, ...(problem === null ? {} : { "wmmm.problem": problem.code }) });
          ports.onTask?.(what, task, problem);
        },
      }),
  );
  const ended = await ports.store.run(run);
  if (ended !== null && ended.endedAt !== null && ended.endedAt >= began) {
    const { status, tasks, progress, queuedAt, endedAt } = ended;
    const counts = { "wmmm.tasks": tasks.all, "wmmm.records": progress.fetched, "wmmm.requests": progress.requests };
    trace.past("wmmm.run", { "wmmm.run": run, "wmmm.run.status": status, ...counts }, queuedAt, endedAt);
  }
  return outcome;
}

async function carryThrough({ hold, task, run }: Extract<Taken, { kind: "taken" }>, ports: TaskPorts): Promise<JobOutcome> {
  ports.onTask?.("begun", task, null);
  const kept = keepHold(hold, ports, task.progress);
  try {
    const result = await carryOut(run, task, kept, ports);
    await kept.end();
    return await settle(result, hold, task, kept, ports);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== "superseded") throw error;
    ports.onTask?.("lost", task, error.problem);
    return { kind: "done" };
  } finally {
    await kept.end();
  }
}

async function carryOut(run: Pick<ScanRun, "workspace">, task: ScanTask, kept: KeptHold, ports: TaskPorts): Promise<TaskResult> {
  if (kept.signal.aborted) return { kind: "stopped" };
  try {
    switch (task.kind) {
      case "plan":
        return await planTask(run, ports);
      case "read":
        return await readTask(run, task, kept, ports);
      case "judge":
        return await judgeTask(run, kept, ports);
    }
  } catch (error) {
    if (error instanceof ProblemError) return { kind: "again", problem: error.problem };
    ports.onError(error);
    const problem = {
      code: "internal" as const,
      connection: task.connection,
      stream: null,
      page: null,
      what: `This part of the scan ended with something that should not have happened (${error instanceof Error ? error.name : typeof error}).`,
      todo: "Please report it with what the log of the worker says.",
    };
    return { kind: "again", problem };
  }
}

/** Writes down what became of a task. */
async function settle(result: TaskResult, hold: TaskHold, task: ScanTask, kept: KeptHold, ports: TaskPorts): Promise<JobOutcome> {
  const { store } = ports;
  const { progress } = kept;
  const now = ports.now();
  const reason = kept.reason();
  if (result.kind === "planned") {
    const reads = result.connections.map((connection) => ({ connection, shard: null }));
    await store.planned(hold, reads, now);
    ports.onTask?.("ended", task, null);
    return { kind: "done" };
  }
  if (result.kind === "shared-out" && reason !== "lost") {
    const shards = result.shards.map(({ id, items }) => ({ shard: id, total: items }));
    // Items of its own it has none; what it reads behind the shards adds to both.
    const own = { ...progress, total: progress.fetched };
    await store.fanOut(hold, { shards, atOnce: result.atOnce, progress: own }, now);
    ports.onTask?.("delayed", task, null);
    return { kind: "done" };
  }
  if (reason === "lost") {
    ports.onTask?.("lost", task, null);
    return { kind: "done" };
  }
  // What came to its end in spite of being told to stop has ended.
  const wasStopped = result.kind === "stopped" || (result.kind === "again" && reason !== null);
  if (wasStopped && reason === "cancelled") {
    await store.endTask(hold, { status: "cancelled", problem: null, progress }, now);
    ports.onTask?.("ended", task, null);
    return { kind: "done" };
  }
  if (wasStopped) {
    await store.delayTask(hold, { notBefore: now, problem: task.problem, progress }, now);
    ports.onTask?.("delayed", task, null);
    return { kind: "again", at: now };
  }
  const failures = task.attempts - task.crashes;
  if (result.kind === "again" && failures < MOST_ATTEMPTS) {
    const notBefore = now + backoffMs(failures, ports.random());
    await store.delayTask(hold, { notBefore, problem: result.problem, progress }, now);
    ports.onTask?.("delayed", task, result.problem);
    return { kind: "again", at: notBefore };
  }
  const ending =
    result.kind === "ended"
      ? result
      : {
          status: progress.fetched > 0 ? ("partial" as const) : ("failed" as const),
          problem: "problem" in result ? result.problem : null,
        };
  await store.endTask(hold, { status: ending.status, problem: ending.problem, progress }, now);
  ports.onTask?.("ended", task, ending.problem);
  return { kind: "done" };
}

/** 15 s, 30 s, 1 min ... each up to half as long again, so that what failed together does not come back together. */
function backoffMs(failures: number, random: number): number {
  return Math.round(Math.min(LONGEST_BACKOFF_MS, 15_000 * 2 ** (failures - 1)) * (1 + random / 2));
}
