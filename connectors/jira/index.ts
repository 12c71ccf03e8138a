import type { Connection, Connector, ConnectorContext } from "../connector.ts";
import type { Page, StreamState } from "../../src/model/page.ts";
import { ProblemError, type Problem } from "../../src/model/problem.ts";
import { WEEK_MS } from "../../src/model/window.ts";
import { isNewSpan, readSince } from "../history/overlap.ts";
import { lastPage } from "../last-page.ts";
import { memoised } from "../memoised.ts";
import { boardPages } from "./boards.ts";
import { createJiraClient } from "./client.ts";
import { parseJiraConfig, type JiraConfig } from "./config.ts";
import { configurationPage, fetchConfiguration, type Configuration } from "./configuration.ts";
import { firstRead } from "./estimate.ts";
import { jiraHint } from "./hint.ts";
import { issuePages, OVERLAP_MS, SETUP_MAX_AGE_MS, type IssuesIn } from "./issue-stream.ts";
import { statusRecord } from "./normalise.ts";
import { PERMISSIONS, PROVIDES } from "./provides.ts";
import { runPreflight, scopeJql, visibleProjects } from "./preflight.ts";
import { projectsPage } from "./projects-page.ts";
import { projectChoices, tokenRights } from "./rights.ts";
import { isAnyChanged } from "./search.ts";
import { jiraSharding } from "./sharding.ts";
import type { Site } from "./site.ts";
import { workflowsPage } from "./workflows.ts";
import type { JiraProject, JiraStatus } from "./shapes.ts";

export const jira: Connector = {
  id: "jira",
  title: "Jira Cloud",
  provides: PROVIDES,
  permissions: PERMISSIONS,
  firstRead,
  hint: jiraHint,
  parseConfig: parseJiraConfig,
  connect: (config, secret, context) => connect(parseJiraConfig(config), secret, context),
};

const STREAMS = ["configuration", "projects", "workflows", "boards", "issues"] as const;

function connect(config: JiraConfig, token: string, context: ConnectorContext): Connection {
  const client = createJiraClient(context.http, config, token);
  const { connection } = context;
  let skewMs = 0;
  let projects: readonly JiraProject[] | null = null;
  /** As counted at the beginning of this run; null = not known. */
  let items: number | null = null;
  let configuration: Configuration | null = null;

  const vendorNow = () => context.now() + skewMs;
  const visible = async () => (projects ??= await visibleProjects(client, config));
  const configured = async (stream: string) => (configuration ??= await fetchConfiguration(client, stream));
  const hinted = async () => (await context.hintedItems?.()) ?? [];
  const warn = (problem: Problem) => context.onWarning?.(problem);
  const isRecent = ({ watermark }: StreamState) =>
    watermark !== null && vendorNow() - watermark < SETUP_MAX_AGE_MS && vendorNow() >= watermark;
  /** Nothing was asked, everything stored still counts. */
  const unchanged = ({ watermark, stored }: StreamState) => lastPage({ watermark, fetched: stored });

  async function* read(stream: string, state: StreamState): AsyncGenerator<Page> {
    switch (stream) {
      case "configuration":
        if (isRecent(state)) return yield unchanged(state);
        return yield configurationPage(connection, await configured(stream), vendorNow());
      case "projects":
        return yield projectsPage(connection, config, await visible(), vendorNow());
      case "workflows":
        if (isRecent(state)) return yield unchanged(state);
        return yield await workflowsPage({ client, connection, projects: await visible(), watermark: vendorNow(), warn });
      case "boards":
        if (isRecent(state)) return yield unchanged(state);
        return yield* boardPages({
          client,
          connection,
          projects: config.projects === null ? null : (await visible()).map(({ key }) => key),
          watermark: vendorNow(),
          warn,
        });
      case "issues": {
        const inScope = await visible();
        if (inScope.length === 0)
          return yield lastPage({ watermark: state.watermark, vendorTotal: 0, problem: noProject(connection, state.stored) });
        const startedAt = vendorNow();
        const isLate = configuration === null;
        if (isLate && (await isSame(scopeJql(config, inScope), startedAt, state)))
          return yield lastPage({ watermark: startedAt, vendorTotal: state.stored });
        const pages = issuePages(await issuesIn(inScope), state);
        return yield* isLate ? withStatuses(pages, (await configured(stream)).statuses) : pages;
      }
      default:
        throw new ProblemError({ code: "internal", what: `Jira has no stream called ${stream}.`, todo: "Please report this." });
    }
  }

  async function issuesIn(inScope: readonly JiraProject[]): Promise<IssuesIn> {
    const { fields, statuses, issueTypes, linkTypes } = await configured("issues");
    const site: Site = {
      connection,
      url: config.url,
      fields,
      statuses,
      issueTypes,
      linkTypes,
      projects: await visible(),
      keepTitles: context.keepTitles,
      pseudonym: memoised((accountId) => context.pseudonym(accountId)),
      identity: (identifier) => context.identity(identifier),
    };
    return {
      client,
      site,
      scope: scopeJql(config, inScope),
      pageSize: config.pageSize,
      now: vendorNow,
      storedItems: context.storedItems === undefined ? null : () => context.storedItems!(),
      incompleteItems: async () => (await context.incompleteItems?.()) ?? [],
      hinted: await hinted(),
      someHidden: config.projects !== null && inScope.length < config.projects.length,
      warn,
    };
  }

  /**
   * Configuration that is less than a day old is not read again where no issue changed, none came or went, none has a history with gaps, and the
   * ids are not to be compared this time, and Jira did not say that one has changed.
   */
  async function isSame(scope: string, startedAt: number, { watermark, cursor, stored }: StreamState): Promise<boolean> {
    if (watermark === null || cursor !== null || items !== stored || isNewSpan(watermark, startedAt, WEEK_MS)) return false;
    if (((await context.incompleteItems?.()) ?? []).length > 0 || (await hinted()).length > 0) return false;
    return !(await isAnyChanged(client, scope, readSince(watermark, startedAt, OVERLAP_MS), "issues"));
  }

  /** The configuration was not read in its own stream, so what it says of statuses goes with the first issues. */
  async function* withStatuses(pages: AsyncGenerator<Page>, statuses: readonly JiraStatus[]): AsyncGenerator<Page> {
    let records = statuses.map((status) => statusRecord({ connection }, status));
    for await (const page of pages) {
      yield { ...page, batch: { ...page.batch, statuses: [...records, ...page.batch.statuses] } };
      records = [];
    }
  }

  return {
    streams: STREAMS,
    visibleProjects: async () => (await visibleProjects(client, config)).map(({ key }) => key),
    async preflight() {
      const { visible: found, ...preflight } = await runPreflight(client, config, connection, () => context.now());
      skewMs = preflight.clockSkewMs;
      projects = found;
      items = preflight.items;
      return preflight;
    },
    choices: () => projectChoices(client),
    rights: () => tokenRights(client),
    read,
    sharding: jiraSharding({
      client,
      visible,
      counted: () => items,
      issuesIn,
      now: vendorNow,
      // Who reads a shard has not read the configuration in its own stream.
      with: async (pages) => withStatuses(pages, (await configured("issues")).statuses),
    }),
  };
}

/** A site without any project and a token without any right look the same, so this is never taken for an empty site. */
function noProject(connection: string, stored: number): Problem {
  return {
    code: "forbidden",
    connection,
    stream: "issues",
    page: null,
    what: `This token sees no project, so no issue could be read${stored === 0 ? "" : "; nothing stored was touched"}.`,
    todo: 'Give the token\'s account the permission "Browse projects" in the projects to be read.',
  };
}
