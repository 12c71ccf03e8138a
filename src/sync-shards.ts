import type { Connection, Sharding } from "../connectors/connector.ts";
import { ITEM_STREAM } from "./store/stream-status.ts";
import type { Lease, StoredShard } from "./store/store.ts";
import { asProblem, endedEarly, readPages, StreamFailure } from "./sync-pages.ts";
import { FATAL, pagesIn, streamFailed, takeLease, whereItResumes, type StreamRead, type SyncRun } from "./sync-run.ts";
import { unfinished, type Sharing } from "./sync-sharing.ts";

/** What the shards of the items came to. */
interface Shared {
  readonly fetched: number;
  /** Null: the items are to be read on from their cursor. */
  readonly ended: StreamRead | null;
}

/**
 * What comes before the items are read from their cursor: the shards of a whole read are planned, or, where others have left some, finished one after the
 * other, or only looked at; when all are done the cursor is behind them.
 */
export async function readShards(run: SyncRun, open: Connection, sharding: Sharding): Promise<Shared> {
  const { connection, store, share, now, onResume } = run.input;
  run.left.atOnce = sharding.atOnce;
  let fetched = 0;
  let known = await store.shards(connection.id, ITEM_STREAM);
  if (share?.kind === "plan") {
    try {
      known = await planned(run, sharding, share, known);
    } catch (error) {
      if (!(error instanceof StreamFailure)) throw error;
      await store.beginRead(run.lease, ITEM_STREAM, now());
      const failure = { stream: ITEM_STREAM, status: "partial", problem: error.problem, fetched: 0 } as const;
      return { fetched, ended: await streamFailed(run, failure) };
    }
    run.left.shards = known.filter(({ done }) => !done);
    if (run.left.shards.length > 0) return { fetched, ended: { fetched, problem: null, resumesAt: null } };
  } else if (share === undefined && known.length > 0) {
    onResume?.(ITEM_STREAM, (await store.streamState(connection.id, ITEM_STREAM)).stored);
    for (const shard of known.filter(({ done }) => !done)) {
      const under = await takeLease(run.input, shard.id);
      const read = await readShard(run, open, { sharding, shard, under });
      fetched += read.fetched;
      if (read.resumesAt !== null) return { fetched, ended: { ...read, fetched } };
      if (read.problem !== null && FATAL.has(read.problem.code)) break;
    }
    known = await store.shards(connection.id, ITEM_STREAM);
  }
  if (known.length === 0) return { fetched, ended: null };
  const left = known.filter(({ done }) => !done);
  run.left.shards = left;
  if (left.length > 0) {
    await store.beginRead(run.lease, ITEM_STREAM, now());
    const failure = { stream: ITEM_STREAM, status: "partial", problem: unfinished(connection.id, left), fetched } as const;
    return { fetched, ended: await streamFailed(run, failure) };
  }
  await store.joinShards(run.lease, ITEM_STREAM, sharding.join(known.map(({ cursor }) => cursor)), now());
  return { fetched, ended: null };
}

/** Shards of the whole read that is under way or begins; none where the items are read in one piece. */
async function planned(
  { input, lease }: SyncRun,
  sharding: Sharding,
  { least, most }: Extract<Sharing, { kind: "plan" }>,
  known: readonly StoredShard[],
): Promise<readonly StoredShard[]> {
  const { connection, store, now } = input;
  const { cursor, watermark } = await store.streamState(connection.id, ITEM_STREAM);
  // One that was begun in one piece goes on so.
  if (watermark !== null || (known.length === 0 && cursor !== null)) return known;
  const added = await sharding.plan({ known, least, most }).catch((error: unknown) => {
    throw new StreamFailure(asProblem(error).at({ connection: connection.id, stream: ITEM_STREAM }).problem);
  });
  if (known.length + added.length < 2) return known;
  await store.planShards(lease, ITEM_STREAM, [...known, ...added], now());
  return store.shards(connection.id, ITEM_STREAM);
}

export interface ShardIn {
  readonly sharding: Sharding;
  readonly shard: StoredShard;
  /** The lease of the shard. */
  readonly under: Lease;
}

/** Reads one shard from its place on. One whose place the tracker does not know any more begins again, once. */
export async function readShard(
  run: SyncRun,
  open: Connection,
  { sharding, shard, under }: ShardIn,
  mayBeginAgain = true,
): Promise<StreamRead> {
  const { connection, store, signal, now } = run.input;
  const at = { connection: connection.id, stream: ITEM_STREAM, shard: shard.id };
  run.meter.begin(ITEM_STREAM, true);
  const read = await readPages({
    ...pagesIn(run, open, ITEM_STREAM),
    pages: sharding.read(shard, shard.cursor),
    keep: (page, requests) => store.commitShardPage(under, at, page, requests, now()),
  });
  const { fetched } = read;
  if (read.isDone) return { fetched, problem: read.left, resumesAt: null };
  const sentence = whereItResumes(connection.id, ITEM_STREAM, fetched);
  const problem =
    read.failure ??
    endedEarly(read, { connection: connection.id, stream: ITEM_STREAM, isStopped: signal.aborted, todo: sentence });
  await store.failShard(under, at, problem, now());
  if (problem.code === "cursor-expired" && shard.cursor !== null && mayBeginAgain) {
    const again = await readShard(run, open, { sharding, shard: { ...shard, cursor: null }, under }, false);
    return { ...again, fetched: again.fetched + fetched };
  }
  return { fetched, problem, resumesAt: problem.code === "interrupted" ? sentence : null };
}
