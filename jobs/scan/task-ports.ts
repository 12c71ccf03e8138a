import type { Connector, FileReader } from "../../connectors/connector.ts";
import type { Problem } from "../../src/model/problem.ts";
import type { ScanTask } from "../../src/model/scan-run.ts";
import type { TracePort } from "../../src/model/trace.ts";
import type { Instant } from "../../src/model/window.ts";
import type { OperationsStore } from "../../src/store/operations.ts";
import type { StoredConnection, WorkspaceStore } from "../../src/store/store.ts";
import type { SyncInput } from "../../src/sync.ts";

/** Everything that carrying out a task takes from the world. */
export interface TaskPorts {
  readonly store: OperationsStore;
  /** Unique to this process. */
  readonly worker: string;
  now(): Instant;
  /** Ends early, without an error, when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  random(): number;
  /** Opens a workspace for a worker and closes it again; throws `ProblemError` (`usage`) while somebody reads it by hand. */
  withWorkspace<T>(name: string, use: (store: WorkspaceStore) => Promise<T>): Promise<T>;
  connector(kind: string): Promise<Connector>;
  /** Throws `ProblemError` (`usage`) where the secret of a connection is not there. */
  secret(workspace: string, connection: StoredConnection): Promise<string>;
  /** Makes the transport of one vendor, see `SyncInput.createHttp`. */
  httpFactory(kind: string): Promise<SyncInput["createHttp"]>;
  readonly files?: FileReader;
  /** Into what shards whole reads fall. */
  readonly shards: { readonly least: number; readonly most: number };
  /** Measures and judges what is stored and keeps the result, away from the thread that renews holds. */
  judge(workspace: string): Promise<void>;
  /** Something may stand in the outbox. */
  onChange(): void;
  /** Told of tasks, of what happens within them, and of runs that have ended; absent: nobody listens. */
  readonly trace?: TracePort | undefined;
  onTask?(what: "begun" | "ended" | "delayed" | "lost", task: ScanTask, problem: Problem | null): void;
  /** Something that should not have happened; the task is tried again. */
  onError(error: unknown): void;
  /** Aborted when this process shall end: pages in hand are finished and stored, tasks given back. */
  readonly stop: AbortSignal;
}
