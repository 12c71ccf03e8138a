import type { BudgetState } from "../../connectors/transport/rate-budget.ts";
import type { JobQueue, Processing } from "../../jobs/queue.ts";
import { startAlerting } from "../../jobs/alerts/alerting.ts";
import { taskHandler } from "../../jobs/scan/run-task.ts";
import { startUpkeep, type Upkeep } from "../../jobs/upkeep.ts";
import type { TaskPorts } from "../../jobs/scan/task-ports.ts";
import { LEAST_ITEMS, MOST_SHARDS } from "../sync-sharing.ts";
import type { Log } from "../server/log.ts";
import type { OperationsStore } from "../store/operations.ts";
import { startJudging, type Judging } from "./judging.ts";
import { alertSender } from "./alert-sender.ts";
import { placesOf, tellFailures } from "./failures.ts";
import { localFiles } from "./local-files.ts";
import { openWhenThere } from "./open-when-there.ts";
import { openTrace } from "./open-trace.ts";
import { newRunId, openOperations } from "./operations.ts";
import type { Ports } from "./ports.ts";
import { tokenOf } from "./secrets.ts";
import type { ServerLog } from "./server-log.ts";
import { sharedWorkspaces } from "./shared-workspaces.ts";
import { httpFactory, loadConnector, writerName } from "./sync-workspace.ts";
import { databaseUrl } from "./workspace.ts";

/** What a server or worker is made of. */
export interface Work {
  readonly store: OperationsStore;
  readonly queue: JobQueue;
  readonly upkeep: Upkeep;
  readonly log: Log;
  /** From now on this value is not shown in the log. */
  redact(secret: string): void;
  /** Tasks that this process has ended, by status, and errors, for metrics. */
  readonly counts: { ended: number; delayed: number; lost: number; errors: number };
  /** Gives back what is in hand and closes everything. */
  stop(): Promise<void>;
}

/**
 * Starts what keeps schedules and, with a concurrency above 0, what carries out scans, as soon as its database is there. Null: it was asked to end
 * before that.
 */
export async function startWork(
  concurrency: number,
  ports: Ports,
  { log, redaction }: ServerLog,
  judging: Judging = startJudging(ports),
): Promise<Work | null> {
  const owner = writerName(ports);
  const counts = { ended: 0, delayed: 0, lost: 0, errors: 0 };
  const sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
    await ports.sleep(ms, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  };
  const failures = tellFailures(log, placesOf(ports), ports);
  const onError = (error: unknown): void => {
    counts.errors++;
    failures.failed(error);
  };
  const opened = await openWhenThere(() => openBoth({ owner, sleep, onError }, ports), failures, ports);
  if (opened === null) return null;
  const { store, queue, budget } = opened;
  const upkeep = startUpkeep({
    store,
    queue,
    now: ports.now,
    sleep,
    onError,
    newRunId: (workspace) => newRunId(workspace, ports),
    onRun: (run) => log.info({ run: run.id, workspace: run.workspace, schedule: run.schedule }, "scan is due"),
    onBrokenSchedule: (id) =>
      log.error({ schedule: id }, "this machine cannot read the pattern or the time zone of the schedule"),
  });
  const alerting = startAlerting({
    store,
    now: ports.now,
    random: ports.random,
    sleep,
    judgedSince: (workspace, since, until) => judging.judgedSince(workspace, since, until),
    send: alertSender(ports, (secret) => redaction.add(secret)),
    onError,
    onAlert(what, rule, workspace, problem) {
      const told = problem === null ? {} : { problem: { code: problem.code, what: problem.what, todo: problem.todo } };
      log[problem === null ? "info" : "warn"]({ rule, workspace, ...told }, `alert ${what}`);
    },
  });
  const stop = new AbortController();
  const watching = failures.watch(
    {
      Redis: () => queue.ping(),
      async database() {
        await store.ping();
        // Without Redis it has the queue, too.
        if (queue.engine === "postgres") await queue.ping();
      },
    },
    stop.signal,
  );
  let processing: Processing | null = null;
  if (concurrency > 0) {
    const tasks: TaskPorts = {
      store,
      worker: owner,
      now: ports.now,
      sleep,
      random: ports.random,
      withWorkspace: sharedWorkspaces(ports),
      connector: loadConnector,
      async secret(workspace, connection) {
        const secret = await tokenOf(workspace, connection, ports);
        redaction.add(secret);
        return secret;
      },
      httpFactory: (kind) =>
        httpFactory(kind, { record: undefined, replay: undefined, ...(budget === undefined ? {} : { budget }) }, ports),
      files: localFiles,
      shards: ports.shards ?? { least: LEAST_ITEMS, most: MOST_SHARDS },
      judge: (workspace) => judging.judge(workspace, ports.now()),
      trace: await openTrace(),
      onChange: () => upkeep.nudge(),
      onTask(what, task, problem) {
        if (what !== "begun") counts[what]++;
        const { run, kind, connection, shard, attempts } = task;
        const told = problem === null ? {} : { problem: { code: problem.code, what: problem.what, todo: problem.todo } };
        const part = shard === null ? {} : { shard };
        log[problem === null ? "info" : "warn"]({ run, kind, connection, ...part, attempt: attempts, ...told }, `task ${what}`);
      },
      onError,
      stop: stop.signal,
    };
    processing = await queue.process(taskHandler(tasks), { concurrency });
  }
  return {
    store,
    queue,
    upkeep,
    log,
    redact: (secret) => redaction.add(secret),
    counts,
    async stop() {
      stop.abort();
      await processing?.stop();
      await alerting.stop();
      await upkeep.stop();
      await queue.close();
      await judging.close();
      await store.close();
      // Whom it was asking is closed now, so it has its answer.
      await watching;
    },
  };
}

interface QueueOptions {
  readonly owner: string;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  onError(error: unknown): void;
}

/** The store, the queue, and quotas that are shared beyond this machine; either all of them or nothing stays open. */
async function openBoth(options: QueueOptions, ports: Ports) {
  const store = await openOperations(ports, options.onError);
  let queue: JobQueue | null = null;
  try {
    queue = await openQueue(store, options, ports);
    // A file serves the processes of one machine; with a database there may be several.
    const budget = databaseUrl(ports) !== null ? await store.quotas<BudgetState>(ports) : undefined;
    return { store, queue, budget };
  } catch (error) {
    await queue?.close();
    await store.close();
    throw error;
  }
}

/** Redis where REDIS_URL names one, else PostgreSQL where DATABASE_URL does, else the operations store itself. */
async function openQueue(store: OperationsStore, given: QueueOptions, ports: Ports): Promise<JobQueue> {
  const redis = ports.env["REDIS_URL"];
  const database = databaseUrl(ports);
  const options = { ...given, now: ports.now };
  if (redis) return (await import("../../jobs/bullmq/redis.ts")).redisQueue({ ...options, url: redis, prefix: "wmmm" });
  if (database !== null) return (await import("../../jobs/bullmq/postgres.ts")).postgresQueue({ ...options, url: database });
  return (await import("../../jobs/in-process/queue.ts")).inProcessQueue({ ...options, jobs: store.jobs });
}

/** Resolves when the process was asked to end. */
export function interrupted(ports: Ports): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (ports.interrupt.aborted) resolve();
  else ports.interrupt.addEventListener("abort", () => resolve(), { once: true });
  return promise;
}
