import { ProblemError } from "../../model/problem.ts";
import type { Json } from "../../model/page.ts";
import { workspaceName } from "../../store/home.ts";
import type { StoredConnection } from "../../store/store.ts";
import { DEMO_WORKSPACE } from "../demo-workspace.ts";
import { EXIT, type Ports } from "../ports.ts";
import { indented, problemText } from "../problem-text.ts";
import type { ConnectOptions } from "../program.ts";
import { httpFactory, loadConnector, secretFrom } from "../sync-workspace.ts";
import { alone, withWorkspace } from "../workspace.ts";

/** Checks the configuration, asks the tracker who we are and what we may see, and only then stores the connection. */
export async function connectTracker(kind: string, settings: unknown, options: ConnectOptions, ports: Ports): Promise<number> {
  const workspace = workspaceName(options.workspace);
  if (workspace === DEMO_WORKSPACE) {
    throw new ProblemError({
      code: "usage",
      what: `The workspace "${DEMO_WORKSPACE}" belongs to "wmmm demo", which makes it anew each time.`,
      todo: "Give this one another name.",
    });
  }
  const connector = await loadConnector(kind);
  const config = connector.parseConfig(settings);
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,100}$/.test(options.tokenEnv) || isLikeASecret(options.tokenEnv, ports)) {
    throw new ProblemError({
      code: "usage",
      what: "--token-env takes the name of an environment variable, and what was given is none.",
      todo: "If it was the token itself, make a new one: it now stands in your shell's history. Then give a name, e.g. JIRA_TOKEN.",
    });
  }
  if (!/^[a-z0-9][a-z0-9-]{0,30}$/.test(options.id)) {
    throw new ProblemError({ code: "usage", what: "--id is not a name.", todo: "Use lower-case letters, digits and hyphens." });
  }
  if (options.check) {
    const secret = secretFrom(options.tokenEnv, ports);
    const createHttp = await httpFactory(kind, { record: undefined, replay: undefined }, ports);
    const http = createHttp({ stop: ports.interrupt, onWait: () => undefined });
    const connection = connector.connect(config, secret, {
      connection: options.id,
      http,
      // Nothing is normalised here, so nobody needs a pseudonym yet.
      pseudonym: () => "",
      identity: () => "",
      now: ports.now,
      keepTitles: options.titles,
      signal: ports.interrupt,
    });
    const preflight = await connection.preflight();
    ports.out(`${preflight.summary}.\n`);
    for (const warning of preflight.warnings) ports.out(`${indented(`note: ${problemText(warning)}`, "  ", ports)}\n`);
    if (preflight.items !== null) {
      const requests = Math.ceil(preflight.items / 100) + Math.ceil(preflight.items / 1000) + 10;
      ports.out(`The first scan will read about ${preflight.items} issues with about ${requests} requests.\n`);
    }
  }
  await alone(workspace, ports, () =>
    withWorkspace(workspace, true, ports, async (store) => {
      refuseOtherSite(await store.connections(), options.id, config, workspace);
      await store.saveConnection({
        id: options.id,
        kind,
        config,
        tokenEnv: options.tokenEnv,
        keepTitles: options.titles,
        addedAt: ports.now(),
      });
    }),
  );
  ports.out(`Connected. Next: wmmm scan ${workspace}\n`);
  return EXIT.ok;
}

/** Names of variables are not set by accident; a long mixture that is none is most likely the token, which must not be shown or stored. */
function isLikeASecret(name: string, ports: Ports): boolean {
  if (ports.env[name] !== undefined) return false;
  const mixes = [/[a-z]/, /[A-Z]/, /[0-9]/].filter((kind) => kind.test(name)).length;
  return name.length >= 16 && (mixes === 3 || /^[0-9a-f]+$/i.test(name) || (/[0-9]/.test(name) && !name.includes("_")));
}

/** Records are stored under the connection and the site's own numbers, so two sites under one name would be mixed up for good. */
function refuseOtherSite(known: readonly StoredConnection[], id: string, config: Json, workspace: string): void {
  const same = known.find((connection) => connection.id === id);
  if (same === undefined || urlOf(same.config) === urlOf(config)) return;
  throw new ProblemError({
    code: "usage",
    what: `Workspace "${workspace}" already has a connection "${id}" to another site.`,
    todo: "Give this one a name of its own with --id, or a workspace of its own.",
  });
}

function urlOf(config: Json): Json | undefined {
  return typeof config === "object" && config !== null && "url" in config ? config["url"] : undefined;
}
