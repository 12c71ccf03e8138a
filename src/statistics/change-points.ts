/** A stretch of a series with one mean: [from, to). */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly mean: number;
}

/**
 * Segments of a series with constant means and one variance: the optimal partition (Jackson et al. 2005) under squared error, with a penalty of
 * `penalty` times the noise variance for each change (2 ln n is the Bayesian criterion for a mean and a place). Every segment has `shortest` values at least.
 * Quadratic: for series of hundreds, not of millions.
 */
export function segmentsOf(
  series: ArrayLike<number>,
  noise = noiseOf(series),
  shortest = 1,
  penalty = 2 * Math.log(series.length),
): Segment[] {
  const n = series.length;
  if (n === 0) return [];
  const price = penalty * noise ** 2;
  const sum = new Float64Array(n + 1);
  const squares = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    sum[i + 1] = sum[i]! + series[i]!;
    squares[i + 1] = squares[i]! + series[i]! ** 2;
  }
  const cost = (from: number, to: number): number =>
    Math.max(0, squares[to]! - squares[from]! - (sum[to]! - sum[from]!) ** 2 / (to - from));
  const best = new Float64Array(n + 1).fill(Infinity);
  const last = new Int32Array(n + 1);
  best[0] = -price;
  for (let to = shortest; to <= n; to++) {
    for (let from = 0; from <= to - shortest; from++) {
      const total = best[from]! + cost(from, to) + price;
      // A change must be worth its price by more than rounding.
      if (total < best[to]! - 1e-9) {
        best[to] = total;
        last[to] = from;
      }
    }
  }
  const segments: Segment[] = [];
  if (n < shortest) return [{ from: 0, to: n, mean: sum[n]! / n }];
  for (let to = n; to > 0; to = last[to]!) {
    const from = last[to]!;
    segments.unshift({ from, to, mean: (sum[to]! - sum[from]!) / (to - from) });
  }
  return segments;
}

/**
 * Standard deviation of the noise around whatever mean: 1.4826 times the median absolute difference of neighbours, over the square root of 2, which changes of
 * the mean hardly touch.
 */
export function noiseOf(series: ArrayLike<number>): number {
  const differences: number[] = [];
  for (let i = 1; i < series.length; i++) differences.push(Math.abs(series[i]! - series[i - 1]!));
  if (differences.length === 0) return 0;
  differences.sort((a, b) => a - b);
  const half = differences.length / 2;
  const median = Number.isInteger(half) ? (differences[half - 1]! + differences[half]!) / 2 : differences[Math.floor(half)]!;
  return (1.4826 * median) / Math.SQRT2;
}
