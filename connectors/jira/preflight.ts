import { z } from "zod";
import type { Problem } from "../../src/model/problem.ts";
import { ProblemError } from "../../src/model/problem.ts";
import type { Instant } from "../../src/model/window.ts";
import type { Preflight } from "../connector.ts";
import { clockSkew } from "../clock-skew.ts";
import { codeOf, valuesOf, type JiraClient } from "./client.ts";
import type { JiraConfig } from "./config.ts";
import * as schema from "./schema.ts";
import type { JiraProject } from "./shapes.ts";

export interface Found extends Preflight {
  readonly visible: readonly JiraProject[];
}

const STREAM = "preflight";

export async function runPreflight(
  client: JiraClient,
  config: JiraConfig,
  connection: string,
  now: () => Instant,
): Promise<Found> {
  const warnings: Problem[] = [];
  const warn = (code: Problem["code"], what: string, todo: string) =>
    warnings.push({ code, connection, stream: null, page: null, what, todo });

  const me = await whoAmI(client, STREAM);
  const skew = clockSkew(me.headers["date"], now(), "Jira");
  if (skew.warning !== null) warn(skew.warning.code, skew.warning.what, skew.warning.todo);
  if (me.data.active === false)
    warn("forbidden", "The account of this token is deactivated.", "Make a token with an active account.");

  const visible = await visibleProjects(client, config);
  const hidden = hiddenProjects(config, visible);
  if (hidden !== null) warn("forbidden", hidden.what, hidden.todo);
  if (visible.length === 0 && config.projects !== null) {
    throw new ProblemError({
      code: "not-found",
      what: `None of the projects ${config.projects.slice(0, 10).join(", ")} exists, or this token may browse none of them.`,
      todo: 'Check the keys, or give the token\'s account the permission "Browse projects".',
    });
  }
  if (visible.length === 0)
    warn(
      "empty",
      "This token sees no project.",
      'Give the token\'s account the permission "Browse projects" in the projects to be read.',
    );

  const items =
    visible.length === 0 ? 0 : await approximateCount(client, scopeJql(config, visible), { stream: STREAM, page: null });
  if (items === 0 && visible.length > 0)
    warn(
      "empty",
      "The projects in scope hold no issue that this token may see.",
      "Check the projects, and whether an issue security level hides their issues.",
    );
  return {
    summary: `Jira Cloud, signed in, ${visible.length} ${visible.length === 1 ? "project" : "projects"}`,
    projects: visible.map(({ key, name }) => ({ key, name })),
    clockSkewMs: skew.ms,
    warnings,
    items,
    visible,
  };
}

const myself = z.looseObject({ accountId: z.string().nullish(), active: z.boolean().nullish() });

/** Throws when nobody is signed in. A site that is open to the public says so nowhere else: everything is answered, with what the public may see. */
export async function whoAmI(client: JiraClient, stream: string) {
  try {
    const me = await client.get("/rest/api/3/myself", {}, myself, { stream, page: null });
    if (me.data.accountId === null || me.data.accountId === undefined || me.data.accountId === "") {
      throw new ProblemError({
        code: "anonymous",
        what: "Jira answered without saying who signed in, so access is anonymous at best.",
        todo: "Check that e-mail and token belong together and that the token has not expired.",
      });
    }
    return me;
  } catch (error) {
    if (codeOf(error) !== "not-found") throw error;
    throw new ProblemError({
      code: "not-found",
      what: "There is no Jira Cloud at this URL.",
      todo: "Give the address that you open in the browser, e.g. https://acme.atlassian.net; for a Jira Data Center leave --email out.",
    });
  }
}

/** What to say of projects that were named and cannot be seen; null where all can. */
export function hiddenProjects(
  { projects }: Pick<JiraConfig, "projects">,
  visible: readonly JiraProject[],
): Pick<Problem, "what" | "todo"> | null {
  const keys = (projects ?? []).filter((key) => visible.every((project) => project.key !== key));
  if (keys.length === 0) return null;
  const named = keys.slice(0, 10).join(", ") + (keys.length > 10 ? ` and ${keys.length - 10} more` : "");
  return {
    what:
      keys.length === 1
        ? `Project ${named} does not exist, or this token may not browse it.`
        : `Projects ${named} do not exist, or this token may not browse them.`,
    todo: 'Check the keys, give the token\'s account the permission "Browse projects" there, or connect again without them.',
  };
}

/** Projects in scope that the token may browse. */
export async function visibleProjects(client: JiraClient, { projects }: JiraConfig): Promise<readonly JiraProject[]> {
  const found: JiraProject[] = [];
  const groups =
    projects === null
      ? [[]]
      : Array.from({ length: Math.ceil(projects.length / 50) }, (_, index) => projects.slice(index * 50, index * 50 + 50));
  for (const keys of groups) {
    for await (const { data } of valuesOf(
      client,
      "/rest/api/3/project/search",
      { maxResults: "100", ...(keys.length === 0 ? {} : { keys }) },
      schema.valuesPage,
      STREAM,
    )) {
      for (const value of data.values) {
        const project = schema.project.safeParse(value);
        if (project.success && (projects === null || projects.includes(project.data.key))) found.push(project.data);
      }
    }
  }
  return found;
}

/**
 * Restricts a search to the scope. Projects that may not be browsed must not be named: Jira refuses the whole query for one of them.
 * Without named projects the clause restricts nothing, and is there because Jira refuses queries without any.
 */
export function scopeJql({ projects }: Pick<JiraConfig, "projects">, visible: readonly JiraProject[]): string {
  if (projects === null) return 'created >= "1970-01-02"';
  return `project in (${visible.map(({ key }) => `"${key}"`).join(", ")})`;
}

/** What the site counts, seconds to minutes behind; null where it does not say. */
export async function approximateCount(
  client: JiraClient,
  jql: string,
  place: { readonly stream: string; readonly page: number | null },
): Promise<number | null> {
  try {
    const { data } = await client.post("/rest/api/3/search/approximate-count", { jql }, schema.count, place);
    return data.count;
  } catch (error) {
    const code = codeOf(error);
    if (code === "not-found" || code === "endpoint-removed" || code === "forbidden" || code === "unexpected-shape") return null;
    throw error;
  }
}
