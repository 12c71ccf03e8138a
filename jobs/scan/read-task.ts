import { ProblemError, type ProblemCode } from "../../src/model/problem.ts";
import type { RunProgress, ScanRun, ScanTask } from "../../src/model/scan-run.ts";
import { ITEM_STREAM } from "../../src/store/stream-status.ts";
import type { StoredConnection, WorkspaceStore } from "../../src/store/store.ts";
import { syncConnection, type SyncOutcome, type SyncProgress } from "../../src/sync.ts";
import type { KeptHold } from "./hold.ts";
import type { TaskResult } from "./run-task.ts";
import type { TaskPorts } from "./task-ports.ts";

/** The same read may well succeed later. */
const PASSING: ReadonlySet<ProblemCode> = new Set([
  "rate-limited",
  "timeout",
  "connection-lost",
  "server-error",
  "unreachable",
  "cursor-expired",
  "superseded",
]);

/** More than that is a whole import, and an ordinary read finds nearly all of what changed anyway. */
const MOST_HINTED = 1000;

/** Reads one connection into its workspace, from where the last read of it stopped. */
export async function readTask(
  run: Pick<ScanRun, "workspace">,
  task: ScanTask,
  kept: KeptHold,
  ports: TaskPorts,
): Promise<TaskResult> {
  return ports.withWorkspace(run.workspace, async (store) => {
    const connection = (await store.connections()).find(({ id }) => id === task.connection);
    if (connection === undefined) return removed(task);
    const prepared = await prepare(run.workspace, connection, ports);
    if (prepared instanceof ProblemError)
      return { kind: "ended", status: "failed", problem: prepared.at({ connection: connection.id }).problem };
    const { hints } = ports.store;
    const { items: hinted, runs } = await hints.toRead(run.workspace, connection.id, MOST_HINTED);
    const outcome = await syncConnection({
      ...prepared,
      hinted,
      connection,
      store,
      now: () => ports.now(),
      keepTitles: connection.keepTitles,
      ...(ports.files === undefined ? {} : { files: ports.files }),
      // Whoever had the lease before did so for this task, which is ours now; should it still live, its next write is refused.
      writer: { owner: `${ports.worker} ${task.run}.${task.ordinal}.${task.attempts}`, takeOver: true },
      onProgress: progressInto(kept, task.progress),
      signal: kept.signal,
    });
    if (outcome.status === "complete") await hints.wereRead(run.workspace, connection.id, runs, ports.now());
    return resultOf(outcome, store, connection);
  });
}

/** What a read needs that does not get better by trying again: a connector of that kind, and the secret. */
async function prepare(workspace: string, connection: StoredConnection, ports: TaskPorts) {
  try {
    return {
      connector: await ports.connector(connection.kind),
      secret: await ports.secret(workspace, connection),
      createHttp: await ports.httpFactory(connection.kind),
    };
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
}

/** Items count: they are what a read takes its time for. */
function progressInto(kept: KeptHold, before: RunProgress): (progress: SyncProgress) => void {
  return ({ stream, fetched, total, requests }) => {
    const isItems = stream === ITEM_STREAM;
    kept.progress = {
      fetched: isItems ? before.fetched + fetched : kept.progress.fetched,
      total: isItems && total !== null ? total : kept.progress.total,
      requests: before.requests + requests,
    };
  };
}

async function resultOf(outcome: SyncOutcome, store: WorkspaceStore, connection: StoredConnection): Promise<TaskResult> {
  if (outcome.status === "complete") return { kind: "ended", status: "succeeded", problem: null };
  if (outcome.status === "interrupted") return { kind: "stopped" };
  const passing = outcome.problems.find(({ code }) => PASSING.has(code));
  if (passing !== undefined) return { kind: "again", problem: passing };
  const streams = (await store.streamReports()).filter((report) => report.connection === connection.id);
  const hasSome = streams.some(({ stored }) => stored > 0);
  return { kind: "ended", status: hasSome ? "partial" : "failed", problem: outcome.problems[0] ?? null };
}

function removed(task: ScanTask): TaskResult {
  return {
    kind: "ended",
    status: "failed",
    problem: {
      code: "usage",
      connection: task.connection,
      stream: null,
      page: null,
      what: "The connection was removed while the scan waited.",
      todo: "Nothing needs to be done.",
    },
  };
}
