import { exceeds } from "./rating.ts";
/** How far a measured signal may be trusted by its size: n / (n + minimum), 0-1. Depends on the sample only, never on the value. */
export function reliability(sampleSize, minimumSample) {
    return sampleSize / (sampleSize + minimumSample);
}
/**
 * Weighted power mean of desirabilities, each held at the floor or above, 0-1. With power 0.5 one weak signal pulls more than an arithmetic
 * mean would let it and less than a geometric one. `weights` (weight x reliability) need not sum to 1. Never falls when a desirability rises.
 */
export function powerMean(desirabilities, weights, rules) {
    const { power, desirabilityFloor } = rules;
    let sum = 0;
    let total = 0;
    for (let i = 0; i < desirabilities.length; i++) {
        const d = Math.max(desirabilities[i], desirabilityFloor);
        sum += weights[i] * (power === 0.5 ? Math.sqrt(d) : d ** power);
        total += weights[i];
    }
    const mean = sum / total;
    return power === 0.5 ? mean * mean : mean ** (1 / power);
}
/**
 * The power mean under its gates: a primary signal that is N alone holds the whole at P; `cap` is the lowest of the static caps (one evidence
 * family, observability, a part of the sentence that was not seen). Both only ever take the minimum with a constant, so that the result
 * still never falls when a desirability rises.
 */
export function attainment(desirabilities, weights, primary, cap, rules) {
    let value = Math.min(powerMean(desirabilities, weights, rules), cap);
    for (let i = 0; i < desirabilities.length; i++)
        if (primary[i] === 1 && !exceeds(desirabilities[i], rules.ratingBounds[0]))
            value = Math.min(value, rules.ratingBounds[1]);
    return value;
}
