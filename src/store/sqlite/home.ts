import { existsSync, readdirSync, rmSync } from "node:fs";
import { isWorkspaceName, workspaceFile, WORKSPACE_SUFFIX } from "../home.ts";
import { missingWorkspace } from "../missing-workspace.ts";
import type { StoreHome } from "../store-home.ts";

export interface SqliteHomeOptions {
  readonly directory: string;
  readonly platform: NodeJS.Platform;
  readonly randomBytes: (size: number) => Uint8Array;
  /** No file grows beyond so many pages of SQLite. */
  readonly maxPages?: number | undefined;
}

/** A file for each workspace in one directory. SQLite is loaded with the first workspace that is opened. */
export function openSqliteHome({ directory, platform, randomBytes, maxPages }: SqliteHomeOptions): StoreHome {
  const names = (): readonly string[] => listWorkspaces(directory);
  return {
    engine: "sqlite",
    place: directory,
    names: async () => names(),

    async open(workspace, { create, failpoint }) {
      const path = workspaceFile(directory, workspace, platform);
      if (!create && !existsSync(path)) throw missingWorkspace(workspace, names());
      const { openSqliteStore } = await import("./open.ts");
      return openSqliteStore({
        path,
        workspace,
        create,
        randomBytes,
        failpoint,
        ...(maxPages === undefined ? {} : { maxPages }),
      });
    },

    async remove(workspace) {
      const path = workspaceFile(directory, workspace, platform);
      const isThere = existsSync(path);
      for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix, { force: true });
      return isThere;
    },

    async locked(workspace, share, use) {
      const path = workspaceFile(directory, workspace, platform);
      const { lockForScan } = await import("./scan-lock.ts");
      const release = lockForScan(path, workspace, share);
      try {
        return await use();
      } finally {
        release();
      }
    },

    async read(workspace, use) {
      const path = workspaceFile(directory, workspace, platform);
      if (!existsSync(path)) throw missingWorkspace(workspace, names());
      const { openSqliteStore } = await import("./open.ts");
      // Brings its tables up to date.
      await (await openSqliteStore({ path, workspace, create: false, randomBytes })).close();
      const { readFile } = await import("./transfer.ts");
      return readFile(path, use);
    },

    async receive(workspace, fill) {
      const { receiveFile } = await import("./transfer.ts");
      await receiveFile(workspaceFile(directory, workspace, platform), workspace, fill);
    },

    close: async () => undefined,
  };
}

/** Names of the workspaces in a directory, sorted; none when the directory is missing. */
export function listWorkspaces(directory: string): readonly string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => name.endsWith(WORKSPACE_SUFFIX))
    .map((name) => name.slice(0, -WORKSPACE_SUFFIX.length))
    .filter((name) => isWorkspaceName(name))
    .toSorted();
}
