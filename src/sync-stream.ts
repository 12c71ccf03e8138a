import type { Connection } from "../connectors/connector.ts";
import type { Problem } from "./model/problem.ts";
import { ITEM_STREAM } from "./store/stream-status.ts";
import { endedEarly, readPages } from "./sync-pages.ts";
import { readShards } from "./sync-shards.ts";
import { pagesIn, streamFailed, whereItResumes, type StreamRead, type SyncRun } from "./sync-run.ts";

/** Reads a stream from its cursor on; that of the items behind the shards that it falls into. One whose place the tracker does not know any more begins again, once. */
export async function readStream(run: SyncRun, open: Connection, stream: string, mayBeginAgain = true): Promise<StreamRead> {
  const { connection, store, signal, now, failpoint, onResume } = run.input;
  const shared = stream === ITEM_STREAM && open.sharding !== undefined ? await readShards(run, open, open.sharding) : null;
  if (shared !== null && shared.ended !== null) return shared.ended;
  const state = await store.streamState(connection.id, stream);
  failpoint?.("sync:stream-begins");
  if (state.cursor !== null) onResume?.(stream, state.stored);
  await store.beginRead(run.lease, stream, now());
  // A later read looks at changes only, and nobody knows how many there are.
  run.meter.begin(stream, state.watermark === null);
  const read = await readPages({
    ...pagesIn(run, open, stream),
    pages: open.read(stream, state),
    keep: (page, requests) => store.commitPage(run.lease, stream, page, requests, now()),
  });
  const fetched = (shared?.fetched ?? 0) + read.fetched;
  if (read.failure !== null) {
    // The place of an earlier run is of no use any more; what was stored up to there stays, and the read begins again.
    if (read.failure.code === "cursor-expired" && state.cursor !== null && mayBeginAgain) {
      await store.forgetPlace(run.lease, [stream], "cursors", now());
      const again = await readStream(run, open, stream, false);
      return { ...again, fetched: again.fetched + fetched };
    }
    const hasSome = read.pages > 0 || state.cursor !== null || state.watermark !== null;
    return streamFailed(run, { stream, status: hasSome ? "partial" : "failed", problem: read.failure, fetched });
  }
  if (read.isDone) return { fetched, problem: read.left, resumesAt: null };
  const sentence = whereItResumes(connection.id, stream, fetched);
  const problem = endedEarly(read, { connection: connection.id, stream, isStopped: signal.aborted, todo: sentence });
  await store.failStream(run.lease, stream, "partial", problem, now());
  return { fetched, problem, resumesAt: signal.aborted ? sentence : null };
}

/** That streams could not even be asked for must show in results from now on. */
export async function markUnread({ input, lease }: SyncRun, streams: readonly string[], problem: Problem): Promise<void> {
  const { connection, store, now } = input;
  for (const stream of streams) {
    const { cursor, watermark } = await store.streamState(connection.id, stream);
    await store.beginRead(lease, stream, now());
    const status = cursor !== null || watermark !== null ? "partial" : "failed";
    await store.failStream(lease, stream, status, { ...problem, stream, page: null }, now());
  }
}

/** That of the items, which the others are read for; the last one where there is none. */
export function mainStream(streams: readonly string[]): readonly string[] {
  return streams.includes(ITEM_STREAM) ? [ITEM_STREAM] : streams.slice(-1);
}
