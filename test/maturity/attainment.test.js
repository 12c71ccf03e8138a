import { describe, expect, test } from "vitest";
import { attainment, powerMean, reliability } from "../../src/maturity/attainment.ts";
import { exceeds, rate } from "../../src/maturity/rating.ts";
const RULES = { power: 0.5, desirabilityFloor: 0.05, ratingBounds: [0.15, 0.5, 0.85] };
describe("weighted power mean", () => {
    test("by hand: (0.5 x 0.9 + 0.5 x 0.6)^2", () => {
        expect(powerMean([0.81, 0.36], [0.5, 0.5], RULES)).toBeCloseTo(0.5625, 12);
    });
    test("desirability never counts less than the floor", () => {
        expect(powerMean([0], [1], RULES)).toBeCloseTo(0.05, 12);
        expect(powerMean([1, 0], [1, 1], RULES)).toBeCloseTo(((1 + Math.sqrt(0.05)) / 2) ** 2, 12);
    });
    test("stands between geometric and arithmetic mean", () => {
        const value = powerMean([0.2, 0.8], [1, 1], RULES);
        expect(value).toBeGreaterThan(0.4);
        expect(value).toBeLessThan(0.5);
    });
    test("reliability moves weight to larger samples: 50 of 50 counts half, 450 of 50 nine tenths", () => {
        expect(reliability(50, 50)).toBe(0.5);
        expect(reliability(450, 50)).toBe(0.9);
        const weights = [0.5 * reliability(50, 50), 0.5 * reliability(450, 50)];
        expect(powerMean([0.81, 0.36], weights, RULES)).toBeCloseTo(((0.25 * 0.9 + 0.45 * 0.6) / 0.7) ** 2, 12);
    });
});
describe("gates", () => {
    test("a primary signal that is N holds the whole at P", () => {
        expect(attainment([0.15, 1], [0.2, 0.8], [1, 0], 1, RULES)).toBe(0.5);
        expect(attainment([0.16, 1], [0.2, 0.8], [1, 0], 1, RULES)).toBeGreaterThan(0.5);
        expect(attainment([0.15, 1], [0.2, 0.8], [0, 1], 1, RULES)).toBeGreaterThan(0.5);
    });
    test("one kind of evidence is never F", () => {
        expect(attainment([1, 1], [1, 1], [1, 0], 0.84, RULES)).toBe(0.84);
        expect(rate(0.84, RULES.ratingBounds)).toBe("L");
    });
});
test.each([
    [0, "N"],
    [0.15, "N"],
    [0.1501, "P"],
    [0.5, "P"],
    [0.5001, "L"],
    [0.71, "L"],
    [0.85, "L"],
    [0.8501, "F"],
    [1, "F"],
])("%d is rated %s", (value, expected) => {
    expect(rate(value, RULES.ratingBounds)).toBe(expected);
});
test("arithmetic noise does not lift a value over a bound", () => {
    expect(exceeds(0.5 + 1e-12, 0.5)).toBe(false);
});
