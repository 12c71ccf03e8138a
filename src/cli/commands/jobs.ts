import { ProblemError } from "../../model/problem.ts";
import type { RunProgress, ScanRun, ScanTask } from "../../model/scan-run.ts";
import { plural, quantity } from "../../report/wording.ts";
import type { OperationsStore } from "../../store/operations.ts";
import { newRunId, withOperations } from "../operations.ts";
import { EXIT, type Ports } from "../ports.ts";
import { indented, problemText } from "../problem-text.ts";

export interface ListJobsOptions {
  readonly workspace?: string;
  readonly open?: boolean;
  readonly limit: number;
  readonly json?: boolean;
}

export async function listJobs(options: ListJobsOptions, ports: Ports): Promise<number> {
  const { workspace, open, limit } = options;
  const runs = await withOperations(ports, (store) =>
    store.runs({
      limit,
      ...(workspace === undefined ? {} : { workspace }),
      ...(open === true ? { statuses: ["queued", "running"] as const } : {}),
    }),
  );
  if (options.json === true) ports.out(`${JSON.stringify(runs.map(shown), null, 2)}\n`);
  else if (runs.length === 0) ports.out("There are no jobs.\n");
  else for (const run of runs) ports.out(`${lineOf(run)}\n`);
  return EXIT.ok;
}

export async function showJob(id: string, options: { json?: boolean }, ports: Ports): Promise<number> {
  return withOperations(ports, async (store) => {
    const run = await found(id, store);
    const tasks = await store.tasks(id);
    if (options.json === true) {
      ports.out(`${JSON.stringify({ ...shown(run), parts: tasks.map(shownTask) }, null, 2)}\n`);
      return EXIT.ok;
    }
    ports.out(`${lineOf(run)}\n`);
    for (const task of withShardsBeside(tasks)) {
      const tries = task.attempts > 1 ? `, attempt ${task.attempts}` : "";
      const crashes = task.crashes > 0 ? ` (${task.crashes} cut short)` : "";
      ports.out(`  ${nameOf(task)}  ${task.status}${tries}${crashes}${amount(task.progress)}\n`);
      if (task.problem !== null) ports.out(`${indented(problemText(task.problem), "    ", ports)}\n`);
    }
    return EXIT.ok;
  });
}

export async function retryJob(id: string, ports: Ports): Promise<number> {
  return withOperations(ports, async (store) => {
    const { endedAt, workspace } = await found(id, store);
    if (endedAt === null) throw usage(`${id} has not ended yet.`, `Wait for it, or end it: wmmm jobs cancel ${id}`);
    const { run, isNew } = await store.requestRun({ id: newRunId(workspace, ports), workspace, now: ports.now() });
    ports.out(isNew ? `Queued again as ${run.id}.\n` : `A scan of "${workspace}" waits already, as ${run.id}.\n`);
    return EXIT.ok;
  });
}

export async function cancelJob(id: string, ports: Ports): Promise<number> {
  return withOperations(ports, async (store) => {
    const before = await found(id, store);
    if (before.endedAt !== null) throw usage(`${id} has ended already (${before.status}).`, "There is nothing to cancel.");
    const run = await store.cancelRun(id, ports.now());
    ports.out(run?.status === "cancelled" ? `${id} is cancelled.\n` : `${id} ends with the page in hand; what was read stays.\n`);
    return EXIT.ok;
  });
}

async function found(id: string, store: OperationsStore): Promise<ScanRun> {
  const run = await store.run(id);
  if (run !== null) return run;
  throw usage("There is no job of that name.", 'See "wmmm jobs list".');
}

function lineOf(run: ScanRun): string {
  const status = run.cancelRequested && run.endedAt === null ? "ending" : run.status;
  const parts = run.endedAt === null && run.tasks.all > 1 ? `, ${run.tasks.ended} of ${run.tasks.all} parts` : "";
  const problem = run.problem === null ? "" : `  ${run.problem.code}`;
  return `${run.id}  ${status}${parts}  ${run.workspace}  ${minute(run.startedAt ?? run.queuedAt)}${amount(run.progress)}${problem}`;
}

/** Shards follow the read that waits for them, though they were named later than the judgement. */
function withShardsBeside(tasks: readonly ScanTask[]): readonly ScanTask[] {
  const shardsOf = (connection: string | null) =>
    connection === null ? [] : tasks.filter((task) => task.shard !== null && task.connection === connection);
  return tasks.flatMap((task) => (task.shard === null ? [task, ...shardsOf(task.connection)] : []));
}

function nameOf({ kind, connection, shard }: ScanTask): string {
  return [kind, connection, shard].filter((part) => part !== null).join(" ");
}

function amount({ fetched, total, requests }: RunProgress): string {
  if (requests === 0 && fetched === 0) return "";
  const of = total === null ? "" : ` of ${quantity(total)}`;
  return `  ${quantity(fetched)}${of} ${fetched === 1 && total === null ? "item" : "items"}, ${plural(requests, "request", "requests")}`;
}

function minute(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function shown(run: ScanRun) {
  const { dueAt, queuedAt, startedAt, endedAt, ...rest } = run;
  return { ...rest, dueAt: iso(dueAt), queuedAt: iso(queuedAt), startedAt: iso(startedAt), endedAt: iso(endedAt) };
}

function shownTask(task: ScanTask) {
  const { run: _, notBefore, startedAt, endedAt, ...rest } = task;
  return { ...rest, notBefore: notBefore === 0 ? null : iso(notBefore), startedAt: iso(startedAt), endedAt: iso(endedAt) };
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

function usage(what: string, todo: string): ProblemError {
  return new ProblemError({ code: "usage", what, todo });
}
