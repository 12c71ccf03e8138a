import type { Provides } from "../src/model/facet.ts";
import type { Json, Page, StreamState } from "../src/model/page.ts";
import type { Problem } from "../src/model/problem.ts";
import type { Instant } from "../src/model/window.ts";
import type { HttpClient } from "./transport/http.ts";

/** What a connector is given. It has no other way out: no clock, no environment, no file, no fetch of its own. */
export interface ConnectorContext {
  /** Id of the connection inside its workspace, e.g. `jira`. Prefix of every record id. */
  readonly connection: string;
  readonly http: HttpClient;
  /** The workspace's pseudonym of an account id; the account id itself must not leave the connector. */
  pseudonym(accountId: string): string;
  /**
   * The workspace's keyed hash of a verified identifier, e.g. `email:ada@acme.com`, the same in all connections. Only what the tool has
   * verified may be handed over, never a display name.
   */
  identity(identifier: string): string;
  now(): Instant;
  /** False: titles stay null. */
  readonly keepTitles: boolean;
  readonly signal: AbortSignal;
  /** Ids of the items of this connection that are stored and not gone, to be compared with what the vendor lists; absent where nothing is stored. */
  readonly liveItems?: () => Promise<readonly string[]>;
  /** Told about what could not be read and need not be, e.g. workflows without the permission: the stream still counts as complete. */
  readonly onWarning?: (problem: Problem) => void;
}

/** Who we are at the vendor and what we may see; found before anything is read. */
export interface Preflight {
  /** E.g. `Jira Cloud, signed in, 3 projects`. No name, no address. */
  readonly summary: string;
  readonly projects: readonly { readonly key: string; readonly name: string }[];
  /** Vendor's clock minus ours, milliseconds. */
  readonly clockSkewMs: number;
  /** Not fatal: what is missing or too wide, e.g. a project that this token may not browse. */
  readonly warnings: readonly Problem[];
  /** How many items the vendor says there are in scope; null = does not say. */
  readonly items: number | null;
}

/** A connector that was given its configuration and secret. */
export interface Connection {
  preflight(): Promise<Preflight>;
  /** In the order in which they must be read. */
  readonly streams: readonly string[];
  /** Reads a stream from `state` on. Throws `ProblemError`; pages yielded before stay valid. */
  read(stream: string, state: StreamState): AsyncIterable<Page>;
}

/** A tracker. One folder, one line in `index.ts`. */
export interface Connector {
  readonly id: string;
  readonly title: string;
  readonly provides: Provides;
  /** The least rights its token needs and why, for docs and `connect`. */
  readonly permissions: readonly { readonly scope: string; readonly why: string }[];
  /** Checks a configuration (without its secret) and gives it back cleaned; throws `ProblemError` of code `usage`. */
  parseConfig(input: unknown): Json;
  /** `secret` is handed over apart from `config`, so that configuration can be stored and printed. */
  connect(config: Json, secret: string, context: ConnectorContext): Connection;
}
