import fc from "fast-check";
import { expect, test } from "vitest";
import { absenceFactor, expectedGini, gini } from "../../src/statistics/concentration.ts";
import { seededRandom } from "../../src/statistics/random.ts";
test("Gini: none, known, all", () => {
    expect(gini([3, 3, 3])).toBeCloseTo(0, 12);
    expect(gini([1, 2, 3, 4])).toBeCloseTo(0.25, 12); // mean absolute difference 1.25 over twice the mean 2.5
    expect(gini([0, 0, 0, 8])).toBeCloseTo(0.75, 12);
    expect(gini([0, 0])).toBeNaN();
});
test("chance alone makes a Gini of about 0.14 of 50 things on 5 equal people, 0.28 on 15 (figures of the measurement design)", () => {
    expect(expectedGini(50, 5, seededRandom("g"), 3_000)).toBeCloseTo(0.14, 1);
    expect(expectedGini(50, 15, seededRandom("g"), 3_000)).toBeCloseTo(0.29, 1);
    expect(expectedGini(50_000, 5, seededRandom("g"), 20)).toBeLessThan(0.03);
});
test("absence factor: the worked example of the CHAOSS metric is 2", () => {
    expect(absenceFactor([1000, 202, 90, 33, 332, 343, 42, 433])).toBe(2);
    expect(absenceFactor([5, 5, 5, 5])).toBe(2);
    expect(absenceFactor([9, 1])).toBe(1);
    expect(absenceFactor([])).toBe(0);
});
test("both are the same for any order and any unit", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 }), (counts) => {
        const other = counts.toReversed().map((count) => count * 7);
        expect(gini(other)).toBeCloseTo(gini(counts), 9);
        expect(absenceFactor(other)).toBe(absenceFactor(counts));
    }));
});
