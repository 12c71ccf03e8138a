import { exceeds } from "./rating.ts";
/** Fewer rated characteristics than this say nothing about a level; the gap needs one more. */
export const FEWEST_RATED = 3;
/**
 * One reader for each characteristic of `level` that takes part: NA and permissive ones never do. Coordination by meetings (2.5) counts as met
 * where status is understood without them (3.4): being past a limitation is not a gap.
 */
export function readersOf(profile, level, unrated) {
    const readers = [];
    for (const standing of profile) {
        if (standing.level !== level || !standing.counts)
            continue;
        const own = readerOf(standing, unrated);
        if (own === null)
            continue;
        const surpassing = standing.id === "2.5" ? profile.find((other) => other.id === "3.4") : undefined;
        const beyond = surpassing === undefined ? null : readerOf(surpassing, unrated);
        readers.push(beyond === null ? own : (draw) => Math.max(own(draw), beyond(draw)));
    }
    return readers;
}
function readerOf(standing, unrated) {
    if (standing.status === "NA")
        return null;
    const draws = standing.draws;
    if (standing.status === "rated" && draws !== null)
        return (draw) => draws[draw];
    if (unrated === "left-out")
        return null;
    const value = unrated === "perfect" ? 1 : 0;
    return () => value;
}
/** Whether enough of a level is rated to say that it is attained. */
export function isAssessable(profile, level) {
    return readersOf(profile, level, "left-out").length >= FEWEST_RATED;
}
/** The attained level of every draw, 1-5: the highest below which no level fails. A level that is not assessable ends the climb. */
export function levelDraws(profile, count, bounds, rule, unrated) {
    const levels = new Uint8Array(count).fill(1);
    const byLevel = [2, 3, 4, 5].map((level) => readersOf(profile, level, unrated));
    for (let draw = 0; draw < count; draw++) {
        for (const readers of byLevel) {
            if (!attained(readers, draw, bounds, rule))
                break;
            levels[draw]++;
            if (rule === "iso-strict" && !readers.every((read) => exceeds(read(draw), bounds[2])))
                break;
        }
    }
    return levels;
}
function attained(readers, draw, bounds, rule) {
    if (readers.length < FEWEST_RATED)
        return false;
    let gaps = 0;
    for (const read of readers) {
        const value = read(draw);
        if (!exceeds(value, bounds[0]))
            return false;
        if (!exceeds(value, bounds[1]))
            gaps++;
    }
    return gaps <= allowedGaps(readers.length, rule);
}
export function allowedGaps(rated, rule = "named-gap") {
    return rule === "named-gap" && rated > FEWEST_RATED ? 1 : 0;
}
/** P(level >= k) for k = 1..5 at index k. */
export function atLeast(levels) {
    const shares = new Float64Array(6);
    for (const level of levels)
        for (let k = 1; k <= level; k++)
            shares[k]++;
    return shares.map((share) => share / levels.length);
}
/** Highest level with P(level >= k) at or above `probability`; never below 1. */
export function highestAt(shares, probability) {
    let level = 1;
    for (const k of [2, 3, 4, 5])
        if (shares[k] >= probability)
            level = k;
    return level;
}
