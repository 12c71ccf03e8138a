import type { Level } from "./level.ts";
import type { Example } from "./measure.ts";

/** One signal that would have to be observed at another value, as a practice. */
export interface RoadmapStep {
  /** Signal id. */
  readonly signal: string;
  readonly reference: string;
  readonly title: string;
  readonly unit: string;
  /** What an organisation does: never a number to enter. */
  readonly practice: string;
  /** As measured for the whole now, in the unit; null = only teams were measured. The whole may stand higher than the teams that are not there. */
  readonly now: number | null;
  /** What would have to be observed; null for a symptom, which is no target. */
  readonly observed: number | null;
  /** Rungs that this is further up, the mean over the people. */
  readonly rungs: number;
  /** Characteristics of the levels up to the target that count it. */
  readonly characteristics: readonly string[];
  /** The assessed teams that stand lower, with what is measured there now; empty where the whole is judged as one. */
  readonly teams: readonly { readonly team: string; readonly value: number }[];
  /** Best assessed team that stands there already, with its value; null = none does. Never a person, never a small group. */
  readonly alreadyThere: { readonly team: string; readonly value: number } | null;
  /** Items that show the lack of it today. */
  readonly examples: readonly Example[];
  /** Weeks that the signal looks back; a change of today shows by half and in full on these days (ISO dates). */
  readonly windowWeeks: number;
  readonly halfVisibleAt: string;
  readonly fullyVisibleAt: string;
  /** How a value that moves without the practice would show. */
  readonly guard: string;
  /** Share of the solutions under moved thresholds (+-15 %) that hold this step, 0-1. */
  readonly stability: number;
  /**
   * The largest move towards better that the whole has made from one end of a quarter to the next in the last year, in the unit, with ISO instants. Null = it
   * never moved that way; absent = it could not be measured at two of these dates, or was not looked at.
   */
  readonly largestMove?:
    | { readonly from: number; readonly to: number; readonly since: string; readonly until: string }
    | null
    | undefined;
}

/** A set of changes and how sure the level would be under it. */
export interface RoadmapPlan {
  /** Signal -> value that would have to be observed, in its unit. */
  readonly values: Readonly<Record<string, number>>;
  /** Signals touched + rungs moved. Says nothing about effort. */
  readonly cost: number;
  /** P(level >= target) of the judge, all else as measured. */
  readonly probability: number;
}

/**
 * What would have to be observed for the measured level to be the next one. Arithmetic on the rules: nothing in it says what causes what.
 *
 * `found`: a plan. `reached`: the level is there already, surely enough. `not-assessable`: the target cannot be judged whatever the values
 * are; `evidence` says what is missing. `out-of-reach`: no change of how work flows gets there while the rest stays; `reason` names what holds it.
 * `not-solved`: the search was given up before its end. `top`: there is no higher level.
 */
export interface Roadmap {
  readonly schemaVersion: 1;
  readonly workspace: string;
  /** ISO instant. */
  readonly asOf: string;
  readonly ruleset: { readonly version: string; readonly hash: string };
  readonly status: "found" | "reached" | "not-assessable" | "out-of-reach" | "not-solved" | "top";
  readonly from: Level | null;
  readonly target: Level;
  /** P(level >= target) as measured; null where it cannot be judged. */
  readonly probabilityNow: number | null;
  /** One sentence; null for `found`. */
  readonly reason: string | null;
  /** Cheapest set at the values themselves, and with a margin of 1.28 standard errors; the steps are those of the latter, else of the former. */
  readonly nominal: RoadmapPlan | null;
  readonly robust: RoadmapPlan | null;
  /** Steps that most solutions under moved thresholds hold (60 % or more), most stable first. */
  readonly steps: readonly RoadmapStep[];
  /** Steps of the plan that depend on where exactly thresholds lie. */
  readonly lessStable: readonly RoadmapStep[];
  /** What would have to be seen beside the steps though it is filled in or set up rather than done: no step, no target, worth nothing alone. */
  readonly accompanying: readonly RoadmapStep[];
  /** Signals of any set here that are told without a value to reach. */
  readonly withoutTarget: readonly string[];
  /** Other sets that cost nearly as little, best first, at most five. */
  readonly alternatives: readonly RoadmapPlan[];
  /** What would let more be seen: it changes what is known, not maturity. */
  readonly evidence: readonly string[];
  /** How many moved sets of thresholds were solved. */
  readonly perturbations: number;
}
