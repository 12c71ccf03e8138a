import type { Level, Rating } from "./level.ts";
import type { Dimension } from "./measure.ts";
import type { IndexVerdict, Interval, LevelVerdict } from "./result.ts";

export const TREND_STEPS = ["week", "month", "quarter"] as const;
export type TrendStep = (typeof TREND_STEPS)[number];

/** One past instant, judged with today's ruleset on what had happened until then. */
export interface TrendPoint {
  /** ISO instant; nothing at or after it was known. */
  readonly asOf: string;
  readonly window: {
    readonly startAt: string;
    readonly endAt: string;
    /** Weeks of the window that count: within the history, and not a shutdown. */
    readonly effectiveWeeks: number;
    /** First days (ISO instants, Monday) of the weeks of the window in which the organisation was shut down. */
    readonly shutdownWeeks: readonly string[];
    /** Whole weeks of recorded history before `asOf`, however many the window has. */
    readonly historyWeeks: number;
  };
  readonly level: Pick<LevelVerdict, "best" | "confirmed" | "lower" | "upper" | "atLeast" | "notAssessable">;
  readonly index: Omit<IndexVerdict, "groups">;
  /** 0-100; null = nothing rated. */
  readonly c4: Readonly<Record<Dimension, number | null>>;
  readonly characteristics: readonly {
    readonly id: string;
    readonly rating: Rating;
    /** 0-1; null unless rated N, P, L or F. */
    readonly attainment: number | null;
    readonly interval90: Interval | null;
  }[];
  /** Teams that were judged then. */
  readonly teams: readonly { readonly id: string; readonly name: string; readonly best: Level; readonly score5: number | null }[];
  /** Work items in the window, and those finished in it. */
  readonly items: number;
  readonly completed: number;
  /** Why there is no level; null when there is one. */
  readonly reason: string | null;
  /** What to know when reading this point, a sentence each. */
  readonly notes: readonly string[];
  /** Against the point before it; null for the first. */
  readonly change: TrendChange | null;
  /** Against the same weeks a year earlier; null where the history does not reach back that far. */
  readonly yearBefore: TrendChange | null;
}

/**
 * `none`: smaller than the minimal detectable change. `not-comparable`: one of the two has no index, or one window holds a shutdown and the
 * other does not; the difference is then no statement about the work.
 */
export const CHANGE_VERDICTS = ["rise", "fall", "none", "not-comparable"] as const;
export type ChangeVerdict = (typeof CHANGE_VERDICTS)[number];

export interface TrendChange {
  /** `asOf` of what it is compared with. */
  readonly since: string;
  readonly verdict: ChangeVerdict;
  /**
   * Difference of the index (1-5), both ends judged on what could be measured at both, so that more evidence alone is no change. Null where
   * one of them has none.
   */
  readonly index: number | null;
  /** Difference of the two published numbers, in which a change of evidence counts too. */
  readonly indexAsPublished: number | null;
  /** MDC95: 1.96 times the standard error of the difference, at least 0.1. Null where `index` is. */
  readonly minimalDetectableChange: number | null;
  /** Steps of the best estimate's level; null where one of them has none. */
  readonly levels: number | null;
  /** Why the two are not alike, a sentence each. */
  readonly notes: readonly string[];
}

/** A few past dates as they stand beside a result; `TrendPoint` says more of each. */
export interface RecentPoint extends Pick<TrendPoint, "asOf" | "reason" | "change" | "yearBefore"> {
  readonly window: Pick<TrendPoint["window"], "historyWeeks" | "shutdownWeeks">;
  readonly level: Pick<TrendPoint["level"], "best">;
  readonly index: Pick<TrendPoint["index"], "score5" | "interval90">;
}

/** Oldest first; the last point is the result itself. */
export interface RecentTrend extends Pick<Trend, "every" | "overall"> {
  readonly points: readonly RecentPoint[];
}

/** What `wmmm trend` says. Published as `schemas/trend.schema.json`; adding a key is compatible, anything else is a new `schemaVersion`. */
export interface Trend {
  readonly schemaVersion: 1;
  readonly workspace: string;
  readonly every: TrendStep;
  readonly ruleset: { readonly version: string; readonly hash: string; readonly deviations: readonly string[] };
  readonly statement: string;
  /** First recorded event of a work item; null = there is none. */
  readonly historyBeganAt: string | null;
  /** Oldest first. */
  readonly points: readonly TrendPoint[];
  /**
   * To the last point that has a level, from the earliest that it can be compared with (both windows with a shutdown, or both without); from the first
   * where there is none. Null with fewer than two.
   */
  readonly overall: TrendChange | null;
  /** What could not be rolled back to the past dates, a sentence each. */
  readonly limits: readonly string[];
  /** True when every stream of the last sync is complete. */
  readonly complete: boolean;
  readonly provenance: { readonly product: string; readonly pagesHash: string; readonly seed: string; readonly draws: number };
}
