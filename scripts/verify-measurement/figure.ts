export interface Line {
  /** What is counted, in a few words. */
  readonly what: string;
  /** What would be excellent. Missing it is a finding, not a failure. */
  readonly target: string;
  /** Counts, with what they are out of. */
  readonly measured: string;
  /** Whether the target is met; null where nothing is promised, or where what it needs is not at hand (`measured` says so). */
  readonly met: boolean | null;
  /**
   * False: worse than the least that a change of the code may leave behind, which fails the run. Floors stand where the figure stood when the
   * ruleset was frozen, less what chance moves it in a reduced run. Absent or null = no floor.
   */
  readonly held?: boolean | null;
}

export interface FigureInput {
  /** A sample that finishes within seconds. */
  readonly reduced: boolean;
  /** Shown with `--detail`: what a count is made of, and every case that failed. */
  note(text: string): void;
}

/** Measures one figure: one line for each thing it counts. Must not throw for a target that is missed. */
export type Figure = (input: FigureInput) => Promise<readonly Line[]>;
