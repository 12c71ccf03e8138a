import { INDICATOR_GROUPS } from "../model/level.ts";
import { DIMENSIONS } from "../model/measure.ts";
import { centralInterval, medianOf, quantileOfSorted } from "./draws.ts";
import { round } from "./wording.ts";
/** Fewer teams than this have no quartile worth the name. */
const FEWEST_TEAMS = 3;
export function dimensionScores(evidence) {
    const scores = DIMENSIONS.map((dimension) => [dimension, scoreOf(evidence, ({ c4 }) => c4[dimension] ?? 0)]);
    return Object.fromEntries(scores);
}
/** 0-100 by indicator group, every sentence of the group with the same weight; null = nothing rated. */
export function groupScores(evidence) {
    const scores = INDICATOR_GROUPS.map((group) => {
        const { score } = scoreOf(evidence, (characteristic) => (characteristic.group === group ? 1 : 0));
        return [group, score === null ? null : round(score, 1)];
    });
    return Object.fromEntries(scores);
}
function scoreOf(evidence, weigh) {
    let applicable = 0;
    let rated = 0;
    let sums = null;
    for (const { characteristic, status, draws } of evidence.values()) {
        const weight = characteristic.level === 1 || status === "NA" ? 0 : weigh(characteristic);
        applicable += weight;
        if (weight === 0 || draws === null)
            continue;
        rated += weight;
        sums ??= new Float64Array(draws.length);
        for (let draw = 0; draw < draws.length; draw++)
            sums[draw] += weight * draws[draw];
    }
    const coverage = applicable === 0 ? 0 : rated / applicable;
    if (sums === null)
        return { score: null, interval90: null, coverage };
    const scaled = sums.map((sum) => (100 * sum) / rated);
    return { score: medianOf(scaled), interval90: centralInterval(scaled), coverage };
}
/** The lower-quartile team over the median team: whether a dimension holds everywhere or only in some teams. */
export function institutionalisation(teamScores) {
    const sorted = Float64Array.from(teamScores.filter((score) => score !== null)).sort();
    if (sorted.length < FEWEST_TEAMS)
        return null;
    const median = quantileOfSorted(sorted, 0.5);
    return median === 0 ? null : quantileOfSorted(sorted, 0.25) / median;
}
export function dimensionVerdicts(evidence, teams) {
    const teamScores = teams.map(dimensionScores);
    const verdicts = Object.entries(dimensionScores(evidence)).map(([dimension, { score, interval90, coverage }]) => {
        const holds = institutionalisation(teamScores.map((scores) => scores[dimension].score));
        return [
            dimension,
            {
                score: score === null ? null : round(score, 1),
                interval90: interval90 === null ? null : [round(interval90[0], 1), round(interval90[1], 1)],
                coverage: round(coverage, 3),
                institutionalisation: holds === null ? null : round(holds, 3),
            },
        ];
    });
    return Object.fromEntries(verdicts);
}
