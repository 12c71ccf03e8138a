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

/** How often a row stands in a bootstrap replicate: Poisson(1), which the multinomial count of a large sample comes down to. */
export function poissonWeight(random: Random): number {
  const u = random.next();
  let k = 0;
  while (k < CUMULATIVE.length && u >= CUMULATIVE[k]!) k++;
  return k;
}
