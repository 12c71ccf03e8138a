import { existsSync, readdirSync } from "node:fs";
import { ProblemError } from "../model/problem.ts";
import { dataDirectory, isWorkspaceName, workspaceFile, WORKSPACE_SUFFIX } from "../store/home.ts";
import type { WorkspaceStore } from "../store/store.ts";
import type { Ports } from "./ports.ts";

export function home(ports: Ports): string {
  return dataDirectory(ports.env, ports.platform);
}

/** Names of the workspaces in the data directory, sorted; none when there is no such directory. */
export function workspaceNames(ports: Ports): readonly string[] {
  const directory = home(ports);
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((file) => file.endsWith(WORKSPACE_SUFFIX))
    .map((file) => file.slice(0, -WORKSPACE_SUFFIX.length))
    .filter((name) => isWorkspaceName(name))
    .sort();
}

/** The workspace that was named, or the only one there is. */
export function chooseWorkspace(name: string | undefined, ports: Ports): string {
  if (name !== undefined) return name;
  const names = workspaceNames(ports);
  if (names.length === 1) return names[0]!;
  throw new ProblemError({
    code: "usage",
    what: names.length === 0 ? "There is no workspace yet." : "There are several workspaces.",
    todo: names.length === 0 ? 'Make one with "wmmm connect jira", or see "wmmm demo".' : `Name one of: ${names.join(", ")}.`,
  });
}

/** Opens the store of a workspace. With `create` false a workspace that does not exist is a usage problem. */
export async function openWorkspace(name: string, create: boolean, ports: Ports): Promise<WorkspaceStore> {
  const path = workspaceFile(home(ports), name, ports.platform);
  if (!create && !existsSync(path)) {
    const names = workspaceNames(ports);
    throw new ProblemError({
      code: "usage",
      what: `There is no workspace "${name}".`,
      todo: names.length === 0 ? 'Make one with "wmmm connect jira".' : `The workspaces are: ${names.join(", ")}.`,
    });
  }
  const { openSqliteStore } = await import("../store/sqlite/open.ts");
  return openSqliteStore({
    path,
    workspace: name,
    create,
    randomBytes: ports.randomBytes,
    failpoint: ports.failpoint,
    ...(ports.maxStorePages === undefined ? {} : { maxPages: ports.maxStorePages }),
  });
}

/** Runs `use` as the only reader or changer of a workspace; a usage problem when there is another one. */
export function alone<T>(name: string, ports: Ports, use: () => Promise<T>): Promise<T> {
  return locked(name, "alone", ports, use);
}

/** Runs `use` as one of the workers of a workspace; a usage problem when somebody is alone with it. */
export function withOtherWorkers<T>(name: string, ports: Ports, use: () => Promise<T>): Promise<T> {
  return locked(name, "with-workers", ports, use);
}

async function locked<T>(name: string, share: "alone" | "with-workers", ports: Ports, use: () => Promise<T>): Promise<T> {
  const path = workspaceFile(home(ports), name, ports.platform);
  const { lockForScan } = await import("../store/sqlite/scan-lock.ts");
  const release = lockForScan(path, name, share);
  try {
    return await use();
  } finally {
    release();
  }
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
