import { powerMean, reliability } from "./attainment.ts";
import { exceeds } from "./rating.ts";
import { clause, sentence } from "./wording.ts";
/** Primary and corroborating evidence further apart than this contradict each other. */
const CONFLICT = 0.4;
/**
 * Caps just below F. `fullOnlyWith` looks at medians, but only at whether there is anything at all, so that a better value can lift the cap
 * and never set it.
 */
export function staticCaps(characteristic, sufficiency, medians, ruleset) {
    const belowFull = ruleset.ratingBounds[2] - 0.01;
    const limits = [];
    if (sufficiency.families.length < 2)
        limits.push({
            cap: belowFull,
            sentence: `Not rated fully met: all evidence is of one kind (${sufficiency.families.join(", ")}), and a second, independent kind is needed.`,
        });
    const { observabilityCap, fullOnlyWith } = characteristic;
    if (observabilityCap !== null)
        limits.push({ cap: observabilityCap.cap, sentence: sentence(`Not rated fully met: ${observabilityCap.reason}`) });
    if (fullOnlyWith?.signals.some((id) => (medians.get(id) ?? 0) <= 0) === true)
        limits.push({ cap: belowFull, sentence: sentence(`Not rated fully met: ${fullOnlyWith.reason}`) });
    return limits;
}
/** Sentences for what held the attainment down at the medians, and for evidence that contradicts itself. */
export function gateOf(used, medians, caps, ruleset) {
    const mean = meanOver(used, medians, ruleset);
    const sentences = caps.filter((limit) => mean > limit.cap).map((limit) => limit.sentence);
    const mains = used.filter((signal) => signal.primary).length;
    for (const signal of used) {
        const value = medians.get(signal.id);
        if (signal.primary && !exceeds(value, ruleset.ratingBounds[0]) && exceeds(mean, ruleset.ratingBounds[1]))
            sentences.push(`Held at partly met: ${signal.info.title} is ${mains > 1 ? "one of the things" : "what"} this mainly rests on, and it shows next to nothing.`);
        if (signal.measure.cap !== undefined && value >= signal.measure.cap)
            sentences.push(sentence(`${signal.info.title} counts only in part${signal.measure.warnings[0] === undefined ? "" : `: ${clause(signal.measure.warnings[0])}`}`));
    }
    const flags = [];
    const main = used.filter((signal) => signal.primary);
    const rest = used.filter((signal) => !signal.primary);
    if (main.length > 0 && rest.length > 0) {
        const difference = meanOver(main, medians, ruleset) - meanOver(rest, medians, ruleset);
        if (Math.abs(difference) > CONFLICT)
            flags.push(`Conflicting evidence: ${titles(main)} ${difference > 0 ? "looks much better" : "looks much worse"} than ${titles(rest)}.`);
    }
    return { sentences, flags };
}
function meanOver(signals, medians, ruleset) {
    return powerMean(signals.map(({ id }) => medians.get(id)), signals.map(({ weight, measure, info }) => weight * reliability(measure.sampleSize, info.minimumSample)), ruleset);
}
function titles(signals) {
    return signals.map(({ info }) => info.title).join(", ");
}
