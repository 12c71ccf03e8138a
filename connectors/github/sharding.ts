import type { Sharding } from "../connector.ts";
import { shardsOf } from "../shard-parts.ts";
import { shardPages, type IssuesIn } from "./issue-stream.ts";
import type { Found } from "./preflight.ts";
import { joinedCursor } from "./repository-cursor.ts";

/** GitHub asks for one request after the other ("Best practices for using the REST API"). Shards are still places of their own, which any worker goes on from. */
const AT_ONCE = 1;

export interface ShardingIn {
  preflight(): Promise<Found>;
  /** What is read of the items, of all repositories. */
  issuesIn(): Promise<IssuesIn>;
  /** Vendor's clock. */
  now(): number;
}

/** Whole reads by repository. */
export function githubSharding({ preflight, issuesIn, now }: ShardingIn): Sharding {
  return {
    atOnce: AT_ONCE,
    async plan(by) {
      const { repositories, items } = await preflight();
      return shardsOf(
        repositories.map(({ nameWithOwner, issues }) => ({ key: nameWithOwner, items: issues?.totalCount ?? 0 })),
        items,
        by,
      );
    },
    async *read(shard, cursor) {
      const issues = await issuesIn();
      const parts = new Set(shard.parts);
      const repositories = issues.repositories.filter(({ nameWithOwner }) => parts.has(nameWithOwner));
      yield* shardPages({ ...issues, repositories, vendorTotal: shard.items }, cursor);
    },
    join: (ends) => joinedCursor(ends, now()),
  };
}
