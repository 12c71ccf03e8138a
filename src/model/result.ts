import type { StatementKind } from "./attestation.ts";
import type { Facet, Support } from "./facet.ts";
import type { JoinCount } from "./join.ts";
import type { Flag } from "./flag.ts";
import type { CharacteristicKind, IndicatorGroup, Level, Rating } from "./level.ts";
import type { Dimension, Distribution, EvidenceFamily, Example, Exclusions, Outcome } from "./measure.ts";
import type { Problem } from "./problem.ts";
import type { Progression } from "./progression.ts";
import type { Roadmap } from "./roadmap.ts";
import type { RecentTrend } from "./trend.ts";

export type Interval = readonly [low: number, high: number];
/** Probabilities of the levels, keys "1".."5". */
export type LevelProbabilities = Readonly<Record<"1" | "2" | "3" | "4" | "5", number>>;

/** Why the level is not higher. */
export interface Gap {
  readonly kind: "characteristic" | "evidence" | "team";
  /** The level it holds back from. */
  readonly level: Level;
  /** Characteristic id, or team id for kind `team`. */
  readonly id: string;
  /** One sentence for a manager. */
  readonly sentence: string;
  readonly rating: Rating | null;
  /** Allowed by the rule (one named gap a level), so that it is shown though it does not block. */
  readonly tolerated: boolean;
}

export interface LevelVerdict {
  /** Highest level with P(level >= k) >= 0.5; null = cannot be judged from this data. */
  readonly best: Level | null;
  /** Highest level with P(level >= k) >= 0.9. Null as for `best`. Level 1 needs nothing and is confirmed when anything is. */
  readonly confirmed: Level | null;
  /** P(level = k); sums to 1. Null when nothing can be judged. */
  readonly probabilities: LevelProbabilities | null;
  /** P(level >= k). */
  readonly atLeast: LevelProbabilities | null;
  /** All of 2..k at L or better. */
  readonly strict: Level | null;
  /** L or better at k, F below. */
  readonly isoStrict: Level | null;
  /** The level if everything that could not be judged were absent, and if it were perfect. */
  readonly lower: Level;
  readonly upper: Level;
  /** Lowest level that could not be assessed, with the reason; null = all could. */
  readonly notAssessable: { readonly level: Level; readonly reason: string } | null;
  readonly gaps: readonly Gap[];
}

export interface IndexVerdict {
  /** 0-100 = 25 (score5 - 1). Null when the level is. */
  readonly score100: number | null;
  /** 1.0-5.0. */
  readonly score5: number | null;
  /** Of score5: sampling, and what could not be judged of the next level, from absent to perfect. */
  readonly interval90: Interval | null;
  /** The same with uncertain thresholds. */
  readonly interval90WithThresholds: Interval | null;
  /** Smallest change that is not noise, in score5. */
  readonly minimalDetectableChange: number | null;
  /** 0-100 by indicator group; null = nothing rated in it. */
  readonly groups: Readonly<Record<IndicatorGroup, number | null>>;
}

export interface DimensionVerdict {
  /** 0-100, null = nothing rated. */
  readonly score: number | null;
  readonly interval90: Interval | null;
  /** Share of the dimension's weight that could be rated, 0-1. */
  readonly coverage: number;
  /** Lower-quartile team over the median team, 0-1: does it hold everywhere? Null with fewer than three teams. */
  readonly institutionalisation: number | null;
}

export interface CharacteristicVerdict {
  readonly id: string;
  readonly level: Level;
  readonly text: string;
  readonly kind: CharacteristicKind;
  readonly rating: Rating;
  /** "At or beyond", 0-1; null unless rated N, P, L or F. */
  readonly attainment: number | null;
  readonly interval90: Interval | null;
  /** Does the sentence describe them now, 0-1; null when not rated. */
  readonly descriptorMatch: number | null;
  /** Share of the signal weight that was measured, 0-1. */
  readonly coverage: number;
  readonly observability: "high" | "medium" | "low";
  readonly evidenceFamilies: readonly EvidenceFamily[];
  readonly signals: readonly {
    readonly id: string;
    readonly weight: number;
    readonly primary: boolean;
    /** 0-1 on this characteristic's level; null = not measured. */
    readonly desirability: number | null;
    /** Value at which it would be largely met (0.5) and fully met (0.85), in the signal's unit. */
    readonly largely: number;
    readonly fully: number;
  }[];
  /** Gates and caps that held the attainment down, a sentence each. */
  readonly limitedBy: readonly string[];
  /** Conflicting evidence and the like. */
  readonly flags: readonly string[];
  /** Why it is `I` or `NA`, else null. */
  readonly reason: string | null;
  /** What would make the evidence sufficient, or whole where it is rated, a sentence each. Absent in results of earlier versions. */
  readonly toSuffice?: readonly string[] | undefined;
  /** Where the sentence names several things (1.3): attainment of each, null = not measured. */
  readonly parts?: readonly { readonly name: string; readonly attainment: number | null }[] | undefined;
  readonly blindSpots: readonly string[];
  readonly remediation: string;
  readonly examples: readonly Example[];
}

export interface SignalVerdict {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly dimension: Dimension;
  readonly unit: string;
  readonly better: "higher" | "lower";
  readonly outcome: Outcome;
  /** Why there is no value; null when measured. */
  readonly reason: string | null;
  readonly value: number | null;
  readonly interval90: Interval | null;
  readonly distribution: Distribution | null;
  readonly sampleSize: number | null;
  /** How much the sample must grow to be sufficient; null = not a matter of size. */
  readonly needed: number | null;
  readonly minimumSample: number;
  readonly coverage: number | null;
  readonly excluded: Exclusions;
  readonly details: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
  readonly families: readonly EvidenceFamily[];
  /** Values of the ladder's six rungs and the scale between them. */
  readonly ladder: readonly number[];
  readonly scale: "linear" | "log";
  /** What the ladder rests on; null when the ruleset has none for this signal. */
  readonly basis: { readonly kind: "published" | "analytic" | "prior"; readonly source: string } | null;
  /** When not to rely on it, one sentence each. */
  readonly limits: readonly string[];
  readonly definition: string;
  readonly examples: readonly Example[];
}

export interface TeamVerdict {
  readonly id: string;
  readonly name: string;
  /** `suppressed`: fewer than 5 active people, nothing of it is shown. */
  readonly status: "assessed" | "insufficient" | "suppressed";
  readonly reason: string | null;
  /** Null when suppressed or unknown. */
  readonly activePeople: number | null;
  readonly items: number | null;
  readonly level: LevelVerdict | null;
  readonly index: IndexVerdict | null;
  readonly characteristics: readonly { readonly id: string; readonly rating: Rating; readonly attainment: number | null }[];
}

export interface StreamReport {
  readonly connection: string;
  readonly stream: string;
  readonly status: "complete" | "partial" | "stale" | "failed" | "never";
  /** Records read in the last sync. */
  readonly fetched: number;
  /** Records in the store now. */
  readonly stored: number;
  /** What the vendor says there is; null = it does not say. */
  readonly vendorTotal: number | null;
  /** `stored` over `vendorTotal`; above 1 when more is stored than the vendor counts. Null = the vendor does not say, or was never asked. */
  readonly coverage: number | null;
  /** What may explain a coverage other than 1; null when the counts agree, or the read is not complete and its problem says why. */
  readonly coverageNote: string | null;
  readonly requests: number;
  readonly problem: Problem | null;
}

export interface Provenance {
  readonly product: string;
  /** SHA-256 over the sorted page hashes of everything stored. */
  readonly pagesHash: string;
  readonly pages: number;
  readonly connections: readonly {
    readonly id: string;
    readonly kind: string;
    readonly provides: Readonly<Record<Facet, Support>>;
    readonly lastSyncedAt: string | null;
  }[];
  /** What was taken for one and the same in several tools, by kind and by how that is known. Empty = nothing. */
  readonly joins: readonly JoinCount[];
  /** Joins that were found and not applied, because what hangs together with them cannot all be one. */
  readonly joinConflicts: number;
  /** Seed of all draws. */
  readonly seed: string;
  readonly draws: number;
}

/** What a person signed about a characteristic, beside what was inferred of it. */
export interface StatementShown {
  readonly kind: StatementKind;
  readonly characteristic: string;
  readonly text: string;
  readonly reason: string;
  /** Who signs: never one who is measured. */
  readonly author: string;
  /** ISO instants. */
  readonly signedAt: string;
  readonly validUntil: string;
  /** What is expired is told and does not count. */
  readonly status: "valid" | "expired";
  /** Rating of the same characteristic by the data; nothing in it rests on the statement. */
  readonly inferred: Rating | null;
}

/** Everything a scan says. Published as `schemas/result.schema.json`; adding a key is compatible, anything else is a new `schemaVersion`. */
export interface Result {
  readonly schemaVersion: 1;
  readonly workspace: string;
  /** ISO instant. */
  readonly asOf: string;
  readonly window: {
    readonly startAt: string;
    readonly endAt: string;
    readonly effectiveWeeks: number;
    /** Whole weeks from the first recorded event to the end. Results of earlier versions have none. */
    readonly historyWeeks?: number | undefined;
  };
  readonly ruleset: { readonly version: string; readonly hash: string; readonly deviations: readonly string[] };
  readonly statement: string;
  readonly level: LevelVerdict;
  readonly index: IndexVerdict;
  readonly c4: Readonly<Record<Dimension, DimensionVerdict>>;
  readonly characteristics: readonly CharacteristicVerdict[];
  readonly signals: readonly SignalVerdict[];
  readonly diagnostics: {
    /** D1, days. */
    readonly cycleTimeP50Days: number | null;
    readonly cycleTimeP85Days: number | null;
    /** D2: ln(arrivals / departures). */
    readonly flowBalance: number | null;
    /** D2: items in progress more (or less) each week. */
    readonly wipSlopePerWeek: number | null;
    /** D3, 0-1. */
    readonly logQuality: number | null;
    readonly items: number;
    readonly events: number;
    readonly completed: number;
    readonly activePeople: number | null;
    /** How it was found when the completed items were started; absent = a status said so wherever anything did. */
    readonly startSources?: Readonly<Record<"status" | "assignment" | "link" | "none", number>> | undefined;
  };
  /** What moves work, and how that changed. Absent in results of earlier versions. */
  readonly progression?: Progression | undefined;
  /** What makes the numbers look different without the work having changed, oldest first. Absent in results of earlier versions. */
  readonly flags?: readonly Flag[] | undefined;
  readonly teams: readonly TeamVerdict[];
  /** Share of active people in teams at level k or above, for k = 2..5, and how many teams. */
  readonly breadth: readonly {
    readonly level: Level;
    readonly peopleShare: number;
    readonly teams: number;
    readonly of: number;
  }[];
  /** What to look at next, most useful first. */
  readonly next: readonly {
    readonly kind: "evidence" | "practice";
    readonly sentence: string;
    readonly characteristic: string | null;
  }[];
  readonly streams: readonly StreamReport[];
  /** True when every stream of the last sync is complete. */
  readonly complete: boolean;
  readonly provenance: Provenance;
  /** What people state, apart from everything inferred; absent = nothing. Added when a result is shown, never kept with it. */
  readonly statements?: readonly StatementShown[] | undefined;
  /** The last quarters and today. Only where they were asked for, since each of them is judged like the result itself. */
  readonly trend?: RecentTrend | undefined;
  /** Only where `wmmm roadmap` wrote this result. */
  readonly roadmap?: Roadmap | undefined;
}
