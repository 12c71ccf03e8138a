import type { EventLog } from "../event-log/columns.ts";
import type { Narrowing } from "../model/facet.ts";
import type { SignedStatement } from "../model/attestation.ts";
import type { ActorKind } from "../model/actor.ts";
import type { JoinDecision, JoinKind } from "../model/join.ts";
import type { Json, Page, StreamState } from "../model/page.ts";
import type { Problem } from "../model/problem.ts";
import type { Result, StreamReport } from "../model/result.ts";
import type { Shard } from "../model/shard.ts";
import { MINUTE_MS, type Instant } from "../model/window.ts";

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

/** A shard of a whole read that is under way, with how far it has come. */
export interface StoredShard extends Shard {
  /** Where its next page starts; null = it was not begun. Of one that is done: what its connector made of its end. */
  readonly cursor: Json;
  readonly done: boolean;
  /** Why its read ended early; null = it did not, or goes on. */
  readonly problem: Problem | null;
}

export interface ShardPlace {
  readonly connection: string;
  readonly stream: string;
  /** Id of the shard. */
  readonly shard: string;
}

/** Scope of the lease that guards a shard. Names of connections hold no slash. */
export function shardScope({ connection, shard }: Pick<ShardPlace, "connection" | "shard">): string {
  return `${connection}/${shard}`;
}

/** Scope of the lease that guards what belongs to no connection: results. Connections have names, so none is called so. */
export const WORKSPACE_SCOPE = "";

/**
 * The right to write to one connection, one shard of it, or results, held by one writer at a time.
 *
 * Contract, for every engine: a row per scope holds the owner, a token number and when the lease expires by the clock of whoever takes or uses
 * it. Taking it increments the token in one statement that succeeds only when the lease is free, expired, or the taker knows that its holder
 * is gone. Every write sets the expiry `WHERE scope AND token AND owner` inside its own transaction and is refused when no row was there. The
 * row is locked from then to the commit, so a writer that was paused for however long, and superseded meanwhile, can change nothing: neither
 * clocks nor lock files need to be trusted for that, only the expiry is a matter of clocks, and it decides no more than when another
 * may take over.
 */
export interface Lease {
  /** Id of a connection, `shardScope` or `WORKSPACE_SCOPE`. */
  readonly scope: string;
  /** Whoever took it, unique to the process. */
  readonly owner: string;
  /** Grows with every taking; only the newest may write. */
  readonly token: number;
}

export interface LeaseRequest {
  readonly scope: string;
  readonly owner: string;
  readonly now: Instant;
  /** True: the caller knows by other means (a lock of the system) that whoever holds it is gone. */
  readonly takeOver: boolean;
}

/** A lease that is not used for so long may be taken by another. Every write renews it. */
export const LEASE_MS = 5 * MINUTE_MS;

/** One live item as reconciling needs it. */
export interface StoredItem {
  readonly id: string;
  readonly projectKey: string;
  /** Last change, as the tool dated it when the item was read. */
  readonly updatedAt: Instant;
  /** The newest read of the items has listed it, however often that read was interrupted. */
  readonly listed: boolean;
}

/** An account as it is stored, with what somebody said it is. */
export interface StoredAccount {
  /** Pseudonym. */
  readonly id: string;
  /** Null = stored by a version that did not keep it. */
  readonly connection: string | null;
  readonly kind: ActorKind;
  readonly kindBasis: string;
  readonly identities: readonly string[];
}

/** A name by which a user may mean a team. */
export interface StoredTeam {
  /** Team id. */
  readonly id: string;
  readonly connection: string;
  readonly name: string;
  /** Keys of its projects. */
  readonly projectKeys: readonly string[];
}

/**
 * Everything known about one workspace. One implementation a database engine, one conformance suite for all.
 * Throws `ProblemError` (`disk-full`, `store-newer`, `store-damaged`; `superseded` for a write under a lease that another has taken); a
 * failed call changes nothing.
 */
export interface WorkspaceStore {
  readonly workspace: string;
  /** Keyed hash of an account id with this workspace's salt, 16 characters. The salt never leaves the store. */
  pseudonym(connection: string, accountId: string): string;
  /** Keyed hash of a verified identifier with the same salt, the same for all connections; trimmed and in lower case before. That of a `login:` begins with `~`: it can pass to somebody else, so nothing is joined by it. */
  identity(identifier: string): string;

  connections(): Promise<readonly StoredConnection[]>;
  /**
   * Adds or replaces by id. A changed configuration forgets cursors, shards and watermarks of the connection, never its history, and ends its
   * leases.
   */
  saveConnection(connection: StoredConnection): Promise<void>;

  /** Throws `ProblemError` (`usage`) while another holds it. */
  takeLease(request: LeaseRequest): Promise<Lease>;
  /** Lets the next one in at once. Nothing happens when another has it already. */
  releaseLease(lease: Lease): Promise<void>;

  streamState(connection: string, stream: string): Promise<StreamState>;
  /** Starts counting for this sync; keeps cursor and watermark. */
  beginRead(lease: Lease, stream: string, at: Instant): Promise<void>;
  /** Records, tombstones, drift, page hashes, counters and cursor in one transaction. */
  commitPage(lease: Lease, stream: string, page: Page, requests: number, at: Instant): Promise<void>;
  /** The read of a stream ended early; what was stored stays. */
  failStream(lease: Lease, stream: string, status: "partial" | "failed", problem: Problem, at: Instant): Promise<void>;
  /**
   * The next read of these streams begins at the beginning and reads everything. What is stored stays as it is, and complete, until that read
   * has come to its end. `cursors`: only where the last read stopped is forgotten, so that it begins again. Shards are forgotten either way.
   */
  forgetPlace(lease: Lease, streams: readonly string[] | "all", what: "cursors" | "everything", at: Instant): Promise<void>;

  /** Shards of the whole read that is under way, in the order in which they were planned; empty where it has none, or is none. */
  shards(connection: string, stream: string): Promise<readonly StoredShard[]>;
  /**
   * Begins a whole read of the stream that is read by shards, or goes on with it: shards that are there keep their place, others are added. Under
   * the lease of the connection. From then on the read has one number for all shards, and lasts until `joinShards` and a last page.
   */
  planShards(lease: Lease, stream: string, shards: readonly Shard[], at: Instant): Promise<void>;
  /**
   * A page of one shard and the place behind it in one transaction, as `commitPage`, under the lease of the shard: several shards of one stream are
   * written by several writers. The last page (`done`) ends the shard and keeps its cursor as the end of it; whatever it says of the stream as a
   * whole (`watermark`, `whole`, `fingerprint`) is not looked at. Throws `superseded` where the shard is not there or has ended.
   */
  commitShardPage(lease: Lease, place: ShardPlace, page: Page, requests: number, at: Instant): Promise<void>;
  /** The read of a shard ended early. One whose place is of no use any more (`cursor-expired`) begins again, what was stored stays. */
  failShard(lease: Lease, place: ShardPlace, problem: Problem, at: Instant): Promise<void>;
  /** All shards have ended: the read of the stream goes on from `cursor`, and they are forgotten. Under the lease of the connection. */
  joinShards(lease: Lease, stream: string, cursor: Json, at: Instant): Promise<void>;
  streamReports(): Promise<readonly StreamReport[]>;
  lastSyncedAt(connection: string): Promise<Instant | null>;
  /** Ids of the live items of a connection. */
  liveItems(connection: string): Promise<readonly string[]>;
  /** The same with what reconciling needs to know of them. */
  storedItems(connection: string): Promise<readonly StoredItem[]>;
  /** Ids of the live items whose history was stored with gaps, sorted. */
  incompleteItems(connection: string): Promise<readonly string[]>;
  drift(): Promise<readonly StoredDrift[]>;

  accounts(): Promise<readonly StoredAccount[]>;
  teams(): Promise<readonly StoredTeam[]>;
  /** Ids of the items and pull requests of a connection that go by a key now, in any case. */
  workByKey(connection: string, key: string): Promise<readonly string[]>;
  joinDecisions(): Promise<readonly JoinDecision[]>;
  /** Keeps a decision in place of what was decided about the two before. */
  decideJoin(decision: JoinDecision): Promise<void>;
  /** Forgets what was decided about the two. */
  forgetJoinDecision(kind: JoinKind, a: string, b: string): Promise<void>;
  /** What an account is, whatever its tool declares; null = as the tool declares. */
  decideActorKind(actor: string, kind: ActorKind | null, at: Instant): Promise<void>;

  /** Text of the ruleset file that this workspace is judged by; null = the shipped one. */
  ownRuleset(): Promise<string | null>;
  setOwnRuleset(text: string | null, at: Instant): Promise<void>;
  /** By characteristic, one each at most; expired ones too. */
  statements(): Promise<readonly SignedStatement[]>;
  /** Keeps it in place of what was stated about that characteristic before. */
  sign(statement: SignedStatement): Promise<void>;
  /** False: there was none. */
  withdraw(characteristic: string): Promise<boolean>;

  /** The whole history before `asOf` as columns. */
  load(asOf: Instant): Promise<EventLog>;
  /** SHA-256 over the sorted hashes of all stored pages. */
  pages(): Promise<{ readonly hash: string; readonly count: number }>;

  /**
   * Under a lease of `WORKSPACE_SCOPE`, so that a judgement of older data never replaces one of newer data. The newest twenty are kept, and of older ones the last
   * of each day (UTC). `basis`: what it rests on, as JSON; null = it is not kept.
   */
  saveResult(lease: Lease, result: Result, at: Instant, basis?: string | null): Promise<void>;
  /** The result before the last `back` ones (0 = the last), and what it rests on; null when there are not as many. */
  keptResult(back: number): Promise<{ readonly result: Result; readonly basis: string | null } | null>;
  lastResult(): Promise<Result | null>;
  close(): Promise<void>;
}
