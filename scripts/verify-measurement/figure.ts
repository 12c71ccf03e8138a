export interface Line {
  /** What is counted, in a few words. */
  readonly what: string;
  /** What would be excellent. Missing it is a finding, not a failure. */
  readonly target: string;
  /** Counts, with what they are out of. */
  readonly measured: string;
  /** Whether the target is met; null where nothing is promised, or where what it needs is not at hand (`measured` says so). */
  readonly met: boolean | null;
  /** What was measured as a number, which may have a floor, see `floors.ts`. */
  readonly value?: number;
}

export interface FigureInput {
  /** So many of what a whole run looks at `whole` times; at least one. */
  times(whole: number): number;
  /** A sample that finishes within minutes: what takes long and says little with few cases may be left out. */
  readonly reduced: boolean;
  /** Shown with `--detail`: what a count is made of, and every case that failed. */
  note(text: string): void;
}

/** Measures one figure: one line for each thing it counts. Must not throw for a target that is missed. */
export type Figure = (input: FigureInput) => Promise<readonly Line[]>;
