/**
 * Rows in ascending order, stable, by merging the ascending runs that are there already (natural merge sort): one pass where they are in order, three for
 * eight runs. The rows given may be overwritten.
 */
export function sortedRuns(rows: Uint32Array, compare: (a: number, b: number) => number): Uint32Array {
  let starts = runStarts(rows, compare);
  let from = rows;
  let to = starts.length > 1 ? new Uint32Array(rows.length) : rows;
  while (starts.length > 1) {
    const merged: number[] = [];
    for (let run = 0; run < starts.length; run += 2) {
      merged.push(starts[run]!);
      merge(from, starts[run]!, starts[run + 1] ?? rows.length, starts[run + 2] ?? rows.length, to, compare);
    }
    [from, to] = [to, from];
    starts = merged;
  }
  return from;
}

function runStarts(rows: Uint32Array, compare: (a: number, b: number) => number): number[] {
  const starts = rows.length === 0 ? [] : [0];
  for (let k = 1; k < rows.length; k++) if (compare(rows[k - 1]!, rows[k]!) > 0) starts.push(k);
  return starts;
}

/** `from[begin..middle)` and `from[middle..end)` into `to[begin..end)`. */
function merge(
  from: Uint32Array,
  begin: number,
  middle: number,
  end: number,
  to: Uint32Array,
  compare: (a: number, b: number) => number,
): void {
  let left = begin;
  let right = middle;
  for (let at = begin; at < end; at++) {
    const takesLeft = left < middle && (right >= end || compare(from[left]!, from[right]!) <= 0);
    to[at] = takesLeft ? from[left++]! : from[right++]!;
  }
}
