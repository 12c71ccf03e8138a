import { LEVEL_NAMES } from "../model/level.ts";
/** Words that every surface uses for the same thing. */
export const RATING_WORDS = {
    N: "not",
    P: "partially",
    L: "largely",
    F: "fully",
    I: "insufficient evidence",
    NA: "does not apply",
};
/** `?` and `-` stand for the two ratings that are no grade. */
export const RATING_SYMBOLS = { N: "N", P: "P", L: "L", F: "F", I: "?", NA: "-" };
export const DIMENSION_NAMES = {
    clarity: "Clarity",
    coordination: "Coordination",
    completion: "Completion",
    collaboration: "Collaboration",
};
export const GROUP_NAMES = {
    "structure-and-documentation": "Structure and documentation",
    "ownership-and-accountability": "Ownership and accountability",
    "design-and-coordination": "Design and coordination",
    "measurement-and-governance": "Measurement and governance",
    "optimization-and-human-ai": "Optimization and human-AI work",
};
/** `status-history` as `Status history`. */
export function facetName(facet) {
    const words = facet.replaceAll("-", " ").replace(/^ai\b/, "AI");
    return words.charAt(0).toUpperCase() + words.slice(1);
}
export function levelTitle(level) {
    return level === null ? "Level cannot be judged from this data" : `Level ${level} · ${LEVEL_NAMES[level]}`;
}
/** How sure, in one sentence or two: the chance, and what is certain where that is less. */
export function certaintySentence(verdict) {
    const { best, confirmed } = verdict;
    if (best === null)
        return "Too little can be seen to name a level.";
    if (best === 1) {
        const above = chanceOf(verdict, 2);
        return above === null
            ? "Level 1 asks for nothing."
            : `Level 1 asks for nothing; the chance of level 2 or higher is ${above}.`;
    }
    const chance = chanceOf(verdict, best) ?? "unknown";
    if (confirmed === best)
        return `Confirmed: the chance that it is level ${best} or higher is ${chance}.`;
    return `Best estimate: the chance that it is level ${best} or higher is ${chance}${confirmed === null ? "" : `; level ${confirmed} is confirmed`}.`;
}
/** Between which levels the truth can lie once what could not be judged is allowed to be anything, and why. */
export function boundsSentence(result) {
    const { best, lower, upper } = result.level;
    if (lower === upper)
        return "What could not be judged cannot change that.";
    const unrated = result.characteristics.filter((one) => one.rating === "I" && one.level > 1).length;
    if (best === null)
        return `It could be anything from level ${lower} to level ${upper}.`;
    const ends = `level ${lower} if absent, level ${upper} if perfect`;
    if (unrated === 0)
        return `This leaves out what could not be judged in single teams; it could make it ${ends}.`;
    return unrated === 1
        ? `This leaves out one characteristic that could not be judged; it could make it ${ends}.`
        : `This leaves out ${unrated} characteristics that could not be judged; they could make it ${ends}.`;
}
/** `2.3 to 2.6`; with a second digit where one would make both ends the same. */
function range([low, high]) {
    const digits = low.toFixed(1) === high.toFixed(1) ? 2 : 1;
    return `${low.toFixed(digits)} to ${high.toFixed(digits)}`;
}
/** The index in words; null when there is none. A score that is the same in every draw says why and claims no precision of changes. */
export function indexWords(index, level) {
    const { score5, score100, interval90, interval90WithThresholds, minimalDetectableChange } = index;
    if (score5 === null || score100 === null)
        return null;
    const fixed = interval90 !== null && interval90[0] === interval90[1];
    const onStep = fixed && Number.isInteger(score5);
    const noise = minimalDetectableChange === null || fixed ? null : Math.max(0.1, minimalDetectableChange).toFixed(1);
    const above = score5 + 1;
    const standing = onStep && level.notAssessable?.level === above
        ? `exactly on the step: level ${above} cannot be judged, and progress that cannot be seen is not counted`
        : fixed
            ? "the same in every draw"
            : null;
    return {
        score: `${score5.toFixed(1)} of 5`,
        score100: `${wholeScore(score100)} of 100`,
        interval: interval90 === null || fixed ? null : range(interval90),
        intervalWithThresholds: interval90WithThresholds === null || interval90WithThresholds[0] === interval90WithThresholds[1]
            ? null
            : range(interval90WithThresholds),
        note: standing ?? (noise === null ? null : `changes under ${noise} are noise`),
    };
}
/** True where the level is higher than what the reader may be told: nothing of it could be assessed. */
export function isOpen(verdict, level) {
    return (verdict.atLeast === null ||
        (verdict.notAssessable !== null && level >= verdict.notAssessable.level && level > (verdict.best ?? 1)));
}
/**
 * P(level >= k) in words; null where it cannot be judged. It is counted in draws, so that it is never written as impossible or certain; only
 * level 1, which asks for nothing, is.
 */
export function chanceOf(verdict, level) {
    if (verdict.atLeast === null || isOpen(verdict, level))
        return null;
    return level === 1 ? "100 %" : percent(Math.min(Math.max(verdict.atLeast[`${level}`], 1e-9), 1 - 1e-9));
}
/** Why the very next level could not be assessed; null where it could, since levels further up say nothing about this one. */
export function nextOpen(verdict) {
    const { best, notAssessable } = verdict;
    return notAssessable !== null && notAssessable.level === (best ?? 1) + 1 ? notAssessable.reason : null;
}
/** What the gaps are about, as a heading: the next level, or that it cannot be judged. */
export function gapsTitle(verdict) {
    const blocking = verdict.gaps.filter((gap) => !gap.tolerated);
    const target = Math.min(5, (verdict.best ?? 1) + 1);
    if (blocking.length === 0)
        return verdict.best === 5 ? "What is still open" : `On the way to level ${target} ${LEVEL_NAMES[target]}`;
    if (blocking.every((gap) => gap.kind === "evidence"))
        return `Why level ${target} ${LEVEL_NAMES[target]} cannot be judged`;
    return `What stands between here and level ${target} ${LEVEL_NAMES[target]}`;
}
/** `connection/stream is failed. What. Todo.` */
export function streamSentence(stream) {
    const state = stream.status === "never" ? "was never read" : `is ${stream.status}`;
    const problem = stream.problem === null ? "" : ` ${stream.problem.what} ${stream.problem.todo}`;
    return `${stream.connection}/${stream.stream} ${state}.${problem}`;
}
const TOOLS = {
    jira: "Jira",
    "jira-dc": "Jira",
    linear: "Linear",
    github: "GitHub",
    file: "the file",
};
/** The tool behind a kind of connection, as it stands in a sentence. */
export function toolName(kind) {
    return kind !== undefined && Object.hasOwn(TOOLS, kind) ? TOOLS[kind] : "the tool";
}
/** `jira/issues: 1,239 stored of 1,240 that Jira counts (>99 %).` and what may explain it; null where the tool counts nothing. */
export function coverageSentence(stream, { provenance }) {
    const { vendorTotal, coverage, stored } = stream;
    // A result of an earlier version has no coverage.
    if (typeof coverage !== "number" || vendorTotal === null)
        return null;
    const tool = toolName(provenance.connections.find(({ id }) => id === stream.connection)?.kind);
    const counts = `${stream.connection}/${stream.stream}: ${quantity(stored)} stored of ${quantity(vendorTotal)} that ${tool} counts (${percent(coverage)}).`;
    return stream.coverageNote === null ? counts : `${counts} ${stream.coverageNote}`;
}
/** A share as whole percent; never rounds to 0 or 100 what is not. `?` for what is no number. */
export function percent(share) {
    if (!Number.isFinite(share))
        return "?";
    const rounded = Math.round(share * 100);
    if (rounded === 0)
        return share > 0 ? "<1 %" : "0 %";
    if (rounded === 100 && share < 1)
        return ">99 %";
    return `${rounded} %`;
}
/** A score of 0-100 as a whole number; 0 and 100 only where it is exactly that. */
export function wholeScore(score) {
    if (!Number.isFinite(score))
        return "?";
    return String(score > 0 && score < 100 ? Math.min(99, Math.max(1, Math.round(score))) : Math.round(score));
}
/** At most three significant digits, thousands separated: 0.083, 4.2, 31, 4,812. Just under 100 keeps a digit, so that 99.5 is not 100. */
export function quantity(value) {
    if (!Number.isFinite(value))
        return "?";
    const size = Math.abs(value);
    if (size >= 100)
        return String(Math.round(value)).replaceAll(/\B(?=(\d{3})+(?!\d))/g, ",");
    if (size > 99)
        return trimZeros((Math.floor(value * 10) / 10).toFixed(1));
    if (size >= 10)
        return value.toFixed(0);
    if (size >= 1)
        return trimZeros(value.toFixed(1));
    if (size === 0)
        return "0";
    return size < 0.001 ? (value > 0 ? "<0.001" : ">-0.001") : trimZeros(Number(value.toPrecision(2)).toFixed(4));
}
/** `quantity` with its unit: `31 %`, `4.2 d`. */
export function quantityWithUnit(value, unit) {
    return unit === "ratio" || unit === "0-1" ? quantity(value) : `${quantity(value)} ${unit}`;
}
export function plural(count, one, many) {
    return `${quantity(count)} ${count === 1 ? one : many}`;
}
function trimZeros(text) {
    return text.includes(".") ? text.replace(/\.?0{1,4}$/, "") : text;
}
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** `30 Jun 2026`, UTC, from an ISO instant. `?` for what is none. */
export function day(iso) {
    const at = new Date(iso);
    return Number.isNaN(at.getTime()) ? "?" : `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
}
/** The last day before an instant that does not belong any more: midnight means the day before. */
export function lastDay(iso) {
    const at = Date.parse(iso);
    return Number.isNaN(at) ? "?" : day(new Date(at - 1).toISOString());
}
/** `26 weeks to 30 Jun 2026`. */
export function period(result) {
    return `${plural(result.window.effectiveWeeks, "week", "weeks")} to ${lastDay(result.asOf)}`;
}
