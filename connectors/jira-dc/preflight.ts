import { z } from "zod";
import { ProblemError, type Problem } from "../../src/model/problem.ts";
import type { Instant } from "../../src/model/window.ts";
import type { Preflight } from "../connector.ts";
import { codeOf, type JiraClient } from "../jira/client.ts";
import { hiddenProjects } from "../jira/preflight.ts";
import * as schema from "../jira/schema.ts";
import type { JiraProject } from "../jira/shapes.ts";
import { clockSkew } from "../clock-skew.ts";
import { CHECK_TOKEN } from "./client.ts";
import type { JiraDcConfig } from "./config.ts";

export interface Found extends Preflight {
  readonly visible: readonly JiraProject[];
}

const STREAM = "preflight";
const PLACE = { stream: STREAM, page: null };

const serverInfo = z.looseObject({ version: z.string().nullish(), deploymentType: z.string().nullish() });
const myself = z.looseObject({ key: z.string().nullish(), name: z.string().nullish(), active: z.boolean().nullish() });
const total = z.looseObject({ total: z.number() });

/** What answers, who we are and what we see: four requests. */
export async function runPreflight(
  client: JiraClient,
  config: JiraDcConfig,
  connection: string,
  now: () => Instant,
): Promise<Found> {
  const warnings: Problem[] = [];
  const warn = (code: Problem["code"], what: string, todo: string) =>
    warnings.push({ code, connection, stream: null, page: null, what, todo });

  const { data: server } = await whatAnswers(client);
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
  const items = visible.length === 0 ? 0 : await countIssues(client, visible);
  if (items === 0 && visible.length > 0)
    warn(
      "empty",
      "The projects in scope hold no issue that this token may see.",
      "Check the projects, and whether an issue security level hides their issues.",
    );
  const version = /^\d{1,4}(?:\.\d{1,4}){0,3}/.exec(server.version ?? "")?.[0];
  return {
    summary: `Jira Data Center${version === undefined ? "" : ` ${version}`}, signed in, ${visible.length} ${visible.length === 1 ? "project" : "projects"}`,
    projects: visible.map(({ key, name }) => ({ key, name })),
    clockSkewMs: skew.ms,
    warnings,
    items,
    visible,
  };
}

/** `serverInfo` is answered to anybody, so it tells a wrong address from a wrong token. Data Center and Server both call themselves `Server`. */
async function whatAnswers(client: JiraClient) {
  try {
    const answer = await client.get(`${client.api}/serverInfo`, {}, serverInfo, PLACE);
    if (answer.data.deploymentType !== "Cloud") return answer;
  } catch (error) {
    if (codeOf(error) !== "not-found") throw error;
    throw new ProblemError({
      code: "not-found",
      what: "There is no Jira at this URL.",
      todo: "Give the address that you open in the browser, with its path if it has one, e.g. https://acme.com/jira.",
    });
  }
  throw new ProblemError({
    code: "usage",
    what: "This is a Jira Cloud site, which takes the token's e-mail address too.",
    todo: "Give --email the address of the account that made the token.",
  });
}

/** Throws when nobody is signed in. */
export async function whoAmI(client: JiraClient, stream: string) {
  const me = await client.get(`${client.api}/myself`, {}, myself, { stream, page: null });
  if ((me.data.key ?? me.data.name ?? "") !== "") return me;
  throw new ProblemError({
    code: "anonymous",
    what: "Jira answered without saying who signed in, so access is anonymous at best.",
    todo: CHECK_TOKEN,
  });
}

/** Projects in scope that the token may browse: Data Center lists all of them at once. */
export async function visibleProjects(client: JiraClient, { projects }: JiraDcConfig): Promise<readonly JiraProject[]> {
  const { data } = await client.get(`${client.api}/project`, {}, z.array(z.unknown()), PLACE);
  return data.flatMap((value) => {
    const project = schema.project.safeParse(value);
    return project.success && (projects === null || projects.includes(project.data.key)) ? [project.data] : [];
  });
}

async function countIssues(client: JiraClient, visible: readonly JiraProject[]): Promise<number> {
  const jql = `project in (${visible.map(({ key }) => `"${key}"`).join(", ")})`;
  const { data } = await client.post(`${client.api}/search`, { jql, startAt: 0, maxResults: 0, fields: ["id"] }, total, PLACE);
  return data.total;
}
