import type { Connection, Connector, ConnectorContext } from "../connector.ts";
import type { Page, StreamState } from "../../src/model/page.ts";
import { ProblemError, type Problem } from "../../src/model/problem.ts";
import { DAY_MS } from "../../src/model/window.ts";
import { lastPage } from "../last-page.ts";
import { memoised } from "../memoised.ts";
import { activityPages } from "./activity-stream.ts";
import { createLinearClient } from "./client.ts";
import { parseLinearConfig, type LinearConfig } from "./config.ts";
import { configurationPage, fetchConfiguration, teamsPage, type Configuration } from "./configuration.ts";
import { firstRead } from "./estimate.ts";
import { linearHint } from "./hint.ts";
import { issuePages, type IssuesIn } from "./issue-stream.ts";
import { runPreflight, type Found } from "./preflight.ts";
import { PERMISSIONS, PROVIDES } from "./provides.ts";
import { teamChoices, tokenRights } from "./rights.ts";
import { linearSharding } from "./sharding.ts";
import type { Site } from "./site.ts";

export const linear: Connector = {
  id: "linear",
  title: "Linear",
  provides: PROVIDES,
  permissions: PERMISSIONS,
  firstRead,
  hint: linearHint,
  hintSecretIsTheirs: true,
  parseConfig: parseLinearConfig,
  connect: (config, secret, context) => connect(parseLinearConfig(config), secret, context),
};

/** Activity comes last: issues that come back into sight make it be read from its beginning. */
const STREAMS = ["configuration", "teams", "issues", "activity"] as const;

/** Cycles change seldom: they are read no more often. */
const SELDOM_MS = DAY_MS;

function connect(config: LinearConfig, token: string, context: ConnectorContext): Connection {
  const client = createLinearClient(context.http, config, token);
  const { connection } = context;
  let found: Found | null = null;
  let configuration: Configuration | null = null;

  const vendorNow = () => context.now() + (found?.clockSkewMs ?? 0);
  const preflight = async () => (found ??= await runPreflight(client, config, connection, () => context.now()));
  const configured = async (stream: string) => (configuration ??= await fetchConfiguration(client, stream));
  const identity = (identifier: string) => context.identity(identifier);
  const pseudonym = memoised((accountId) => context.pseudonym(accountId));

  async function siteFor(stream: string): Promise<{ readonly site: Site; readonly scope: Found }> {
    const scope = await preflight();
    const { states, labels, users, projects, firstTemplateAt } = await configured(stream);
    const teams = new Map(scope.teams.map((team) => [team.id, team]));
    const { keepTitles } = context;
    const site = { connection, teams, states, labels, projects, users, firstTemplateAt, keepTitles, pseudonym, identity };
    return { site, scope };
  }

  async function* read(stream: string, state: StreamState): AsyncGenerator<Page> {
    const { site, scope } = await siteFor(stream);
    const teams = config.teams === null ? null : scope.teams.map(({ id }) => id);
    switch (stream) {
      case "configuration":
        return yield configurationPage(site, await configured(stream), vendorNow());
      case "teams": {
        const { watermark, stored } = state;
        const isDue = watermark === null || vendorNow() - watermark >= SELDOM_MS || vendorNow() < watermark;
        // Nothing was asked, everything stored still counts.
        return yield isDue ? await teamsPage(client, site, vendorNow(), stream) : lastPage({ watermark, fetched: stored });
      }
      case "activity":
        return yield* activityPages({ client, site, teams, now: vendorNow }, state);
      case "issues": {
        if (scope.teams.length === 0)
          return yield lastPage({ watermark: state.watermark, vendorTotal: 0, problem: noTeam(connection, state.stored) });
        return yield* issuePages(await issuesIn(), state);
      }
      default:
        throw new ProblemError({ code: "internal", what: `Linear has no stream called ${stream}.`, todo: "Please report this." });
    }
  }

  async function issuesIn(): Promise<IssuesIn> {
    const { site, scope } = await siteFor("issues");
    return {
      client,
      site,
      teams: config.teams === null ? null : scope.teams.map(({ id }) => id),
      withAgents: [...site.users.values()].some(
        ({ app, supportsAgentSessions }) => app === true && supportsAgentSessions === true,
      ),
      vendorTotal: scope.items,
      someHidden: config.teams !== null && scope.teams.length < config.teams.length,
      now: vendorNow,
      storedItems: context.storedItems === undefined ? null : () => context.storedItems!(),
      incompleteItems: async () => (await context.incompleteItems?.()) ?? [],
      hinted: (await context.hintedItems?.()) ?? [],
    };
  }

  return {
    streams: STREAMS,
    visibleProjects: async () =>
      (await runPreflight(client, config, connection, () => context.now())).teams.map(({ key }) => key),
    async preflight() {
      const { teams: _, ...result } = await preflight();
      return result;
    },
    choices: async () => teamChoices(await runPreflight(client, { ...config, teams: null }, connection, () => context.now())),
    rights: async () => tokenRights(token),
    read,
    sharding: linearSharding({ preflight, issuesIn, now: vendorNow }),
  };
}

/** A workspace without any team does not exist, so this is a token without rights. */
function noTeam(connection: string, stored: number): Problem {
  return {
    code: "forbidden",
    connection,
    stream: "issues",
    page: null,
    what: `This token sees no team, so no issue could be read${stored === 0 ? "" : "; nothing stored was touched"}.`,
    todo: "Make the token with an account that is a member of the teams to be read.",
  };
}
