import type { Provides } from "../src/model/facet.ts";
import type { Json, Page, StreamState } from "../src/model/page.ts";
import type { Problem } from "../src/model/problem.ts";
import type { Shard } from "../src/model/shard.ts";
import type { Instant } from "../src/model/window.ts";
import type { HintReader } from "./hint.ts";
import type { HttpClient } from "./transport/http.ts";

/** Files of this machine that the user has named. Throws `ProblemError` of code `not-found` or `forbidden`. */
export interface FileReader {
  /** Size in bytes and time of the last change. */
  stat(path: string): Promise<{ readonly bytes: number; readonly changedAt: Instant }>;
  /** From the first byte on, piece by piece. Leaving the loop closes the file. */
  read(path: string): AsyncIterable<Uint8Array>;
}

/** One live item of the connection, as the store has it. */
export interface StoredItem {
  readonly id: string;
  readonly projectKey: string;
  /** Last change, as the tool dated it when the item was read. */
  readonly updatedAt: Instant;
  readonly listed: boolean;
}

/** What a connector is given. It has no other way out: no clock, no environment, no fetch of its own, no file but through `files`. */
export interface ConnectorContext {
  /** Id of the connection inside its workspace, e.g. `jira`. Prefix of every record id. */
  readonly connection: string;
  readonly http: HttpClient;
  /** Only where files of the user may be read, as on a command line; a server that takes paths from strangers has none. */
  readonly files?: FileReader;
  /** The workspace's pseudonym of an account id; the account id itself must not leave the connector. */
  pseudonym(accountId: string): string;
  /**
   * The workspace's keyed hash of a verified identifier, the same in all connections, by which accounts of two connections are found to be one
   * person: `email:<address>`; `account:<where it is unique>/<immutable id>`, e.g. `account:github.com/583231`, for two connections to one vendor;
   * `login:<host>/<login>`, by which a user may name the account and nothing is joined. Only what the tool has verified may be handed over, never a display name.
   */
  identity(identifier: string): string;
  now(): Instant;
  /** False: titles stay null. */
  readonly keepTitles: boolean;
  readonly signal: AbortSignal;
  /** Ids of the items of this connection that are stored and not gone, to be compared with what the vendor lists; absent where nothing is stored. */
  readonly liveItems?: () => Promise<readonly string[]>;
  /** The same with their project and whether the read under way has listed them: what it has not is missing at the end of a whole read. */
  readonly storedItems?: () => Promise<readonly StoredItem[]>;
  /** Ids of the live items whose history was read with gaps: worth asking for again. */
  readonly incompleteItems?: () => Promise<readonly string[]>;
  /** Ids of items, without the connection, that the vendor says have changed: read again even where nothing else shows that they did. */
  readonly hintedItems?: () => Promise<readonly string[]>;
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
  /** What reading all of it takes, where that was counted; absent = as the connector estimates from `items`. */
  readonly firstRead?: ReadEstimate;
}

/** Something that can be chosen to be read: a project, a team, a repository. */
export interface Choice {
  /** What the configuration calls it, e.g. `ACME` or `acme/shop`. */
  readonly key: string;
  readonly name: string;
  /** Items in it, as far as the vendor counts them; null = does not say. */
  readonly items: number | null;
}

/** What a token may do, as far as its vendor tells. */
export interface TokenRights {
  /** One sentence: what the token is, or why its rights cannot be listed. */
  readonly summary: string;
  /** The vendor's own names; null = the vendor does not list them for this kind of token. */
  readonly granted: readonly string[] | null;
  /** Of `granted`, what is never used: the token is wider than it need be. */
  readonly unneeded: readonly string[];
  /** Least rights that are not there, with what cannot be seen without them. */
  readonly missing: readonly { readonly right: string; readonly without: string }[];
  /** Imperative sentence: how to get a token with the least rights. Shown where one is too wide or something is missing. */
  readonly leastSet: string;
}

/** What reading everything for the first time asks of a vendor, from the least to the most that is likely. */
export interface ReadEstimate {
  readonly requests: readonly [low: number, high: number];
  /** One sentence: what the range depends on. */
  readonly basis: string;
}

/** What the shards of a whole read are planned by. */
export interface ShardPlan {
  /** Shards that this read has already: they stay as they are, whatever is to be seen by now. */
  readonly known: readonly Shard[];
  /** Items that are worth a shard, which costs a preflight and some more; smaller parts are put together. */
  readonly least: number;
  /** Shards at most, beside those that are known. */
  readonly most: number;
}

/**
 * A whole read of the items that can be shared out: by project, team or repository, each from a place of its own, by several workers. Together with the
 * read that goes on behind them it brings what a read in one piece would have brought, also of what changed, moved, came or went meanwhile. Used
 * after the preflight, like `read`.
 */
export interface Sharding {
  /** Shards that are read at the same time at most: each asks one thing after the other, and vendors let an account ask only so many at once. */
  readonly atOnce: number;
  /** Shards to be added to those that are known. Empty = nothing to be added; where none is known, the items are read in one piece. Deterministic. */
  plan(by: ShardPlan): Promise<readonly Shard[]>;
  /**
   * Pages of one shard from `cursor` on (null = from its beginning), as `read` yields them. The last one is `done`, and its cursor says whatever `join`
   * needs to know of it. Parts that cannot be seen any more are passed over.
   */
  read(shard: Shard, cursor: Json): AsyncIterable<Page>;
  /** Where the whole read goes on when each shard has come to this end: behind the items that they brought, with all that follows them. */
  join(ends: readonly Json[]): Json;
}

/** A connector that was given its configuration and secret. */
export interface Connection {
  preflight(): Promise<Preflight>;
  /** What can be chosen, with counts; asked for when a connection is set up, never by a scan. Absent = nothing to choose from. */
  choices?(): Promise<readonly Choice[]>;
  /** What the token may do; asked for when a connection is set up or examined, never by a scan. Absent = there is no token, or nothing tells. */
  rights?(): Promise<TokenRights>;
  /**
   * Keys of the projects that can be seen at this moment, asked anew: before items are recorded as deleted, since a preflight may be an hour old
   * by then. Absent = what the preflight saw.
   */
  visibleProjects?(): Promise<readonly string[]>;
  /** In the order in which they must be read. */
  readonly streams: readonly string[];
  /** Reads a stream from `state` on. Throws `ProblemError`; pages yielded before stay valid, but for their events (`Batch`): copy what is to be kept. */
  read(stream: string, state: StreamState): AsyncIterable<Page>;
  /** Absent = the items are always read in one piece. */
  readonly sharding?: Sharding;
}

/** A tracker. One folder, one line in `index.ts`. */
export interface Connector {
  readonly id: string;
  readonly title: string;
  readonly provides: Provides;
  /** False: there is no secret, and `connect` is handed an empty one. Absent = needs one. */
  readonly needsSecret?: boolean;
  /** The least rights its token needs and why, for docs and `connect`. */
  readonly permissions: readonly { readonly scope: string; readonly why: string }[];
  /** What the first scan of so many items will ask. Absent = no vendor is asked. */
  firstRead?(items: number): ReadEstimate;
  /**
   * What a user may mean by the name of an account: texts as they are handed to `pseudonym`, and identifiers as they are handed to `identity`, the
   * likeliest first. Absent = the account id itself.
   */
  accountNames?(config: Json, given: string): { readonly accounts: readonly string[]; readonly identifiers: readonly string[] };
  /** Reads what the vendor posts to a webhook that was set up with a secret. Absent = it posts nothing that could be checked. */
  readonly hint?: HintReader;
  /** The vendor makes the secret of a webhook itself and shows it; absent = it takes one that we make. */
  readonly hintSecretIsTheirs?: true;
  /** Checks a configuration (without its secret) and gives it back cleaned; throws `ProblemError` of code `usage`. */
  parseConfig(input: unknown): Json;
  /** `secret` is handed over apart from `config`, so that configuration can be stored and printed. */
  connect(config: Json, secret: string, context: ConnectorContext): Connection;
}
