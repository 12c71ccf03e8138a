import type { Exclusions } from "./measure.ts";

/** What moves work: shares 0-1 of the moves on the board that sum to 1. Never of persons, only of kinds of moves. */
export interface Composition {
  /** People off the agreed path, in stages that are not theirs, or on work that was never followed. */
  readonly person: number;
  /** People on the agreed path, in stages that are theirs. */
  readonly system: number;
  /** Rules and integrations, and people where kinds of work have paths of their own. */
  readonly architecture: number;
  /** AI agents whose moves were left standing. */
  readonly ai: number;
}

export interface ProgressionPeriod {
  /** ISO instants. */
  readonly startAt: string;
  readonly endAt: string;
  /** Moves that could be told, virtual ones included. */
  readonly acts: number;
  /** Null where there are too few of them. */
  readonly composition: Composition | null;
  /** 0-100 = 33 system + 67 architecture + 100 AI. Says what work depends on, and never that more of it is better by itself. */
  readonly position: number | null;
}

/** From work that depends on persons to work that depends on systems, architecture and AI. */
export interface Progression extends ProgressionPeriod {
  /** Why there is no composition; null where there is. */
  readonly reason: string | null;
  /** Share of the AI moves that is covered by oversight (S43), 0-1; null = oversight could not be measured. */
  readonly aiOverseen: number | null;
  /** Quarters of 13 weeks within the history, oldest first. */
  readonly quarters: readonly ProgressionPeriod[];
  readonly excluded: Exclusions;
}
