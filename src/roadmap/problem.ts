import type { LadderScale } from "../maturity/desirability.ts";
import type { Ruleset } from "../maturity/ruleset/ruleset.ts";
import type { Level } from "../model/level.ts";

/** One signal in one characteristic. */
export interface Part {
  readonly signal: string;
  /** Weight in the ruleset x reliability. */
  readonly weight: number;
  readonly primary: boolean;
  /** Desirability never exceeds it (a guard of the signal); 1 = no guard. */
  readonly cap: number;
  /** Where the signal stands now, on its scale. */
  readonly position: number;
}

/** A rated characteristic that counts, in one scope. */
export interface Subject {
  readonly id: string;
  readonly level: Level;
  /** Standard error of its attainment. */
  readonly spread: number;
  /** Attainment never exceeds it. */
  readonly cap: number;
  readonly parts: readonly Part[];
}

/** A team, or the whole where it is judged as one. */
export interface ProblemScope {
  /** Null = the whole. */
  readonly team: string | null;
  readonly people: number;
  readonly subjects: readonly Subject[];
}

/** Which smallest set of signal changes lifts the measured level to `target`? */
export interface RoadmapProblem {
  readonly target: Level;
  readonly rules: Pick<Ruleset, "ratingBounds" | "power" | "desirabilityFloor" | "breadthShare" | "weakestTeamClause">;
  readonly scales: ReadonlyMap<string, LadderScale>;
  readonly scopes: readonly ProblemScope[];
  /** Signals that may be moved. */
  readonly movable: ReadonlySet<string>;
  /**
   * Those of them that somebody can bring about by filling in fields or settings. One may be moved only together with what moves with the work,
   * in a characteristic of its own unless that stands well there: no answer is ever made of entries alone.
   */
  readonly entered: ReadonlySet<string>;
  /** Places between two rungs that a signal may be moved to. */
  readonly stepsARung: number;
  /** How many standard errors an attainment must stand above its bound. */
  readonly margin: number;
  /** Sets of signals that are known already and not to be found again, nor any set that holds one of them. */
  readonly known: readonly (readonly string[])[];
  /** No set costs less, as somebody has proved: the solver need not look below. */
  readonly atLeast?: number;
  /** Signals that cost a little less, so that of equally good sets the one with them is found. */
  readonly preferred: ReadonlySet<string>;
}
