import type { Distribution } from "../model/measure.ts";
import { clusterShare } from "./cluster-share.ts";
import { interval90 } from "./distribution.ts";
import type { Estimate } from "./proportion.ts";
import { betaQuantile, normalQuantile } from "./special.ts";

/** With fewer on one side the rows show hardly any of them, and their spread says too little. */
const RARE = 5;
const UPPER = 0.95;

/**
 * sum(part) / sum(whole) over a few large clusters (sprints), as a Beta with the effective sample size p(1-p) / Var(p), Var from the clusters (linearised),
 * less what is lost by having few of them: times (z / t)^2 with clusters - 1 degrees of freedom (Korn and Graubard 1998). Never more than
 * sum(whole). Where hardly anything is on one side, as `clusterShare`. Throws when the whole sums to 0.
 */
export function fewClusterShare(part: ArrayLike<number>, whole: ArrayLike<number>, scale = 100): Estimate {
  const n = part.length;
  let parts = 0;
  let wholes = 0;
  for (let i = 0; i < n; i++) {
    parts += part[i]!;
    wholes += whole[i]!;
  }
  const share = parts / wholes;
  let variance = 0;
  for (let i = 0; i < n; i++) variance += ((part[i]! - share * whole[i]!) / wholes) ** 2;
  if (n < 2 || !(variance > 0) || Math.min(parts, wholes - parts) < RARE) return clusterShare(part, whole, scale);
  variance *= n / (n - 1);
  const few = (normalQuantile(UPPER) / studentQuantile(UPPER, n - 1)) ** 2;
  const size = Math.min(wholes, ((share * (1 - share)) / variance) * few);
  const distribution: Distribution = { kind: "beta", alpha: share * size + 0.5, beta: (1 - share) * size + 0.5, scale };
  const [low, high] = interval90(distribution);
  const value = scale * share;
  return { value, interval90: [Math.min(low, value), Math.max(high, value)], distribution };
}

/** Quantile of Student's t for p > 0.5, by the beta distribution that its square has. */
export function studentQuantile(p: number, degrees: number): number {
  const x = betaQuantile(2 * (1 - p), degrees / 2, 0.5);
  return Math.sqrt((degrees * (1 - x)) / x);
}
