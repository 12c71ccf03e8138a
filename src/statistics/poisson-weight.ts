import type { Random } from "./random.ts";

/** P(X <= k) of a Poisson variable with mean 1, k = 0, 1, ... */
const CUMULATIVE = (() => {
  const table = new Float64Array(14);
  let term = Math.exp(-1);
  let sum = 0;
  for (let k = 0; k < table.length; k++) {
    sum += term;
    table[k] = sum;
    term /= k + 1;
  }
  return table;
})();

/** The number for each 256th of [0, 1), where all of it has the same; else `MIXED`. */
const MIXED = 255;
const BY_BYTE = Uint8Array.from({ length: 256 }, (_, byte) => {
  const [first, last] = [weightAt(byte / 256), CUMULATIVE.findIndex((sum) => sum >= (byte + 1) / 256)];
  return first === last ? first : MIXED;
});

function weightAt(u: number): number {
  let k = 0;
  while (k < CUMULATIVE.length && u >= CUMULATIVE[k]!) k++;
  return k;
}

/** How often each row stands in a bootstrap replicate: Poisson(1), which the multinomial count of a large sample comes down to. */
export function poissonWeights(weights: Uint8Array, random: Random): void {
  for (let i = 0; i < weights.length; i++) {
    const u = random.next();
    // The first digits say it nearly always.
    const known = BY_BYTE[(256 * u) | 0]!;
    weights[i] = known === MIXED ? weightAt(u) : known;
  }
}

/**
 * A Poisson number of any mean: by multiplication up to 30, above that the rounded normal, which is within a percent of it there. `limit`: exp(-mean), for
 * whoever draws from one mean again and again.
 */
export function poisson(mean: number, random: Random, limit = Math.exp(-mean)): number {
  if (mean <= 0) return 0;
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));
  let product = random.next();
  let k = 0;
  while (product > limit) {
    product *= random.next();
    k++;
  }
  return k;
}
