import type { Json, Page } from "../../src/model/page.ts";
import type { Shard } from "../../src/model/shard.ts";
import type { ShardPlan, Sharding } from "../connector.ts";
import { shardsOf } from "../shard-parts.ts";
import type { JiraClient } from "./client.ts";
import { joinedCursor, lastOfShard, shardPages, type IssuesIn } from "./issue-stream.ts";
import { scopeJql } from "./preflight.ts";
import { projectChoices } from "./rights.ts";
import type { JiraProject } from "./shapes.ts";

/** Atlassian's rate-limiting guide: 5 to 10 requests at once at most. */
const AT_ONCE = 5;

export interface ShardingIn {
  readonly client: JiraClient;
  /** Projects in scope that can be seen. */
  visible(): Promise<readonly JiraProject[]>;
  /** Issues in scope; null = not counted. */
  counted(): number | null;
  /** What is read of these projects. */
  issuesIn(projects: readonly JiraProject[]): Promise<IssuesIn>;
  /** Vendor's clock. */
  now(): number;
  /** What the pages have to bring beside the issues. */
  with(pages: AsyncGenerator<Page>): Promise<AsyncGenerator<Page>>;
}

/** Whole reads by project. */
export function jiraSharding(input: ShardingIn): Sharding {
  const { client, visible, counted } = input;
  return {
    atOnce: AT_ONCE,
    async plan(by: ShardPlan) {
      const projects = await visible();
      const total = counted();
      // What is known to be too small is not even counted.
      if (by.known.length === 0 && (projects.length < 2 || (total !== null && total < 2 * by.least))) return [];
      const counts = new Map((await projectChoices(client)).map(({ key, items }) => [key, items]));
      return shardsOf(
        projects.map(({ key }) => ({ key, items: counts.get(key) ?? null })),
        total,
        by,
      );
    },
    async *read(shard: Shard, cursor: Json) {
      const parts = new Set(shard.parts);
      const projects = (await visible()).filter(({ key }) => parts.has(key));
      if (projects.length === 0) return yield lastOfShard(input.now());
      const issues = await input.issuesIn(projects);
      const scope = scopeJql({ projects: shard.parts }, projects);
      yield* await input.with(shardPages({ ...issues, scope }, shard.items, cursor));
    },
    join: (ends) => joinedCursor(ends, input.now()),
  };
}
