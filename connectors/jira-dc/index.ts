import type { Page, StreamState } from "../../src/model/page.ts";
import { ProblemError, type Problem } from "../../src/model/problem.ts";
import type { Connection, Connector, ConnectorContext, ReadEstimate } from "../connector.ts";
import { boardPages } from "../jira/boards.ts";
import { configurationPage, fetchConfiguration, type Configuration } from "../jira/configuration.ts";
import { SETUP_MAX_AGE_MS } from "../jira/issue-stream.ts";
import { projectsPage } from "../jira/projects-page.ts";
import { tokenRights } from "../jira/rights.ts";
import type { JiraProject } from "../jira/shapes.ts";
import type { Site } from "../jira/site.ts";
import { lastPage } from "../last-page.ts";
import { createJiraDcClient } from "./client.ts";
import { parseJiraDcConfig, type JiraDcConfig } from "./config.ts";
import { issuePages, type IssuesIn } from "./issue-stream.ts";
import { runPreflight, visibleProjects } from "./preflight.ts";
import { PERMISSIONS, PROVIDES } from "./provides.ts";
import { jiraDcSharding } from "./sharding.ts";

export const jiraDc: Connector = {
  id: "jira-dc",
  title: "Jira Data Center",
  provides: PROVIDES,
  permissions: PERMISSIONS,
  firstRead,
  parseConfig: parseJiraDcConfig,
  connect: (config, secret, context) => connect(parseJiraDcConfig(config), secret, context),
};

const STREAMS = ["configuration", "projects", "boards", "issues"] as const;

/** 100 issues a request with their histories, one request a project at least; a server may cap its pages lower. */
function firstRead(items: number): ReadEstimate {
  const searches = Math.ceil(items / 100);
  return {
    requests: [10 + searches, 40 + 2 * searches],
    basis: "100 issues a request with their histories, one request for each project and two for each board.",
  };
}

function connect(config: JiraDcConfig, token: string, context: ConnectorContext): Connection {
  const client = createJiraDcClient(context.http, config, token);
  const { connection } = context;
  let skewMs = 0;
  let projects: readonly JiraProject[] | null = null;
  let configuration: Configuration | null = null;
  let counted: number | null = null;

  const vendorNow = () => context.now() + skewMs;
  const visible = async () => (projects ??= await visibleProjects(client, config));
  const configured = async (stream: string) => (configuration ??= await fetchConfiguration(client, stream));
  const warn = (problem: Problem) => context.onWarning?.(problem);
  const isRecent = ({ watermark }: StreamState) =>
    watermark !== null && vendorNow() - watermark < SETUP_MAX_AGE_MS && vendorNow() >= watermark;

  async function* read(stream: string, state: StreamState): AsyncGenerator<Page> {
    switch (stream) {
      case "configuration":
        return yield configurationPage(connection, await configured(stream), vendorNow());
      case "projects":
        return yield projectsPage(connection, config, await visible(), vendorNow());
      case "boards":
        // Nothing was asked, everything stored still counts.
        if (isRecent(state)) return yield lastPage({ watermark: state.watermark, fetched: state.stored });
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
        return yield* issuePages(await issuesIn(inScope), state);
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
      projects: inScope,
      keepTitles: context.keepTitles,
      pseudonym: (accountId) => context.pseudonym(accountId),
      identity: (identifier) => context.identity(identifier),
    };
    return {
      client,
      site,
      pageSize: config.pageSize,
      counted,
      now: vendorNow,
      storedItems: context.storedItems === undefined ? null : () => context.storedItems!(),
      someHidden: config.projects !== null && inScope.length < config.projects.length,
      warn,
    };
  }

  return {
    streams: STREAMS,
    async preflight() {
      const { visible: found, ...preflight } = await runPreflight(client, config, connection, () => context.now());
      skewMs = preflight.clockSkewMs;
      projects = found;
      counted = preflight.items;
      return preflight;
    },
    choices: async () =>
      (await visibleProjects(client, { ...config, projects: null })).map(({ key, name }) => ({ key, name, items: null })),
    rights: () =>
      tokenRights(
        client,
        { BROWSE_PROJECTS: "issues and their history cannot be read at all" },
        "A personal access token has all rights of its account.",
      ),
    read,
    sharding: jiraDcSharding({ visible, counted: () => counted, issuesIn, now: vendorNow }),
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
