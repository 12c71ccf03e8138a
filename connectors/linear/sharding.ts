import type { Sharding } from "../connector.ts";
import { shardsOf } from "../shard-parts.ts";
import { joinedCursor, lastOfShard, shardPages, type IssuesIn } from "./issue-stream.ts";
import type { Found } from "./preflight.ts";

/** Linear counts requests and points by the hour, and names no number that may be asked at once. */
const AT_ONCE = 4;

export interface ShardingIn {
  preflight(): Promise<Found>;
  /** What is read of the items, of all teams. */
  issuesIn(): Promise<IssuesIn>;
  /** Vendor's clock. */
  now(): number;
}

/** Whole reads by team. */
export function linearSharding({ preflight, issuesIn, now }: ShardingIn): Sharding {
  return {
    atOnce: AT_ONCE,
    async plan(by) {
      const { teams, items } = await preflight();
      return shardsOf(
        teams.map(({ key, issueCount }) => ({ key, items: issueCount ?? null })),
        items,
        by,
      );
    },
    async *read(shard, cursor) {
      const parts = new Set(shard.parts);
      const teams = (await preflight()).teams.filter(({ key }) => parts.has(key)).map(({ id }) => id);
      if (teams.length === 0) return yield lastOfShard(now());
      yield* shardPages({ ...(await issuesIn()), teams, vendorTotal: shard.items }, cursor);
    },
    join: (ends) => joinedCursor(ends, now()),
  };
}
