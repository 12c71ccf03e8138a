import type { Connection, Connector, ConnectorContext } from "../connector.ts";
import type { Page, StreamState } from "../../src/model/page.ts";
import { ProblemError, type Problem } from "../../src/model/problem.ts";
import { DAY_MS, WEEK_MS } from "../../src/model/window.ts";
import { lastPage } from "../last-page.ts";
import { memoised } from "../memoised.ts";
import { createAgentWork } from "./agent-work.ts";
import { narrowingOf } from "./capabilities.ts";
import { accountNames } from "./actors.ts";
import { createGithubClient } from "./client.ts";
import { hostOf, parseGithubConfig, type GithubConfig } from "./config.ts";
import { configurationPage, fetchConfiguration, type Configuration } from "./configuration.ts";
import { firstRead } from "./estimate.ts";
import { githubHint } from "./hint.ts";
import { issuePages, type IssuesIn } from "./issue-stream.ts";
import { fetchMembers } from "./members.ts";
import { pullRequestPages } from "./pull-request-stream.ts";
import { runPreflight, type Found } from "./preflight.ts";
import { PERMISSIONS, PROVIDES } from "./provides.ts";
import { createProjectAccess, NARROWED_WITHOUT_PROJECTS } from "./project-access.ts";
import { connectWithoutToken } from "./rest/connection.ts";
import { isJoined } from "./repository-cursor.ts";
import { tokenRights } from "./rights.ts";
import { githubSharding } from "./sharding.ts";
import type { Site } from "./site.ts";

export const github: Connector = {
  id: "github",
  title: "GitHub",
  provides: PROVIDES,
  permissions: PERMISSIONS,
  firstRead,
  hint: githubHint,
  accountNames: (config, given) => accountNames(hostOf(parseGithubConfig(config)), given),
  parseConfig: parseGithubConfig,
  connect: (config, secret, context) => connect(parseGithubConfig(config), secret, context),
};

const STREAMS = ["configuration", "issues", "pull-requests"] as const;

function connect(config: GithubConfig, token: string, context: ConnectorContext): Connection {
  const hashes = {
    host: hostOf(config),
    pseudonym: memoised((account) => context.pseudonym(account)),
    identity: (identifier: string) => context.identity(identifier),
  };
  if (config.anonymous === true) return connectWithoutToken(config, context, hashes);
  const client = createGithubClient(context.http, config, token);
  const { connection, keepTitles } = context;
  let found: Found | null = null;
  let configuration: Configuration | null = null;

  const vendorNow = () => context.now() + (found?.clockSkewMs ?? 0);
  const preflight = async () => (found ??= await runPreflight(client, config, token, connection, () => context.now()));
  const warn = (problem: Problem) => context.onWarning?.(problem);
  const access = createProjectAccess(connection, warn);
  const agentWork = createAgentWork({ http: context.http, config, token, connection, warn });

  const narrowing = ({ host }: Found) => ({ ...narrowingOf(host), ...(access.isOpen ? {} : NARROWED_WITHOUT_PROJECTS) });

  /** Changed at most once a day, so that nothing is asked again where nothing can have changed. */
  const isDue = ({ watermark }: StreamState) =>
    watermark === null || vendorNow() - watermark >= DAY_MS || vendorNow() < watermark;

  const configured = async (stream: string, { repositories, host }: Found) => {
    const owners = [...new Set(repositories.map(({ owner }) => owner.login))];
    return (configuration ??= await fetchConfiguration({
      ...{ client, host, repositories, owners, access, stream },
      project: config.project,
    }));
  };

  async function siteFor(stream: string, scope: Found): Promise<Site> {
    const { projects, setups } = await configured(stream, scope);
    const repositories = new Map(scope.repositories.map((repository) => [repository.id, repository]));
    return { connection, repositories, setups, projects, keepTitles, ...hashes };
  }

  async function* read(stream: string, state: StreamState): AsyncGenerator<Page> {
    const scope = await preflight();
    const { repositories, host } = scope;
    switch (stream) {
      case "configuration": {
        // Nothing was asked, everything stored still counts.
        if (!isDue(state)) return yield lastPage({ watermark: state.watermark, fetched: state.stored });
        const site = await siteFor(stream, scope);
        const page = configurationPage(site, await configured(stream, scope), vendorNow());
        if (config.project !== null && site.projects.length === 0 && access.isOpen) warn(noProject(connection, config.project));
        const owners = new Set(
          repositories.filter(({ owner }) => owner.__typename === "Organization").map(({ owner }) => owner.login),
        );
        const canTell = host.has("User", "organizationVerifiedDomainEmails");
        const members = canTell ? await fetchMembers(client, [...owners], hashes, stream) : [];
        return yield { ...page, batch: { ...page.batch, actors: members ?? [] }, narrowing: narrowing(scope) };
      }
      case "pull-requests": {
        const vendorTotal = repositories.reduce((sum, { pullRequests }) => sum + (pullRequests?.totalCount ?? 0), 0);
        // Nothing of the configuration is needed for them.
        const site = { connection, repositories: new Map(), setups: new Map(), projects: [], keepTitles, ...hashes };
        return yield* pullRequestPages({ client, host, site, repositories, vendorTotal, now: vendorNow }, state);
      }
      case "issues": {
        const sweep =
          state.watermark === null
            ? isJoined(state)
              ? "if counts differ"
              : state.stored === 0
                ? "no"
                : "yes"
            : !isNewDay(state.watermark)
              ? "no"
              : isNewWeek(state.watermark)
                ? "yes"
                : "if counts differ";
        if (repositories.length === 0)
          return yield lastPage({ watermark: state.watermark, vendorTotal: 0, problem: noRepository(connection, state.stored) });
        return yield* issuePages({ ...(await issuesIn()), sweep }, state);
      }
      default:
        throw new ProblemError({ code: "internal", what: `GitHub has no stream called ${stream}.`, todo: "Please report this." });
    }
  }

  async function issuesIn(): Promise<IssuesIn> {
    const scope = await preflight();
    const { repositories, host, hidden, items } = scope;
    return {
      ...{ client, host, connection, hashes, projects: access, repositories, agentWork },
      sweep: "no",
      site: () => siteFor("issues", scope),
      narrowing: () => narrowing(scope),
      vendorTotal: items,
      someHidden: hidden > 0,
      now: vendorNow,
      storedItems: context.storedItems === undefined ? null : () => context.storedItems!(),
      incompleteItems: async () => (await context.incompleteItems?.()) ?? [],
      hinted: (await context.hintedItems?.()) ?? [],
    };
  }

  const isNewDay = (watermark: number) => Math.floor(vendorNow() / DAY_MS) !== Math.floor(watermark / DAY_MS);
  /** Equal counts may hide a deletion behind something that is counted otherwise, so in the end ids decide. */
  const isNewWeek = (watermark: number) => Math.floor(vendorNow() / WEEK_MS) !== Math.floor(watermark / WEEK_MS);

  return {
    streams: STREAMS,
    async preflight() {
      const { repositories: _, host: _host, hidden: _hidden, ...result } = await preflight();
      return result;
    },
    rights: async () =>
      tokenRights(
        client,
        token,
        (await preflight()).repositories.some(({ isPrivate }) => isPrivate === true),
      ),
    choices: async () =>
      (await preflight()).repositories.map(({ nameWithOwner, name, issues }) => ({
        key: nameWithOwner,
        name,
        items: issues?.totalCount ?? null,
      })),
    visibleProjects: async () =>
      (await runPreflight(client, config, token, connection, () => context.now())).repositories.map(
        ({ nameWithOwner }) => nameWithOwner,
      ),
    read,
    sharding: githubSharding({ preflight, issuesIn, now: vendorNow }),
  };
}

function noRepository(connection: string, stored: number): Problem {
  return {
    code: "forbidden",
    connection,
    stream: "issues",
    page: null,
    what: `This token sees no repository, so no issue could be read${stored === 0 ? "" : "; nothing stored was touched"}.`,
    todo: "Give the token access to the repositories to be read.",
  };
}

function noProject(connection: string, number: number): Problem {
  return {
    code: "not-found",
    connection,
    stream: "configuration",
    page: null,
    what: `There is no project ${number} with a Status field, or this token may not see it; issues are open or closed without it.`,
    todo: "Check the number at the end of the project's address, and that the token may read Projects.",
  };
}
