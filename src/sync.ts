import type { Connection, Connector, ConnectorContext, FileReader, Preflight, Sharding } from "../connectors/connector.ts";
import type { HttpClient } from "../connectors/transport/http.ts";
import type { Shard } from "./model/shard.ts";
import type { FailpointPort } from "./model/failpoint.ts";
import type { Page } from "./model/page.ts";
import { ProblemError, type Problem } from "./model/problem.ts";
import type { TracePort } from "./model/trace.ts";
import type { Instant } from "./model/window.ts";
import { reconcile } from "./reconcile.ts";
import { ITEM_STREAM } from "./store/stream-status.ts";
import { shardScope, type Lease, type StoredConnection, type StoredShard, type WorkspaceStore } from "./store/store.ts";
import { createMeter } from "./sync-meter.ts";
import { asProblem, endedEarly, readPages, StreamFailure, watched } from "./sync-pages.ts";
import { tracedHttp } from "./traced-http.ts";
import { unfinished, type Sharing } from "./sync-shards.ts";

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
  let shards: readonly Shard[] = [];
  let shardsAtOnce = 1;
  const shardOf = input.share?.kind === "shard" ? input.share.shard : null;

  const place = (stream: string | null, page: number | null) => ({
    connection: connection.id,
    ...(stream === null ? {} : { stream }),
    ...(page === null ? {} : { page }),
  });
  const outcome = (): SyncOutcome => ({
    status: resumesAt !== null ? "interrupted" : problems.length > 0 ? "incomplete" : "complete",
    preflight,
    problems,
    warnings,
    fetched,
    requests: http.requests,
    resumesAt,
    shards,
    shardsAtOnce,
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
    lease = await takeLease(shardOf === null ? connection.id : shardScope({ connection: connection.id, shard: shardOf }));
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== "usage") throw error;
    problems.push(error.at(place(null, null)).problem);
    return outcome();
  }
  try {
    await (shardOf === null ? readAll() : readOne(shardOf));
  } catch (error) {
    // Another writer has taken over: whatever it reads is newer, and nothing of ours may follow.
    if (!(error instanceof ProblemError) || error.problem.code !== "superseded") throw error;
    problems.push(error.at(place(null, null)).problem);
    return outcome();
  }
  await store.releaseLease(lease);
  failpoint?.("sync:end");
  return outcome();

  function takeLease(scope: string): Promise<Lease> {
    const { owner, takeOver } = input.writer ?? { owner: "the only one", takeOver: true };
    return store.takeLease({ scope, owner, now: now(), takeOver });
  }

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
      const problem = asProblem(error).at(place(null, null)).problem;
      problems.push(problem);
      if (problem.code === "interrupted")
        resumesAt = `Nothing was read of ${connection.id}; the next run goes on where the last one stopped.`;
      else await whenFailed(problem, connected);
      return null;
    }
  }

  async function readAll(): Promise<void> {
    const open = await connect((problem, connected) => markUnread(mainStream(connected?.streams ?? []), problem));
    if (open === null) return;
    // Only now that the tracker has answered, so that a scan that cannot even begin leaves everything as it was.
    if (input.full === true) await store.forgetPlace(lease, "all", "everything", now());

    for (const [index, stream] of open.streams.entries()) {
      if (signal.aborted) {
        resumesAt ??= `The next run goes on with ${stream} of ${connection.id}.`;
        break;
      }
      const read = await readStream(open, stream, true);
      failpoint?.("sync:stream-ended");
      fetched[stream] = read.fetched;
      if (read.problem !== null) problems.push(read.problem);
      // What follows the items waits for them.
      if (shards.length > 0 && input.share?.kind === "plan") break;
      if (read.resumesAt !== null) {
        resumesAt = read.resumesAt;
        break;
      }
      // A token that is refused now will be refused by every other stream.
      if (read.problem !== null && FATAL.has(read.problem.code)) {
        await markUnread(open.streams.slice(index + 1), read.problem);
        break;
      }
    }
    const items = (await store.streamReports()).find(
      (report) => report.connection === connection.id && report.stream === ITEM_STREAM,
    );
    if (items !== undefined && items.status === "complete" && items.coverageNote !== null) {
      warnings.push({
        code: "counts-differ",
        ...place(null, null),
        stream: ITEM_STREAM,
        page: null,
        what: items.coverageNote,
        todo: "Nothing needs to be done for a few; many mean that something is hidden or counted otherwise.",
      });
    }
  }

  /** That a stream could not even be asked for must show in results from now on; after a failed preflight it is the main one. */
  async function markUnread(streams: readonly string[], problem: Problem): Promise<void> {
    for (const stream of streams) {
      const { cursor, watermark } = await store.streamState(connection.id, stream);
      await store.beginRead(lease, stream, now());
      const status = cursor !== null || watermark !== null ? "partial" : "failed";
      await store.failStream(lease, stream, status, { ...problem, stream, page: null }, now());
    }
  }

  async function readStream(open: Connection, stream: string, mayBeginAgain: boolean): Promise<StreamRead> {
    const shared = stream === ITEM_STREAM && open.sharding !== undefined ? await readShards(open, open.sharding) : NOTHING_SHARED;
    if (shared.ended !== null) return shared.ended;
    const state = await store.streamState(connection.id, stream);
    failpoint?.("sync:stream-begins");
    if (state.cursor !== null) input.onResume?.(stream, state.stored);
    await store.beginRead(lease, stream, now());
    // A later read looks at changes only, and nobody knows how many there are.
    meter.begin(stream, state.watermark === null);
    const read = await readPages({
      ...pagesIn(open, stream),
      pages: open.read(stream, state),
      keep: (page, requests) => store.commitPage(lease, stream, page, requests, now()),
    });
    const fetched = shared.fetched + read.fetched;
    if (read.failure !== null) {
      // The place of an earlier run is of no use any more; what was stored up to there stays, and the read begins again.
      if (read.failure.code === "cursor-expired" && state.cursor !== null && mayBeginAgain) {
        await store.forgetPlace(lease, [stream], "cursors", now());
        const again = await readStream(open, stream, false);
        return { ...again, fetched: again.fetched + fetched };
      }
      const hasSome = read.pages > 0 || state.cursor !== null || state.watermark !== null;
      return { ...(await failed(stream, hasSome ? "partial" : "failed", read.failure, fetched)), fetched };
    }
    if (read.isDone) return { fetched, problem: read.left, resumesAt: null };
    const sentence = whereItResumes(stream, fetched);
    const problem = endedEarly(read, { connection: connection.id, stream, isStopped: signal.aborted, todo: sentence });
    await store.failStream(lease, stream, "partial", problem, now());
    return { fetched, problem, resumesAt: signal.aborted ? sentence : null };
  }

  async function failed(stream: string, status: "partial" | "failed", problem: Problem, fetched: number): Promise<StreamRead> {
    failpoint?.("sync:before-failure-noted");
    await store.failStream(lease, stream, status, problem, now());
    failpoint?.("sync:failure-noted");
    return { fetched, problem, resumesAt: problem.code === "interrupted" ? whereItResumes(stream, fetched) : null };
  }

  function pagesIn(open: Connection, stream: string) {
    return {
      connection: connection.id,
      stream,
      http,
      failpoint,
      trace: input.trace,
      gone: (page: Page, number: number) => reconciled(open, page.gone, stream, number),
      onPage: (page: Page, count: number) => meter.page(page, count),
      signal,
    };
  }

  /**
   * What comes before the items are read from their cursor: the shards of a whole read are planned, or, where others have left some, finished one after the
   * other, or only looked at; when all are done the cursor is behind them.
   */
  async function readShards(open: Connection, sharding: Sharding): Promise<Shared> {
    const { share } = input;
    shardsAtOnce = sharding.atOnce;
    let fetched = 0;
    let known = await store.shards(connection.id, ITEM_STREAM);
    if (share?.kind === "plan") {
      try {
        known = await planned(sharding, share, known);
      } catch (error) {
        if (!(error instanceof StreamFailure)) throw error;
        await store.beginRead(lease, ITEM_STREAM, now());
        return { fetched, ended: await failed(ITEM_STREAM, "partial", error.problem, 0) };
      }
      shards = known.filter(({ done }) => !done);
      if (shards.length > 0) return { fetched, ended: { fetched, problem: null, resumesAt: null } };
    } else if (share === undefined && known.length > 0) {
      input.onResume?.(ITEM_STREAM, (await store.streamState(connection.id, ITEM_STREAM)).stored);
      for (const shard of known.filter(({ done }) => !done)) {
        const under = await takeLease(shardScope({ connection: connection.id, shard: shard.id }));
        const read = await readShard(open, sharding, shard, under, true);
        fetched += read.fetched;
        if (read.resumesAt !== null) return { fetched, ended: { ...read, fetched } };
        if (read.problem !== null && FATAL.has(read.problem.code)) break;
      }
      known = await store.shards(connection.id, ITEM_STREAM);
    }
    if (known.length === 0) return { fetched, ended: null };
    const left = known.filter(({ done }) => !done);
    shards = left;
    if (left.length > 0) {
      await store.beginRead(lease, ITEM_STREAM, now());
      return { fetched, ended: await failed(ITEM_STREAM, "partial", unfinished(connection.id, left), fetched) };
    }
    await store.joinShards(lease, ITEM_STREAM, sharding.join(known.map(({ cursor }) => cursor)), now());
    return { fetched, ended: null };
  }

  /** Shards of the whole read that is under way or begins; none where the items are read in one piece. */
  async function planned(
    sharding: Sharding,
    { least, most }: Extract<Sharing, { kind: "plan" }>,
    known: readonly StoredShard[],
  ): Promise<readonly StoredShard[]> {
    const { cursor, watermark } = await store.streamState(connection.id, ITEM_STREAM);
    // One that was begun in one piece goes on so.
    if (watermark !== null || (known.length === 0 && cursor !== null)) return known;
    const added = await sharding.plan({ known, least, most }).catch((error: unknown) => {
      throw new StreamFailure(asProblem(error).at(place(ITEM_STREAM, null)).problem);
    });
    if (known.length + added.length < 2) return known;
    await store.planShards(lease, ITEM_STREAM, [...known, ...added], now());
    return store.shards(connection.id, ITEM_STREAM);
  }

  /** One shard and nothing else. One that is not there any more, or has ended, was read by another. */
  async function readOne(id: string): Promise<void> {
    const shard = (await store.shards(connection.id, ITEM_STREAM)).find((one) => one.id === id && !one.done);
    if (shard === undefined) return;
    const at = { connection: connection.id, stream: ITEM_STREAM, shard: id };
    const open = await connect((problem) => store.failShard(lease, at, { ...problem, stream: ITEM_STREAM }, now()));
    if (open?.sharding === undefined) return;
    const read = await readShard(open, open.sharding, shard, lease, true);
    fetched[ITEM_STREAM] = read.fetched;
    if (read.problem !== null) problems.push(read.problem);
    resumesAt = read.resumesAt;
  }

  async function readShard(
    open: Connection,
    sharding: Sharding,
    shard: StoredShard,
    under: Lease,
    mayBeginAgain: boolean,
  ): Promise<StreamRead> {
    const at = { connection: connection.id, stream: ITEM_STREAM, shard: shard.id };
    meter.begin(ITEM_STREAM, true);
    const read = await readPages({
      ...pagesIn(open, ITEM_STREAM),
      pages: sharding.read(shard, shard.cursor),
      keep: (page, requests) => store.commitShardPage(under, at, page, requests, now()),
    });
    const { fetched } = read;
    if (read.isDone) return { fetched, problem: read.left, resumesAt: null };
    const sentence = whereItResumes(ITEM_STREAM, fetched);
    const problem =
      read.failure ??
      endedEarly(read, { connection: connection.id, stream: ITEM_STREAM, isStopped: signal.aborted, todo: sentence });
    await store.failShard(under, at, problem, now());
    if (problem.code === "cursor-expired" && shard.cursor !== null && mayBeginAgain) {
      const again = await readShard(open, sharding, { ...shard, cursor: null }, under, false);
      return { ...again, fetched: again.fetched + fetched };
    }
    return { fetched, problem, resumesAt: problem.code === "interrupted" ? sentence : null };
  }

  async function reconciled(open: Connection, gone: Page["gone"], stream: string, page: number): Promise<Page["gone"]> {
    if (gone.every(({ basis }) => basis !== "deleted")) return gone;
    const visible = await visibleProjects(open, stream, page);
    const found = reconcile(gone, await store.storedItems(connection.id), visible);
    for (const { items } of found.hidden) {
      warnings.push({
        code: "counts-differ",
        ...place(null, null),
        stream: ITEM_STREAM,
        page: null,
        what: `All ${items} items of a project are no longer shown. They count as not permitted, not as deleted, and their history is kept.`,
        todo: "Check whether the token lost a right there; given back, the next scan shows them again.",
      });
    }
    return found.gone;
  }

  async function visibleProjects(open: Connection, stream: string, page: number): Promise<readonly string[]> {
    try {
      return (await open.visibleProjects?.()) ?? preflight?.projects.map(({ key }) => key) ?? [];
    } catch (error) {
      throw new StreamFailure(asProblem(error).at(place(stream, page)).problem);
    }
  }

  function whereItResumes(stream: string, count: number): string {
    return count === 0
      ? `The next run goes on with ${stream} of ${connection.id}.`
      : `The next run goes on with ${stream} of ${connection.id}, behind the ${count} records read now.`;
  }
}

interface StreamRead {
  /** Records. */
  readonly fetched: number;
  readonly problem: Problem | null;
  /** Where a read that was asked to stop goes on. */
  readonly resumesAt: string | null;
}

/** What the shards of a stream came to. */
interface Shared {
  readonly fetched: number;
  /** Null: the stream is to be read on from its cursor. */
  readonly ended: StreamRead | null;
}

const NOTHING_SHARED: Shared = { fetched: 0, ended: null };

/** That of the items, which the others are read for; the last one where there is none. */
function mainStream(streams: readonly string[]): readonly string[] {
  return streams.includes(ITEM_STREAM) ? [ITEM_STREAM] : streams.slice(-1);
}

const FATAL: ReadonlySet<Problem["code"]> = new Set([
  "unauthenticated",
  "anonymous",
  "unreachable",
  "tls",
  "blocked-address",
  "redirected-away",
  "rate-limited",
]);
