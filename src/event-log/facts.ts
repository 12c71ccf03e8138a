import type { StateCategory } from "../model/category.ts";
import type { Facet } from "../model/facet.ts";
import type { Instant, Window } from "../model/window.ts";
import type { EventLog, TeamIndex } from "./columns.ts";

/** Half-open range of rows that belong to one item: `first[i]` up to, not including, `first[i + 1]`. */
export interface Rows {
  readonly first: Uint32Array;
}

/** Which items are work, and which of their events say something about when things happened. */
export interface Population {
  /** 1 = counts as a work item: no container, no bot alert, no sub-task whose parent moves too, not deleted. */
  readonly isWork: Uint8Array;
  /** Work item that a sub-task which is no work item of its own is a part of; -1 for all others. What is done to it is done to that item. */
  readonly partOf: Int32Array;
  /** 1 = E1, came with an import: enters the risk set at `enteredAt`; its creation, triage and logging say nothing. */
  readonly isImported: Uint8Array;
  /** When the item came under observation: its creation, or the import. */
  readonly enteredAt: Float64Array;
  /** Per event: 1 = E2, one of >= 10 items moved to the same target by one actor within 60 s. */
  readonly isBulk: Uint8Array;
  /** Per event: 1 = E11 (written more than 7 d after the date it speaks of), or origin `snapshot`: its time says nothing. */
  readonly isUntimed: Uint8Array;
}

/** How it was found when an item started. */
export type StartSource = "status" | "assignment" | "link" | "none";

/** When each item started and finished. NaN = did not happen by `asOf`. Only meaningful where `Population.isWork` is 1. */
export interface Lifecycle {
  /** First entry into a category in progress that lasted 60 s or more (or straight to done: NaN). */
  readonly startedAt: Float64Array;
  readonly startSource: readonly StartSource[];
  /** First entry into a `done` category. */
  readonly firstDoneAt: Float64Array;
  /** Last entry into a `done` category, if the item is still there at `asOf` (E4). */
  readonly doneAt: Float64Array;
  /** Last entry into `cancelled` (or done with a duplicate / won't-do resolution), if still there (E5: competing event). */
  readonly cancelledAt: Float64Array;
  /** 1 = its finish was part of a bulk transition, imported or written long afterwards: interval-censored, left out of durations. */
  readonly doneInBulk: Uint8Array;
  /** Times the item left a closed category again, corrections within 10 min not counted. */
  readonly reopenCount: Uint16Array;
  /** First reopening after `firstDoneAt`, corrections not counted. */
  readonly reopenedAt: Float64Array;
  /** Status at `asOf`. */
  readonly status: Int32Array;
  readonly category: readonly StateCategory[];
}

/** Every stay in a status, in order. The last one of an item is open: `leftAt` = NaN. */
export interface Visits extends Rows {
  readonly count: number;
  readonly item: Uint32Array;
  readonly status: Int32Array;
  /** Index of `STATE_CATEGORIES`. */
  readonly category: Uint8Array;
  readonly enteredAt: Float64Array;
  readonly leftAt: Float64Array;
  /** Event that began it; -1 for the first stay. A stay known only from a snapshot names that event (`Population.isUntimed`). */
  readonly event: Int32Array;
  /** 1 = E3, shorter than 60 s: visited but not performed. */
  readonly isFlash: Uint8Array;
}

/** Who owned an item, over time: assignee (or the human who delegated to an agent). Gaps are stays with owner -1. */
export interface Ownership extends Rows {
  readonly count: number;
  readonly item: Uint32Array;
  readonly owner: Int32Array;
  readonly from: Float64Array;
  /** NaN = still. */
  readonly to: Float64Array;
  /** Event that began it; -1 = owned so since creation. */
  readonly event: Int32Array;
}

/** When an item was blocked: by a flag, a status of category `blocked`, or an open blocker linked to it. Overlaps of sources are merged. */
export interface Blocked extends Rows {
  readonly count: number;
  readonly item: Uint32Array;
  readonly from: Float64Array;
  /** NaN = still blocked at `asOf`. */
  readonly to: Float64Array;
  /** Bits: 1 flag, 2 status, 4 link. */
  readonly source: Uint8Array;
}

/** "is blocked by" links. */
export interface Dependencies extends Rows {
  readonly count: number;
  readonly item: Uint32Array;
  /** -1 = the blocker is outside of this log. */
  readonly blocker: Int32Array;
  /** NaN = linked, but not known since when. */
  readonly linkedAt: Float64Array;
  /** NaN = still linked. */
  readonly unlinkedAt: Float64Array;
}

/** Bits of `Activity.touch`. */
export const TOUCH_HUMAN = 1;
export const TOUCH_AGENT = 2;
export const TOUCH_AUTOMATION = 4;
export const TOUCH_INTEGRATION = 8;
export const TOUCH_UNKNOWN = 16;

/** Who touched what. Initial and snapshot values are no touches; neither are stale-bot heart-beats. */
export interface Activity {
  /** Per event: one of the TOUCH bits, 0 = not an act. */
  readonly touch: Uint8Array;
  /** Every act on an item and on the sub-tasks that are a part of it (`Population.partOf`), by time, as event indexes. */
  readonly acts: Rows & { readonly event: Uint32Array };
  /**
   * True when an act counts as somebody working on the item: human, agent, or unknown actor (absence of an actor is not absence of work),
   * or a pull request. A bulk transition does not.
   */
  isSubstantive(event: number): boolean;
  /** True when hardly any change names its actor, so that questions about who acted cannot be answered. */
  readonly actorsMissing: boolean;
  /** Connections of which that is true by themselves. */
  readonly actorsMissingIn: ReadonlySet<string>;
}

/** When teams work, found from their activity as a whole and never by person. */
export interface Calendar {
  /** Milliseconds of the team's working time in [from, to). */
  workingMs(team: TeamIndex, from: Instant, to: Instant): number;
  /** The instant at which `ms` of working time have passed since `from`. */
  afterWorking(team: TeamIndex, from: Instant, ms: number): Instant;
  /** Start instants of the weeks (Monday 00:00 in the team's modal zone) in which the organisation was shut down. */
  readonly shutdownWeeks: readonly Instant[];
  isShutdown(at: Instant): boolean;
  /** Offset of the team's modal zone from UTC, hours. */
  zoneOffsetHours(team: TeamIndex): number;
}

/** Service level expectations learned from history: Kaplan-Meier quantiles of cycle time (days) by work type. */
export interface Service {
  /**
   * Quantile of started -> done in days for the items among `items` of this work type that were in progress or finished in `window`; pooled over types
   * when a type has fewer than 11 finishes (planning minimum), null when even the pool has,
   * and when so much is still open that the curve does not reach the quantile.
   */
  quantileDays(items: Uint32Array, type: number, window: Window, probability: number): number | null;
}

export interface LogQuality {
  readonly timed: number;
  readonly named: number;
}

/** How far the log can be believed, and which facets show in it at all. */
export interface Quality {
  /**
   * Shares 0-1 of the history events in a window that are not bulk, not imported, not backfilled and lie within the reachable history: `timed`; and of
   * those that also name their actor: `named` (D3). What asks when things happened needs the first, what asks who acted the second. Null
   * when the window holds no history event of these items.
   */
  logQuality(items: Uint32Array, window: Window): LogQuality | null;
  /** Whether anything of a facet shows in the data, whatever the connector says it can see. */
  readonly observed: Readonly<Record<Facet, boolean>>;
  /** The same for what came through each connection. Where a connection shows nothing of a facet, its items do not lack it. */
  readonly observedBy: ReadonlyMap<string, Readonly<Record<Facet, boolean>>>;
  /** Whether the connection of an item shows anything of a facet. */
  shows(item: number, facet: Facet): boolean;
  /** Whether every connection of these items does. */
  allShow(items: Uint32Array, facet: Facet): boolean;
}

/** How many people are active. Counts only: who they are stays inside. */
export interface People {
  /**
   * Humans who moved or came to own an item of `items` in the window. When all items belong to one team: those of them who did most of that
   * work in this team, so that everybody counts in one team only. Null when actors are missing.
   */
  activeCount(items: Uint32Array, window: Window): number | null;
}

/** Bits of `Interaction.traces`. */
export const TRACE_TEXT = 1;
export const TRACE_PULL_REQUEST = 2;
export const TRACE_ASSIGNEE = 4;

/** One item and another team that had to do with it. */
export interface Interaction {
  readonly item: number;
  /** The other team's item; -1 = only people of that team show. */
  readonly other: number;
  readonly otherTeam: TeamIndex;
  /** The first trace in the window. */
  readonly at: Instant;
  readonly traces: number;
  /** A typed link (blocks, parent) between the two items, or the item and one of that team, was set while both were open. */
  readonly isLinked: boolean;
}

/** Work between teams, as far as something else than a link shows it. */
export interface Interactions {
  /** Actor -> the team in which nearly all of their work of the window was; -1 = none. To count by team only: no answer may name an actor. */
  homesIn(window: Window): Int32Array;
  /**
   * By the first trace in the window: a key in a description or comment or an untyped relation (each pair of items once), else an assignee or the
   * author of a pull request who is at home in another team (each item and team once).
   */
  in(window: Window): readonly Interaction[];
}

/** Near-duplicates by their texts, -1 = none; as long as the items. */
export interface Twins {
  in(window: Window): {
    /** By items created in the window: one that says the same and was open then. Nobody linked the two. */
    readonly earlier: Int32Array;
    /** By items that were done: one of the window that says the same and came within 30 days after the finish. Nobody linked the two. */
    readonly again: Int32Array;
  };
}

/** Everything signals may ask for. Each is computed once, when first asked for, and shared. */
export interface Facts {
  readonly log: EventLog;
  readonly population: Population;
  readonly lifecycle: Lifecycle;
  readonly visits: Visits;
  readonly ownership: Ownership;
  readonly blocked: Blocked;
  readonly dependencies: Dependencies;
  readonly activity: Activity;
  readonly calendar: Calendar;
  readonly service: Service;
  readonly quality: Quality;
  readonly people: People;
  readonly interactions: Interactions;
  readonly twins: Twins;
}
export type FactName = keyof Facts;
