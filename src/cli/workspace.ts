import { ProblemError } from "../model/problem.ts";
import { dataDirectory } from "../store/home.ts";
import type { StoreHome } from "../store/store-home.ts";
import type { WorkspaceStore } from "../store/store.ts";
import type { Ports } from "./ports.ts";

/** Directory of everything that is kept in files. */
export function home(ports: Ports): string {
  return dataDirectory(ports.env, ports.platform);
}

/** Address of the database that `DATABASE_URL` names; null where it is not set, or names one of another kind: workspaces are files then. */
export function databaseUrl({ env }: Pick<Ports, "env">): string | null {
  const url = env["DATABASE_URL"]?.trim() ?? "";
  return /^postgres(?:ql)?:\/\//.test(url) ? url : null;
}

const homes = new WeakMap<Ports, Promise<StoreHome>>();

/** Where the workspaces are. Each engine is loaded only where it is used. */
export function storeHome(ports: Ports): Promise<StoreHome> {
  let opened = homes.get(ports);
  if (opened === undefined) homes.set(ports, (opened = openHome(ports, databaseUrl(ports))));
  return opened;
}

/** Of one engine, whatever is chosen: with an address PostgreSQL, with null files. */
export async function openHome(ports: Ports, url: string | null): Promise<StoreHome> {
  const { randomBytes } = ports;
  if (url === null) {
    const { openSqliteHome } = await import("../store/sqlite/home.ts");
    return openSqliteHome({ directory: home(ports), platform: ports.platform, randomBytes, maxPages: ports.maxStorePages });
  }
  const { openPostgresHome } = await import("../store/postgres/home.ts");
  return openPostgresHome({ url, randomBytes });
}

/** Ends the connections to a database, where there are any. */
export async function closeStoreHome(ports: Ports): Promise<void> {
  const opened = homes.get(ports);
  homes.delete(ports);
  await opened?.then(
    (open) => open.close(),
    // Whoever wanted to use it was told.
    () => undefined,
  );
}

/** Names of the workspaces, sorted. */
export async function workspaceNames(ports: Ports): Promise<readonly string[]> {
  return (await storeHome(ports)).names();
}

/** The workspace that was named, or the only one there is. */
export async function chooseWorkspace(name: string | undefined, ports: Ports): Promise<string> {
  if (name !== undefined) return name;
  const names = await workspaceNames(ports);
  if (names.length === 1) return names[0]!;
  throw new ProblemError({
    code: "usage",
    what: names.length === 0 ? "There is no workspace yet." : "There are several workspaces.",
    todo: names.length === 0 ? 'Make one with "wmmm init", or see "wmmm demo".' : `Name one of: ${names.join(", ")}.`,
  });
}

/** Opens the store of a workspace. With `create` false a workspace that does not exist is a usage problem. */
export async function openWorkspace(name: string, create: boolean, ports: Ports): Promise<WorkspaceStore> {
  return (await storeHome(ports)).open(name, { create, failpoint: ports.failpoint });
}

/** Runs `use` as the only reader or changer of a workspace; a usage problem when there is another one. */
export async function alone<T>(name: string, ports: Ports, use: () => Promise<T>): Promise<T> {
  return (await storeHome(ports)).locked(name, "alone", use);
}

/** Runs `use` as one of the workers of a workspace; a usage problem when somebody is alone with it. */
export async function withOtherWorkers<T>(name: string, ports: Ports, use: () => Promise<T>): Promise<T> {
  return (await storeHome(ports)).locked(name, "with-workers", use);
}

/** Opens, uses and always closes. */
export async function withWorkspace<T>(
  name: string,
  create: boolean,
  ports: Ports,
  use: (store: WorkspaceStore) => Promise<T>,
): Promise<T> {
  const store = await openWorkspace(name, create, ports);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
