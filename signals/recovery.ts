import { naturalLimits } from "../src/statistics/dispersion.ts";

/** Weeks before a shock that say what is usual; with fewer than the least there is nothing to come back to. */
const USUAL_WEEKS = 26;
const USUAL_LEAST = 8;
/** Work that was let in shows in its age a while later; what has not left its limits by then was never out of them. */
const LEAVES_WITHIN = 8;
/** Back for one week is a good week. */
const BACK_WEEKS = 2;
/** Never out of the limits: half of the week that weeks are counted in. */
export const AT_ONCE = 0.5;

export interface Recovery {
  /** Weeks from the shock on. */
  readonly weeks: number;
  /** False = not back by the time it was followed (the next shock or the end). */
  readonly isOver: boolean;
}

/**
 * How long after a shock in week `week` all series are inside their natural process limits (XmR, of up to 26 weeks before) again. Only the upper limit
 * counts: younger and quicker than usual is no harm. NaN = nothing to be seen that week. Null where too few weeks came before.
 */
export function recoveryOf(series: readonly Float64Array[], week: number, until: number): Recovery | null {
  const limits: number[] = [];
  for (const values of series) {
    const usual = values.slice(Math.max(0, week - USUAL_WEEKS), week).filter((value) => !Number.isNaN(value));
    if (usual.length < USUAL_LEAST) return null;
    limits.push(naturalLimits(usual).upper);
  }
  const isOut = (at: number): boolean => series.some((values, s) => values[at]! > limits[s]!);
  let left = week;
  while (left < until && left < week + LEAVES_WITHIN && !isOut(left)) left++;
  if (left === week + LEAVES_WITHIN) return { weeks: AT_ONCE, isOver: true };
  for (let at = left + 1; at + BACK_WEEKS <= until; at++) {
    let inside = 0;
    while (inside < BACK_WEEKS && !isOut(at + inside)) inside++;
    if (inside === BACK_WEEKS) return { weeks: at - week, isOver: true };
  }
  return { weeks: Math.max(AT_ONCE, until - week), isOver: false };
}
