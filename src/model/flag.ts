import type { Example } from "./measure.ts";

/**
 * `administrative-change`: how work is written down changed at once, and nothing in the flow moved with it. `flash-stages`: stages are clicked through.
 * `bulk-edits`: many items were edited in one go. `data-entry`: much more of something is written down at once. `split-items`: many more and much
 * shorter items at once.
 */
export const FLAG_KINDS = ["administrative-change", "flash-stages", "bulk-edits", "data-entry", "split-items"] as const;
export type FlagKind = (typeof FLAG_KINDS)[number];

/** Something that makes numbers look better, or other, without the work having changed. A question to ask, never an accusation and never of a person. */
export interface Flag<E = Example> {
  readonly kind: FlagKind;
  readonly sentence: string;
  /** Name of the team that it is about; absent where it is about the whole. */
  readonly team?: string | undefined;
  /** ISO instant: the first day of the week in which it began. */
  readonly at: string;
  /** Ids of signals that it can move. */
  readonly signals: readonly string[];
  /** In the eight weeks before and in the weeks since, in the unit. */
  readonly before: number;
  readonly after: number;
  readonly unit: string;
  readonly examples: readonly E[];
}
