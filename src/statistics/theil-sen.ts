import { normalQuantile } from "./special.ts";

export interface Trend {
  /** Of y for one more of x; the median of the slopes between all pairs of points of different x. */
  readonly slope: number;
  /** Half-width of Sen's interval over that of a normal one of the same level. */
  readonly standardError: number;
  /** Standard deviation of the points around the trend, by their median absolute deviation. */
  readonly noise: number;
  readonly points: number;
}

/** Level at which Sen's interval is taken. */
const LEVEL = 0.9;
/** Makes a median absolute deviation the standard deviation of a normal variable. */
const MAD_TO_SD = 1.4826;

/**
 * Theil-Sen slope (Theil 1950, Sen 1968): up to 29 % of the points may be wild without moving it far. Its uncertainty is Sen's interval from the variance of
 * Kendall's S, widened where neighbours go together (lag-one correlation r of the residuals: (1 + r) / (1 - r)). Points with a NaN are left out. Null with
 * fewer than three points.
 */
export function theilSen(x: ArrayLike<number>, y: ArrayLike<number>): Trend | null {
  const at: number[] = [];
  const value: number[] = [];
  for (let i = 0; i < x.length; i++) {
    if (Number.isNaN(y[i]!)) continue;
    at.push(x[i]!);
    value.push(y[i]!);
  }
  const n = at.length;
  if (n < 3) return null;
  const slopes = new Float64Array((n * (n - 1)) / 2);
  let count = 0;
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) if (at[j] !== at[i]) slopes[count++] = (value[j]! - value[i]!) / (at[j]! - at[i]!);
  if (count === 0) return null;
  const sorted = slopes.subarray(0, count).sort();
  const slope = medianOf(sorted);
  const levels = Float64Array.from(value, (own, i) => own - slope * at[i]!);
  const middle = medianOf(levels.toSorted());
  const residuals = levels.map((own) => own - middle);
  const noise = MAD_TO_SD * medianOf(residuals.map(Math.abs).sort());
  const correlation = Math.min(0.9, Math.max(0, lagOne(residuals)));
  const z = normalQuantile((1 + LEVEL) / 2);
  const reach = (z * Math.sqrt((((n * (n - 1) * (2 * n + 5)) / 18) * (1 + correlation)) / (1 - correlation))) / 2;
  const low = sorted[Math.max(0, Math.round(count / 2 - reach))]!;
  const high = sorted[Math.min(count - 1, Math.round(count / 2 + reach))]!;
  return { slope, standardError: (high - low) / (2 * z), noise, points: n };
}

function medianOf(sorted: Float64Array): number {
  const half = sorted.length / 2;
  return Number.isInteger(half) ? (sorted[half - 1]! + sorted[half]!) / 2 : sorted[Math.floor(half)]!;
}

/** Correlation of neighbours; 0 where nothing varies. */
function lagOne(residuals: Float64Array): number {
  let products = 0;
  let squares = 0;
  residuals.forEach((own, i) => {
    squares += own * own;
    if (i > 0) products += own * residuals[i - 1]!;
  });
  return squares === 0 ? 0 : products / squares;
}
