import { z } from "zod";
import type { Page, StreamState } from "../../../src/model/page.ts";
import { ProblemError } from "../../../src/model/problem.ts";
import { DAY_MS, MINUTE_MS } from "../../../src/model/window.ts";
import type { Connection, ConnectorContext } from "../../connector.ts";
import { lastPage } from "../../last-page.ts";
import type { GithubConfig } from "../config.ts";
import { configurationPage, type Configuration } from "../configuration.ts";
import { MOST } from "../page-sizes.ts";
import type { Site } from "../site.ts";
import { statusFamily } from "../statuses.ts";
import { changedRead } from "./changed-read.ts";
import { createRestClient } from "./client.ts";
import { firstWholeCursor, parseCursor } from "./cursor.ts";
import { NARROWED_WITHOUT_TOKEN } from "./narrowing.ts";
import { restPreflight, type FoundByRest } from "./preflight.ts";
import type { RestIssuesIn } from "./read-issues.ts";
import { wholeRead } from "./whole-read.ts";

const labels = z.array(z.looseObject({ name: z.string() }));
/** Covers what was being written when the last read began. */
const OVERLAP_MS = 5 * MINUTE_MS;

/** One public repository without a token: what GitHub's REST API shows to everybody, 60 requests an hour. */
export function connectWithoutToken(
  config: GithubConfig,
  context: ConnectorContext,
  hashes: Pick<Site, "host" | "pseudonym" | "identity">,
): Connection {
  const client = createRestClient(context.http, config);
  const { connection, keepTitles } = context;
  const name = config.repos?.[0] ?? "";
  let found: FoundByRest | null = null;
  let configuration: Configuration | null = null;
  const preflight = async () => (found ??= await restPreflight(client, name, connection, () => context.now()));
  const vendorNow = () => context.now() + (found?.clockSkewMs ?? 0);

  /** A request: the labels, which may say where issues stand. */
  const configured = async ({ repository: { id, nameWithOwner } }: FoundByRest, stream: string): Promise<Configuration> => {
    if (configuration !== null) return configuration;
    const answer = await client.get(`/repos/${nameWithOwner}/labels?per_page=${MOST}`, labels, { stream, page: null });
    const names = answer?.data.map((label) => label.name.slice(0, 200)) ?? [];
    const statusLabels = statusFamily(names);
    return (configuration = {
      projects: [],
      setups: new Map([[id, { statusLabels, templates: new Set() }]]),
      familyNames: new Map([[id, names.filter((label) => statusLabels.has(label.toLowerCase()))]]),
      bodies: answer === null ? [] : [answer.body],
      drift: [],
    });
  };
  const siteFor = async (scope: FoundByRest, stream: string): Promise<Site> => {
    const { setups } = await configured(scope, stream);
    return {
      connection,
      repositories: new Map([[scope.repository.id, scope.repository]]),
      setups,
      projects: [],
      keepTitles,
      ...hashes,
    };
  };

  async function* read(stream: string, state: StreamState): AsyncGenerator<Page> {
    const scope = await preflight();
    if (stream === "configuration") {
      const age = state.watermark === null ? DAY_MS : vendorNow() - state.watermark;
      // Nothing was asked, everything stored still counts.
      if (age >= 0 && age < DAY_MS) return yield lastPage({ watermark: state.watermark, fetched: state.stored });
      const page = configurationPage(await siteFor(scope, stream), await configured(scope, stream), vendorNow());
      return yield { ...page, narrowing: NARROWED_WITHOUT_TOKEN };
    }
    if (stream !== "issues")
      throw new ProblemError({ code: "internal", what: `GitHub has no stream called ${stream}.`, todo: "Please report this." });
    const input: RestIssuesIn = {
      ...{ client, connection, hashes, now: vendorNow },
      found: scope,
      site: () => siteFor(scope, stream),
    };
    const cursor = parseCursor(state.cursor);
    const startedAt = vendorNow();
    if (cursor?.mode === "whole" || (cursor === null && state.watermark === null))
      return yield* wholeRead(input, cursor ?? firstWholeCursor(startedAt));
    return yield* changedRead(input, cursor ?? { mode: "changed", startedAt, since: state.watermark! - OVERLAP_MS });
  }

  return {
    streams: ["configuration", "issues"],
    preflight,
    visibleProjects: async () => (await preflight()).projects.map(({ key }) => key),
    read,
  };
}
