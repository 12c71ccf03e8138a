import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CHARACTERISTICS } from "../../src/maturity/characteristics/index.ts";
import { judge } from "../../src/maturity/judge.ts";
import { DEFAULT_RULESET } from "../../src/maturity/ruleset/default.ts";
import { SIGNALS, exactly, input, measured, valueAtRung } from "./scenario.ts";
/**
 * The judge once more, from the rules as they are written: one number a signal, no draws. Where values are exact both must agree to the last
 * digit that is shown; where they are spread, the middle of the draws must be where the number puts it.
 */
const UNITS = new Map(SIGNALS.map((signal) => [signal.id, signal.unit]));
const FAMILIES = new Map(SIGNALS.map((signal) => [signal.id, signal.families]));
function desirability(signal, level, value) {
    const { rungs, scale } = DEFAULT_RULESET.ladders.find((ladder) => ladder.signal === signal);
    const percent = UNITS.get(signal) === "%";
    const sign = rungs[5] > rungs[0] ? 1 : -1;
    const place = (x) => sign * (scale === "log" ? Math.log(x) : x);
    const b = rungs.map(place);
    // One rung on either side continues the ladder, as far as values go.
    const lowest = sign === 1 ? (rungs.some((rung) => rung < 0) ? -Infinity : place(0)) : percent ? place(100) : -Infinity;
    const highest = sign === 1 ? (percent ? place(100) : Infinity) : rungs.some((rung) => rung < 0) ? Infinity : place(0);
    const all = [Math.max(b[0] - (b[1] - b[0]), lowest), ...b, Math.min(b[5] + (b[5] - b[4]), highest)];
    const k = Math.max(level, 2);
    const anchors = [0, 0.15, 0.5, 0.85, 1];
    const x = place(value);
    if (x >= all[k + 2])
        return 1;
    if (x <= all[k - 2])
        return 0;
    for (let i = 1; i < 5; i++) {
        const from = all[k - 3 + i];
        const to = all[k - 2 + i];
        if (x <= to)
            return anchors[i - 1] + ((x - from) / (to - from)) * (anchors[i] - anchors[i - 1]);
    }
    return 1;
}
function attainments(values) {
    const found = new Map();
    for (const { id, level, signals, observabilityCap, fullOnlyWith } of CHARACTERISTICS) {
        let sum = 0;
        let total = 0;
        let primaryIsN = false;
        for (const signal of signals) {
            const { value, sampleSize } = values.get(signal.id);
            const d = desirability(signal.id, level, value);
            const weight = signal.weight * (sampleSize / (sampleSize + 50));
            sum += weight * Math.sqrt(Math.max(d, 0.05));
            total += weight;
            if (signal.primary && d <= 0.15)
                primaryIsN = true;
        }
        let a = (sum / total) ** 2;
        if (new Set(signals.flatMap((signal) => FAMILIES.get(signal.id))).size < 2)
            a = Math.min(a, 0.84);
        if (observabilityCap !== null)
            a = Math.min(a, observabilityCap.cap);
        if (fullOnlyWith?.signals.some((one) => desirability(one, level, values.get(one).value) <= 0) === true)
            a = Math.min(a, 0.84);
        if (primaryIsN)
            a = Math.min(a, 0.5);
        found.set(id, a);
    }
    return found;
}
const BLOCKING = {
    2: ["2.1", "2.2", "2.3", "2.4", "2.5"],
    3: ["3.1", "3.2", "3.3", "3.4", "3.5"],
    4: ["4.1", "4.2", "4.3", "4.4"],
    5: ["5.1", "5.2", "5.3", "5.4", "5.5"],
};
/** Level, strict level, ISO-strict level and index, all characteristics rated. */
function levels(a) {
    const of = (level) => (BLOCKING[level] ?? []).map((id) => (id === "2.5" ? Math.max(a.get("2.5"), a.get("3.4")) : a.get(id)));
    const climb = (isAttained) => {
        let level = 1;
        while (level < 5 && isAttained(level + 1))
            level++;
        return level;
    };
    const above = (value, bound) => value > bound + 1e-9;
    const level = climb((k) => of(k).every((value) => above(value, 0.15)) && of(k).filter((value) => !above(value, 0.5)).length <= 1);
    const isL = (k) => of(k).every((value) => above(value, 0.5));
    const strict = climb(isL);
    const isoStrict = climb((k) => isL(k) &&
        Array.from({ length: k - 2 }, (_, n) => of(n + 2))
            .flat()
            .every((value) => above(value, 0.85)));
    const next = of(level + 1);
    if (next.length === 0)
        return { level, strict, isoStrict, index: level };
    const best = next
        .map((value) => Math.min(value / 0.5, 1))
        .sort((x, y) => y - x)
        .slice(0, -1);
    const mean = best.reduce((sum, value) => sum + value, 0) / best.length;
    const floor = 0.5 + 0.5 * Math.min(Math.min(...next) / 0.15, 1);
    return { level, strict, isoStrict, index: level + Math.min(mean, floor) };
}
/** A rung between 1 and 6 around a common one, and a sample size, for every signal. */
const organisations = fc.integer({ min: 10, max: 56 }).chain((middle) => fc.record(Object.fromEntries(DEFAULT_RULESET.ladders.map(({ signal }) => [
    signal,
    fc.record({
        rung: fc.integer({ min: -12, max: 12 }).map((step) => Math.min(Math.max((middle + step) / 10, 1), 5.9)),
        sampleSize: fc.constantFrom(50, 120, 800),
    }),
]))));
function valuesOf(rungs) {
    return new Map(DEFAULT_RULESET.ladders.map((ladder) => {
        const { rung, sampleSize } = rungs[ladder.signal];
        return [ladder.signal, { value: valueAtRung(ladder, rung), sampleSize }];
    }));
}
/** Characteristics whose attainment is not the expected one. What is merely allowed is never rated N: not seen is not broken. */
function differences(judgement, expected, tolerance) {
    return judgement.characteristics.flatMap(({ id, kind, attainment }) => {
        const wanted = expected.get(id);
        if (kind === "permissive" && attainment === null && wanted <= 0.15 + tolerance)
            return [];
        return attainment !== null && Math.abs(attainment - wanted) <= tolerance ? [] : [`${id}: ${attainment}, not ${wanted}`];
    });
}
describe("the judge recomputed from the rules", () => {
    test("exact values: every attainment, the levels and the index", { timeout: 60_000 }, () => {
        const met = new Set();
        fc.assert(fc.property(organisations, (rungs) => {
            const values = valuesOf(rungs);
            const measures = Object.fromEntries(Array.from(values, ([id, { value, sampleSize }]) => [id, exactly(value, sampleSize)]));
            const judgement = judge(input(measures), { ...DEFAULT_RULESET, draws: 100 });
            const expected = attainments(values);
            expect(differences(judgement, expected, 0.001)).toEqual([]);
            const { level, strict, isoStrict, index } = levels(expected);
            expect(judgement.level).toMatchObject({ best: level, confirmed: level, strict, isoStrict, lower: level, upper: level });
            expect(judgement.index.score5).toBeCloseTo(index, 1.9);
            expect(judgement.index.score100).toBeCloseTo(25 * (judgement.index.score5 - 1), 0);
            met.add(level);
        }), { numRuns: 100, seed: 3 });
        expect([...met].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
    });
    test("spread values: the middle of the draws is where the number puts it", { timeout: 60_000 }, () => {
        fc.assert(fc.property(organisations, (rungs) => {
            const values = valuesOf(rungs);
            const measures = Object.fromEntries(Array.from(values, ([id, { value }]) => [id, measured(id, value, 20_000)]));
            const judgement = judge(input(measures), { ...DEFAULT_RULESET, draws: 400 });
            const expected = attainments(new Map(Array.from(values, ([id, { value }]) => [id, { value, sampleSize: 20_000 }])));
            expect(differences(judgement, expected, 0.1)).toEqual([]);
        }), { numRuns: 25, seed: 4 });
    });
});
