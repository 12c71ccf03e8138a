import type { Distribution } from "../model/measure.ts";
import { QUANTILE_POINTS, fromReplicates } from "./distribution.ts";
import type { Random } from "./random.ts";
import { normalCdf } from "./special.ts";
import { gridOfObserved, knownGrid, lowerBound, upperBound, type DurationSample, type Grid } from "./survival-grid.ts";
import { drawBySteps, drawRows, SLACK } from "./survival-replicates.ts";

/** A step function of the time since the start. */
export interface SurvivalCurve {
  /** Distinct times at which something ended, ascending. */
  readonly times: Float64Array;
  /** Share still going on just after each of `times`. */
  readonly survival: Float64Array;
  /** Greenwood's sum of d / (n (n - d)) up to each time: the variance of ln S. Infinity once S = 0. */
  readonly greenwood: Float64Array;
  readonly atRisk: Float64Array;
  readonly events: Float64Array;
  /** Rows used and how many of them ended. */
  readonly sampleSize: number;
  readonly eventCount: number;
  /** Longest time anything was seen. Beyond it nothing is known. */
  readonly followUp: number;
}

/** Kaplan-Meier (1958) product-limit curve with right censoring and left truncation, Greenwood's variance. */
export function kaplanMeier(sample: DurationSample): SurvivalCurve {
  const grid = knownGrid(sample);
  return grid === undefined ? sweep(sample) : curveOf(grid);
}

/** The same curve as from a grid, from sorted times alone: nobody has to look for the place of each row where nothing is drawn again. */
function sweep({ time, observed, entry }: DurationSample): SurvivalCurve {
  const ends = new Float64Array(time.length);
  const cut = new Float64Array(time.length);
  const late = new Float64Array(entry === undefined ? 0 : time.length);
  let endCount = 0;
  let cutCount = 0;
  let lateCount = 0;
  let sampleSize = 0;
  let followUp = 0;
  for (let i = 0; i < time.length; i++) {
    const t = time[i]!;
    const from = entry === undefined ? -Infinity : entry[i]!;
    if (!(t > from) || Number.isNaN(t)) continue;
    sampleSize++;
    if (observed[i]) ends[endCount++] = t;
    else cut[cutCount++] = t;
    if (from > 0) late[lateCount++] = from;
    if (t > followUp) followUp = t;
  }
  const sorted = ends.subarray(0, endCount).sort();
  const censored = cut.subarray(0, cutCount).sort();
  const entries = late.subarray(0, lateCount).sort();
  const times = sorted.slice();
  const events = new Float64Array(endCount);
  const atRisk = new Float64Array(endCount);
  let size = 0;
  let left = 0;
  let entered = 0;
  for (let k = 0; k < endCount;) {
    const t = sorted[k]!;
    while (left < cutCount && censored[left]! < t) left++;
    // Whoever enters at t is seen only after it.
    while (entered < lateCount && entries[entered]! < t) entered++;
    let next = k + 1;
    while (next < endCount && sorted[next] === t) next++;
    times[size] = t;
    events[size] = next - k;
    atRisk[size] = sampleSize - (lateCount - entered) - left - k;
    size++;
    k = next;
  }
  return {
    times: times.slice(0, size),
    ...productLimit(events.slice(0, size), atRisk.slice(0, size)),
    sampleSize,
    eventCount: endCount,
    followUp,
  };
}

function curveOf(grid: Grid): SurvivalCurve {
  const { times, enters, leaves, ended } = grid;
  const size = times.length;
  const events = new Float64Array(size);
  const atRisk = new Float64Array(size + 1);
  let eventCount = 0;
  for (let r = 0; r < enters.length; r++) {
    if (enters[r]! >= leaves[r]!) continue;
    atRisk[enters[r]!]!++;
    atRisk[leaves[r]!]!--;
    if (ended[r] === 1) {
      events[leaves[r]! - 1]!++;
      eventCount++;
    }
  }
  for (let k = 1; k < size; k++) atRisk[k]! += atRisk[k - 1]!;
  return {
    times,
    ...productLimit(events, atRisk.subarray(0, size)),
    sampleSize: enters.length,
    eventCount,
    followUp: grid.followUp,
  };
}

function productLimit(
  events: Float64Array,
  atRisk: Float64Array,
): Pick<SurvivalCurve, "survival" | "greenwood" | "atRisk" | "events"> {
  const survival = new Float64Array(events.length);
  const greenwood = new Float64Array(events.length);
  let s = 1;
  let g = 0;
  for (let k = 0; k < events.length; k++) {
    const n = atRisk[k]!;
    const d = events[k]!;
    s *= 1 - d / n;
    g += d / (n * (n - d));
    survival[k] = s;
    greenwood[k] = g;
  }
  return { survival, greenwood, atRisk, events };
}

/**
 * Smallest time by which a share `p` (0-1) has ended; null when the curve never gets there. No averaging over a flat stretch:
 * where S equals 1 - p exactly R's `quantile.survfit` answers the middle of the step and this its beginning.
 */
export function survivalQuantile(curve: SurvivalCurve, p: number): number | null {
  const { survival, times } = curve;
  const target = 1 - p + SLACK;
  let low = 0;
  let high = survival.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (survival[middle]! > target) low = middle + 1;
    else high = middle;
  }
  return low < times.length ? times[low]! : null;
}

/** Share that has not ended just after `time`; 1 before the first end. NaN beyond the longest time seen unless everything had ended. */
export function survivalAt(curve: SurvivalCurve, time: number): number {
  const index = upperBound(curve.times, time) - 1;
  const s = index < 0 ? 1 : curve.survival[index]!;
  return time > curve.followUp && s > 0 ? NaN : s;
}

/** From this many rows on quantiles get their uncertainty from the large-sample formula: the bootstrap would cost seconds and add nothing. */
export const BOOTSTRAP_ROWS = 2_000;
export const REPLICATES = 1_000;

export interface SurvivalQuantile {
  readonly value: number;
  readonly distribution: Distribution;
  /** True when the upper end is the longest time seen, because the data do not reach it. */
  readonly openAbove: boolean;
}

/**
 * A quantile with its uncertainty; null when the curve does not reach `p`. Up to `BOOTSTRAP_ROWS` rows (or whenever rows come in clusters) a
 * Poisson-weighted bootstrap over rows or clusters, above that the confidence distribution of Brookmeyer and Crowley (1982) on the
 * complementary log-log scale. A replicate that does not reach `p` counts as the longest time seen, which is a lower bound.
 */
export function survivalQuantileEstimate(
  sample: DurationSample,
  p: number,
  random: Random,
  replicates = REPLICATES,
): SurvivalQuantile | null {
  const grid = gridOfObserved(sample);
  const curve = curveOf(grid);
  const value = survivalQuantile(curve, p);
  if (value === null) return null;
  if (grid.enters.length > BOOTSTRAP_ROWS && sample.cluster === undefined) {
    const { distribution, openAbove } = quantileConfidence(curve, p);
    return { value, distribution, openAbove };
  }
  const drawn = drawRows(grid, curve, [p], random, replicates)[0]!;
  const openAbove = drawn.filter((x) => x === Infinity).length > drawn.length / 20;
  return { value, distribution: fromReplicates(drawn.map((x) => (x === Infinity ? curve.followUp : x))), openAbove };
}

/**
 * Replicates of several quantiles of one curve, one array a probability, drawn together so that their ratio can be formed replicate by
 * replicate. Infinity = not reached in that replicate.
 */
export function survivalQuantileReplicates(
  sample: DurationSample,
  probabilities: readonly number[],
  random: Random,
  replicates = REPLICATES,
): Float64Array[] {
  const grid = gridOfObserved(sample);
  const draw = grid.enters.length > BOOTSTRAP_ROWS && sample.cluster === undefined ? drawBySteps : drawRows;
  return draw(grid, curveOf(grid), probabilities, random, replicates);
}

/**
 * Confidence distribution of a quantile without resampling: at each time, how sure one is that the quantile lies at or before it, from Greenwood's
 * variance of ln(-ln S). Its 5 % and 95 % points are the Brookmeyer-Crowley 90 % limits.
 */
export function quantileConfidence(curve: SurvivalCurve, p: number): { distribution: Distribution; openAbove: boolean } {
  const { times, survival, greenwood, followUp } = curve;
  const target = Math.log(-Math.log(1 - p));
  const values: number[] = [];
  let k = 0;
  let openAbove = false;
  for (let i = 0; i < QUANTILE_POINTS; i++) {
    // The ends of the table stand for the outermost thousandths: the tails of a confidence distribution have no end.
    const probability = Math.min(Math.max(i / (QUANTILE_POINTS - 1), 0.001), 0.999);
    while (k < times.length && certainty(survival[k]!, greenwood[k]!, target) < probability - SLACK) k++;
    if (k >= times.length) {
      if (probability <= 0.95) openAbove = true;
      values.push(followUp);
    } else values.push(times[k]!);
  }
  return {
    distribution: values[0] === values.at(-1) ? { kind: "exact", value: values[0]! } : { kind: "quantiles", values },
    openAbove,
  };
}

function certainty(s: number, greenwood: number, target: number): number {
  if (s <= 0) return 1;
  if (s >= 1) return 0;
  const logS = Math.log(s);
  const standardError = Math.sqrt(greenwood) / -logS;
  return normalCdf((Math.log(-logS) - target) / standardError);
}

export interface IncidenceCurve {
  readonly times: Float64Array;
  /** Share that has ended by the cause of interest at each time; the shares of all causes and of the still open sum to 1. */
  readonly incidence: Float64Array;
  readonly followUp: number;
}

/**
 * Aalen-Johansen (1978) cumulative incidence of one cause among competing ones. `cause`: 0 = censored, otherwise the number of the cause.
 * Cancelled work is not work that would have been finished later; treating it as censored would say so.
 */
export function aalenJohansen(
  sample: { readonly time: ArrayLike<number>; readonly cause: ArrayLike<number>; readonly entry?: ArrayLike<number> },
  causeOfInterest: number,
): IncidenceCurve {
  const { time, cause, entry } = sample;
  const all = sweep(entry === undefined ? { time, observed: cause } : { time, observed: cause, entry });
  const ofInterest = new Float64Array(all.times.length);
  for (let i = 0; i < time.length; i++) {
    if (cause[i] !== causeOfInterest || !(time[i]! > (entry === undefined ? -Infinity : entry[i]!))) continue;
    ofInterest[lowerBound(all.times, time[i]!)]!++;
  }
  const incidence = new Float64Array(all.times.length);
  let before = 1;
  let sum = 0;
  for (let k = 0; k < incidence.length; k++) {
    sum += (before * ofInterest[k]!) / all.atRisk[k]!;
    incidence[k] = sum;
    before = all.survival[k]!;
  }
  return { times: all.times, incidence, followUp: all.followUp };
}
