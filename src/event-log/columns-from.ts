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
