import { ProblemError } from "../model/problem.ts";
import type { Json } from "../model/page.ts";
import { workspaceName } from "../store/home.ts";
import type { StoredConnection } from "../store/store.ts";
import { DEMO_WORKSPACE } from "./demo-workspace.ts";
import type { Ports } from "./ports.ts";
import { alone, withWorkspace, workspaceNames } from "./workspace.ts";

/** The name itself where a user's own connection may live under it, else a problem of code `usage`. */
export function ownWorkspaceName(given: string): string {
  const workspace = workspaceName(given);
  if (workspace !== DEMO_WORKSPACE) return workspace;
  throw new ProblemError({
    code: "usage",
    what: `The workspace "${DEMO_WORKSPACE}" belongs to "wmmm demo", which makes it anew each time.`,
    todo: "Give this one another name.",
  });
}

/** Refuses what is no name of an environment variable before it is shown or stored: it may be the token itself. */
export function checkTokenVariable(name: string, ports: Ports): void {
  if (/^[A-Za-z_][A-Za-z0-9_]{0,100}$/.test(name) && !isLikeASecret(name, ports)) return;
  throw new ProblemError({
    code: "usage",
    what: "--token-env takes the name of an environment variable, and what was given is none.",
    todo: "If it was the token itself, make a new one: it now stands in your shell's history. Then give a name, e.g. JIRA_TOKEN.",
  });
}

export function checkConnectionId(id: string): void {
  if (/^[a-z0-9][a-z0-9-]{0,30}$/.test(id)) return;
  throw new ProblemError({ code: "usage", what: "--id is not a name.", todo: "Use lower-case letters, digits and hyphens." });
}

/** Adds a connection to its workspace, which is made when it does not exist. Throws when its name stands for another site there. */
export async function storeConnection(
  workspace: string,
  connection: Omit<StoredConnection, "addedAt">,
  ports: Ports,
): Promise<void> {
  await alone(workspace, ports, () =>
    withWorkspace(workspace, true, ports, async (store) => {
      const known = (await store.connections()).find(({ id }) => id === connection.id);
      if (known !== undefined) refuseOtherSite(known, connection, workspace);
      await store.saveConnection({ ...connection, addedAt: ports.now() });
    }),
  );
}

/** `kind`, or `kind-2` and so on where the workspace has another site under that name. */
export async function freeConnectionId(workspace: string, kind: string, config: Json, ports: Ports): Promise<string> {
  if (!(await workspaceNames(ports)).includes(workspace)) return kind;
  const known = await withWorkspace(workspace, false, ports, (store) => store.connections());
  for (let number = 1; ; number++) {
    const id = number === 1 ? kind : `${kind}-${number}`;
    const same = known.find((connection) => connection.id === id);
    if (same === undefined || isSameSite(same, { kind, config })) return id;
  }
}

/** Names of variables are not set by accident; a long mixture that is none is most likely the token, which must not be shown or stored. */
function isLikeASecret(name: string, ports: Ports): boolean {
  if (ports.env[name] !== undefined) return false;
  const mixes = [/[a-z]/, /[A-Z]/, /[0-9]/].filter((kind) => kind.test(name)).length;
  return name.length >= 16 && (mixes === 3 || /^[0-9a-f]+$/i.test(name) || (/[0-9]/.test(name) && !name.includes("_")));
}

/** Records are stored under the connection and the site's own numbers, so two sites under one name would be mixed up for good. */
function refuseOtherSite(
  known: StoredConnection,
  given: Pick<StoredConnection, "id" | "kind" | "config">,
  workspace: string,
): void {
  if (known.kind === given.kind && addressOf(known.config) === addressOf(given.config)) return;
  throw new ProblemError({
    code: "usage",
    what: `Workspace "${workspace}" already has a connection "${given.id}" to another site.`,
    todo: "Give this one a name of its own with --id, or a workspace of its own.",
  });
}

function isSameSite(known: StoredConnection, given: Pick<StoredConnection, "kind" | "config">): boolean {
  return known.kind === given.kind && addressOf(known.config) === addressOf(given.config);
}

/** Where the site is: `url` of Jira, `apiUrl` of the others. */
function addressOf(config: Json): Json | undefined {
  if (typeof config !== "object" || config === null || Array.isArray(config)) return undefined;
  const { url, apiUrl } = config as Readonly<Record<string, Json>>;
  return url ?? apiUrl;
}
