import { poisson, poissonWeights } from "./poisson-weight.ts";
import type { Random } from "./random.ts";
import type { SurvivalCurve } from "./survival.ts";
import type { Grid } from "./survival-grid.ts";

/** Tolerance for products of many ratios that ought to hit a probability exactly. */
export const SLACK = 1e-9;

/** Clusters need every row in every replicate: past this many row visits there are fewer replicates, never under 200. */
const ROW_VISITS = 20_000_000;

/** With many rows this many replicates give the limits well enough. */
const LARGE_REPLICATES = 400;
/** Steps of the coarse grid, as falls of S: near a wanted quantile a part of its standard error, elsewhere a part of the whole. */
const NEAR_STEP = 1 / 8;
const FAR_STEP = 1 / 50;
/** How many standard errors around a quantile are near. */
const NEAR = 6;

/**
 * The same bootstrap for many rows: the sum of the Poisson(1) weights of m rows is one Poisson(m) number, so that a replicate costs a draw for each
 * step of a coarse grid instead of one for each row. Rows that enter late are drawn by their step of entry.
 */
export function drawBySteps(
  grid: Grid,
  curve: SurvivalCurve,
  probabilities: readonly number[],
  random: Random,
  asked: number,
): Float64Array[] {
  const replicates = Math.min(asked, LARGE_REPLICATES);
  const size = grid.times.length;
  const errors = probabilities.map((p) => standardErrorAt(curve, p));
  const stepOf = new Int32Array(size + 1);
  const stepTimes: number[] = [];
  const stepSurvival: number[] = [];
  let last = 1;
  for (let k = 0; k < size; k++) {
    stepOf[k] = stepTimes.length;
    const s = curve.survival[k]!;
    let widest = FAR_STEP;
    probabilities.forEach((p, q) => {
      if (Math.abs(s - (1 - p)) < NEAR * errors[q]!) widest = Math.min(widest, NEAR_STEP * errors[q]!);
    });
    if (last - s < widest && k < size - 1) continue;
    stepTimes.push(grid.times[k]!);
    stepSurvival.push(s);
    last = s;
  }
  const steps = stepTimes.length;
  stepOf[size] = steps;
  const ends = new Float64Array(steps);
  const entering = new Float64Array(steps + 1);
  const leaving = new Float64Array(steps + 1);
  for (let r = 0; r < grid.enters.length; r++) {
    if (grid.enters[r]! >= grid.leaves[r]!) continue;
    const enters = stepOf[grid.enters[r]!]!;
    const lastStep = stepOf[grid.leaves[r]! - 1]!;
    entering[enters]!++;
    if (grid.ended[r] === 1) ends[lastStep]!++;
    else leaving[lastStep + 1]!++;
  }
  // What the coarse rows say, and what the curve itself says, of each step: replicates scale the latter by the ratio of the former.
  const inRow = new Float64Array(steps);
  const fall = new Float64Array(steps);
  let n = entering[0]!;
  let logBefore = 0;
  for (let k = 0; k < steps; k++) {
    if (k > 0) n += entering[k]! - leaving[k]! - ends[k - 1]!;
    inRow[k] = n;
    const logAfter = Math.log(stepSurvival[k]!);
    fall[k] = logAfter - logBefore;
    logBefore = logAfter;
  }
  const targets = probabilities.map((p) => Math.log(1 - p) + SLACK);
  const out = probabilities.map(() => new Float64Array(replicates).fill(Infinity));
  const limitsOf = (means: Float64Array): Float64Array => means.map((mean) => Math.exp(-mean));
  const [lateLimits, leftLimits, endLimits] = [limitsOf(entering), limitsOf(leaving), limitsOf(ends)];
  const endsDrawn = new Float64Array(steps);
  const change = new Float64Array(steps + 1);
  for (let b = 0; b < replicates; b++) {
    // Those there from the start are all that leave later, minus late entries: so no row leaves that never entered.
    let atRisk = 0;
    for (let k = 0; k <= steps; k++) {
      const late = k === 0 ? 0 : poisson(entering[k]!, random, lateLimits[k]);
      const left = poisson(leaving[k]!, random, leftLimits[k]);
      const ended = k < steps ? poisson(ends[k]!, random, endLimits[k]) : 0;
      if (k < steps) endsDrawn[k] = ended;
      change[k] = late - left;
      atRisk += ended + left - late;
    }
    let logS = 0;
    for (let k = 0; k < steps; k++) {
      atRisk += change[k]!;
      const ratio = (endsDrawn[k]! / ends[k]!) * (inRow[k]! / Math.max(atRisk, endsDrawn[k]!, 1));
      const next = ratio === 0 ? logS : logS + fall[k]! * ratio;
      for (let q = 0; q < targets.length; q++) {
        if (out[q]![b] !== Infinity || next > targets[q]!) continue;
        const before = k === 0 ? 0 : stepTimes[k - 1]!;
        const share = next === -Infinity ? 1 : (targets[q]! - logS) / (next - logS);
        out[q]![b] = before + Math.max(0, share) * (stepTimes[k]! - before);
      }
      logS = next;
      atRisk -= endsDrawn[k]!;
    }
  }
  return out;
}

/** Greenwood's standard error of S where it passes 1 - p; that of the last point where it does not. */
function standardErrorAt(curve: SurvivalCurve, p: number): number {
  let k = curve.survival.findIndex((s) => s <= 1 - p + SLACK);
  if (k < 0) k = curve.survival.length - 1;
  while (k > 0 && curve.survival[k] === 0) k--;
  return k < 0 ? 0 : curve.survival[k]! * Math.sqrt(curve.greenwood[k]!);
}

/**
 * Poisson weights for every row or cluster, one weighted curve a replicate. Infinity = not reached. Rows are laid out by time once, and the weights of
 * those that left are summed up in that order, so that no step asks anything of a row; the sums are whole numbers and no matter of order.
 */
export function drawRows(
  grid: Grid,
  _: SurvivalCurve,
  probabilities: readonly number[],
  random: Random,
  asked: number,
): Float64Array[] {
  const { times } = grid;
  const replicates = Math.min(asked, Math.max(200, Math.floor(ROW_VISITS / (grid.enters.length + 1))));
  const out = probabilities.map(() => new Float64Array(replicates));
  const rows = byTime(grid);
  const weights = new Uint8Array(grid.clusters);
  /** Weight of all that stand before in `rows.leaving`. */
  const left = new Int32Array(rows.leaving.length + 1);
  const targets = probabilities.map((p) => 1 - p + SLACK);
  const found = new Float64Array(targets.length);
  for (let b = 0; b < replicates; b++) {
    poissonWeights(weights, random);
    reached(rows, weights, left, targets, times, found);
    for (let q = 0; q < targets.length; q++) out[q]![b] = found[q]!;
  }
  return out;
}

/**
 * Where one weighted curve comes to each of the targets; Infinity where it never does. A function of its own, so that V8 has it compiled after a few
 * replicates and need not leave loops within a loop that is running.
 */
function reached(
  { leaving, firstEnd, firstCut, late, lateAt }: RowsByTime,
  weights: Uint8Array,
  left: Int32Array,
  targets: readonly number[],
  times: Float64Array,
  found: Float64Array,
): void {
  found.fill(Infinity);
  let sum = 0;
  for (let i = 0; i < leaving.length; i++) {
    sum += weights[leaving[i]!]!;
    left[i + 1] = sum;
  }
  let entered = sum;
  for (let i = 0; i < late.length; i++) entered -= weights[late[i]!]!;
  let nextLate = 0;
  let s = 1;
  let open = targets.length;
  // The first of the open ones that a falling curve comes to.
  let target = Math.max(...targets);
  for (let k = 0; k < times.length && open > 0; k++) {
    while (nextLate < late.length && lateAt[nextLate]! <= k) entered += weights[late[nextLate++]!]!;
    const before = left[firstEnd[k]!]!;
    const d = left[firstCut[k]!]! - before;
    // Nobody is left to end where nobody is at risk.
    s *= 1 - d / Math.max(entered - before, 1);
    if (s > target) continue;
    target = -Infinity;
    for (let q = 0; q < targets.length; q++) {
      if (found[q] !== Infinity) continue;
      if (s <= targets[q]!) {
        found[q] = times[k]!;
        open--;
      } else target = Math.max(target, targets[q]!);
    }
  }
}

/** Clusters of the rows that are ever at risk, in the order in which they leave and in which they enter. */
interface RowsByTime {
  /** At each grid time those that end, from `firstEnd` on, then those that are censored, from `firstCut` on. */
  readonly leaving: Uint32Array;
  readonly firstEnd: Uint32Array;
  readonly firstCut: Uint32Array;
  /** Those that are not there from the start, and the grid time from which each is. */
  readonly late: Uint32Array;
  readonly lateAt: Int32Array;
}

function byTime({ times, enters, leaves, ended, cluster }: Grid): RowsByTime {
  const rows = Uint32Array.from(enters.keys()).filter((r) => enters[r]! < leaves[r]!);
  const placeOf = (r: number): number => 2 * (leaves[r]! - 1) + (ended[r] === 1 ? 0 : 1);
  const byLeaving = rows.toSorted((a, b) => placeOf(a) - placeOf(b));
  const late = rows.filter((r) => enters[r]! > 0).sort((a, b) => enters[a]! - enters[b]!);
  const first = new Uint32Array(2 * times.length + 1);
  for (const r of rows) first[placeOf(r) + 1]!++;
  for (let place = 1; place < first.length; place++) first[place]! += first[place - 1]!;
  return {
    leaving: byLeaving.map((r) => cluster[r]!),
    firstEnd: Uint32Array.from(times, (_, k) => first[2 * k]!),
    firstCut: Uint32Array.from(times, (_, k) => first[2 * k + 1]!),
    late: late.map((r) => cluster[r]!),
    lateAt: Int32Array.from(late, (r) => enters[r]!),
  };
}
