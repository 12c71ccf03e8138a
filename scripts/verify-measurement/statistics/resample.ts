import type { Random } from "../../../src/statistics/random.ts";

/** Percentile bootstrap of a statistic over cases: quantiles `at` of its values over `draws` samples with replacement. NaN draws are left out. */
export function bootstrapQuantiles<T>(
  cases: readonly T[],
  statistic: (sample: readonly T[]) => number,
  at: readonly number[],
  random: Random,
  draws = 500,
): readonly number[] {
  const values: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const value = statistic(Array.from(cases, () => cases[random.below(cases.length)]!));
    if (!Number.isNaN(value)) values.push(value);
  }
  return at.map((p) => quantile(values, p));
}

/** Linear between order statistics (type 7 of Hyndman and Fan). NaN of nothing. */
export function quantile(values: readonly number[], p: number): number {
  if (values.length === 0) return NaN;
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * p;
  const low = Math.floor(place);
  const high = Math.min(sorted.length - 1, low + 1);
  return sorted[low]! + (sorted[high]! - sorted[low]!) * (place - low);
}
