import type { Distribution } from "../model/measure.ts";
import { tabulate } from "../statistics/distribution.ts";
import { type Random, seededRandom } from "../statistics/random.ts";
import { shuffle } from "../statistics/shuffle.ts";
import { EXTENDED_RUNGS, type LadderScale, layOut, positionOf, rungValue } from "./desirability.ts";

/** Points of the tabulated quantile function; draws between them are interpolated, which moves a quantile by far less than a draw's noise. */
const TABLE_POINTS = 100;

/**
 * A random order of the equally spaced probabilities of `count` draws (a Latin hypercube): every signal uses each of its quantiles exactly once,
 * so that medians and intervals hardly depend on the seed. Named by scope and signal: adding a signal or a team leaves the others alone.
 */
function drawOrder(seed: string, scope: string, signal: string, count: number): Uint32Array {
  const random = seededRandom(`${seed}/draws/${scope}/${signal}`);
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  shuffle(order, random, new Uint32Array(count));
  return order;
}

/** Draws of a signal as positions on its scale, one a draw, and the position in their middle (`medianOf` them). */
export interface DrawnSignal {
  readonly positions: Float64Array;
  readonly median: number;
}

/**
 * `overdispersion`: a sample says how sure its own half year is. Half years of one process differ by more, since weeks hang together and people, work
 * and seasons come and go; variances are this many times what the sample explains (quasi-likelihood: McCullagh and Nelder 1989, 4.5; the scale
 * factor of Birge 1932). Values move away from their median, which stays; a distribution that is better as a whole stays so.
 */
export function drawSignal(distribution: Distribution, scale: LadderScale, order: Uint32Array, overdispersion = 1): DrawnSignal {
  const count = order.length;
  const positions = new Float64Array(count);
  if (distribution.kind === "exact") {
    const position = positionOf(scale, distribution.value);
    return { positions: positions.fill(position), median: position };
  }
  const table = tableOf(distribution);
  const quantileAt = (i: number): number => {
    const at = Math.min(Math.max(((i + 0.5) / count) * TABLE_POINTS - 0.5, 0), TABLE_POINTS - 1);
    const index = Math.floor(at);
    const low = table[index]!;
    return low + (at - index) * (table[Math.min(index + 1, TABLE_POINTS - 1)]! - low);
  };
  // Turned round where lower is better, so that the same draw is an equally good one on every ladder.
  const placeOf = (i: number): number => (scale.sign === 1 ? i : count - 1 - i);
  const middle = quantileAt(placeOf(Math.floor(count / 2)));
  const factor = Math.sqrt(overdispersion);
  // Below the median of what has no zero by a ratio, so that no draw falls out of the ladder; everywhere such that neither a shift nor a stretch of the
  // whole distribution turns two draws round.
  const widened = (value: number): number => {
    if (!scale.log || value >= middle) return middle + factor * (value - middle);
    return value > 0 ? middle * (value / middle) ** factor : value;
  };
  const rising = new Float64Array(count);
  for (let i = 0; i < count; i++) rising[placeOf(i)] = positionOf(scale, widened(quantileAt(i)));
  const median = rising[Math.floor(count / 2)]!;
  for (let i = 0; i < count; i++) positions[i] = rising[order[i]!]!;
  return { positions, median };
}

const tables = new WeakMap<Distribution, readonly number[]>();

/** Quantiles of a beta distribution are costly, and one answer is judged many times: against other dates, and in what-if questions. */
function tableOf(distribution: Distribution): readonly number[] {
  let table = tables.get(distribution);
  if (table === undefined) tables.set(distribution, (table = tabulate(distribution, TABLE_POINTS)));
  return table;
}

/** Rungs of one ladder moved at random, `EXTENDED_RUNGS` positions a draw: the second layer of uncertainty, about the thresholds themselves. */
export function drawLadders(scale: LadderScale, seed: string, count: number): Float64Array {
  const random = seededRandom(`${seed}/ladder/${scale.signal}`);
  const target = new Float64Array(count * EXTENDED_RUNGS);
  const named = Array.from({ length: 6 }, (_, k) => rungValue(scale, k + 1));
  const moved = new Float64Array(6);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < 6; k++) moved[k] = moveRung(named[k]!, scale.log, random);
    layOut(scale, moved, target, i * EXTENDED_RUNGS);
  }
  return target;
}

/** Triangular between -15 % and +15 %, as a ratio on logarithmic ladders. */
function moveRung(rung: number, log: boolean, random: Random): number {
  const triangular = random.next() - random.next();
  return log ? rung * Math.exp(triangular * Math.log(1.15)) : rung * (1 + 0.15 * triangular);
}

/** Concentration of the Dirichlet distribution that weights are drawn from. */
const WEIGHT_CONCENTRATION = 30;

/**
 * One signal's weight in one characteristic moved at random, one a draw. Gamma variables that share a scale are a Dirichlet distribution once
 * they are divided by their sum, which the power mean does.
 */
export function drawWeights(weight: number, seed: string, label: string, count: number): Float64Array {
  const random = seededRandom(`${seed}/weight/${label}`);
  return Float64Array.from({ length: count }, () => gamma(WEIGHT_CONCENTRATION * weight, random));
}

/** Drawn ladders by signal and unit, drawn weights by characteristic and signal, orders by scope and signal; filled when first needed. */
export interface ThresholdDraws {
  readonly ladders: Map<string, Float64Array>;
  readonly weights: Map<string, Float64Array>;
  readonly orders: Map<string, Uint32Array>;
}

/** Orders of so many pairs of scope and signal are kept (some 20 teams); what is beyond them is shuffled anew each time. */
const KEPT_ORDERS = 1_000;

/** `drawOrder`, made once for the first scopes. */
export function keptOrder({ orders }: ThresholdDraws, seed: string, scope: string, signal: string, count: number): Uint32Array {
  const key = `${scope}/${signal}/${count}`;
  const known = orders.get(key);
  if (known !== undefined) return known;
  const order = drawOrder(seed, scope, signal, count);
  if (orders.size < KEPT_ORDERS) orders.set(key, order);
  return order;
}

const latestThresholds = new WeakMap<object, ThresholdDraws & { readonly seed: string }>();

/** They depend on ruleset and seed alone and are kept for the latest seed, because what-if questions judge many times under the same rules. */
export function thresholdDraws(ruleset: object, seed: string): ThresholdDraws {
  const latest = latestThresholds.get(ruleset);
  if (latest?.seed === seed) return latest;
  const made = {
    seed,
    ladders: new Map<string, Float64Array>(),
    weights: new Map<string, Float64Array>(),
    orders: new Map<string, Uint32Array>(),
  };
  latestThresholds.set(ruleset, made);
  return made;
}

/** Gamma with unit scale (Marsaglia and Tsang 2000; shapes below 1 through shape + 1). */
function gamma(shape: number, random: Random): number {
  if (shape < 1) return gamma(shape + 1, random) * (1 - random.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Sorted copies by draws; draws are never written to once they are made. */
const sortedDraws = new WeakMap<Float64Array, Float64Array>();

function sortedOf(draws: Float64Array): Float64Array {
  let sorted = sortedDraws.get(draws);
  if (sorted === undefined) {
    sorted = draws.slice().sort();
    sortedDraws.set(draws, sorted);
  }
  return sorted;
}

/** The draw in the middle, the upper one of two: above a bound exactly when at least half of the draws are. */
export function medianOf(draws: Float64Array): number {
  return sortedOf(draws)[Math.floor(draws.length / 2)]!;
}

/** From the lowest draw to the highest. */
export function rangeOf(draws: Float64Array): number {
  let low = Infinity;
  let high = -Infinity;
  for (const draw of draws) {
    if (draw < low) low = draw;
    if (draw > high) high = draw;
  }
  return high - low;
}

/** Central 90 % of the draws. */
export function centralInterval(draws: Float64Array): [low: number, high: number] {
  const sorted = sortedOf(draws);
  return [quantileOfSorted(sorted, 0.05), quantileOfSorted(sorted, 0.95)];
}

export function quantileOfSorted(sorted: Float64Array, p: number): number {
  const at = p * (sorted.length - 1);
  const index = Math.floor(at);
  const low = sorted[index]!;
  return low + (at - index) * (sorted[Math.min(index + 1, sorted.length - 1)]! - low);
}

export function meanOf(draws: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < draws.length; i++) sum += draws[i]!;
  return sum / draws.length;
}
