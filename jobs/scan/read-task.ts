import { ProblemError, type ProblemCode } from "../../src/model/problem.ts";
import type { RunProgress, ScanRun, ScanTask } from "../../src/model/scan-run.ts";
import { ITEM_STREAM } from "../../src/store/stream-status.ts";
import type { StoredConnection, WorkspaceStore } from "../../src/store/store.ts";
import type { Sharing } from "../../src/sync-sharing.ts";
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

/** Reads one connection, or one shard of it, into its workspace, from where the last read of it stopped. */
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
    // Hinted items are read behind everything else.
    const { items: hinted, runs } =
      task.shard === null ? await hints.toRead(run.workspace, connection.id, MOST_HINTED) : { items: [], runs: [] };
    const share = await sharingOf(task, ports);
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
      onProgress: progressInto(kept, task.progress, share.kind === "rest"),
      share,
      trace: ports.trace,
      signal: kept.signal,
    });
    const isWhole = outcome.status === "complete" && outcome.shards.length === 0 && task.shard === null;
    if (isWhole) await hints.wereRead(run.workspace, connection.id, runs, ports.now());
    return resultOf(outcome, share, store, connection);
  });
}

/** A read that has shards in its run comes back when they have ended: what they have not read by then, they could not. */
async function sharingOf({ run, connection, shard }: ScanTask, { store, shards }: TaskPorts): Promise<Sharing> {
  if (shard !== null) return { kind: "shard", shard };
  const hasShards = (await store.tasks(run)).some((task) => task.connection === connection && task.shard !== null);
  return hasShards ? { kind: "rest" } : { kind: "plan", ...shards };
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

/**
 * Items count: they are what a read takes its time for. How many there are is known of each shard; what is read behind them adds to both, so that
 * the sums over all tasks of a connection are those of the connection.
 */
function progressInto(kept: KeptHold, before: RunProgress, isRest: boolean): (progress: SyncProgress) => void {
  return ({ stream, fetched: own, total, requests }) => {
    const isItems = stream === ITEM_STREAM;
    const fetched = isItems ? before.fetched + own : kept.progress.fetched;
    const known = isItems && total !== null ? total : kept.progress.total;
    kept.progress = { fetched, total: isRest ? fetched : known, requests: before.requests + requests };
  };
}

async function resultOf(
  outcome: SyncOutcome,
  share: Sharing,
  store: WorkspaceStore,
  connection: StoredConnection,
): Promise<TaskResult> {
  if (share.kind === "plan" && outcome.shards.length > 0 && outcome.problems.every(({ code }) => !PASSING.has(code)))
    return { kind: "shared-out", shards: outcome.shards, atOnce: outcome.shardsAtOnce };
  if (outcome.status === "complete") return { kind: "ended", status: "succeeded", problem: null };
  if (outcome.status === "interrupted") return { kind: "stopped" };
  // A shard that could not be read was tried often enough.
  const isFinal = share.kind === "rest" && outcome.shards.length > 0;
  const passing = outcome.problems.find(({ code }) => PASSING.has(code) && !isFinal);
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
