/** Rungs b0..b7 of a ladder: the six that the ruleset names and one on either side. */
export const EXTENDED_RUNGS = 8;
/**
 * b0 and b7 continue the first and the last step of the ladder on its own scale (a ratio on logarithmic ones) and stop where values end:
 * 0 for what cannot be negative, 100 for percent. Level 2 needs b0 and level 5 needs b7; the others stand on named rungs alone.
 */
export function ladderScale(ladder, unit) {
    const sign = ladder.rungs[5] >= ladder.rungs[0] ? 1 : -1;
    const log = ladder.scale === "log";
    const range = valueRange(ladder.rungs, unit);
    const positions = new Float64Array(EXTENDED_RUNGS);
    const scale = { signal: ladder.signal, sign, log, positions, range };
    layOut(scale, ladder.rungs, positions, 0);
    return scale;
}
/** Writes b0..b7 for `rungs` (in any order: they are sorted) to `target` from `offset` on. */
export function layOut(scale, rungs, target, offset) {
    const { sign, range } = scale;
    const low = positionOf(scale, sign === 1 ? range[0] : range[1]);
    const high = positionOf(scale, sign === 1 ? range[1] : range[0]);
    // Insertion into the six places: this runs once a draw and ladder, and rungs hardly ever change places.
    for (let k = 0; k < 6; k++) {
        const position = Math.min(Math.max(positionOf(scale, rungs[k]), low), high);
        let place = offset + 1 + k;
        while (place > offset + 1 && target[place - 1] > position) {
            target[place] = target[place - 1];
            place--;
        }
        target[place] = position;
    }
    const first = target[offset + 1];
    const last = target[offset + 6];
    target[offset] = Math.max(first - (target[offset + 2] - first), low);
    target[offset + 7] = Math.min(last + (last - target[offset + 5]), high);
}
function valueRange(rungs, unit) {
    if (unit === "%")
        return [0, 100];
    return rungs.every((rung) => rung >= 0) ? [0, Infinity] : [-Infinity, Infinity];
}
/** Where a value stands on the scale; higher is better. Values that have no logarithm stand at its lower end. */
export function positionOf(scale, value) {
    if (!scale.log)
        return scale.sign * value;
    return scale.sign * (value > 0 ? Math.log(value) : -Infinity);
}
/** The value at a position: the way back from `positionOf`. */
export function valueAt(scale, position) {
    return scale.log ? Math.exp(scale.sign * position) : scale.sign * position;
}
/**
 * How well a signal alone supports a characteristic of `level`, 0-1: piecewise linear through (b[k-2], 0), (b[k-1], N), (b[k], P), (b[k+1], L),
 * (b[k+2], 1), with N, P, L the upper bounds of those ratings (Derringer-Suich desirability with anchors that have a meaning). Never falls
 * when the position rises. Level 1 has no requirement of its own and is read on the rungs of level 2.
 * Where rungs are equal (0, 0, 0 of the AI ladders) a value right on them gets the lowest of their anchors: nothing seen earns nothing.
 * Only the best possible value is spared from that.
 */
export function desirabilityAt(positions, offset, level, bounds, position) {
    const first = offset + Math.max(level, 2) - 2;
    if (position >= positions[first + 4])
        return 1;
    if (position <= positions[first])
        return 0;
    let lower = 0;
    for (let i = 0; i < 4; i++) {
        const upper = i === 3 ? 1 : bounds[i];
        const end = positions[first + i + 1];
        if (position <= end) {
            const start = positions[first + i];
            return lower + ((position - start) / (end - start)) * (upper - lower);
        }
        lower = upper;
    }
    return 1;
}
/** Desirability of a value in the unit of the ladder. */
export function desirability(scale, level, bounds, value) {
    return desirabilityAt(scale.positions, 0, level, bounds, positionOf(scale, value));
}
/** Value of rung `k` (0-7), in the unit of the signal. */
export function rungValue(scale, k) {
    return valueAt(scale, scale.positions[k]);
}
