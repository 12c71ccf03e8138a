import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { SIGNALS } from "../../../signals/index.ts";
import { CHARACTERISTICS } from "../../../src/maturity/characteristics/index.ts";
import { DEFAULT_RULESET } from "../../../src/maturity/ruleset/default.ts";
import { SHARED_MISSING, sharedPath } from "../../support/shared.ts";
/** Numbers of the measurement design, where it is at hand. What is read differently on purpose stands in docs/measurement.md. */
const path = sharedPath("design");
function read(name) {
    return JSON.parse(readFileSync(`${path}/${name}`, "utf8"));
}
describe("numbers of the measurement design", () => {
    test("signals: ladder, scale, unit, direction, minimum sample, window, families, dimension", ({ skip }) => {
        if (path === null)
            skip(SHARED_MISSING);
        const ours = SIGNALS.map((signal) => {
            const { rungs, scale } = DEFAULT_RULESET.ladders.find((ladder) => ladder.signal === signal.id);
            const { reference, unit, better, minimumSample, windowWeeks, families, dimension } = signal;
            return { reference, rungs, scale, unit, better, minimumSample, windowWeeks, families: families.toSorted(), dimension };
        });
        const theirs = read("signals.json").map((signal) => ({
            reference: signal.id,
            rungs: signal.ladder,
            scale: signal.scale,
            unit: signal.unit === "n/yr" ? "changes a year" : signal.unit,
            better: signal.dir.startsWith("up") ? "higher" : "lower",
            minimumSample: signal.n_min,
            windowWeeks: signal.window_weeks,
            families: signal.family.split("+").toSorted(),
            dimension: signal.c4.toLowerCase(),
        }));
        expect(ours.toSorted((a, b) => (a.reference < b.reference ? -1 : 1))).toEqual(theirs);
    });
    test("characteristics: level, kind, sentence, C4 shares, weights", ({ skip }) => {
        if (path === null)
            skip(SHARED_MISSING);
        const referenceOf = new Map(SIGNALS.map(({ id, reference }) => [id, reference]));
        const ours = CHARACTERISTICS.map(({ id, level, kind, text, c4, signals }) => [
            id,
            { level, kind, text, c4, weights: Object.fromEntries(signals.map((one) => [referenceOf.get(one.id), one.weight])) },
        ]);
        const theirs = Object.entries(read("characteristics.json")).map(([id, one]) => [
            id,
            { ...one, c4: Object.fromEntries(Object.entries(one.c4).map(([name, share]) => [name.toLowerCase(), share])) },
        ]);
        expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(theirs));
    });
});
