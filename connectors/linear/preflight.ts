import type { Problem } from "../../src/model/problem.ts";
import { ProblemError } from "../../src/model/problem.ts";
import type { Instant } from "../../src/model/window.ts";
import type { Preflight } from "../connector.ts";
import { clockSkew } from "../clock-skew.ts";
import { nextCursor, type LinearClient } from "./client.ts";
import type { LinearConfig } from "./config.ts";
import { PREFLIGHT } from "./documents.ts";
import * as schema from "./schema.ts";

export interface Found extends Preflight {
  /** Teams in scope. */
  readonly teams: readonly schema.LinearTeam[];
}

/** Who we are and which teams we see: one request for up to 250 teams. */
export async function runPreflight(
  client: LinearClient,
  config: LinearConfig,
  connection: string,
  now: () => Instant,
): Promise<Found> {
  const warnings: Problem[] = [];
  const warn = (code: Problem["code"], what: string, todo: string) =>
    warnings.push({ code, connection, stream: null, page: null, what, todo });

  const visible: schema.LinearTeam[] = [];
  const seen = new Set<string>();
  let clockSkewMs = 0;
  let after: string | null = null;
  for (let page = 1; page === 1 || after !== null; page++) {
    const place = { stream: "preflight", page: null };
    const { data, headers }: Awaited<ReturnType<typeof ask>> = await ask(client, after);
    visible.push(...data.teams.nodes);
    after = nextCursor(data.teams.pageInfo, seen, place);
    if (page > 1) continue;
    const skew = clockSkew(headers["date"], now(), "Linear");
    clockSkewMs = skew.ms;
    if (data.viewer.active === false)
      warn("forbidden", "The account of this token is deactivated.", "Make a token with an active account.");
    if (skew.warning !== null) warn(skew.warning.code, skew.warning.what, skew.warning.todo);
  }
  const teams = visible.filter(({ key }) => config.teams === null || config.teams.includes(key));
  for (const key of config.teams ?? []) {
    if (teams.some((team) => team.key === key)) continue;
    warn(
      "forbidden",
      `Team ${key} does not exist, or this token may not see it.`,
      `Check the key, or make the token with an account that is a member of ${key}.`,
    );
  }
  if (teams.length === 0 && config.teams !== null) {
    throw new ProblemError({
      code: "not-found",
      what: `None of the teams ${config.teams.slice(0, 10).join(", ")} exists, or this token may see none of them.`,
      todo: "Check the keys, or make the token with an account that is a member.",
    });
  }
  if (teams.length === 0)
    warn("empty", "This token sees no team.", "Make the token with an account that is a member of the teams to be read.");
  const grouping = teams.filter(({ groupIssueHistory }) => groupIssueHistory === true);
  if (grouping.length > 0)
    warn(
      "history-incomplete",
      `Linear groups quick changes of an issue into one in ${grouping.length} of ${teams.length} teams, so short stays in a state are missing.`,
      "Nothing can be done about the past; the team setting for grouping of issue history decides about the future.",
    );
  const items = teams.some(({ issueCount }) => typeof issueCount !== "number")
    ? null
    : teams.reduce((sum, { issueCount }) => sum + (issueCount ?? 0), 0);
  if (items === 0 && teams.length > 0) warn("empty", "The teams in scope hold no issue.", "Check the teams in scope.");
  return {
    summary: `Linear, signed in, ${teams.length} ${teams.length === 1 ? "team" : "teams"}`,
    projects: teams.map(({ key, name }) => ({ key, name })),
    clockSkewMs,
    warnings,
    items,
    teams,
  };
}

const ask = (client: LinearClient, after: string | null) =>
  client.query(PREFLIGHT, { after }, schema.preflight, { stream: "preflight", page: null });
