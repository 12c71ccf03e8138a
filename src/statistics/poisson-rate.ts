import type { Distribution } from "../model/measure.ts";
import { interval90, QUANTILE_POINTS } from "./distribution.ts";
import type { Estimate } from "./proportion.ts";
import { gammaQuantile } from "./special.ts";

export interface GammaEstimate extends Estimate {
  readonly distribution: Extract<Distribution, { readonly kind: "quantiles" }>;
}

/** The table of a gamma distribution cannot end at infinity. */
const TAIL = 0.0005;

/**
 * Events by time under observation, over independent rows (items): the Gamma posterior of a Poisson rate under Jeffreys' prior, shape events + 1/2,
 * rate = time. Rows whose events cluster say less than their number: both are divided by the dispersion, the variance of a row's events about what its
 * time lets expect over that expectation, never below 1 (quasi-Poisson, McCullagh and Nelder 1989). `value` is events / time x scale.
 * Throws without any time.
 */
export function poissonRate(
  events: ArrayLike<number>,
  time: ArrayLike<number>,
  scale = 1,
): GammaEstimate & { readonly dispersion: number } {
  const n = events.length;
  let total = 0;
  let exposure = 0;
  for (let i = 0; i < n; i++) {
    total += events[i]!;
    exposure += time[i]!;
  }
  if (!(exposure > 0)) throw new RangeError("a rate needs time under observation");
  const rate = total / exposure;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (events[i]! - rate * time[i]!) ** 2;
  // Over the sum of expectations and not row by row: rows of hardly any time would outweigh the others.
  const dispersion = total > 0 && n > 1 ? Math.max(1, (squares / total) * (n / (n - 1))) : 1;
  return { ...gammaEstimate(scale * rate, total / dispersion + 0.5, exposure / (scale * dispersion)), dispersion };
}

/**
 * Sum of the weights (each above 0) of so many events by the time they were seen in, where a weight is known up to a variance: a Gamma distribution with the
 * mean and the variance of that sum (Fay and Feuer 1997), so that a few events of great weight say less than many of little. `dispersion`: variance of the
 * number of events over their expectation, 1 = Poisson. Jeffreys' half an event on top of them, of their mean weight; of weight 1 where there are none.
 * Throws without any time.
 */
export function weightedPoissonRate(
  events: readonly { readonly weight: number; readonly variance: number }[],
  time: number,
  dispersion = 1,
): GammaEstimate {
  if (!(time > 0)) throw new RangeError("a rate needs time under observation");
  let total = 0;
  let squares = 0;
  for (const { weight, variance } of events) {
    total += weight;
    squares += weight ** 2 + variance;
  }
  const unit = dispersion * (total === 0 ? 1 : squares / total);
  return gammaEstimate(total / time, total / unit + 0.5, time / unit);
}

function gammaEstimate(value: number, shape: number, rate: number): GammaEstimate {
  const values: number[] = [];
  for (let i = 0; i < QUANTILE_POINTS; i++) {
    const p = Math.min(Math.max(i / (QUANTILE_POINTS - 1), TAIL), 1 - TAIL);
    values.push(gammaQuantile(p, shape, rate));
  }
  const distribution = { kind: "quantiles", values } as const;
  const [low, high] = interval90(distribution);
  return { value, interval90: [Math.min(low, value), Math.max(high, value)], distribution };
}
