import type { FailpointPort } from "../model/failpoint.ts";
import type { WorkspaceStore } from "./store.ts";
import type { WorkspaceSink, WorkspaceSource } from "./transfer.ts";

export interface OpenStoreOptions {
  /** Make the workspace when there is none; otherwise a missing one is a `usage` problem. */
  readonly create: boolean;
  /** Places at which a test may end the process. */
  readonly failpoint?: FailpointPort | undefined;
}

export type LockShare = "alone" | "with-workers";

/**
 * Where workspaces are kept: a directory with a file for each, or a database. Whoever works with workspaces need not know which. Throws
 * `ProblemError`s as `WorkspaceStore` does, and `unreachable`, `unauthenticated`, `forbidden` and `connection-lost` where a database is far away.
 */
export interface StoreHome {
  readonly engine: "sqlite" | "postgresql";
  /** As a user may be told: a directory, or `host:port/database`. */
  readonly place: string;
  /** Names of the workspaces, sorted. */
  names(): Promise<readonly string[]>;
  /** The caller closes it. */
  open(workspace: string, options: OpenStoreOptions): Promise<WorkspaceStore>;
  /** Deletes a workspace and everything in it. False: there was none. */
  remove(workspace: string): Promise<boolean>;
  /**
   * Runs `use` as the only reader or changer of a workspace, or as one of its workers, whose tasks are kept apart elsewhere; a `usage` problem where
   * that cannot be. A process that dies lets go.
   */
  locked<T>(workspace: string, share: LockShare, use: () => Promise<T>): Promise<T>;
  /** A workspace as rows, as of one instant; a missing one is a `usage` problem. */
  read<T>(workspace: string, use: (source: WorkspaceSource) => Promise<T>): Promise<T>;
  /** Makes a workspace, which must not be there, of rows: all of it, or nothing. */
  receive(workspace: string, fill: (sink: WorkspaceSink) => Promise<void>): Promise<void>;
  /** What is open is closed first by whoever opened it. */
  close(): Promise<void>;
}
