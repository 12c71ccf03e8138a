import type { Connection } from "../connectors/connector.ts";
import type { HttpClient } from "../connectors/transport/http.ts";
import type { Page } from "./model/page.ts";
import type { Problem } from "./model/problem.ts";
import type { Shard } from "./model/shard.ts";
import { shardScope, type Lease } from "./store/store.ts";
import type { SyncInput } from "./sync.ts";
import type { createMeter } from "./sync-meter.ts";
import type { PagesIn } from "./sync-pages.ts";

/** What the parts of one run over a connection share. */
export interface SyncRun {
  readonly input: SyncInput;
  readonly http: HttpClient;
  readonly meter: ReturnType<typeof createMeter>;
  /** The lease of this run: of the whole connection, or of the one shard that it reads. */
  readonly lease: Lease;
  /** Shards that are still to be read by others, and how many of them at the same time at most. */
  readonly left: { shards: readonly Shard[]; atOnce: number };
  /** Which items may be called gone of those that a page of a stream says are. */
  gone(open: Connection, stream: string, page: Page, number: number): Promise<Page["gone"]>;
}

/** What the read of a stream, or of one shard of it, came to. */
export interface StreamRead {
  /** Records. */
  readonly fetched: number;
  readonly problem: Problem | null;
  /** Where a read that was asked to stop goes on. */
  readonly resumesAt: string | null;
}

/** A shard of null stands for the whole connection. Throws `ProblemError` of code `usage` where another holds it. */
export function takeLease({ connection, store, now, writer }: SyncInput, shard: Shard["id"] | null): Promise<Lease> {
  const { owner, takeOver } = writer ?? { owner: "the only one", takeOver: true };
  const scope = shard === null ? connection.id : shardScope({ connection: connection.id, shard });
  return store.takeLease({ scope, owner, now: now(), takeOver });
}

/** What reading pages of a stream needs, but for the pages and where they are kept. */
export function pagesIn(run: SyncRun, open: Connection, stream: string): Omit<PagesIn, "pages" | "keep"> {
  const { connection, failpoint, trace, signal } = run.input;
  return {
    connection: connection.id,
    stream,
    http: run.http,
    failpoint,
    trace,
    gone: (page, number) => run.gone(open, stream, page, number),
    onPage: (page, count) => run.meter.page(page, count),
    signal,
  };
}

export function whereItResumes(connection: string, stream: string, count: number): string {
  return count === 0
    ? `The next run goes on with ${stream} of ${connection}.`
    : `The next run goes on with ${stream} of ${connection}, behind the ${count} records read now.`;
}

/** Notes what a stream failed with. */
export async function streamFailed(
  { input, lease }: SyncRun,
  failure: {
    readonly stream: string;
    readonly status: "partial" | "failed";
    readonly problem: Problem;
    readonly fetched: number;
  },
): Promise<StreamRead> {
  const { stream, status, problem, fetched } = failure;
  input.failpoint?.("sync:before-failure-noted");
  await input.store.failStream(lease, stream, status, problem, input.now());
  input.failpoint?.("sync:failure-noted");
  const resumesAt = problem.code === "interrupted" ? whereItResumes(input.connection.id, stream, fetched) : null;
  return { fetched, problem, resumesAt };
}

/** What ends a run: a token that is refused now will be refused by every other stream. */
export const FATAL: ReadonlySet<Problem["code"]> = new Set([
  "unauthenticated",
  "anonymous",
  "unreachable",
  "tls",
  "blocked-address",
  "redirected-away",
  "rate-limited",
]);
