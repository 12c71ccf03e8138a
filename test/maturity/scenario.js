import { CHARACTERISTICS } from "../../src/maturity/characteristics/index.ts";
import { DEFAULT_RULESET } from "../../src/maturity/ruleset/default.ts";
/** Signals whose families are not `event` alone; the judge reads nothing else about families. */
const FAMILIES = {
    "issue-before-code": ["scm"],
    "definition-completeness-at-start": ["field"],
    "assignee-coverage-at-start": ["field"],
    "stage-ownership-coverage": ["field", "event"],
    "structured-intake": ["text", "field"],
    "estimate-use": ["field"],
    "due-date-reliability": ["field", "event"],
    "say-do-ratio": ["field", "event"],
    "duplicate-burden": ["text", "field"],
    "dependency-visibility": ["field", "text"],
    "chasing-load": ["text"],
    "wip-load": ["event", "config"],
    "instrumentation-breadth": ["config", "field"],
    "workflow-evolution": ["event", "config"],
    "improvement-work-share": ["field", "text"],
    "ai-execution-share": ["event", "scm"],
    "ai-oversight": ["event", "scm"],
};
const NOT_PERCENT = new Set([
    "triage-latency",
    "cycle-time-tail-ratio",
    "sle-shortfall",
    "throughput-dispersion",
    "hand-off-latency",
    "blocker-time-to-clear",
    "chasing-load",
    "meeting-batch-index",
    "workflow-differentiation",
    "wip-load",
    "sle-crossing-response",
    "instrumentation-breadth",
    "workflow-evolution",
    "improvement-slope",
    "shock-recovery",
]);
export const SIGNALS = DEFAULT_RULESET.ladders.map((ladder, index) => ({
    id: ladder.signal,
    reference: `S${String(index + 1).padStart(2, "0")}`,
    title: ladder.signal,
    unit: NOT_PERCENT.has(ladder.signal) ? "x" : "%",
    better: ladder.rungs[5] > ladder.rungs[0] ? "higher" : "lower",
    families: FAMILIES[ladder.signal] ?? ["event"],
    minimumSample: 50,
}));
const UNITS = new Map(SIGNALS.map((signal) => [signal.id, signal.unit]));
/** Value at a rung number between 1 and 6, e.g. 3.5 = half way between b3 and b4, on the ladder's own scale. */
export function valueAtRung(ladder, rung) {
    const index = Math.min(Math.max(Math.floor(rung), 1), 5);
    const low = ladder.rungs[index - 1];
    const high = ladder.rungs[index];
    const share = rung - index;
    return ladder.scale === "log" ? low * (high / low) ** share : low + share * (high - low);
}
export function measured(signal, value, sampleSize = 200) {
    return {
        outcome: "measured",
        value,
        interval90: [value, value],
        distribution: distributionOf(signal, value, sampleSize),
        sampleSize,
        coverage: 1,
        excluded: {},
        examples: [],
        details: {},
        warnings: [],
    };
}
/** Jeffreys posterior for percent, a spread of about 10 % for the rest; both move as a whole when the value does. */
function distributionOf(signal, value, sampleSize) {
    if (UNITS.get(signal) !== "%") {
        if (value > 0)
            return { kind: "log-normal", logMean: Math.log(value), logSd: 1.4 / Math.sqrt(sampleSize) };
        return { kind: "exact", value };
    }
    const successes = (Math.min(Math.max(value, 0), 100) / 100) * sampleSize;
    return { kind: "beta", alpha: successes + 0.5, beta: sampleSize - successes + 0.5, scale: 100 };
}
export function exactly(value, sampleSize = 200) {
    return { ...measured("", 1), value, interval90: [value, value], distribution: { kind: "exact", value }, sampleSize };
}
/** Every signal at the same rung. */
export function allAt(rung, sampleSize = 200) {
    return Object.fromEntries(DEFAULT_RULESET.ladders.map((ladder) => [ladder.signal, measured(ladder.signal, valueAtRung(ladder, rung), sampleSize)]));
}
export function input(measures, teams = []) {
    return { workspace: { measures, items: 1000 }, teams, signals: SIGNALS, characteristics: CHARACTERISTICS, seed: "test" };
}
export function team(id, measures, activePeople = 8) {
    return { id, name: id.toUpperCase(), activePeople, items: 300, measures };
}
