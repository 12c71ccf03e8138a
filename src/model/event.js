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
 * | comment | - | comma-joined `CommentFact`s, or null |
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
];
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
];
/** What a comment did, found by pattern at ingest; the text itself is never stored. */
export const COMMENT_FACTS = ["status-request", "cross-reference", "system"];
/**
 * Where an event came from.
 * `history`: the tool recorded it. `initial`: the value the item had when it was created, found by rolling the present
 * value back through the history, stamped with the creation instant. `snapshot`: only the present value is known, its time is not
 * (stamped with the item's creation instant; says nothing about when).
 */
export const EVENT_ORIGINS = ["history", "initial", "snapshot"];
