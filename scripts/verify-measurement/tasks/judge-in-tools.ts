import { github } from "../../../connectors/github/index.ts";
import { jira } from "../../../connectors/jira/index.ts";
import { linear } from "../../../connectors/linear/index.ts";
import { createHttpClient } from "../../../connectors/transport/client.ts";
import { RATE_POLICIES } from "../../../connectors/transport/rate-policy.ts";
import { renderGithub } from "../../../fixtures/demo-organisation/render-github.ts";
import { renderJira } from "../../../fixtures/demo-organisation/render-jira.ts";
import { renderLinear } from "../../../fixtures/demo-organisation/render-linear.ts";
import { startGithubServer } from "../../../fixtures/github-server/server.ts";
import { startLinearServer } from "../../../fixtures/linear-server/server.ts";
import type { Outcome } from "../outcome.ts";
import { JIRA_CONFIG, jiraInProcess } from "../jira-in-process.ts";
import { readInMemory } from "../read-in-memory.ts";
import { judged, measured, simulated, type DrawnCase } from "./drawn-case.ts";

export interface InTools {
  readonly jira: Outcome;
  readonly linear: Outcome;
  readonly github: Outcome;
}

/** The same history in three tools, each read by its own connector. `sdl`: the vendors' schemas themselves, which the servers execute. */
export async function judgeInTools({
  drawn,
  sdl,
}: {
  readonly drawn: DrawnCase;
  readonly sdl: { readonly linear: string; readonly github: string };
}): Promise<InTools> {
  const { organisation, recorded } = simulated(drawn);
  const { endAt } = organisation;
  const httpFor = (tool: "linear" | "github") =>
    createHttpClient({ policy: RATE_POLICIES[tool], now: () => endAt, sleep: () => Promise.resolve(), random: () => 0.5 });
  const jiraRead = await readInMemory(jira, JIRA_CONFIG, "token", jiraInProcess(renderJira(recorded), endAt), endAt);
  const linearServer = await startLinearServer(renderLinear(recorded), sdl.linear, { now: () => endAt });
  const linearRead = await readInMemory(linear, { apiUrl: linearServer.url }, linearServer.token, httpFor("linear"), endAt);
  await linearServer.close();
  const dataset = renderGithub(recorded);
  const githubServer = await startGithubServer(dataset, sdl.github, { now: () => endAt });
  const config = { apiUrl: githubServer.url, org: dataset.repositories[0]!.owner };
  const githubRead = await readInMemory(github, config, githubServer.token, httpFor("github"), endAt);
  await githubServer.close();
  const outcome = (history: typeof jiraRead) => judged(organisation, measured(history, endAt));
  return { jira: outcome(jiraRead), linear: outcome(linearRead), github: outcome(githubRead) };
}
