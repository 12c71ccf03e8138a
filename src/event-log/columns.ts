import { ACTOR_KINDS, type ActorKind } from "../model/actor.ts";
import type { StateCategory } from "../model/category.ts";
import { EVENT_KINDS, EVENT_ORIGINS, LINK_TYPES, type EventKind, type EventOrigin, type LinkType } from "../model/event.ts";
import { JOIN_BASES, type Join, type JoinBasis } from "../model/join.ts";
import type { TeamRule } from "../model/mapping.ts";
import { REVIEW_STATES, type ReviewState } from "../model/pull-request.ts";
import type { Instant } from "../model/window.ts";
import { WORK_TYPES, type DescriptionFacts, type WorkType } from "../model/work-item.ts";
import type { BoardRecord, SprintRecord, WorkflowRecord } from "../model/workflow.ts";

/** Index in `EventLog.teams`; -1 = none. Items, actors, statuses and texts are named by plain indexes in the same way. */
export type TeamIndex = number;

const codesOf = <T extends string>(names: readonly T[]): Readonly<Record<T, number>> =>
  Object.fromEntries(names.map((name, code) => [name, code])) as Record<T, number>;

/** Codes as they stand in the columns. */
export const KIND = codesOf<EventKind>(EVENT_KINDS);
export const ORIGIN = codesOf<EventOrigin>(EVENT_ORIGINS);
export const ACTOR_KIND = codesOf<ActorKind>(ACTOR_KINDS);
export const WORK_TYPE = codesOf<WorkType>(WORK_TYPES);
/** Codes of `events.detail` of link events. */
export const LINK = codesOf<LinkType>(LINK_TYPES);
/** Codes of `pullRequests.workBasis`, the surest first. */
export const JOIN_BASIS = codesOf<JoinBasis>(JOIN_BASES);
/** Codes of `pullRequests.reviewState`. */
export const REVIEW_STATE = codesOf<ReviewState>(REVIEW_STATES);
/** Bits of `events.detail` of comment events. */
export const COMMENT_STATUS_REQUEST = 1;
export const COMMENT_CROSS_REFERENCE = 2;
export const COMMENT_SYSTEM = 4;

/** Team by team (the last that was ever recorded, else the project), oldest first: what belongs together lies together in memory. */
export interface ItemColumns {
  readonly count: number;
  readonly id: readonly string[];
  readonly key: readonly string[];
  readonly url: readonly string[];
  readonly title: readonly (string | null)[];
  /** Instant. */
  readonly createdAt: Float64Array;
  /** Code of `WORK_TYPE`. */
  readonly type: Uint8Array;
  /** The tool's own type word. */
  readonly typeRaw: Int32Array;
  /** Team as of the log's `asOf` (moves are `team`/`project` events). */
  readonly team: Int32Array;
  readonly project: Int32Array;
  readonly creator: Int32Array;
  /** Instant the tool says it was resolved; NaN = not (or not by `asOf`). */
  readonly resolvedAt: Float64Array;
  /** Instant it was seen to be deleted or moved out of sight; NaN = it still exists. */
  readonly deletedAt: Float64Array;
  readonly description: readonly DescriptionFacts[];
  /** 1 = the description was edited at or after `asOf`: what is known of it was not so yet. */
  readonly describedLater: Uint8Array;
  /** 64 bytes an item of the MinHash of its text, see `Sketches`. */
  readonly sketch: Uint8Array;
  /** About how many different words the text has, up to 64; 0 = there is no text. */
  readonly words: Uint8Array;
  /** 1 yes, 0 no, -1 cannot be told. */
  readonly structuredIntake: Int8Array;
  /** 1 = the whole history is there. */
  readonly historyComplete: Uint8Array;
  /** The first of the items that are one piece of work with this one, itself included; -1 = it is the only one. */
  readonly sameWork: Int32Array;
  /** Events of item i stand at `firstEvent[i]` up to, not including, `firstEvent[i + 1]`, by time. Length count + 1. */
  readonly firstEvent: Uint32Array;
}

/**
 * One row an event, items one after the other, by time within an item (ties keep the tool's order).
 * What `from`, `to`, `detail` index depends on `kind`:
 * status -> `statuses`; assignee, delegate -> `actors`; team -> `teams`; parent, link -> items (or -2 - text for an item outside of this log);
 * all others -> `texts`. `detail`: link -> `LINK` code, comment -> bits, other -> text.
 */
export interface EventColumns {
  readonly count: number;
  readonly item: Uint32Array;
  readonly at: Float64Array;
  readonly kind: Uint8Array;
  readonly origin: Uint8Array;
  readonly actor: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly detail: Int32Array;
  /** 1 = the tool says that a rule or an import wrote it. */
  readonly viaAutomation: Uint8Array;
}

export interface ActorColumns {
  readonly count: number;
  readonly id: readonly string[];
  /** Code of `ACTOR_KIND`. */
  readonly kind: Uint8Array;
  readonly kindBasis: readonly string[];
  /** 1 active, 0 deactivated, -1 cannot be told. */
  readonly active: Int8Array;
}

/**
 * Proposed changes of code, created before `asOf`, in the order of their ids. Instants are NaN where something did not happen by `asOf` or cannot be
 * told; actors are -1.
 */
export interface PullRequestColumns {
  readonly count: number;
  readonly id: readonly string[];
  readonly key: readonly string[];
  readonly url: readonly string[];
  readonly title: readonly (string | null)[];
  /** Index in `projects`; its team is that of the project. */
  readonly project: Int32Array;
  readonly createdAt: Float64Array;
  readonly firstCommitAt: Float64Array;
  readonly mergedAt: Float64Array;
  /** With or without a merge; NaN = open. */
  readonly closedAt: Float64Array;
  readonly author: Int32Array;
  readonly mergedBy: Int32Array;
  /** 0 = not all of its reviews could be read. */
  readonly reviewsComplete: Uint8Array;
  /** Reviews of pull request p stand at `firstReview[p]` up to, not including, `firstReview[p + 1]`, by time. Length count + 1. */
  readonly firstReview: Uint32Array;
  readonly reviewActor: Int32Array;
  readonly reviewAt: Float64Array;
  /** Code of `REVIEW_STATE`. */
  readonly reviewState: Uint8Array;
  /** Items that it belongs to stand at `firstWork[p]` up to, not including, `firstWork[p + 1]`, each once, in their order. Length count + 1. */
  readonly firstWork: Uint32Array;
  readonly workItem: Uint32Array;
  /** Code of `JOIN_BASIS`: the surest of what links the two. */
  readonly workBasis: Uint8Array;
  /** Since when the two belong together: the attachment, else the later creation of the two. When a key was written is not recorded. */
  readonly workSince: Float64Array;
}

export interface LogStatus {
  readonly id: string;
  readonly name: string;
  readonly category: StateCategory;
}

/** The history of a workspace up to an instant, as columns. Nothing in it is later than `asOf`. */
export interface EventLog {
  /** Events and items at or after this instant are not in the log. Every "now" is this instant. */
  readonly asOf: Instant;
  readonly items: ItemColumns;
  readonly events: EventColumns;
  readonly actors: ActorColumns;
  readonly statuses: readonly LogStatus[];
  readonly teams: readonly { readonly id: string; readonly name: string }[];
  readonly projects: readonly string[];
  /** Connection of each project: two tools may use one key. As long as `projects`. */
  readonly projectConnection: readonly string[];
  /** Team that owns the items of a project unless an item says otherwise; -1 = none. As long as `projects`. */
  readonly projectTeam: Int32Array;
  readonly texts: readonly string[];
  readonly workflows: readonly WorkflowRecord[];
  readonly sprints: readonly SprintRecord[];
  readonly boards: readonly BoardRecord[];
  readonly pullRequests: PullRequestColumns;
  /** Joins of persons, teams and items, applied or not; those of pull requests are in `pullRequests`. */
  readonly joins: readonly Join[];
  /** Own rules for teams, kept so that they hold at earlier instants too; `teamOf` is the team of each. Absent = none. */
  readonly teamRules?: { readonly teams: readonly TeamRule[]; readonly teamOf: readonly TeamIndex[] };
}
