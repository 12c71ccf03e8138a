import { existsSync } from "node:fs";
import { join } from "node:path";
import { ProblemError } from "../model/problem.ts";
import type { Vault } from "../secrets/vault.ts";
import type { CredentialStore } from "../store/credentials.ts";
import { DEMO_TOKEN_VARIABLE } from "./demo-workspace.ts";
import type { Ports } from "./ports.ts";
import { databaseUrl, home, storeHome } from "./workspace.ts";

/** Field under which the token of a connection is kept. */
export const TOKEN = "token";

/** A connection as far as its token goes. */
export interface TokenOwner {
  /** Id of the connection. */
  readonly id: string;
  readonly tokenEnv: string;
}

/** A keyring that was found or made, and the secrets that it opens. */
export interface OpenVault {
  readonly vault: Vault;
  /** Where its keys are, in words. */
  readonly from: string;
  readonly isNew: boolean;
}

/**
 * The token of a connection: the value of its environment variable, else what "wmmm secrets set" has stored. Empty where the connection has none.
 * Throws `ProblemError` (`usage`), which never shows a value.
 */
export async function tokenOf(workspace: string, owner: TokenOwner, ports: Ports): Promise<string> {
  const { id, tokenEnv } = owner;
  if (tokenEnv === "") return "";
  const given = ports.env[tokenEnv]?.trim();
  if (given !== undefined && given !== "") return given;
  if (tokenEnv === DEMO_TOKEN_VARIABLE) throw demoIsOver();
  const stored = await storedToken(workspace, id, ports);
  if (stored !== null) return stored;
  throw new ProblemError({
    code: "usage",
    connection: id,
    what: `The environment variable ${tokenEnv} is not set, so there is no token.`,
    todo: `Set it for this command only, e.g.  read -rs ${tokenEnv} && export ${tokenEnv}  or keep it sealed: wmmm secrets set ${workspace} ${id}`,
  });
}

/** The value of the variable; a usage problem, which never shows a value, when it is empty. For connections that are not stored yet. */
export function tokenFrom(name: string, ports: Ports): string {
  // A connection that has no secret names no variable.
  if (name === "") return "";
  const secret = ports.env[name]?.trim();
  if (secret !== undefined && secret !== "") return secret;
  if (name === DEMO_TOKEN_VARIABLE) throw demoIsOver();
  throw new ProblemError({
    code: "usage",
    what: `The environment variable ${name} is not set, so there is no token.`,
    todo: `Set it for this command only, e.g.  read -rs ${name} && export ${name}`,
  });
}

/** Runs `use` with the stored secrets open, and always closes them. With `make` a keyring is made where there is none; otherwise null. */
export async function withVault<T>(ports: Ports, make: boolean, use: (open: OpenVault) => Promise<T>): Promise<T | null> {
  const opened = await openVault(ports, make);
  // Nothing was ever stored: nothing needs a key.
  if (opened === null) return null;
  try {
    return await use(opened);
  } finally {
    await opened.close();
  }
}

/** The stored secrets, for whoever closes them again. Null and `make` as above. */
export async function openVault(ports: Ports, make: boolean): Promise<(OpenVault & { close(): Promise<void> }) | null> {
  const credentials = await openCredentials(ports, make);
  if (credentials === null) return null;
  const { store, place } = credentials;
  try {
    const { findKeyring } = await import("./key-source.ts");
    const found = await findKeyring(ports, make);
    if (found === null) throw keyringIsGone(place);
    const { vault } = await import("../secrets/vault.ts");
    const { keyring, from, isNew } = found;
    const open = vault({ store, keyring, randomBytes: ports.randomBytes, now: ports.now });
    return { vault: open, from, isNew, close: () => store.close() };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Beside the workspaces: in the database that DATABASE_URL names, or else a file. Null: there are none, and none shall be made. */
export async function openCredentials(
  ports: Ports,
  make: boolean,
): Promise<{ readonly store: CredentialStore; readonly place: string } | null> {
  const url = databaseUrl(ports);
  if (url === null) {
    const { CREDENTIAL_FILE, openCredentialFile } = await import("../store/sqlite/credential-file.ts");
    const path = join(home(ports), CREDENTIAL_FILE);
    return make || existsSync(path) ? { store: openCredentialFile({ path }), place: path } : null;
  }
  const { openPostgresCredentials } = await import("../store/postgres/credentials.ts");
  const store = await openPostgresCredentials(url);
  const { place } = await storeHome(ports);
  if (make || (await store.workspaces()).length > 0) return { store, place };
  await store.close();
  return null;
}

async function storedToken(workspace: string, owner: string, ports: Ports): Promise<string | null> {
  return withVault(ports, false, ({ vault }) => vault.get({ workspace, owner, field: TOKEN }));
}

function demoIsOver(): ProblemError {
  return new ProblemError({
    code: "usage",
    what: "The demo organisation is only served while the demo runs.",
    todo: 'Run "wmmm demo" again, or read a site of your own: "wmmm connect jira --help".',
  });
}

/** `place`: a file, or a database. */
function keyringIsGone(place: string): ProblemError {
  return new ProblemError({
    code: "usage",
    what: `Secrets are stored in ${place}, and their keyring is gone.`,
    todo: "Put it back or name it (WMMM_KEYRING_FILE, WMMM_KEYRING); without it, remove what is stored there and store the secrets again.",
  });
}
