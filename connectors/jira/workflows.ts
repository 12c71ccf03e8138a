import { EMPTY_BATCH } from "../../src/model/batch.ts";
import type { Page } from "../../src/model/page.ts";
import type { Problem } from "../../src/model/problem.ts";
import type { WorkflowRecord } from "../../src/model/workflow.ts";
import type { Instant } from "../../src/model/window.ts";
import { lastPage } from "../last-page.ts";
import { codeOf, valuesOf, type Answer, type JiraClient } from "./client.ts";
import { workflowRecord } from "./normalise.ts";
import * as schema from "./schema.ts";
import type { JiraProject } from "./shapes.ts";

const STREAM = "workflows";
/** Asked one by one which projects use them; beyond this many a workflow counts as used anywhere. */
const MOST_USAGES = 100;

export interface WorkflowsIn {
  readonly client: JiraClient;
  readonly connection: string;
  readonly projects: readonly JiraProject[];
  readonly watermark: Instant;
  warn(problem: Problem): void;
}

/** Declared workflows of the projects in scope. Reading them takes a permission that many tokens lack: that is a note, not a failure. */
export async function workflowsPage({ client, connection, projects, watermark, warn }: WorkflowsIn): Promise<Page> {
  const bodies: Answer<unknown>["body"][] = [];
  const workflows: WorkflowRecord[] = [];
  const keyById = new Map(projects.map(({ id, key }) => [id, key]));
  let rejected = 0;
  let asked = 0;
  try {
    for await (const { data, body } of valuesOf(
      client,
      "/rest/api/3/workflows/search",
      { maxResults: "50", expand: "values.transitions" },
      schema.workflowPage,
      STREAM,
    )) {
      bodies.push(body);
      const statusIds = new Map(
        (data.statuses ?? []).flatMap(({ id, statusReference }) => (id ? [[statusReference, id] as const] : [])),
      );
      for (const value of data.values) {
        const workflow = schema.workflow.safeParse(value);
        if (!workflow.success) {
          rejected++;
          continue;
        }
        const owner = workflow.data.scope?.project?.id;
        const keys =
          owner !== undefined
            ? keysOf([owner], keyById)
            : asked++ < MOST_USAGES
              ? await usersOf(client, workflow.data.id, keyById, bodies)
              : [];
        if (keys === null || (owner !== undefined && keys.length === 0)) continue;
        workflows.push(workflowRecord({ connection }, workflow.data, statusIds, keys));
      }
    }
  } catch (error) {
    const code = codeOf(error);
    if (code !== "forbidden" && code !== "unauthenticated" && code !== "not-found") throw error;
    warn(notReadable(connection));
    // Without a watermark the next run asks again: the permission may have been given.
    return lastPage({ watermark: null, bodies });
  }
  const drift = rejected === 0 ? [] : [{ path: "workflow", value: "unexpected shape", count: rejected }];
  return lastPage({
    batch: { ...EMPTY_BATCH, workflows, drift },
    watermark,
    bodies,
    fetched: workflows.length,
    whole: rejected === 0 && asked <= MOST_USAGES,
  });
}

function keysOf(ids: readonly string[], keyById: ReadonlyMap<string, string>): readonly string[] {
  return ids.flatMap((id) => keyById.get(id) ?? []);
}

/** Projects in scope that use a workflow; null = none does, empty = cannot be told, which reads as all. */
async function usersOf(
  client: JiraClient,
  workflowId: string,
  keyById: ReadonlyMap<string, string>,
  bodies: Answer<unknown>["body"][],
): Promise<readonly string[] | null> {
  try {
    const path = `/rest/api/3/workflow/${encodeURIComponent(workflowId.toWellFormed())}/projectUsages`;
    const { data, body } = await client.get(path, { maxResults: "200" }, schema.workflowUsage, { stream: STREAM, page: null });
    bodies.push(body);
    const keys = keysOf(
      data.projects.values.map(({ id }) => id),
      keyById,
    );
    return keys.length === 0 ? null : keys;
  } catch (error) {
    const code = codeOf(error);
    if (code === "forbidden" || code === "unauthenticated" || code === "not-found" || code === "unexpected-shape") return [];
    throw error;
  }
}

function notReadable(connection: string): Problem {
  return {
    code: "forbidden",
    connection,
    stream: STREAM,
    page: null,
    what: "The token may not read workflows, so what they allow is learned from the history instead.",
    todo: 'To have declared workflows read, give the token\'s account the project permission "View (read-only) workflow".',
  };
}
