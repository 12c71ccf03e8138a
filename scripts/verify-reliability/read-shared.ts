import { syncConnection, type SyncInput, type SyncOutcome } from "../../src/sync.ts";

/**
 * Reads a connection as workers do: what comes before the items, then each shard of a whole read, however small, then the rest. `order`: which of the
 * shards that are left is read next, over and over.
 */
export async function syncShared(input: SyncInput, order: readonly number[]): Promise<SyncOutcome> {
  const planned = await syncConnection({ ...input, share: { kind: "plan", least: 1, most: 16 } });
  if (planned.shards.length === 0) return planned;
  const { full: _, ...next } = input;
  const left = planned.shards.map(({ id }) => id);
  for (let turn = 0; left.length > 0; turn++) {
    const [shard] = left.splice((order[turn % order.length] ?? 0) % left.length, 1);
    await syncConnection({ ...next, share: { kind: "shard", shard: shard! } });
  }
  return syncConnection({ ...next, share: { kind: "rest" } });
}
