import { groupScores } from "./c4.ts";
import { centralInterval, meanOf } from "./draws.ts";
import { indexDraws, minimalDetectableChange, score100 } from "./index-score.ts";
import { atLeast, highestAt, isAssessable, levelDraws } from "./level-rule.ts";
import { profileOf } from "./scope.ts";
import { round } from "./wording.ts";
export function drawLevels(evidence, ruleset) {
    const { ratingBounds: bounds, draws: count } = ruleset;
    const profile = profileOf(evidence, "sampling");
    const moved = profileOf(evidence, "thresholds");
    const base = levelDraws(profile, count, bounds, "named-gap", "left-out");
    return {
        base,
        strict: levelDraws(profile, count, bounds, "strict", "left-out"),
        isoStrict: levelDraws(profile, count, bounds, "iso-strict", "left-out"),
        absent: levelDraws(profile, count, bounds, "named-gap", "absent"),
        perfect: levelDraws(profile, count, bounds, "named-gap", "perfect"),
        index: indexDraws(profile, base, bounds),
        indexWithThresholds: indexDraws(moved, levelDraws(moved, count, bounds, "named-gap", "left-out"), bounds),
        assessable: [false, true, ...[2, 3, 4, 5].map((level) => isAssessable(profile, level))],
    };
}
/**
 * A level that is not assessable is open only while the best case could still attain it: where what was rated already rules it out, the level
 * below is a finding and not an abstention.
 */
export function levelFigures(drawn, ruleset) {
    const shares = atLeast(drawn.base);
    const possible = atLeast(drawn.perfect);
    const lowest = [2, 3, 4, 5].find((level) => !drawn.assessable[level]);
    const openLevel = lowest !== undefined && possible[lowest] > 1 - ruleset.confirmedAt ? lowest : null;
    const judged = openLevel !== 2;
    const at = (levels) => highestAt(atLeast(levels), ruleset.bestEstimateAt);
    return {
        best: judged ? highestAt(shares, ruleset.bestEstimateAt) : null,
        confirmed: judged ? highestAt(shares, ruleset.confirmedAt) : null,
        shares,
        strict: judged ? at(drawn.strict) : null,
        isoStrict: judged ? at(drawn.isoStrict) : null,
        lower: at(drawn.absent),
        upper: at(drawn.perfect),
        openLevel,
    };
}
export function levelVerdict(figures, openReason, gaps) {
    const { best, confirmed, shares, strict, isoStrict, lower, upper, openLevel } = figures;
    return {
        best,
        confirmed,
        probabilities: best === null ? null : probabilities((k) => shares[k] - (shares[k + 1] ?? 0)),
        atLeast: best === null ? null : probabilities((k) => shares[k]),
        strict,
        isoStrict,
        lower,
        upper,
        notAssessable: openLevel === null ? null : { level: openLevel, reason: openReason ?? "Too little could be measured." },
        gaps,
    };
}
function probabilities(of) {
    return { 1: round(of(1), 4), 2: round(of(2), 4), 3: round(of(3), 4), 4: round(of(4), 4), 5: round(of(5), 4) };
}
/** `judged` false leaves only the groups, which need no level. */
export function indexVerdict(judged, index, indexWithThresholds, evidence) {
    const groups = groupScores(evidence);
    if (!judged)
        return {
            score100: null,
            score5: null,
            interval90: null,
            interval90WithThresholds: null,
            minimalDetectableChange: null,
            groups,
        };
    const mean = meanOf(index);
    const [low, high] = centralInterval(index);
    const [lowest, highest] = centralInterval(indexWithThresholds);
    return {
        score100: round(score100(mean), 1),
        score5: round(mean, 2),
        interval90: [round(low, 2), round(high, 2)],
        interval90WithThresholds: [round(lowest, 2), round(highest, 2)],
        // Draws that all fall on one step say that the data settle the level, not that every change would be real.
        minimalDetectableChange: round(minimalDetectableChange(index), 2) || null,
        groups,
    };
}
