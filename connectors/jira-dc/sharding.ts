import type { Sharding } from "../connector.ts";
import type { JiraProject } from "../jira/shapes.ts";
import { shardsOf } from "../shard-parts.ts";
import { countsOf, joinedCursor, lastOfShard, shardPages, type IssuesIn } from "./issue-stream.ts";

/** A server of one's own: two at once keep it busy without keeping others from it. */
const AT_ONCE = 2;
/** Each takes a request to be counted; where there are more, all are taken for equal. */
const MOST_COUNTED = 100;

export interface ShardingIn {
  /** Projects in scope that can be seen. */
  visible(): Promise<readonly JiraProject[]>;
  /** Issues in scope; null = not counted. */
  counted(): number | null;
  issuesIn(projects: readonly JiraProject[]): Promise<IssuesIn>;
  /** Jira's clock. */
  now(): number;
}

/** Whole reads by project. */
export function jiraDcSharding({ visible, counted, issuesIn, now }: ShardingIn): Sharding {
  return {
    atOnce: AT_ONCE,
    async plan(by) {
      const projects = await visible();
      const total = counted();
      // What is known to be too small is not even counted.
      if (by.known.length === 0 && (projects.length < 2 || (total !== null && total < 2 * by.least))) return [];
      const keys = projects.map(({ key }) => key);
      const counts = keys.length > MOST_COUNTED ? [] : await countsOf(await issuesIn(projects), keys);
      return shardsOf(
        keys.map((key, index) => ({ key, items: counts[index] ?? null })),
        total,
        by,
      );
    },
    async *read(shard, cursor) {
      const projects = await visible();
      const parts = new Set(shard.parts);
      const keys = projects.map(({ key }) => key).filter((key) => parts.has(key));
      if (keys.length === 0) return yield lastOfShard(now());
      yield* shardPages(await issuesIn(projects), keys, shard.items, cursor);
    },
    join: (ends) => joinedCursor(ends, now()),
  };
}
