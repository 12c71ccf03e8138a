import { normalCdf } from "./special.ts";

export interface MannKendall {
  /** Pairs that rise less pairs that fall. */
  readonly s: number;
  /** Variance of S where nothing changes, corrected for ties. */
  readonly variance: number;
  /** Normal score of S with a correction for continuity; 0 where all values are alike. */
  readonly z: number;
  /** Probability of an S as far from 0 either way where nothing changes. */
  readonly p: number;
}

/**
 * Mann-Kendall test of a monotone trend in values that come one after the other (Mann 1945, Econometrica 13, 245-259; Kendall 1975, Rank Correlation
 * Methods, for ties and the normal approximation, which serves from ten values on). Values that are NaN are left out. It knows nothing of how large a
 * change is, and takes neighbours for independent.
 */
export function mannKendall(values: ArrayLike<number>): MannKendall {
  const known = Float64Array.from(Array.from(values).filter((value) => !Number.isNaN(value)));
  const n = known.length;
  let s = 0;
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) s += Math.sign(known[j]! - known[i]!);
  const term = (count: number): number => count * (count - 1) * (2 * count + 5);
  let ties = 0;
  for (const group of Map.groupBy(known, (value) => value).values()) ties += term(group.length);
  const variance = Math.max(0, (term(n) - ties) / 18);
  const z = variance === 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance);
  return { s, variance, z, p: 2 * normalCdf(-Math.abs(z)) };
}
