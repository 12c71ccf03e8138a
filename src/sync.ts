import type { Connection, Connector, ConnectorContext, FileReader, Preflight } from "../connectors/connector.ts";
import type { HttpClient } from "../connectors/transport/http.ts";
import type { FailpointPort } from "./model/failpoint.ts";
import { ProblemError, type Problem } from "./model/problem.ts";
import type { Shard } from "./model/shard.ts";
import type { TracePort } from "./model/trace.ts";
import type { Instant } from "./model/window.ts";
import type { Lease, StoredConnection, WorkspaceStore } from "./store/store.ts";
import { ITEM_STREAM } from "./store/stream-status.ts";
import { reconciledGone } from "./sync-gone.ts";
import { createMeter } from "./sync-meter.ts";
import { asProblem, watched } from "./sync-pages.ts";
import { FATAL, takeLease, type SyncRun } from "./sync-run.ts";
import { readShard } from "./sync-shards.ts";
import type { Sharing } from "./sync-sharing.ts";
import { mainStream, markUnread, readStream } from "./sync-stream.ts";
import { tracedHttp } from "./traced-http.ts";

export interface SyncProgress {
  readonly stream: string;
  /** Records of this stream read in this run. */
  readonly fetched: number;
  /** How many there will be; null = not known. */
  readonly total: number | null;
  /** Over this run; null until something came. */
  readonly ratePerSecond: number | null;
  readonly etaMs: number | null;
  /** Set while nothing is asked because the vendor wants a pause. */
  readonly waiting: { readonly reason: string; readonly waitMs: number } | null;
  readonly requests: number;
}

export interface SyncInput {
  readonly connection: StoredConnection;
  readonly store: WorkspaceStore;
  readonly connector: Connector;
  /** Value of the environment variable that the connection names. */
  readonly secret: string;
  /** Makes the transport. `stop` asks it to cut long waits short, `onWait` hears of all of them. */
  createHttp(hooks: {
    readonly stop: AbortSignal;
    readonly onWait: (wait: { readonly reason: string; readonly waitMs: number }) => void;
  }): HttpClient;
  now(): Instant;
  readonly keepTitles: boolean;
  readonly files?: FileReader;
  /**
   * Who writes, unique to this run, and whether the caller knows (e.g. by a lock that dies with its process) that nobody else reads this
   * connection. Absent: nobody else can.
   */
  readonly writer?: { readonly owner: string; readonly takeOver: boolean };
  /** How a whole read is shared with others. Absent: with nobody, and shards that others have left are finished one after the other. */
  readonly share?: Sharing;
  /** Reads everything again; nothing that is stored is touched before that has come to its end. */
  readonly full?: boolean;
  /** Ids of items at the vendor, which says that they have changed. */
  readonly hinted?: readonly string[];
  /** A read goes on where an earlier one was interrupted. */
  readonly onResume?: (stream: string, stored: number) => void;
  readonly failpoint?: FailpointPort | undefined;
  /** Told of requests and stored pages. */
  readonly trace?: TracePort | undefined;
  readonly onProgress?: (progress: SyncProgress) => void;
  /** Asks to stop: the page in hand is finished and stored first. */
  readonly signal: AbortSignal;
}

export interface SyncOutcome {
  /** `interrupted` wins over `incomplete`. */
  readonly status: "complete" | "incomplete" | "interrupted";
  readonly preflight: Preflight | null;
  /** What went wrong, in order; empty when complete. */
  readonly problems: readonly Problem[];
  /** What could not be seen and need not be, of the preflight and of the read. */
  readonly warnings: readonly Problem[];
  /** Records read in this run, by stream. */
  readonly fetched: Readonly<Record<string, number>>;
  readonly requests: number;
  /** Where an interrupted run goes on, as a sentence; null when it was not. */
  readonly resumesAt: string | null;
  /** Shards that are still to be read, by others; the stream of the items waits for them. */
  readonly shards: readonly Shard[];
  /** So many of them at the same time at most. */
  readonly shardsAtOnce: number;
}

/**
 * Reads a connection into the store: who we are, then stream by stream, page by page. A page and the place behind it are stored together, so
 * that whatever ends a run, the next one goes on from the last page. Problems of the tracker end up in the outcome; problems of
 * the store are thrown, since nothing can be kept then.
 */
export async function syncConnection(input: SyncInput): Promise<SyncOutcome> {
  const { connection, store, connector, secret, signal, now, failpoint } = input;
  failpoint?.("sync:begin");
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const fetched: Record<string, number> = {};
  const meter = createMeter(input);
  const bare = input.createHttp({ stop: signal, onWait: (wait) => meter.wait(wait) });
  const http = tracedHttp(watched(bare, failpoint), input.trace, connection.id);
  meter.count(() => http.requests);
  let preflight: Preflight | null = null;
  let resumesAt: string | null = null;
  const left: SyncRun["left"] = { shards: [], atOnce: 1 };
  const shardOf = input.share?.kind === "shard" ? input.share.shard : null;

  const outcome = (): SyncOutcome => ({
    status: resumesAt !== null ? "interrupted" : problems.length > 0 ? "incomplete" : "complete",
    preflight,
    problems,
    warnings,
    fetched,
    requests: http.requests,
    resumesAt,
    shards: left.shards,
    shardsAtOnce: left.atOnce,
  });

  const context: ConnectorContext = {
    connection: connection.id,
    http,
    ...(input.files === undefined ? {} : { files: input.files }),
    pseudonym: (accountId) => store.pseudonym(connection.id, accountId),
    identity: (identifier) => store.identity(identifier),
    now,
    keepTitles: input.keepTitles,
    signal,
    liveItems: () => store.liveItems(connection.id),
    storedItems: () => store.storedItems(connection.id),
    incompleteItems: () => store.incompleteItems(connection.id),
    hintedItems: async () => input.hinted ?? [],
    onWarning: (problem) => warnings.push(problem),
  };
  let lease: Lease;
  try {
    lease = await takeLease(input, shardOf);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== "usage") throw error;
    problems.push(error.at({ connection: connection.id }).problem);
    return outcome();
  }
  const run: SyncRun = {
    ...{ input, http, meter, lease, left },
    gone: (open, stream, { gone }, page) =>
      reconciledGone(input, { open, preflight, gone, stream, page, onWarning: (problem) => warnings.push(problem) }),
  };
  try {
    await (shardOf === null ? readAll() : readOne(shardOf));
  } catch (error) {
    // Another writer has taken over: whatever it reads is newer, and nothing of ours may follow.
    if (!(error instanceof ProblemError) || error.problem.code !== "superseded") throw error;
    problems.push(error.at({ connection: connection.id }).problem);
    return outcome();
  }
  await store.releaseLease(lease);
  failpoint?.("sync:end");
  return outcome();

  /** Null: it could not be connected to, which is told. */
  async function connect(whenFailed: (problem: Problem, open: Connection | null) => Promise<void>): Promise<Connection | null> {
    let connected: Connection | null = null;
    try {
      connected = connector.connect(connection.config, secret, context);
      failpoint?.("sync:before-preflight");
      preflight = await connected.preflight();
      failpoint?.("sync:after-preflight");
      warnings.push(...preflight.warnings);
      return connected;
    } catch (error) {
      const problem = asProblem(error).at({ connection: connection.id }).problem;
      problems.push(problem);
      if (problem.code === "interrupted")
        resumesAt = `Nothing was read of ${connection.id}; the next run goes on where the last one stopped.`;
      else await whenFailed(problem, connected);
      return null;
    }
  }

  async function readAll(): Promise<void> {
    const open = await connect((problem, connected) => markUnread(run, mainStream(connected?.streams ?? []), problem));
    if (open === null) return;
    // Only now that the tracker has answered, so that a scan that cannot even begin leaves everything as it was.
    if (input.full === true) await store.forgetPlace(lease, "all", "everything", now());

    for (const [index, stream] of open.streams.entries()) {
      if (signal.aborted) {
        resumesAt ??= `The next run goes on with ${stream} of ${connection.id}.`;
        break;
      }
      const read = await readStream(run, open, stream);
      failpoint?.("sync:stream-ended");
      fetched[stream] = read.fetched;
      if (read.problem !== null) problems.push(read.problem);
      // What follows the items waits for them.
      if (left.shards.length > 0 && input.share?.kind === "plan") break;
      if (read.resumesAt !== null) {
        resumesAt = read.resumesAt;
        break;
      }
      if (read.problem !== null && FATAL.has(read.problem.code)) {
        await markUnread(run, open.streams.slice(index + 1), read.problem);
        break;
      }
    }
    const items = (await store.streamReports()).find(
      (report) => report.connection === connection.id && report.stream === ITEM_STREAM,
    );
    if (items !== undefined && items.status === "complete" && items.coverageNote !== null) {
      warnings.push({
        ...{ code: "counts-differ", connection: connection.id, stream: ITEM_STREAM, page: null },
        what: items.coverageNote,
        todo: "Nothing needs to be done for a few; many mean that something is hidden or counted otherwise.",
      });
    }
  }

  /** One shard and nothing else. One that is not there any more, or has ended, was read by another. */
  async function readOne(id: string): Promise<void> {
    const shard = (await store.shards(connection.id, ITEM_STREAM)).find((one) => one.id === id && !one.done);
    if (shard === undefined) return;
    const at = { connection: connection.id, stream: ITEM_STREAM, shard: id };
    const open = await connect((problem) => store.failShard(lease, at, { ...problem, stream: ITEM_STREAM }, now()));
    if (open?.sharding === undefined) return;
    const read = await readShard(run, open, { sharding: open.sharding, shard, under: lease });
    fetched[ITEM_STREAM] = read.fetched;
    if (read.problem !== null) problems.push(read.problem);
    resumesAt = read.resumesAt;
  }
}
