import type { Generated } from "kysely";
import type { ActorKind } from "../model/actor.ts";
import type { StatementKind } from "../model/attestation.ts";
import type { JoinKind } from "../model/join.ts";
import type { ReadOutcome } from "./stream-status.ts";

/**
 * Tables of a workspace, the same in every engine: where one engine keeps many workspaces in a table, its driver adds to each statement which one
 * is meant. Strings that repeat are codes of `term`; instants are milliseconds since 1970; `json` columns hold JSON text.
 * Records of the tracker that are few and only ever read as a whole are `definition`s.
 */
export interface Schema {
  setting: { name: string; value: Uint8Array };
  term: TermTable;
  lease: LeaseTable;
  connection: ConnectionTable;
  stream: StreamTable;
  shard: ShardTable;
  page: PageTable;
  drift: DriftTable;
  actor: ActorTable;
  join_decision: JoinDecisionTable;
  actor_kind: ActorKindTable;
  pull_request: PullRequestTable;
  definition: DefinitionTable;
  item: ItemTable;
  history: HistoryTable;
  scan: ScanTable;
  own_ruleset: OwnRulesetTable;
  attestation: AttestationTable;
}

/** One row at most. */
export interface OwnRulesetTable {
  /** 1. */
  one: number;
  /** The file as its author wrote it. */
  text: string;
  at: number;
}

export interface AttestationTable {
  characteristic: string;
  kind: StatementKind;
  reason: string;
  author: string;
  at: number;
  until: number;
}

export interface TermTable {
  code: Generated<number>;
  text: string;
}

export interface LeaseTable {
  scope: string;
  /** Empty = free. */
  owner: string;
  token: number;
  expires_at: number;
}

export interface ConnectionTable {
  id: string;
  kind: string;
  config_json: string;
  token_env: string;
  /** 0 or 1. */
  keep_titles: number;
  added_at: number;
  /** A `Narrowing`. */
  narrowing_json: Generated<string>;
}

export interface StreamTable {
  connection: string;
  stream: string;
  cursor_json: string;
  watermark: number | null;
  outcome: ReadOutcome;
  fetched: number;
  requests: number;
  fetched_in_read: number;
  fetched_whole: number | null;
  vendor_total: number | null;
  left_out_json: string | null;
  ending_json: string | null;
  completed_at: number | null;
  changed_at: number;
  fingerprint: string | null;
  /** Number of the newest read; one that is interrupted and goes on keeps it. */
  generation: number;
}

/** Shards of whole reads that are under way. */
export interface ShardTable {
  connection: string;
  stream: string;
  id: string;
  /** In the order in which they were planned. */
  place: number;
  /** Array of strings. */
  parts_json: string;
  items: number | null;
  cursor_json: string;
  /** 0 or 1. */
  done: number;
  problem_json: string | null;
}

export interface PageTable {
  connection: string;
  stream: string;
  sha256: Uint8Array;
  bytes: number;
  fetched_at: number;
}

export interface DriftTable {
  connection: string;
  path: string;
  value: string;
  count: number;
}

export interface ActorTable {
  id: string;
  kind: ActorKind;
  kind_basis: string;
  active: number | null;
  /** Array of strings, `[]` where none was seen. */
  identities_json: string;
  /** Null = stored by a version that did not keep it. */
  connection: string | null;
  /** When it was stored first; null as above. */
  seen_at: number | null;
}

/** See `JoinDecision`. */
export interface JoinDecisionTable {
  kind: JoinKind;
  a: string;
  b: string;
  /** 0 or 1. */
  declared: number;
  refused: number;
  at: number;
}

/** What somebody said an account is, whatever its tool declares. */
export interface ActorKindTable {
  actor: string;
  kind: ActorKind;
  at: number;
}

/** What is only ever read as a whole stays one JSON text. */
export interface PullRequestTable {
  id: string;
  connection: string;
  updated_at: number;
  record_json: string;
}

export const DEFINITION_KINDS = ["status", "workflow", "team", "project", "sprint", "board"] as const;
export type DefinitionKind = (typeof DEFINITION_KINDS)[number];

export interface DefinitionTable {
  connection: string;
  kind: DefinitionKind;
  id: string;
  record_json: string;
  /** The stream that brought it last and the number of its read then; null = before these were kept. */
  stream: string | null;
  generation: number;
}

/** `updated_at` null = only named by an event so far: its own record has not been read, and nothing else in the row is set. */
export interface ItemTable {
  code: Generated<number>;
  id: string;
  connection: number;
  updated_at: number | null;
  key: string | null;
  url: string | null;
  title: string | null;
  project: number | null;
  type_raw: number | null;
  type: number | null;
  created_at: number | null;
  creator: number | null;
  reporter: number | null;
  status: number | null;
  resolution: number | null;
  resolved_at: number | null;
  description_length: number | null;
  headings_hash: number | null;
  empty_section_ratio: number | null;
  points_elsewhere: number | null;
  /** Keys in the description, with a space between them. */
  names: string | null;
  structured_intake: number | null;
  /** Bytes where the record had an even number of lower-case hex digits, else its own text. */
  minhash: Uint8Array | string | null;
  history_complete: number | null;
  gone_at: number | null;
  gone_basis: number | null;
  /** Number of the newest read that listed it. */
  generation: number;
}

/** All events of an item, see `event-codec.ts`. */
export interface HistoryTable {
  item: number;
  events: Uint8Array;
}

export interface ScanTable {
  id: Generated<number>;
  at: number;
  result_json: string;
  /** What it rests on; null in what was stored before that was kept. */
  basis_json: string | null;
}
