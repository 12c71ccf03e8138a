/** One line of the benchmark's answer. */
export interface Row {
  readonly figure: string;
  readonly target: string;
  readonly measured: string;
  /** Null where nothing is promised. */
  readonly met: boolean | null;
}

/** The upper one of the two in the middle where there are two. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
