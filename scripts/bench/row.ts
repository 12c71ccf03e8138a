/** One line of the benchmark's answer. */
export interface Row {
  readonly figure: string;
  readonly target: string;
  readonly measured: string;
  /** Null where nothing is promised. */
  readonly met: boolean | null;
}
