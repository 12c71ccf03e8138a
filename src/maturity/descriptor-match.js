import { desirability } from "./desirability.ts";
/**
 * Does the sentence describe them now, 0-1? For most sentences that is the attainment. A pathology describes them as far as it is not left
 * behind. 2.4 speaks of partial visibility: it stops being true above as well as below. 2.5 is true while updates come in batches, people chase
 * and little is automated; null while fewer than two of these three are measured.
 */
export function descriptorMatchOf(characteristic, attainment, measures, context) {
    if (characteristic.kind === "pathology")
        return 1 - attainment;
    if (characteristic.kind === "limitation")
        return meetingsMatch(measures, context);
    if (characteristic.id !== "2.4")
        return attainment;
    const beyond = desirabilityOf("status-freshness", 5, measures, context);
    return beyond === null ? attainment : Math.min(attainment, 1 - beyond);
}
function meetingsMatch(measures, context) {
    const surpassed = [
        desirabilityOf("meeting-batch-index", 3, measures, context),
        desirabilityOf("chasing-load", 3, measures, context),
        desirabilityOf("automation-share", 4, measures, context),
    ].filter((value) => value !== null);
    if (surpassed.length < 2)
        return null;
    return 1 - surpassed.reduce((sum, value) => sum + value, 0) / surpassed.length;
}
function desirabilityOf(id, level, measures, context) {
    const measure = measures[id];
    const scale = context.scales.get(id);
    if (measure?.outcome !== "measured" || scale === undefined)
        return null;
    return desirability(scale, level, context.ruleset.ratingBounds, measure.value);
}
