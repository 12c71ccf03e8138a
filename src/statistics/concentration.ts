import type { Random } from "./random.ts";

/** Gini coefficient of non-negative counts: 0 = all equal, towards 1 = one has all. NaN when they sum to 0. */
export function gini(counts: ArrayLike<number>): number {
  const sorted = new Float64Array(counts).sort();
  const n = sorted.length;
  let sum = 0;
  let ranked = 0;
  for (let i = 0; i < n; i++) {
    sum += sorted[i]!;
    ranked += (i + 1) * sorted[i]!;
  }
  return sum === 0 ? NaN : (2 * ranked) / (n * sum) - (n + 1) / n;
}

/** Counts of `total` things dealt to `bins` by chance alone, all bins alike. */
function dealt(total: number, bins: number, random: Random): Float64Array {
  const counts = new Float64Array(bins);
  for (let i = 0; i < total; i++) counts[random.below(bins)]!++;
  return counts;
}

/** Mean Gini that chance alone gives when `total` things fall on `bins` equal ones: 0.14 for 50 on 5. Subtract it before reading anything into a Gini. */
export function expectedGini(total: number, bins: number, random: Random, draws = 200): number {
  return expectedUnderChance(total, bins, gini, random, draws);
}

/** Mean of any statistic of counts under the multinomial null of equal bins. Past 5,000 things the counts are drawn as that many: the null no longer moves. */
export function expectedUnderChance(
  total: number,
  bins: number,
  statistic: (counts: Float64Array) => number,
  random: Random,
  draws = 200,
): number {
  let sum = 0;
  for (let i = 0; i < draws; i++) sum += statistic(dealt(Math.min(total, 5_000), bins, random));
  return sum / draws;
}

/**
 * CHAOSS contributor absence factor (truck factor): the smallest number of contributors who together made half of the contributions.
 * 0 when there are none.
 */
export function absenceFactor(counts: ArrayLike<number>): number {
  const sorted = new Float64Array(counts).sort();
  let sum = 0;
  for (const count of sorted) sum += count;
  let reached = 0;
  let factor = 0;
  for (let i = sorted.length - 1; i >= 0 && reached * 2 < sum; i--) {
    reached += sorted[i]!;
    factor++;
  }
  return factor;
}
