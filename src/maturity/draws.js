import { tabulate } from "../statistics/distribution.ts";
import { seededRandom } from "../statistics/random.ts";
import { EXTENDED_RUNGS, layOut, positionOf, rungValue } from "./desirability.ts";
/** Points of the tabulated quantile function; draws between them are interpolated, which moves a quantile by far less than a draw's noise. */
const TABLE_POINTS = 100;
/**
 * A random order of the equally spaced probabilities of `count` draws (a Latin hypercube): every signal uses each of its quantiles exactly once,
 * so that medians and intervals hardly depend on the seed. Named by scope and signal: adding a signal or a team leaves the others alone.
 */
export function drawOrder(seed, scope, signal, count) {
    const random = seededRandom(`${seed}/draws/${scope}/${signal}`);
    const order = Uint32Array.from({ length: count }, (_, i) => i);
    for (let i = count - 1; i > 0; i--) {
        const j = random.below(i + 1);
        const kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
    return order;
}
export function drawSignal(distribution, scale, order) {
    const count = order.length;
    const positions = new Float64Array(count);
    if (distribution.kind === "exact") {
        const position = positionOf(scale, distribution.value);
        return { positions: positions.fill(position), median: position };
    }
    const table = tabulate(distribution, TABLE_POINTS);
    const rising = new Float64Array(count);
    for (let i = 0; i < count; i++) {
        const at = Math.min(Math.max(((i + 0.5) / count) * TABLE_POINTS - 0.5, 0), TABLE_POINTS - 1);
        const index = Math.floor(at);
        const low = table[index];
        const high = table[Math.min(index + 1, TABLE_POINTS - 1)];
        // Turned round where lower is better, so that the same draw is an equally good one on every ladder.
        rising[scale.sign === 1 ? i : count - 1 - i] = positionOf(scale, low + (at - index) * (high - low));
    }
    for (let i = 0; i < count; i++)
        positions[i] = rising[order[i]];
    return { positions, median: rising[Math.floor(count / 2)] };
}
/** Rungs of one ladder moved at random, `EXTENDED_RUNGS` positions a draw: the second layer of uncertainty, about the thresholds themselves. */
export function drawLadders(scale, seed, count) {
    const random = seededRandom(`${seed}/ladder/${scale.signal}`);
    const target = new Float64Array(count * EXTENDED_RUNGS);
    const named = Array.from({ length: 6 }, (_, k) => rungValue(scale, k + 1));
    const moved = new Float64Array(6);
    for (let i = 0; i < count; i++) {
        for (let k = 0; k < 6; k++)
            moved[k] = moveRung(named[k], scale.log, random);
        layOut(scale, moved, target, i * EXTENDED_RUNGS);
    }
    return target;
}
/** Triangular between -15 % and +15 %, as a ratio on logarithmic ladders. */
function moveRung(rung, log, random) {
    const triangular = random.next() - random.next();
    return log ? rung * Math.exp(triangular * Math.log(1.15)) : rung * (1 + 0.15 * triangular);
}
/** Concentration of the Dirichlet distribution that weights are drawn from. */
const WEIGHT_CONCENTRATION = 30;
/**
 * One signal's weight in one characteristic moved at random, one a draw. Gamma variables that share a scale are a Dirichlet distribution once
 * they are divided by their sum, which the power mean does.
 */
export function drawWeights(weight, seed, label, count) {
    const random = seededRandom(`${seed}/weight/${label}`);
    return Float64Array.from({ length: count }, () => gamma(WEIGHT_CONCENTRATION * weight, random));
}
const latestThresholds = new WeakMap();
/** They depend on ruleset and seed alone and are kept for the latest seed, because what-if questions judge many times under the same rules. */
export function thresholdDraws(ruleset, seed) {
    const latest = latestThresholds.get(ruleset);
    if (latest?.seed === seed)
        return latest;
    const made = { seed, ladders: new Map(), weights: new Map() };
    latestThresholds.set(ruleset, made);
    return made;
}
/** Gamma with unit scale (Marsaglia and Tsang 2000; shapes below 1 through shape + 1). */
function gamma(shape, random) {
    if (shape < 1)
        return gamma(shape + 1, random) * (1 - random.next()) ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
        const x = random.normal();
        const v = (1 + c * x) ** 3;
        if (v > 0 && Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v))
            return d * v;
    }
}
/** Sorted copies by draws; draws are never written to once they are made. */
const sortedDraws = new WeakMap();
function sortedOf(draws) {
    let sorted = sortedDraws.get(draws);
    if (sorted === undefined) {
        sorted = Float64Array.from(draws).sort();
        sortedDraws.set(draws, sorted);
    }
    return sorted;
}
/** The draw in the middle, the upper one of two: above a bound exactly when at least half of the draws are. */
export function medianOf(draws) {
    return sortedOf(draws)[Math.floor(draws.length / 2)];
}
/** Central 90 % of the draws. */
export function centralInterval(draws) {
    const sorted = sortedOf(draws);
    return [quantileOfSorted(sorted, 0.05), quantileOfSorted(sorted, 0.95)];
}
export function quantileOfSorted(sorted, p) {
    const at = p * (sorted.length - 1);
    const index = Math.floor(at);
    const low = sorted[index];
    return low + (at - index) * (sorted[Math.min(index + 1, sorted.length - 1)] - low);
}
export function meanOf(draws) {
    let sum = 0;
    for (let i = 0; i < draws.length; i++)
        sum += draws[i];
    return sum / draws.length;
}
