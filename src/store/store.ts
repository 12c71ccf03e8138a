import type { EventLog } from "../event-log/columns.ts";
import type { Narrowing } from "../model/facet.ts";
import type { Json, Page, StreamState } from "../model/page.ts";
import type { Problem } from "../model/problem.ts";
import type { Result, StreamReport } from "../model/result.ts";
import type { Instant } from "../model/window.ts";

export interface StoredConnection {
  /** Unique in the workspace, e.g. `jira`. */
  readonly id: string;
  /** Connector id. */
  readonly kind: string;
  readonly config: Json;
  /** Name of the environment variable that holds the secret; the secret itself is never stored. Empty = there is none. */
  readonly tokenEnv: string;
  /** False: titles of items are not stored. */
  readonly keepTitles: boolean;
  readonly addedAt: Instant;
  /** What the pages read so far said of it (`Page.narrowing`); a changed configuration forgets it. Not looked at when a connection is saved. */
  readonly narrowing?: Narrowing;
}

/** One row of what was seen and not understood. */
export interface StoredDrift {
  readonly connection: string;
  readonly path: string;
  readonly value: string;
  readonly count: number;
}

/**
 * Everything known about one workspace. One implementation a database engine, one conformance suite for all.
 * Throws `ProblemError` (`disk-full`, `store-newer`, `store-damaged`); a failed call changes nothing.
 */
export interface WorkspaceStore {
  readonly workspace: string;
  /** Keyed hash of an account id with this workspace's salt, 16 characters. The salt never leaves the store. */
  pseudonym(connection: string, accountId: string): string;
  /** Keyed hash of a verified identifier with the same salt, the same for all connections; trimmed and in lower case before. */
  identity(identifier: string): string;

  connections(): Promise<readonly StoredConnection[]>;
  /** Adds or replaces by id. A changed configuration forgets cursors and watermarks of the connection, never its history. */
  saveConnection(connection: StoredConnection): Promise<void>;

  streamState(connection: string, stream: string): Promise<StreamState>;
  /** Starts counting for this sync; keeps cursor and watermark. */
  beginRead(connection: string, stream: string, at: Instant): Promise<void>;
  /** Records, tombstones, drift, page hashes, counters and cursor in one transaction. */
  commitPage(connection: string, stream: string, page: Page, requests: number, at: Instant): Promise<void>;
  /** The read of a stream ended early; what was stored stays. */
  failStream(connection: string, stream: string, status: "partial" | "failed", problem: Problem, at: Instant): Promise<void>;
  streamReports(): Promise<readonly StreamReport[]>;
  lastSyncedAt(connection: string): Promise<Instant | null>;
  /** Ids of the live items of a connection. */
  liveItems(connection: string): Promise<readonly string[]>;
  drift(): Promise<readonly StoredDrift[]>;

  /** The whole history before `asOf` as columns. */
  load(asOf: Instant): Promise<EventLog>;
  /** SHA-256 over the sorted hashes of all stored pages. */
  pages(): Promise<{ readonly hash: string; readonly count: number }>;

  saveResult(result: Result, at: Instant): Promise<void>;
  lastResult(): Promise<Result | null>;
  close(): Promise<void>;
}
