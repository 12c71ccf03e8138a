/** Durations of some rows, in any order. All in one unit, from the row's own zero. */
export interface DurationSample {
  /** Duration until the end or until it was last seen. */
  readonly time: ArrayLike<number>;
  /** True (1) = it ended; false (0) = still going on when last seen (right-censored). */
  readonly observed: ArrayLike<number | boolean>;
  /** Age at which the row came under observation (left truncation); 0 without it. Rows with entry >= time say nothing and are left out. */
  readonly entry?: ArrayLike<number>;
  /** Rows with the same number belong together and are resampled together, numbered from 0. Without it every row is its own. */
  readonly cluster?: ArrayLike<number>;
}

/** Rows reduced to their places on the grid of end times, so that a weighted curve costs one pass without sorting. */
export interface Grid {
  readonly times: Float64Array;
  /** Per used row: first grid time it is at risk at, and one past the last. */
  readonly enters: Int32Array;
  readonly leaves: Int32Array;
  readonly ended: Uint8Array;
  readonly cluster: Int32Array;
  readonly clusters: number;
  readonly followUp: number;
}

/** Index of the first that is not below `value`. */
export function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first above `value`. */
export function upperBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function distinctSorted(values: Float64Array): Float64Array {
  values.sort();
  let count = 0;
  for (let i = 0; i < values.length; i++) if (i === 0 || values[i] !== values[i - 1]) values[count++] = values[i]!;
  return values.slice(0, count);
}

function gridOf(sample: DurationSample): Grid {
  const { time, observed, entry, cluster } = sample;
  const rows = new Uint32Array(time.length);
  const ends = new Float64Array(time.length);
  let count = 0;
  let endCount = 0;
  for (let i = 0; i < time.length; i++) {
    const t = time[i]!;
    if (!(t > (entry === undefined ? -Infinity : entry[i]!)) || Number.isNaN(t)) continue;
    rows[count++] = i;
    if (observed[i]) ends[endCount++] = t;
  }
  const times = distinctSorted(ends.subarray(0, endCount));
  const enters = new Int32Array(count);
  const leaves = new Int32Array(count);
  const ended = new Uint8Array(count);
  const clusters = new Int32Array(count);
  let clusterCount = count;
  let followUp = 0;
  for (let r = 0; r < count; r++) {
    const row = rows[r]!;
    const t = time[row]!;
    // At risk at every grid time in (entry, time]: what ends at t counts before what is censored at t.
    enters[r] = entry === undefined || !(entry[row]! >= times[0]!) ? 0 : upperBound(times, entry[row]!);
    leaves[r] = upperBound(times, t);
    ended[r] = observed[row] ? 1 : 0;
    clusters[r] = cluster === undefined ? r : cluster[row]!;
    if (clusters[r]! >= clusterCount) clusterCount = clusters[r]! + 1;
    if (t > followUp) followUp = t;
  }
  return { times, enters, leaves, ended, cluster: clusters, clusters: clusterCount, followUp };
}

const grids = new WeakMap<DurationSample, Grid>();

/** A sample is not written to once it was asked about, and several things are asked about the same. */
export function gridOfObserved(sample: DurationSample): Grid {
  let grid = grids.get(sample);
  if (grid === undefined) grids.set(sample, (grid = gridOf(sample)));
  return grid;
}

/** The grid of a sample that has one already. */
export function knownGrid(sample: DurationSample): Grid | undefined {
  return grids.get(sample);
}
