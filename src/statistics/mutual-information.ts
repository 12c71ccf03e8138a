/** Rows classified twice, within strata (teams): `x`, `y` and `stratum` hold codes from 0 on, one a row. */
export interface Classified {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Left out = one stratum. */
  readonly stratum?: ArrayLike<number>;
}

export interface Association {
  /** Mutual information of x and y given the stratum, nats; plug-in, so too high in small samples. */
  readonly information: number;
  /** What chance alone gives for the same margins, nats. */
  readonly expected: number;
  /** Mean of the entropies of x and of y given the stratum, nats. */
  readonly entropy: number;
  /** Variance of `information` by the delta method; chance itself is not in it. */
  readonly variance: number;
  readonly size: number;
}

/** In tables with more rows the expectation is its limit for large samples. At 500 the two differ by less than 2 %. */
const EXACT_ROWS = 500;

/** How much two classifications of the same rows say about each other. Throws without rows. */
export function association(rows: Classified): Association {
  const size = rows.x.length;
  if (size === 0) throw new RangeError("nothing is classified");
  let expected = 0;
  let entropy = 0;
  const tables = tablesOf(rows);
  for (const { heights, widths, n } of tables) {
    if (n === 0) continue;
    entropy += ((entropyOf(heights, n) + entropyOf(widths, n)) / 2) * (n / size);
    expected += expectedInformation(heights, widths, n) * (n / size);
  }
  const { information, squares } = informationIn(tables, size);
  return { information, expected, entropy, variance: Math.max(0, squares - information ** 2) / size, size };
}

/** `information` of the same rows with `x` dealt anew within the strata, asked again and again: all sums of the tables stay as they are. */
export function informationWhenDealt(rows: Classified): (x: ArrayLike<number>) => number {
  const { y, stratum } = rows;
  const tables = tablesOf(rows);
  const size = y.length;
  return (x) => {
    for (const { cells } of tables) cells.fill(0);
    const width = tables[0]!.widths.length;
    for (let i = 0; i < size; i++) tables[stratum === undefined ? 0 : stratum[i]!]!.cells[x[i]! * width + y[i]!]!++;
    return informationIn(tables, size).information;
  };
}

/** Counts of one stratum: cell by cell, row sums, column sums, all. */
interface Table {
  readonly cells: Float64Array;
  readonly heights: Float64Array;
  readonly widths: Float64Array;
  readonly n: number;
}

function tablesOf({ x, y, stratum }: Classified): readonly Table[] {
  const size = x.length;
  const width = 1 + largest(y);
  const height = 1 + largest(x);
  const strata = stratum === undefined ? 1 : 1 + largest(stratum);
  const cells = Array.from({ length: strata }, () => new Float64Array(width * height));
  for (let i = 0; i < size; i++) cells[stratum === undefined ? 0 : stratum[i]!]![x[i]! * width + y[i]!]!++;
  return cells.map((own) => {
    const heights = new Float64Array(height);
    const widths = new Float64Array(width);
    let n = 0;
    for (let cell = 0; cell < own.length; cell++) {
      heights[Math.floor(cell / width)]! += own[cell]!;
      widths[cell % width]! += own[cell]!;
      n += own[cell]!;
    }
    return { cells: own, heights, widths, n };
  });
}

function informationIn(tables: readonly Table[], size: number): { readonly information: number; readonly squares: number } {
  let information = 0;
  let squares = 0;
  for (const { cells, heights, widths, n } of tables) {
    let cell = 0;
    for (const height of heights)
      for (const width of widths) {
        const count = cells[cell++]!;
        if (count === 0) continue;
        const surprise = Math.log((n * count) / (height * width));
        information += (count * surprise) / size;
        squares += (count * surprise * surprise) / size;
      }
  }
  return { information, squares };
}

/**
 * Adjusted mutual information (Vinh, Epps and Bailey 2010): (I - E[I]) / (mean entropy - E[I]). 0 = what chance gives, 1 = the same classes, below 0 =
 * less than chance gives. 0 where either side has one class only.
 */
export function adjustedInformation({
  information,
  expected,
  entropy,
}: Pick<Association, "information" | "expected" | "entropy">): number {
  const room = entropy - expected;
  return room > 1e-12 ? (information - expected) / room : 0;
}

function largest(codes: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < codes.length; i++) most = Math.max(most, codes[i]!);
  return most;
}

function entropyOf(counts: Float64Array, n: number): number {
  let sum = 0;
  for (const count of counts) if (count > 0) sum -= (count / n) * Math.log(count / n);
  return sum;
}

/**
 * Expected mutual information (nats) of two classifications with these margins under the permutation (hypergeometric) model: exact up to 500 rows (Vinh et al.
 * 2010, equation 24a), beyond that (R - 1)(C - 1) / 2n, Miller's correction of 1955, which the exact value comes down to.
 */
function expectedInformation(rows: Float64Array, columns: Float64Array, n: number): number {
  const a = rows.filter((count) => count > 0);
  const b = columns.filter((count) => count > 0);
  if (a.length < 2 || b.length < 2) return 0;
  if (n > EXACT_ROWS) return ((a.length - 1) * (b.length - 1)) / (2 * n);
  const factorial = logFactorials(n);
  let sum = 0;
  for (const ai of a) {
    for (const bj of b) {
      const fixed = factorial[ai]! + factorial[bj]! + factorial[n - ai]! + factorial[n - bj]! - factorial[n]!;
      for (let k = Math.max(1, ai + bj - n); k <= Math.min(ai, bj); k++) {
        const ways = fixed - factorial[k]! - factorial[ai - k]! - factorial[bj - k]! - factorial[n - ai - bj + k]!;
        sum += (k / n) * Math.log((n * k) / (ai * bj)) * Math.exp(ways);
      }
    }
  }
  return sum;
}

let known = new Float64Array([0]);

/** ln k! for k = 0 .. n at least. */
function logFactorials(n: number): Float64Array {
  if (known.length > n) return known;
  const table = new Float64Array(n + 1);
  for (let k = 1; k <= n; k++) table[k] = table[k - 1]! + Math.log(k);
  return (known = table);
}
