import { jeffreys } from "../src/statistics/proportion.ts";
import { fromReplicates, interval90 } from "../src/statistics/distribution.ts";
/** "once", "twice", "3 times". */
export function times(count) {
    return count === 1 ? "once" : count === 2 ? "twice" : `${count} times`;
}
/** Items left out, by reason. Reasons that were never counted are not listed. */
export class Tally {
    #counts = new Map();
    #total = 0;
    add(reason, count = 1) {
        if (count === 0)
            return;
        this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + count);
        this.#total += count;
    }
    get total() {
        return this.#total;
    }
    /** Largest first, ties by reason. */
    toExclusions() {
        return Object.fromEntries([...this.#counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
    }
}
/** Too little of what is counted. `what` is a plural noun phrase, e.g. `finished items`. */
export function tooFew(what, sampleSize, minimum, excluded = {}) {
    const found = sampleSize === 0
        ? `There are no ${what} in the window`
        : sampleSize === 1
            ? `Of ${what} there is only 1 in the window`
            : `There are only ${sampleSize} ${what} in the window`;
    return {
        outcome: "insufficient-data",
        reason: `${found}; ${minimum} are needed.`,
        sampleSize,
        needed: minimum - sampleSize,
        excluded,
    };
}
/** A signal of the catalogue that is declared and not measured yet. */
export function notBuilt() {
    return { outcome: "not-supported", reason: "This version does not measure it yet.", by: "version" };
}
/** More of the same data would not help: something else is missing. */
export function cannotTell(reason, sampleSize = 0, excluded = {}) {
    return { outcome: "insufficient-data", reason, sampleSize, needed: null, excluded };
}
/** Usable over eligible, 0-1; 1 when nothing was eligible. */
export function coverageOf(used, leftOut) {
    return used + leftOut === 0 ? 1 : used / (used + leftOut);
}
/** A percentage 0-100 of `trials` with its Jeffreys interval. */
export function percentage(successes, trials, rest) {
    return fromEstimate(jeffreys(successes, trials), { ...rest, sampleSize: trials });
}
export function fromEstimate(estimate, rest) {
    return { outcome: "measured", ...estimate, ...rest };
}
/** A value whose uncertainty is a set of bootstrap replicates; the interval is widened to hold the value where rounding left it outside. */
export function fromBootstrap(value, replicates, rest) {
    const distribution = fromReplicates(replicates);
    const [low, high] = interval90(distribution);
    return { outcome: "measured", value, interval90: [Math.min(low, value), Math.max(high, value)], distribution, ...rest };
}
/** Keeps the most telling items of each stance while a signal passes over its items. Nothing is stored beyond what is shown. */
export class ExamplePicker {
    #log;
    #perStance;
    #kept = { meets: [], misses: [] };
    constructor(log, perStance = 3) {
        this.#log = log;
        this.#perStance = perStance;
    }
    /** `weight`: the higher the more telling. The note is only made for items that are kept. Ties go to the lower key. */
    add(stance, item, weight, note) {
        const kept = this.#kept[stance];
        // The usual case, before anything is made: this is called for every item.
        if (kept.length === this.#perStance && weight < kept[kept.length - 1].weight)
            return;
        const candidate = { item, weight, note };
        if (kept.length === this.#perStance && !this.#isBefore(candidate, kept[kept.length - 1]))
            return;
        let at = kept.length;
        while (at > 0 && this.#isBefore(candidate, kept[at - 1]))
            at--;
        kept.splice(at, 0, candidate);
        if (kept.length > this.#perStance)
            kept.pop();
    }
    toExamples() {
        const shown = (stance) => this.#kept[stance].map(({ item, note }) => ({ item, stance, note: note() }));
        return [...shown("misses"), ...shown("meets")];
    }
    #isBefore(a, b) {
        if (a.weight !== b.weight)
            return a.weight > b.weight;
        const { key } = this.#log.items;
        return key[a.item] < key[b.item];
    }
}
