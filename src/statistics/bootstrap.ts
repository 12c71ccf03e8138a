import type { Distribution } from "../model/measure.ts";
import { QUANTILE_POINTS, interval90 } from "./distribution.ts";
import type { Estimate } from "./proportion.ts";
import type { Random } from "./random.ts";
import { normalCdf, normalQuantile } from "./special.ts";

const REPLICATES = 1_000;
/** From this many rows on the linearised (normal) interval is used: resampling would cost seconds and say the same. */
const LARGE = 2_000;

/**
 * Confidence distribution of bootstrap replicates, corrected for bias and, with an acceleration, for skew (BCa: Efron 1987).
 * Without acceleration it is the bias-corrected percentile method.
 */
export function correctedDistribution(replicates: ArrayLike<number>, value: number, acceleration = 0): Distribution {
  const sorted = Float64Array.from(replicates).filter((x) => Number.isFinite(x));
  if (sorted.length === 0) throw new RangeError("no finite replicate to make a distribution from");
  sorted.sort();
  const size = sorted.length;
  if (sorted[0] === sorted[size - 1]) return { kind: "exact", value: sorted[0]! };
  let below = 0;
  for (const x of sorted) below += x < value ? 1 : x === value ? 0.5 : 0;
  const bias = normalQuantile(Math.min(Math.max(below / size, 0.5 / size), 1 - 0.5 / size));
  const values: number[] = [];
  let previous = -Infinity;
  for (let i = 0; i < QUANTILE_POINTS; i++) {
    const z = bias + normalQuantile(Math.min(Math.max(i / (QUANTILE_POINTS - 1), 0.001), 0.999));
    // Far out in a skewed sample the correction folds over; the plain shift is the limit there.
    const shrink = 1 - acceleration * z;
    const adjusted = normalCdf(bias + (shrink > 0.1 ? z / shrink : z * 10));
    const position = adjusted * (size - 1);
    const index = Math.floor(position);
    const low = sorted[index]!;
    const high = sorted[Math.min(index + 1, size - 1)]!;
    previous = Math.max(previous, low + (position - index) * (high - low));
    values.push(previous);
  }
  return { kind: "quantiles", values };
}

/** Mean with its BCa interval. Throws when empty. */
export function bootstrapMean(values: ArrayLike<number>, random: Random, replicates = REPLICATES): Estimate {
  const ones = new Float64Array(values.length).fill(1);
  return bootstrapRatio(values, ones, random, replicates);
}

/**
 * Ratio of two sums over independent rows (an item, a cluster), sum(numerator) / sum(denominator), with its BCa interval: rows are resampled
 * whole, so what is correlated inside of one row counts once. Multinomial up to 2,000 rows, linearised normal above. Throws when the
 * denominators sum to 0.
 */
export function bootstrapRatio(
  numerator: ArrayLike<number>,
  denominator: ArrayLike<number>,
  random: Random,
  replicates = REPLICATES,
): Estimate {
  const n = numerator.length;
  let sumN = 0;
  let sumD = 0;
  for (let i = 0; i < n; i++) {
    sumN += numerator[i]!;
    sumD += denominator[i]!;
  }
  if (!(sumD > 0)) throw new RangeError("a ratio over nothing has no value");
  const value = sumN / sumD;
  let second = 0;
  let third = 0;
  for (let i = 0; i < n; i++) {
    const influence = (numerator[i]! - value * denominator[i]!) / sumD;
    second += influence * influence;
    third += influence ** 3;
  }
  if (second === 0) return { value, interval90: [value, value], distribution: { kind: "exact", value } };
  let distribution: Distribution;
  if (n > LARGE) {
    distribution = { kind: "normal", mean: value, sd: Math.sqrt((second * n) / (n - 1)) };
  } else {
    const drawn = new Float64Array(replicates).fill(NaN);
    const rows = new Uint16Array(n);
    const [tops, bottoms] = [Float64Array.from(numerator), Float64Array.from(denominator)];
    for (let b = 0; b < replicates; b++) {
      // Rows first, sums after: one loop that does both takes twice the time.
      for (let i = 0; i < n; i++) rows[i] = random.below(n);
      let a = 0;
      let c = 0;
      for (let i = 0; i < n; i++) {
        a += tops[rows[i]!]!;
        c += bottoms[rows[i]!]!;
      }
      if (c > 0) drawn[b] = a / c;
    }
    // Acceleration from the empirical influence values: a sixth of their skewness (Efron 1987, 7.3).
    distribution = correctedDistribution(drawn, value, third / (6 * second ** 1.5));
  }
  return { value, interval90: interval90(distribution), distribution };
}

/** Ratio of sums over clusters: rows of one cluster (numbered from 0) are resampled together. */
export function clusterBootstrapRatio(
  numerator: ArrayLike<number>,
  denominator: ArrayLike<number>,
  cluster: ArrayLike<number>,
  random: Random,
  replicates = REPLICATES,
): Estimate {
  let count = 0;
  for (let i = 0; i < cluster.length; i++) count = Math.max(count, cluster[i]! + 1);
  const sumN = new Float64Array(count);
  const sumD = new Float64Array(count);
  const used = new Uint8Array(count);
  for (let i = 0; i < cluster.length; i++) {
    const c = cluster[i]!;
    sumN[c]! += numerator[i]!;
    sumD[c]! += denominator[i]!;
    used[c] = 1;
  }
  const present = (_: number, c: number): boolean => used[c] === 1;
  return bootstrapRatio(sumN.filter(present), sumD.filter(present), random, replicates);
}

/**
 * Statistic of a weekly (or other) series with a moving-block bootstrap (Kuensch 1989): overlapping blocks of `block` neighbours keep what one
 * week does to the next. Bias-corrected percentiles. The statistic answers NaN where a series has no value.
 */
export function movingBlockBootstrap(
  series: ArrayLike<number>,
  statistic: (series: Float64Array) => number,
  random: Random,
  block = 3,
  replicates = REPLICATES,
): Estimate {
  const n = series.length;
  const whole = Float64Array.from(series);
  const value = statistic(whole);
  if (!Number.isFinite(value)) throw new RangeError("the series has no value for this statistic");
  const length = Math.min(block, n);
  const drawn = new Float64Array(replicates);
  const resampled = new Float64Array(n);
  for (let b = 0; b < replicates; b++) {
    for (let at = 0; at < n; at += length) {
      const start = random.below(n - length + 1);
      for (let j = 0; j < length && at + j < n; j++) resampled[at + j] = whole[start + j]!;
    }
    drawn[b] = statistic(resampled);
  }
  const distribution = correctedDistribution(drawn, value);
  return { value, interval90: interval90(distribution), distribution };
}
