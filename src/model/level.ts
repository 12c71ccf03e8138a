import type { Dimension } from "./measure.ts";

export const LEVELS = [1, 2, 3, 4, 5] as const;
export type Level = (typeof LEVELS)[number];

export const LEVEL_NAMES: Readonly<Record<Level, string>> = {
  1: "Ad-Hoc",
  2: "Defined",
  3: "Coordinated",
  4: "Managed",
  5: "Optimized",
};

/**
 * `pathology`: level 1, no requirement; one leaves it. `enabler`: a practice. `limitation`: still true at its level, surpassed later
 * (2.5). `permissive`: may be there, never blocks (4.5). `outcome`: what the practices lead to (3.5, 5.5).
 */
export const CHARACTERISTIC_KINDS = ["pathology", "enabler", "limitation", "permissive", "outcome"] as const;
export type CharacteristicKind = (typeof CHARACTERISTIC_KINDS)[number];

/** ISO/IEC 33020: not, partially, largely, fully. `I` insufficient evidence, `NA` does not apply here. */
export const RATINGS = ["N", "P", "L", "F", "I", "NA"] as const;
export type Rating = (typeof RATINGS)[number];

/** The five indicator groups that the Institute's public page names for its index. */
export const INDICATOR_GROUPS = [
  "structure-and-documentation",
  "ownership-and-accountability",
  "design-and-coordination",
  "measurement-and-governance",
  "optimization-and-human-ai",
] as const;
export type IndicatorGroup = (typeof INDICATOR_GROUPS)[number];

export interface Requirements {
  /** Items finished in the last 26 weeks. */
  readonly finishedItems?: number;
  /** Weeks since the first item. */
  readonly historyWeeks?: number;
  /** The history of the configuration makes up for weeks that are missing. */
  readonly orConfigurationHistory?: true;
  /** Signals of which each must be measured, whatever its weight. */
  readonly signals?: readonly string[];
  /** One of these must be measured, and show at least so much in a companion number where one is named. */
  readonly oneOf?: readonly { readonly signal: string; readonly detail?: string; readonly atLeast?: number }[];
}

/** One of the 25 sentences of the model, as data. Its weights and thresholds stand in the ruleset. */
export interface Characteristic {
  /** `<level>.<position>`, e.g. `3.2`. */
  readonly id: string;
  readonly level: Level;
  /** The model's own sentence. */
  readonly text: string;
  readonly kind: CharacteristicKind;
  readonly c4: Readonly<Partial<Record<Dimension, number>>>;
  readonly group: IndicatorGroup;
  /** Signals by id with their default weights (sum 1) and whether they are primary. */
  readonly signals: readonly { readonly id: string; readonly weight: number; readonly primary: boolean }[];
  /** How well trackers can show it at all. */
  readonly observability: "high" | "medium" | "low";
  /** Attainment never exceeds this, with the reason; only where the traces cannot carry a full rating. */
  readonly observabilityCap: {
    readonly cap: number;
    readonly reason: string;
    /** Lifted where the history of rules and settings can be read. */
    readonly unlessConfigurationHistory?: true;
  } | null;
  /**
   * A full rating needs each of these signals measured and above nothing, with the reason; where one part of the sentence hangs on one signal, or on a
   * companion number of one.
   */
  readonly fullOnlyWith?: {
    readonly signals: readonly string[];
    readonly details?: readonly { readonly signal: string; readonly name: string }[];
    readonly reason: string;
  };
  /** Things that the sentence names side by side, each with its signals; at least `needed` of them must show something. */
  readonly parts?: {
    readonly needed: number;
    readonly of: readonly { readonly name: string; readonly signals: readonly string[] }[];
  };
  /** What there must be besides measured signals; without it the rating is `I`. */
  readonly requires?: Requirements;
  /** Measured for the whole workspace where a team alone has too little of it. */
  readonly crossTeam: boolean;
  /** What the tool cannot see of it. */
  readonly blindSpots: readonly string[];
  /** What would make the evidence sufficient. */
  readonly insufficientWhen: string;
  /** What an organisation does to get there: a practice, not a number. */
  readonly remediation: string;
}
