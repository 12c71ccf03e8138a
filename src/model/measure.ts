/**
 * How sure a value is, in the unit of its signal's ladder, as a distribution that can be drawn from, printed and sent to a browser.
 * `quantiles`: values of the quantile function at equally spaced probabilities from 0 to 1 inclusive, linear between them.
 */
export type Distribution =
  | { readonly kind: "exact"; readonly value: number }
  | { readonly kind: "beta"; readonly alpha: number; readonly beta: number; readonly scale: number }
  | { readonly kind: "normal"; readonly mean: number; readonly sd: number }
  | { readonly kind: "log-normal"; readonly logMean: number; readonly logSd: number }
  | { readonly kind: "quantiles"; readonly values: readonly number[] };

/** `meets`: the item shows the practice the signal looks for; `misses`: it shows the lack of it. */
export type Stance = "meets" | "misses";

/** A work item that shows or contradicts a number. Never a person. */
export interface Example {
  readonly key: string;
  readonly url: string;
  readonly title: string | null;
  readonly stance: Stance;
  /** A few words: what about this item, e.g. `started without an owner, 6 d`. */
  readonly note: string;
}

/** Reasons for leaving items out, with counts, e.g. `{ "bulk transition": 12 }`. */
export type Exclusions = Readonly<Record<string, number>>;

/**
 * What a signal answers. Absence is never 0, NaN or level 1: it is one of the other outcomes, with its reason as a sentence.
 * `E` is how examples are named: item indexes inside a signal, `Example`s in a result.
 */
export type Measure<E = Example> =
  | Measured<E>
  | {
      readonly outcome: "insufficient-data";
      readonly reason: string;
      readonly sampleSize: number;
      /** How much the sample must grow, null when more of the same would not help. */
      readonly needed: number | null;
      /** More of what, as a plural noun phrase, e.g. `finished items`. */
      readonly neededOf?: string;
      /** It is a question about single teams: for several together there is nothing to mend. */
      readonly ofTeamsOnly?: true;
      readonly excluded: Exclusions;
    }
  | {
      readonly outcome: "not-supported";
      readonly reason: string;
      /** `tool`: no connected tool shows what is needed. `version`: this version of ours does not measure it yet. */
      readonly by: "tool" | "version";
    }
  | { readonly outcome: "not-applicable"; readonly reason: string }
  | { readonly outcome: "failed"; readonly reason: string };

export interface Measured<E = Example> {
  readonly outcome: "measured";
  /** In the unit of the signal's ladder (percent are 0-100 here because the ladders are). */
  readonly value: number;
  readonly interval90: readonly [low: number, high: number];
  readonly distribution: Distribution;
  readonly sampleSize: number;
  /** Share of the eligible population that could be used, 0-1. */
  readonly coverage: number;
  readonly excluded: Exclusions;
  readonly examples: readonly E[];
  /** Companion numbers that a reader needs to judge the value, e.g. `{ "scope added after start (%)": 14 }`. */
  readonly details: Readonly<Record<string, number>>;
  /** Sentences that lower trust in the value, e.g. `72 % of the items have one owner: nominal ownership?`. */
  readonly warnings: readonly string[];
  /** Set when a guard limits what this value may claim: its desirability never exceeds this. */
  readonly cap?: number;
}

export const OUTCOMES = ["measured", "insufficient-data", "not-supported", "not-applicable", "failed"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Independent kinds of traces; a full rating needs two of them. */
export const EVIDENCE_FAMILIES = ["field", "event", "text", "scm", "config"] as const;
export type EvidenceFamily = (typeof EVIDENCE_FAMILIES)[number];

export const DIMENSIONS = ["clarity", "coordination", "completion", "collaboration"] as const;
/** The four parts of the C4 flywheel. */
export type Dimension = (typeof DIMENSIONS)[number];
