import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { desirability, ladderScale, rungValue } from "../../src/maturity/desirability.ts";
import { DEFAULT_LADDERS } from "../../src/maturity/ruleset/ladders.ts";
import { SIGNALS } from "./scenario.ts";
const BOUNDS = [0.15, 0.5, 0.85];
const basis = { kind: "prior", source: "test" };
const unitOf = (signal) => SIGNALS.find(({ id }) => id === signal).unit;
const ladder = (signal) => DEFAULT_LADDERS.find((one) => one.signal === signal);
describe("anchors", () => {
    const scale = ladderScale({ signal: "x", rungs: [40, 60, 80, 92, 97, 99.5], scale: "linear", basis }, "%");
    test.each([
        [3, 40, 0],
        [3, 60, 0.15],
        [3, 80, 0.5],
        [3, 92, 0.85],
        [3, 97, 1],
        [3, 70, 0.325],
        [3, 86, 0.675],
        [4, 60, 0],
        [2, 20, 0],
        [2, 40, 0.15],
        [5, 97, 0.5],
        [5, 99.5, 0.85],
        [5, 100, 1],
    ])("level %i at %d is worth %d", (level, value, expected) => {
        expect(desirability(scale, level, BOUNDS, value)).toBeCloseTo(expected, 12);
    });
    test("level 1 is read on the rungs of level 2", () => {
        for (const value of [10, 25, 45, 63, 85])
            expect(desirability(scale, 1, BOUNDS, value)).toBe(desirability(scale, 2, BOUNDS, value));
    });
    test("b0 and b7 continue the ladder and stop where values end", () => {
        expect(rungValue(scale, 0)).toBe(20);
        expect(rungValue(scale, 7)).toBe(100);
        const falling = ladderScale({ signal: "x", rungs: [40, 25, 15, 7, 3, 0.5], scale: "linear", basis }, "pp");
        expect(rungValue(falling, 0)).toBe(55);
        expect(rungValue(falling, 7)).toBe(0);
        expect(desirability(falling, 5, BOUNDS, 0)).toBe(1);
    });
});
test("logarithmic ladders are linear in ratios", () => {
    const scale = ladderScale(ladder("blocker-time-to-clear"), "d");
    // Half way between 14 and 7 days by ratio is 9.9 days.
    expect(desirability(scale, 3, BOUNDS, Math.sqrt(14 * 7))).toBeCloseTo(0.325, 12);
    expect(rungValue(scale, 0)).toBeCloseTo((21 * 21) / 14, 9);
    expect(desirability(scale, 3, BOUNDS, 0)).toBe(1);
    const rising = ladderScale(ladder("sle-crossing-response"), "rate ratio");
    expect(desirability(rising, 4, BOUNDS, 0)).toBe(0);
});
test("nothing at all earns nothing where the lowest rungs are equal", () => {
    const scale = ladderScale(ladder("ai-assist-share"), "%");
    expect(desirability(scale, 4, BOUNDS, 0)).toBe(0);
    expect(desirability(scale, 4, BOUNDS, 1e-6)).toBeGreaterThanOrEqual(0.15);
    expect(desirability(scale, 4, BOUNDS, 3)).toBeCloseTo(0.5, 12);
});
test("never falls when a value gets better, on any ladder and level", () => {
    fc.assert(fc.property(fc.constantFrom(...DEFAULT_LADDERS), fc.integer({ min: 1, max: 5 }), fc.double({ min: -5, max: 500, noNaN: true }), fc.double({ min: 0, max: 100, noNaN: true }), (one, level, value, step) => {
        const scale = ladderScale(one, unitOf(one.signal));
        const before = desirability(scale, level, BOUNDS, value);
        const after = desirability(scale, level, BOUNDS, value + scale.sign * step);
        expect(before).toBeGreaterThanOrEqual(0);
        expect(after).toBeLessThanOrEqual(1);
        expect(after).toBeGreaterThanOrEqual(before);
    }), { numRuns: 2000 });
});
