import type { StatusRule, TeamRule } from "../../model/mapping.ts";

/** How the numbers become ratings and a level: data with a version, never code. Every number states what it rests on. */
export interface Ladder {
  /** Signal id. */
  readonly signal: string;
  /** `b1`..`b6`: the value at which this signal alone is just consistent with level k. Falling when lower is better. */
  readonly rungs: readonly [number, number, number, number, number, number];
  readonly scale: "linear" | "log";
  /** `published`, `analytic` or `prior` (expert estimate), and the source in words. */
  readonly basis: { readonly kind: "published" | "analytic" | "prior"; readonly source: string };
}

export interface Ruleset {
  readonly version: string;
  readonly ladders: readonly Ladder[];
  /** Characteristic id -> signal id -> weight. */
  readonly weights: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Upper bounds of N, P and L on attainment. */
  readonly ratingBounds: readonly [number, number, number];
  /** Exponent of the weighted power mean and the floor of desirability. */
  readonly power: number;
  readonly desirabilityFloor: number;
  /** Share of signal weight that must be measured for a rating, and the widest 90 % interval that is still a rating. */
  readonly minimumCoverage: number;
  readonly widestInterval: number;
  /** D3 below this makes event-based signals insufficient. */
  readonly minimumLogQuality: number;
  readonly bestEstimateAt: number;
  readonly confirmedAt: number;
  /** Share of active people that must be in teams at the level, and whether one team more than a level below blocks. */
  readonly breadthShare: number;
  readonly weakestTeamClause: boolean;
  readonly minimumTeamPeople: number;
  readonly minimumTeamItems: number;
  readonly draws: number;
  /** Variance between half years of an unchanged process over the variance that a signal's own sample explains, 1 or more; absent = 1. */
  readonly overdispersion?: number;
  readonly policy: {
    readonly sharedOwnership: boolean;
    readonly throughputBased: boolean;
    readonly publicIntake: boolean;
    /** Absent = false: what a ruleset does not say must not change its hash. */
    readonly scrum?: boolean;
    readonly support?: boolean;
  };
  /** What statuses mean here; absent = what connectors make of them. */
  readonly statuses?: readonly StatusRule[];
  /** Which work belongs to which team; the first that matches wins. Absent = what the tools say. */
  readonly teams?: readonly TeamRule[];
}
