import { ProblemError } from "../../model/problem.ts";
import type { Hook } from "../../store/hints.ts";
import type { StoredConnection } from "../../store/store.ts";
import { WEBHOOK } from "../deliveries.ts";
import { withOperations } from "../operations.ts";
import { EXIT, type Ports } from "../ports.ts";
import { paragraph } from "../problem-text.ts";
import { tokenFrom, withVault } from "../secrets.ts";
import { loadConnector } from "../sync-workspace.ts";
import { withWorkspace } from "../workspace.ts";

export interface AddHookOptions {
  readonly fromEnv?: string;
  readonly url?: string;
}

/** As long as the hash that it keys (RFC 2104, section 3). */
const SECRET_BYTES = 32;
const SHORTEST = 16;
const LONGEST = 512;

/** Lets a vendor post to a connection; shows the secret once, where we made it. */
export async function addHook(workspace: string, connection: string, options: AddHookOptions, ports: Ports): Promise<number> {
  const base = options.url === undefined ? null : baseOf(options.url);
  const known = await withWorkspace(workspace, false, ports, (store) => store.connections());
  const { kind } = connectionNamed(connection, known, workspace);
  const { title, hint, hintSecretIsTheirs } = await loadConnector(kind);
  if (hint === undefined)
    throw usage(`${title} posts nothing that could be checked.`, 'Leave it to its schedule: "wmmm schedule add".');
  const there = await withOperations(ports, ({ hints }) => hints.hook(workspace, connection));
  if (there !== null)
    throw usage(
      `Connection "${connection}" of "${workspace}" has a webhook already.`,
      `For another secret, remove it first: wmmm hooks remove ${workspace} ${connection}`,
    );
  const isTheirs = hintSecretIsTheirs === true || options.fromEnv !== undefined;
  const secret = isTheirs ? await given(title, options, ports) : Buffer.from(ports.randomBytes(SECRET_BYTES)).toString("hex");
  // The secret first: a webhook that is there can be checked.
  await withVault(ports, true, ({ vault }) => vault.put({ workspace, owner: connection, field: WEBHOOK }, secret));
  const hook: Hook = { workspace, connection, kind, addedAt: ports.now(), lastAt: null };
  await withOperations(ports, ({ hints }) => hints.addHook(hook));
  ports.out(`${title} may now say that something of ${workspace}/${connection} has changed.\n\n`);
  ports.out(`  ${base === null ? "Path   " : "URL    "} ${base ?? ""}${pathOf(hook)}\n`);
  if (!isTheirs) ports.out(`  Secret  ${secret}\n`);
  const shown = isTheirs
    ? "The secret is kept sealed."
    : "Enter both at the vendor. The secret is shown this once, and kept sealed.";
  ports.out(`\n${paragraph(`${shown} Which events to choose: docs/webhooks.md.`, ports)}`);
  return EXIT.ok;
}

export async function listHooks(
  workspace: string | undefined,
  options: { readonly json?: boolean },
  ports: Ports,
): Promise<number> {
  const hooks = await withOperations(ports, ({ hints }) => hints.hooks(workspace ?? null));
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  if (options.json === true) {
    const rows = hooks.map(({ addedAt, lastAt, ...hook }) => ({
      ...hook,
      path: pathOf(hook),
      addedAt: iso(addedAt),
      lastAt: iso(lastAt),
    }));
    ports.out(`${JSON.stringify(rows, null, 2)}\n`);
    return EXIT.ok;
  }
  if (hooks.length === 0) ports.out('No vendor may post. Let one with "wmmm hooks add --help".\n');
  for (const hook of hooks) {
    const last = hook.lastAt === null ? "no delivery yet" : `last delivery ${iso(hook.lastAt)!.slice(0, 16)}Z`;
    ports.out(`${hook.workspace}/${hook.connection}  ${pathOf(hook)}  ${last}\n`);
  }
  return EXIT.ok;
}

export async function removeHook(workspace: string, connection: string, ports: Ports): Promise<number> {
  const removed = await withOperations(ports, ({ hints }) => hints.removeHook(workspace, connection));
  await withVault(ports, false, ({ vault }) => vault.forget({ workspace, owner: connection, field: WEBHOOK }));
  if (!removed) throw usage(`Connection "${connection}" of "${workspace}" has no webhook.`, 'See "wmmm hooks list".');
  ports.out(`What is posted for ${workspace}/${connection} is refused from now on. Take the webhook away at the vendor too.\n`);
  return EXIT.ok;
}

const pathOf = ({ workspace, connection }: Pick<Hook, "workspace" | "connection">): string => `/hooks/${workspace}/${connection}`;

function connectionNamed(id: string, known: readonly StoredConnection[], workspace: string): StoredConnection {
  const found = known.find((connection) => connection.id === id);
  if (found !== undefined) return found;
  throw usage(
    `Workspace "${workspace}" has no connection "${id.slice(0, 60)}".`,
    known.length === 0
      ? 'Connect it first: "wmmm connect --help".'
      : `It has: ${known.map((connection) => connection.id).join(", ")}.`,
  );
}

/** The secret that the vendor has made: from a variable, a pipe, or typed unseen. */
async function given(title: string, { fromEnv }: AddHookOptions, ports: Ports): Promise<string> {
  const secret = (fromEnv === undefined ? await typed(title, ports) : tokenFrom(fromEnv, ports)).trim();
  if (secret.length >= SHORTEST && secret.length <= LONGEST && !/\s/.test(secret)) return secret;
  throw usage(
    secret === ""
      ? `${title} makes the secret of a webhook itself, and none was given.`
      : "What was given is no secret of a webhook.",
    `Copy it from where the webhook is set up at the vendor (at least ${SHORTEST} characters), and pipe it in or name its variable with --from-env.`,
  );
}

async function typed(title: string, ports: Ports): Promise<string> {
  if (ports.prompts === null) return ports.input();
  return (await ports.prompts()).hidden(`Signing secret, as ${title} shows it`, (text) =>
    text.trim() === "" ? "Nothing was typed." : null,
  );
}

function baseOf(text: string): string {
  const url = URL.parse(text);
  if (url === null || !["https:", "http:"].includes(url.protocol) || url.username !== "" || url.search !== "" || url.hash !== "")
    throw usage("--url is no address of a server.", "Give what the vendor reaches it by, e.g. https://wmmm.example.com.");
  return url.href.replace(/\/$/, "");
}

function usage(what: string, todo: string): ProblemError {
  return new ProblemError({ code: "usage", what, todo });
}
