import type { Characteristic } from "../model/level.ts";
import type { EvidenceFamily, Measure } from "../model/measure.ts";
import type { Result } from "../model/result.ts";

/** What the judge needs to know about a signal; a `Signal` of the registry is one. */
export interface SignalInfo {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly unit: string;
  readonly better: "higher" | "lower";
  readonly families: readonly EvidenceFamily[];
  readonly minimumSample: number;
}

/** Diagnostics of a scope that hold back a rating; leave them out or null when they are not known. */
export interface ScopeDiagnostics {
  /** D3, 0-1. Below the ruleset's minimum, event-based signals count as insufficient. */
  readonly logQuality?: number | null;
  /** D2, ln(arrivals / departures). Beyond +-0.5 predictability is not judged. */
  readonly flowBalance?: number | null;
  /** Items finished in the last 26 weeks; weeks since the first item. Not known = nothing is refused for it. */
  readonly finishedItems?: number | null;
  readonly historyWeeks?: number | null;
  /** Whether the tools show the history of rules and settings. */
  readonly configurationHistory?: boolean;
}

export interface WorkspaceInput extends ScopeDiagnostics {
  /** Signal id -> what it answered. A signal without an entry counts as not measured. */
  readonly measures: Readonly<Record<string, Measure>>;
  /** Work items in the scope. */
  readonly items: number | null;
  /** Null or left out = not known. Known and below the minimum group, nothing is judged. */
  readonly activePeople?: number | null;
  /** Weeks since the first recorded event. Null or left out = not known. Known and below 13, no level is named. */
  readonly recordedWeeks?: number | null;
}

export interface TeamInput extends ScopeDiagnostics {
  readonly id: string;
  readonly name: string;
  readonly activePeople: number | null;
  readonly items: number | null;
  /** Null when the team is too small to be shown. */
  readonly measures: Readonly<Record<string, Measure>> | null;
}

export interface JudgeInput {
  readonly workspace: WorkspaceInput;
  /** Every team that is known, also those that cannot be judged. Their order means nothing. */
  readonly teams: readonly TeamInput[];
  readonly signals: readonly SignalInfo[];
  readonly characteristics: readonly Characteristic[];
  /** Of all draws. The same seed and input give the same result, byte for byte. */
  readonly seed: string;
}

/** The parts of a result that the judge answers for. */
export type Judgement = Pick<Result, "level" | "index" | "c4" | "characteristics" | "teams" | "breadth" | "next">;
