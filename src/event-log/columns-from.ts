/** Fills a column row by row. `TypedArray.from` with a function would first collect all values in a list. */
export function fill<A extends { [row: number]: number; readonly length: number }>(
  column: A,
  valueOf: (row: number) => number,
): A {
  for (let row = 0; row < column.length; row++) column[row] = valueOf(row);
  return column;
}

/** Values at `rows`; the same list when those are all of them in order. */
export function pick<T>(rows: Uint32Array, values: readonly T[]): readonly T[] {
  if (rows.length === values.length && rows.every((row, index) => row === index)) return values;
  const picked: T[] = [];
  for (let i = 0; i < rows.length; i++) picked.push(values[rows[i]!]!);
  return picked;
}

/** Rows that follow each other, from the first up to, not including, `end`; they go to `at`. */
export interface Stretch {
  readonly first: number;
  readonly end: number;
  readonly at: number;
}

/** Ascending rows as stretches: what is kept of a log is a few long ones. */
export function stretchesOf(rows: Uint32Array): readonly Stretch[] {
  const found: Stretch[] = [];
  let from = 0;
  for (let n = 1; n <= rows.length; n++) {
    if (n < rows.length && rows[n] === rows[n - 1]! + 1) continue;
    found.push({ first: rows[from]!, end: rows[n - 1]! + 1, at: from });
    from = n;
  }
  return found;
}

/** Values of the stretches; the same list where they are all of them. */
export function sliced<T>(stretches: readonly Stretch[], values: readonly T[]): readonly T[] {
  const [only] = stretches;
  if (only?.first === 0 && only.end === values.length) return values;
  return stretches.flatMap(({ first, end }) => values.slice(first, end));
}

type Column = Float64Array | Int32Array | Int8Array | Uint8Array;

/** Writes the values of the stretches to `target`, `width` of them a row. */
export function copied<A extends Column>(target: A, stretches: readonly Stretch[], values: A, width = 1): A {
  for (const { first, end, at } of stretches) target.set(values.subarray(width * first, width * end), width * at);
  return target;
}
