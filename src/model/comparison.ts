import type { Rating } from "./level.ts";
import type { ChangeVerdict } from "./trend.ts";

/** Why two results differ. */
export const CAUSES = ["work", "evidence", "ruleset"] as const;
export type Cause = (typeof CAUSES)[number];

/** One end of a comparison. */
export interface ComparedSide {
  /** `date`: judged now, as of a past day. `scan`: kept by a scan. `file`: written by one. */
  readonly kind: "date" | "scan" | "file";
  readonly workspace: string;
  /** ISO instant. */
  readonly asOf: string;
  readonly ruleset: { readonly version: string; readonly hash: string };
  /** SHA-256 over what was stored then. */
  readonly pagesHash: string;
  readonly product: string;
  readonly complete: boolean;
}

/**
 * One number at both ends, and the difference by cause: `work + evidence + ruleset + unsplit = whole`, to the last digit. All null when one end
 * has no number; a single cause is null where it cannot be told apart, and is then part of `unsplit`.
 */
export interface Split {
  readonly before: number | null;
  readonly after: number | null;
  readonly whole: number | null;
  readonly work: number | null;
  readonly evidence: number | null;
  readonly ruleset: number | null;
  /** What belongs to the causes named in `Comparison.unsplitCauses` together; null when there are none. */
  readonly unsplit: number | null;
}

/** Whether the part of the work is more than noise. Null minimal change: the work was not judged at both ends. */
export interface WorkVerdict {
  readonly verdict: ChangeVerdict;
  readonly minimalDetectableChange: number | null;
}

/** What `wmmm compare` says. Published as `schemas/comparison.schema.json`; adding a key is compatible, anything else is a new `schemaVersion`. */
export interface Comparison {
  readonly schemaVersion: 1;
  readonly before: ComparedSide;
  readonly after: ComparedSide;
  /** The order in which one cause after the other is changed; with another order the parts would be other ones, and the whole the same. */
  readonly order: string;
  /** Causes that could not be told apart. */
  readonly unsplitCauses: readonly Cause[];
  /** Best estimate, 1-5. */
  readonly level: Split;
  /** 1.0-5.0. */
  readonly index: Split & WorkVerdict;
  /** Attainment, 0-1. */
  readonly characteristics: readonly (Split &
    WorkVerdict & { readonly id: string; readonly ratingBefore: Rating; readonly ratingAfter: Rating })[];
  /** Ids of signals of the whole workspace that have a value at one end only. */
  readonly signalsGained: readonly string[];
  readonly signalsLost: readonly string[];
  /** Names of teams that are judged at one end only. */
  readonly teamsGained: readonly string[];
  readonly teamsLost: readonly string[];
  /** Why the two are not alike, or some cause cannot be told; a sentence each. */
  readonly notes: readonly string[];
  readonly statement: string;
}
