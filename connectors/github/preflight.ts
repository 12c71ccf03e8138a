import type { Json } from "../../src/model/page.ts";
import { ProblemError, type Problem } from "../../src/model/problem.ts";
import type { Instant } from "../../src/model/window.ts";
import type { Preflight } from "../connector.ts";
import { clockSkew } from "../clock-skew.ts";
import { capabilitiesOf, type Capabilities } from "./capabilities.ts";
import { nextCursor, type Answer, type GithubClient } from "./client.ts";
import type { GithubConfig } from "./config.ts";
import { preflightOfOwner, preflightOfRepositories } from "./documents.ts";
import { REPOSITORIES } from "./page-sizes.ts";
import * as schema from "./schema.ts";

export interface Found extends Preflight {
  /** In scope, by name. */
  readonly repositories: readonly schema.GithubRepository[];
  readonly host: Capabilities;
  /** Repositories that were named and are not visible. */
  readonly hidden: number;
}

const PLACE = { stream: "preflight", page: null };

/** Tokens of GitHub Apps act for an installation, so there is no viewer to ask for. */
export const isInstallation = (token: string): boolean => token.startsWith("ghs_");

/** Who we are, what the host knows, and which repositories we see: one request for 50 repositories. */
export async function runPreflight(
  client: GithubClient,
  config: GithubConfig,
  token: string,
  connection: string,
  now: () => Instant,
): Promise<Found> {
  const warnings: Problem[] = [];
  const warn = (code: Problem["code"], what: string, todo: string) =>
    warnings.push({ code, connection, stream: null, page: null, what, todo });
  if (token === "")
    throw new ProblemError({
      code: "anonymous",
      what: "GitHub gives the history of issues only to those who sign in; without a token 60 requests an hour are allowed, and one issue takes one.",
      todo: "Make a token that reads public repositories (no permission needs to be ticked) under Settings, Developer settings, and give it by --token-env.",
    });
  const { visible, hidden, first } =
    config.org === null ? await named(client, config, token) : await owned(client, config, token);
  const host = capabilitiesOf(schema.probe.parse(first.data));
  const skew = clockSkew(first.headers["date"], now(), "GitHub");
  if (skew.warning !== null) warn(skew.warning.code, skew.warning.what, skew.warning.todo);
  for (const repo of hidden)
    warn(
      "forbidden",
      `Repository ${repo} does not exist, or this token may not see it.`,
      `Check the name, or give the token access to ${repo}.`,
    );
  if (/partial-results/i.test((first.headers["x-github-sso"] ?? "").slice(0, 200)))
    warn(
      "forbidden",
      "GitHub left out what belongs to organisations with single sign-on for which this token is not authorised.",
      "Authorise the token for the organisation, beside it in the list of tokens.",
    );
  // A fork that was archived is a copy that nobody works in.
  const repositories = visible
    .filter(({ isArchived, isFork }) => !(isArchived === true && isFork === true))
    .sort((a, b) => (a.nameWithOwner < b.nameWithOwner ? -1 : 1));
  if (repositories.length === 0 && config.repos !== null)
    throw new ProblemError({
      code: "not-found",
      what: `None of the repositories ${config.repos.slice(0, 10).join(", ")} exists, or this token may see none of them.`,
      todo: "Check the names, or give the token access to them.",
    });
  if (repositories.length === 0)
    warn("empty", `This token sees no repository of ${config.org}.`, "Give the token access to the repositories to be read.");
  const without = repositories.filter(({ hasIssuesEnabled }) => hasIssuesEnabled === false).length;
  const items = repositories.reduce((sum, { issues }) => sum + (issues?.totalCount ?? 0), 0);
  if (items === 0 && repositories.length > 0)
    warn(
      "empty",
      without === repositories.length
        ? "Issues are switched off in all repositories in scope."
        : "The repositories in scope hold no issue.",
      "Check the repositories in scope, and that the token has the permission Issues: read.",
    );
  const server = first.headers["x-github-enterprise-version"];
  const version = /^enterprise-server@(\d{1,3}\.\d{1,3}(?:\.\d{1,3})?)$|^(\d{1,3}\.\d{1,3}(?:\.\d{1,3})?)$/.exec(
    server?.slice(0, 40) ?? "",
  );
  const product = server === undefined ? "GitHub" : `GitHub Enterprise Server ${version?.[1] ?? version?.[2] ?? ""}`.trim();
  const as = isInstallation(token) ? "signed in as an installation of a GitHub App" : "signed in";
  return {
    summary: `${product}, ${as}, ${repositories.length} ${repositories.length === 1 ? "repository" : "repositories"}`,
    projects: repositories.map(({ nameWithOwner, name }) => ({ key: nameWithOwner, name })),
    clockSkewMs: skew.ms,
    warnings,
    items,
    repositories,
    host,
    hidden: hidden.length,
  };
}

interface Visible {
  readonly visible: readonly schema.GithubRepository[];
  readonly hidden: readonly string[];
  readonly first: Answer<unknown>;
}

/** Each by its own name, so that one that is not visible does not hide the others. */
async function named(client: GithubClient, { repos }: GithubConfig, token: string): Promise<Visible> {
  const wanted = repos ?? [];
  const visible = new Map<string, schema.GithubRepository>();
  const hidden: string[] = [];
  let first: Answer<unknown> | null = null;
  for (let index = 0; index < wanted.length; index += REPOSITORIES) {
    const asked = wanted.slice(index, index + REPOSITORIES);
    const variables: Record<string, Json> = { withViewer: index === 0 && !isInstallation(token) };
    asked.forEach((repo, position) => {
      const [owner = "", name = ""] = repo.split("/");
      variables[`o${position}`] = owner;
      variables[`n${position}`] = name;
    });
    const document = preflightOfRepositories(asked.length, index === 0);
    const answer = await client.query(document, variables, schema.preflightOfRepositories, PLACE);
    first ??= answer;
    asked.forEach((repo, position) => {
      const found = schema.repositoryOrNothing.safeParse(answer.data[`r${position}`]);
      // Two names of one repository, an old and a new one, are one.
      if (found.success && found.data) visible.set(found.data.id, found.data);
      else hidden.push(repo);
    });
  }
  return { visible: [...visible.values()], hidden, first: first! };
}

async function owned(client: GithubClient, { org }: GithubConfig, token: string): Promise<Visible> {
  const visible: schema.GithubRepository[] = [];
  const seen = new Set<string>();
  let first: Answer<unknown> | null = null;
  let after: string | null = null;
  for (let page = 1; page === 1 || after !== null; page++) {
    const variables = { owner: org, after, withViewer: page === 1 && !isInstallation(token) };
    const answer: Awaited<ReturnType<typeof ask>> = await ask(client, page === 1, variables);
    first ??= answer;
    const list = answer.data.repositoryOwner?.repositories;
    if (!list)
      throw new ProblemError({
        code: "not-found",
        what: `There is no organisation or account ${org}, or this token may not see it.`,
        todo: "Check the name, or give the token access to it.",
      });
    visible.push(...(list.nodes ?? []).filter((one) => one !== null));
    after = nextCursor(list.pageInfo, seen, PLACE);
  }
  return { visible, hidden: [], first: first! };
}

const ask = (client: GithubClient, isFirst: boolean, variables: Readonly<Record<string, Json>>) =>
  client.query(preflightOfOwner(isFirst), variables, schema.preflightOfOwner, PLACE);
