export interface Line {
  /** What is counted, in a few words. */
  readonly what: string;
  readonly target: string;
  /** Counts, with what they are out of. */
  readonly measured: string;
  /** Null where nothing is promised, or where what it needs is not at hand (`measured` says so). */
  readonly met: boolean | null;
}

export interface FigureInput {
  /** A sample that finishes within seconds. */
  readonly reduced: boolean;
  /** Id of the only connector to look at; null = all. */
  readonly connector: string | null;
  /** Shown with `--detail`: what a count is made of, and every case that failed. */
  note(text: string): void;
}

/** Measures one figure: one line for each thing it counts. Must not throw for a target that is missed. */
export type Figure = (input: FigureInput) => Promise<readonly Line[]>;
