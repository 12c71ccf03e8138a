import { ProblemError } from "../../model/problem.ts";
import { plural } from "../../report/wording.ts";
import { EXIT, type Ports } from "../ports.ts";
import { paragraph } from "../problem-text.ts";
import { TOKEN, tokenFrom, withVault } from "../secrets.ts";
import { withWorkspace } from "../workspace.ts";

export interface SetSecretOptions {
  readonly fromEnv?: string;
}

/** Longer than any token of a tracker; more than that is a file that was piped in by mistake. */
const MAX_TOKEN = 8192;

/** Stores the token of a connection, sealed: from a variable, a pipe, or typed unseen. */
export async function setSecret(workspace: string, connection: string, options: SetSecretOptions, ports: Ports): Promise<number> {
  const known = await withWorkspace(workspace, false, ports, (store) => store.connections());
  if (!known.some(({ id }) => id === connection)) {
    throw new ProblemError({
      code: "usage",
      what: `Workspace "${workspace}" has no connection "${connection}".`,
      todo: known.length === 0 ? 'Connect it first: "wmmm connect --help".' : `It has: ${known.map(({ id }) => id).join(", ")}.`,
    });
  }
  const token = options.fromEnv === undefined ? await typed(ports) : tokenFrom(options.fromEnv, ports);
  if (token === "" || token.length > MAX_TOKEN || /\s/.test(token)) {
    throw new ProblemError({
      code: "usage",
      what: token === "" ? "No token was given." : "What was given is no token: it holds spaces or line ends, or is too long.",
      todo: `Pipe it in, e.g.  printf %s "$TOKEN" | wmmm secrets set ${workspace} ${connection}  or name its variable with --from-env.`,
    });
  }
  await withVault(ports, true, async ({ vault, from, isNew }) => {
    await vault.put({ workspace, owner: connection, field: TOKEN }, token);
    const key = isNew
      ? `A new key was made for it in ${from}: without that file it cannot be read again.`
      : `Sealed with the key in ${from}.`;
    ports.out(paragraph(`Stored the token of ${connection}. ${key}`, ports));
  });
  return EXIT.ok;
}

/** What is stored of a workspace; never a value. */
export async function listSecrets(workspace: string, ports: Ports): Promise<number> {
  const connections = await withWorkspace(workspace, false, ports, (store) => store.connections());
  const lines: string[] = [];
  for (const { id, tokenEnv } of connections) {
    if (tokenEnv === "") {
      lines.push(`${id}: needs none`);
      continue;
    }
    const stored = await withVault(ports, false, ({ vault }) => vault.get({ workspace, owner: id, field: TOKEN }));
    const variable = ports.env[tokenEnv] ? `${tokenEnv} (set)` : `${tokenEnv} (not set)`;
    lines.push(`${id}: ${stored === null ? "none stored" : "stored, sealed"}; variable ${variable}`);
  }
  ports.out(`${lines.join("\n")}${lines.length === 0 ? "No connections." : ""}\n`);
  return EXIT.ok;
}

export async function removeSecret(workspace: string, connection: string, ports: Ports): Promise<number> {
  const removed = await withVault(ports, false, ({ vault }) => vault.forget({ workspace, owner: connection, field: TOKEN }));
  ports.out(removed === true ? `Forgot the token of ${connection}.\n` : `There was no token stored for ${connection}.\n`);
  return EXIT.ok;
}

/** Prints a new key; stores nothing. */
export async function printNewKey(ports: Ports): Promise<number> {
  const { newKeyText } = await import("../../secrets/keyring.ts");
  ports.out(`${newKeyText(ports.randomBytes)}\n`);
  return EXIT.ok;
}

/** Which keys of the keyring are needed, by their ids. */
export async function showKeys(ports: Ports): Promise<number> {
  const shown = await withVault(ports, false, async ({ vault, from }) => {
    const { secrets, byKey, missing, unneeded } = await vault.status();
    ports.out(`${plural(secrets, "secret", "secrets")} stored; keyring: ${from}\n`);
    for (const [id, count] of byKey) {
      const there = missing.includes(id) ? "MISSING from the keyring" : "in the keyring";
      ports.out(`  key ${id}  opens ${plural(count, "secret", "secrets")}; ${there}\n`);
    }
    for (const id of unneeded) ports.out(`  key ${id}  opens nothing; it can be taken out of the keyring\n`);
    return missing.length === 0 ? EXIT.ok : EXIT.error;
  });
  if (shown === null) ports.out("No secrets are stored.\n");
  return shown ?? EXIT.ok;
}

/** Seals every secret anew, with new data keys under the newest key. */
export async function rotateKeys(ports: Ports): Promise<number> {
  const done = await withVault(ports, false, async ({ vault }) => {
    const { resealed, workspaces } = await vault.rotate();
    const { unneeded } = await vault.status();
    const rest = unneeded.length === 0 ? "" : ` ${unneeded.join(", ")} can be taken out of the keyring now.`;
    const where = `${plural(resealed, "secret", "secrets")} of ${plural(workspaces, "workspace", "workspaces")}`;
    ports.out(paragraph(`Sealed anew: ${where}.${rest}`, ports));
  });
  if (done === null) ports.out("No secrets are stored.\n");
  return EXIT.ok;
}

async function typed(ports: Ports): Promise<string> {
  if (ports.prompts !== null)
    return (await (await ports.prompts()).hidden("Token", (text) => (text.trim() === "" ? "Nothing was typed." : null))).trim();
  return (await ports.input()).trim();
}
