import type { Connection, Connector, ConnectorContext, FileReader, Preflight } from "../connectors/connector.ts";
import type { HttpClient } from "../connectors/transport/http.ts";
import type { FailpointPort } from "./model/failpoint.ts";
import type { Page } from "./model/page.ts";
import { ProblemError, type Problem } from "./model/problem.ts";
import type { Instant } from "./model/window.ts";
import { reconcile } from "./reconcile.ts";
import { ITEM_STREAM } from "./store/stream-status.ts";
import type { Lease, StoredConnection, WorkspaceStore } from "./store/store.ts";

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
  /** Reads everything again; nothing that is stored is touched before that has come to its end. */
  readonly full?: boolean;
  /** Ids of items at the vendor, which says that they have changed. */
  readonly hinted?: readonly string[];
  /** A read goes on where an earlier one was interrupted. */
  readonly onResume?: (stream: string, stored: number) => void;
  readonly failpoint?: FailpointPort | undefined;
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
  const http = watched(input.createHttp({ stop: signal, onWait: (wait) => meter.wait(wait) }), failpoint);
  meter.count(() => http.requests);
  let preflight: Preflight | null = null;
  let resumesAt: string | null = null;

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
    const { owner, takeOver } = input.writer ?? { owner: "the only one", takeOver: true };
    lease = await store.takeLease({ scope: connection.id, owner, now: now(), takeOver });
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== "usage") throw error;
    problems.push(error.at(place(null, null)).problem);
    return outcome();
  }
  try {
    await readAll();
  } catch (error) {
    // Another writer has taken over: whatever it reads is newer, and nothing of ours may follow.
    if (!(error instanceof ProblemError) || error.problem.code !== "superseded") throw error;
    problems.push(error.at(place(null, null)).problem);
    return outcome();
  }
  await store.releaseLease(lease);
  failpoint?.("sync:end");
  return outcome();

  async function readAll(): Promise<void> {
    let connected: Connection | null = null;
    try {
      connected = connector.connect(connection.config, secret, context);
      failpoint?.("sync:before-preflight");
      preflight = await connected.preflight();
      failpoint?.("sync:after-preflight");
      warnings.push(...preflight.warnings);
    } catch (error) {
      const problem = asProblem(error).at(place(null, null)).problem;
      problems.push(problem);
      if (problem.code === "interrupted")
        resumesAt = `Nothing was read of ${connection.id}; the next run goes on where the last one stopped.`;
      else await markUnread(mainStream(connected?.streams ?? []), problem);
      return;
    }
    const open = connected;
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

  async function readStream(
    open: Connection,
    stream: string,
    mayBeginAgain: boolean,
  ): Promise<{ readonly fetched: number; readonly problem: Problem | null; readonly resumesAt: string | null }> {
    const state = await store.streamState(connection.id, stream);
    failpoint?.("sync:stream-begins");
    if (state.cursor !== null) input.onResume?.(stream, state.stored);
    await store.beginRead(lease, stream, now());
    // A later read looks at changes only, and nobody knows how many there are.
    const isWhole = state.watermark === null;
    meter.begin(stream, isWhole);
    let count = 0;
    let pages = 0;
    let requests = http.requests;
    let left: Problem | null = null;
    let isDone = false;
    const iterator = open.read(stream, state)[Symbol.asyncIterator]();
    try {
      while (!isDone && !signal.aborted) {
        const next = await nextPage(iterator, stream, pages + 1);
        if (next === null) break;
        const problem = next.problem === null ? null : new ProblemError(next.problem).at(place(stream, pages + 1)).problem;
        failpoint?.("sync:page-arrived");
        await store.commitPage(
          lease,
          stream,
          {
            ...next,
            problem,
            vendorTotal: wholeCount(next.vendorTotal),
            gone: await reconciled(open, next.gone, stream, pages + 1),
          },
          http.requests - requests,
          now(),
        );
        failpoint?.("sync:page-stored");
        requests = http.requests;
        pages++;
        count += next.fetched;
        left ??= problem;
        isDone = next.done;
        meter.page(next, count);
      }
    } catch (error) {
      if (!(error instanceof StreamFailure)) throw error;
      const { problem } = error;
      // The place of an earlier run is of no use any more; what was stored up to there stays, and the read begins again.
      if (problem.code === "cursor-expired" && state.cursor !== null && mayBeginAgain) {
        await store.forgetPlace(lease, [stream], "cursors", now());
        const again = await readStream(open, stream, false);
        return { ...again, fetched: again.fetched + count };
      }
      failpoint?.("sync:before-failure-noted");
      await store.failStream(
        lease,
        stream,
        pages > 0 || state.cursor !== null || state.watermark !== null ? "partial" : "failed",
        problem,
        now(),
      );
      failpoint?.("sync:failure-noted");
      if (problem.code === "interrupted") return { fetched: count, problem, resumesAt: whereItResumes(stream, count) };
      return { fetched: count, problem, resumesAt: null };
    } finally {
      // Lets the connector's generator clean up when the loop was left early.
      await iterator.return?.();
    }
    if (isDone) return { fetched: count, problem: left, resumesAt: null };
    const sentence = whereItResumes(stream, count);
    const problem: Problem = signal.aborted
      ? {
          ...place(stream, null),
          stream,
          page: pages,
          code: "interrupted",
          what: `The read of ${stream} was interrupted after ${count} records, which are stored.`,
          todo: sentence,
        }
      : {
          ...place(stream, null),
          stream,
          page: pages,
          code: "internal",
          what: `The read of ${stream} ended without its last page.`,
          todo: "Please report this.",
        };
    await store.failStream(lease, stream, "partial", problem, now());
    return { fetched: count, problem, resumesAt: signal.aborted ? sentence : null };
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

  async function nextPage(iterator: AsyncIterator<Page>, stream: string, page: number): Promise<Page | null> {
    try {
      const { done, value } = await iterator.next();
      return done === true ? null : value;
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

/** The same client, with places before and after each request. */
function watched(http: HttpClient, failpoint: FailpointPort | undefined): HttpClient {
  if (failpoint === undefined) return http;
  const around = async <T>(ask: () => Promise<T>): Promise<T> => {
    failpoint("http:before-request");
    const answer = await ask();
    failpoint("http:after-answer");
    return answer;
  };
  return {
    send: (request) => around(() => http.send(request)),
    fetch: (request, init) => around(() => http.fetch(request, init)),
    get requests() {
      return http.requests;
    },
  };
}

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

/** A count that is none says nothing. */
function wholeCount(count: number | null): number | null {
  return Number.isSafeInteger(count) ? count : null;
}

/** Tells a failure of the tracker, which the outcome reports, from one of the store, which nobody below may swallow. */
class StreamFailure extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.what);
    this.problem = problem;
  }
}

/** Anything but a `ProblemError` is a bug of ours; its message may hold pieces of data and so is not passed on, its name and cause are kept. */
function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const name = error instanceof Error ? error.name : typeof error;
  return new ProblemError(
    {
      code: "internal",
      what: `Reading stopped at an error of the program itself (${name}).`,
      todo: "Please report this with the output of `wmmm doctor`.",
    },
    { cause: error },
  );
}

/** Turns pages and waits into progress. Rates are over this run and this stream alone. */
function createMeter({ now, onProgress }: SyncInput) {
  let stream = "preflight";
  let total: number | null = null;
  let fetched = 0;
  let knowsTotal = false;
  let beganAt = now();
  let requests = () => 0;
  const report = (waiting: SyncProgress["waiting"]) => {
    const seconds = (now() - beganAt) / 1000;
    const ratePerSecond = fetched > 0 && seconds > 0 ? fetched / seconds : null;
    const left = total === null ? null : Math.max(0, total - fetched);
    const etaMs = left === null || ratePerSecond === null ? null : Math.round((left / ratePerSecond) * 1000);
    onProgress?.({ stream, fetched, total, ratePerSecond, etaMs, waiting, requests: requests() });
  };
  return {
    count(read: () => number) {
      requests = read;
    },
    begin(next: string, isWhole: boolean) {
      [stream, total, fetched, beganAt, knowsTotal] = [next, null, 0, now(), isWhole];
      report(null);
    },
    page(page: Page, count: number) {
      fetched = count;
      if (knowsTotal) total = page.vendorTotal ?? total;
      report(null);
    },
    wait(waiting: NonNullable<SyncProgress["waiting"]>) {
      report(waiting);
    },
  };
}
