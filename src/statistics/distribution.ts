import type { Distribution } from "../model/measure.ts";
import { betaQuantile, betaQuantiles, normalQuantile } from "./special.ts";

/** Points of a distribution made from replicates: 5 % and 95 % fall on points. */
export const QUANTILE_POINTS = 41;

/** Value below which the quantity lies with probability `p` (0-1). Normal tails end at +-Infinity. */
export function quantileOf(distribution: Distribution, p: number): number {
  switch (distribution.kind) {
    case "exact":
      return distribution.value;
    case "beta":
      return distribution.scale * betaQuantile(p, distribution.alpha, distribution.beta);
    case "normal":
      return distribution.sd === 0 ? distribution.mean : distribution.mean + distribution.sd * normalQuantile(p);
    case "log-normal":
      return Math.exp(
        distribution.logSd === 0 ? distribution.logMean : distribution.logMean + distribution.logSd * normalQuantile(p),
      );
    case "quantiles":
      return interpolate(distribution.values, p);
  }
}

function interpolate(values: readonly number[], p: number): number {
  const position = Math.min(Math.max(p, 0), 1) * (values.length - 1);
  const index = Math.floor(position);
  const low = values[index]!;
  const high = values[Math.min(index + 1, values.length - 1)]!;
  return low + (position - index) * (high - low);
}

/** Central 90 % interval. */
export function interval90(distribution: Distribution): [low: number, high: number] {
  return [quantileOf(distribution, 0.05), quantileOf(distribution, 0.95)];
}

/**
 * Quantile function at `points` equally spaced probabilities in the middle of their cells: (i + 0.5) / points, so that every value is finite.
 * Picking a uniform index draws from the distribution.
 */
export function tabulate(distribution: Distribution, points: number): number[] {
  const table: number[] = [];
  if (distribution.kind === "beta") {
    const { alpha, beta, scale } = distribution;
    const quantile = betaQuantiles(alpha, beta);
    let x: number | undefined;
    for (let i = 0; i < points; i++) {
      x = quantile((i + 0.5) / points, x);
      table.push(scale * x);
    }
    return table;
  }
  for (let i = 0; i < points; i++) table.push(quantileOf(distribution, (i + 0.5) / points));
  return table;
}

/**
 * Distribution of bootstrap replicates. NaN (a replicate without an answer) is left out; throws when nothing finite is left.
 * Infinite replicates are drawn in to the nearest finite one: a distribution must survive JSON.
 */
export function fromReplicates(values: ArrayLike<number>): Distribution {
  const sorted = Float64Array.from(values).filter((value) => !Number.isNaN(value));
  sorted.sort();
  let first = 0;
  let last = sorted.length - 1;
  while (first <= last && sorted[first] === -Infinity) first++;
  while (last >= first && sorted[last] === Infinity) last--;
  if (first > last) throw new RangeError("no finite replicate to make a distribution from");
  sorted.fill(sorted[first]!, 0, first);
  sorted.fill(sorted[last]!, last + 1);
  if (sorted[0] === sorted[sorted.length - 1]) return { kind: "exact", value: sorted[0]! };
  const quantiles: number[] = [];
  for (let i = 0; i < QUANTILE_POINTS; i++) {
    const position = (i / (QUANTILE_POINTS - 1)) * (sorted.length - 1);
    const index = Math.floor(position);
    const low = sorted[index]!;
    const high = sorted[Math.min(index + 1, sorted.length - 1)]!;
    quantiles.push(low + (position - index) * (high - low));
  }
  return { kind: "quantiles", values: quantiles };
}
