import type { Instant } from "./window.ts";

/**
 * What can happen to a work item. What `from`, `to` and `detail` of an event mean depends on the kind:
 *
 * | kind | from / to | detail |
 * |---|---|---|
 * | created | - | - |
 * | status | status id | - |
 * | assignee, delegate | actor id | - |
 * | priority, type, resolution, estimate | the tool's value | - |
 * | due-date | ISO date `YYYY-MM-DD` | - |
 * | team, project | team id / project key | - |
 * | parent | work item reference (see `itemReference`) | - |
 * | sprint | sprint id; `from` set = removed from it, `to` set = added to it, one event a sprint | - |
 * | label, component, milestone | `from` set = removed, `to` set = added | - |
 * | flag | `to` = reason or `flagged` when set, `from` when cleared | - |
 * | link | work item reference; `from` = removed, `to` = added | a `LinkType`, seen from this item |
 * | comment | `to` = keys of other items that stand in it, with a space between them (never the text) | comma-joined `CommentFact`s, or null |
 * | title, description, other | - (never the text) | name of the field for `other` |
 * | deleted, archived | - | basis |
 */
export const EVENT_KINDS = [
  "created",
  "status",
  "assignee",
  "delegate",
  "priority",
  "type",
  "resolution",
  "estimate",
  "due-date",
  "team",
  "project",
  "parent",
  "sprint",
  "label",
  "component",
  "milestone",
  "flag",
  "link",
  "comment",
  "title",
  "description",
  "other",
  "deleted",
  "archived",
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Seen from the item that carries the link. `is-blocked-by` is the one the dependency signals look for. */
export const LINK_TYPES = [
  "blocks",
  "is-blocked-by",
  "duplicates",
  "is-duplicated-by",
  "parent-of",
  "child-of",
  "relates-to",
  "pull-request",
] as const;
export type LinkType = (typeof LINK_TYPES)[number];

/** What a comment did, found by pattern at ingest; the text itself is never stored. */
export const COMMENT_FACTS = ["status-request", "cross-reference", "system"] as const;
export type CommentFact = (typeof COMMENT_FACTS)[number];

/**
 * Where an event came from.
 * `history`: the tool recorded it. `initial`: the value the item had when it was created, found by rolling the present
 * value back through the history, stamped with the creation instant. `snapshot`: only the present value is known, its time is not
 * (stamped with the item's creation instant; says nothing about when).
 */
export const EVENT_ORIGINS = ["history", "initial", "snapshot"] as const;
export type EventOrigin = (typeof EVENT_ORIGINS)[number];

export interface EventRecord {
  /** Id of the work item the event belongs to. */
  readonly item: string;
  /**
   * Unique within the item and the same at every read: the tool's own history id and the position in it (`h10023:0`), or
   * `initial:<kind>[:<n>]` for what was rolled back. (item, key) identifies an event for ever.
   */
  readonly key: string;
  readonly at: Instant;
  readonly kind: EventKind;
  readonly origin: EventOrigin;
  readonly actor: string | null;
  readonly from: string | null;
  readonly to: string | null;
  /** The tool's own words for `from` and `to` where they differ from them (a status name at the time, a link phrase). */
  readonly fromRaw: string | null;
  readonly toRaw: string | null;
  readonly detail: string | null;
  /** True when the tool itself says that a rule or an import wrote this on somebody's behalf (corroboration only: callers can forge it). */
  readonly viaAutomation: boolean;
}
