import { ProblemError } from "../../model/problem.ts";
import { escapedJson } from "../../report/json.ts";
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

/** What is known of a connection's token; never a value. */
interface TokenState {
  readonly connection: string;
  /** Null: it needs no token. */
  readonly variable: string | null;
  readonly isSet: boolean;
  readonly isStored: boolean;
}

/** What is stored of a workspace; never a value. `json`: one object with `workspace` and `connections`. */
export async function listSecrets(
  workspace: string,
  { json = false }: { readonly json?: boolean },
  ports: Ports,
): Promise<number> {
  const known = await withWorkspace(workspace, false, ports, (store) => store.connections());
  const connections: TokenState[] = [];
  for (const { id, tokenEnv } of known) {
    if (tokenEnv === "") {
      connections.push({ connection: id, variable: null, isSet: false, isStored: false });
      continue;
    }
    const stored = await withVault(ports, false, ({ vault }) => vault.get({ workspace, owner: id, field: TOKEN }));
    connections.push({ connection: id, variable: tokenEnv, isSet: Boolean(ports.env[tokenEnv]), isStored: stored !== null });
  }
  if (json) {
    ports.out(`${escapedJson({ workspace, connections }, 2)}\n`);
    return EXIT.ok;
  }
  const lines = connections.map(({ connection, variable, isSet, isStored }) =>
    variable === null
      ? `${connection}: needs none`
      : `${connection}: ${isStored ? "stored, sealed" : "none stored"}; variable ${variable} (${isSet ? "set" : "not set"})`,
  );
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

/** A key that something is sealed with, or that is in the keyring for nothing. */
interface KeyState {
  readonly id: string;
  /** What it opens. */
  readonly secrets: number;
  readonly isInKeyring: boolean;
  /** True: it opens nothing, and is not the one that seals what comes next. */
  readonly isUnneeded: boolean;
}

/**
 * Which keys of the keyring are needed, by their ids. `json`: one object with `secrets`, `keyring` (null = nothing is stored) and `keys`. Exit 2 where a key is
 * missing.
 */
export async function showKeys({ json = false }: { readonly json?: boolean }, ports: Ports): Promise<number> {
  const found = await withVault(ports, false, async ({ vault, from }) => {
    const { secrets, byKey, missing, unneeded } = await vault.status();
    const used = [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const keys: readonly KeyState[] = [
      ...used.map(([id, count]) => ({ id, secrets: count, isInKeyring: !missing.includes(id), isUnneeded: false })),
      ...unneeded.map((id) => ({ id, secrets: 0, isInKeyring: true, isUnneeded: true })),
    ];
    return { secrets, keyring: from, keys };
  });
  if (json) ports.out(`${escapedJson(found ?? { secrets: 0, keyring: null, keys: [] }, 2)}\n`);
  else if (found === null) ports.out("No secrets are stored.\n");
  else {
    ports.out(`${plural(found.secrets, "secret", "secrets")} stored; keyring: ${found.keyring}\n`);
    for (const { id, secrets, isInKeyring, isUnneeded } of found.keys) {
      const says = isUnneeded
        ? "opens nothing; it can be taken out of the keyring"
        : `opens ${plural(secrets, "secret", "secrets")}; ${isInKeyring ? "in the keyring" : "MISSING from the keyring"}`;
      ports.out(`  key ${id}  ${says}\n`);
    }
  }
  return found?.keys.every(({ isInKeyring }) => isInKeyring) === false ? EXIT.error : EXIT.ok;
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
