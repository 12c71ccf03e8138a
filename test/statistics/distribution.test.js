import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromReplicates, interval90, quantileOf, tabulate } from "../../src/statistics/distribution.ts";
const anyDistribution = fc.oneof(fc.record({ kind: fc.constant("exact"), value: fc.double({ min: -50, max: 50, noNaN: true }) }), fc.record({
    kind: fc.constant("beta"),
    alpha: fc.double({ min: 0.5, max: 900, noNaN: true }),
    beta: fc.double({ min: 0.5, max: 900, noNaN: true }),
    scale: fc.constantFrom(1, 100),
}), fc.record({
    kind: fc.constant("normal"),
    mean: fc.double({ min: -50, max: 50, noNaN: true }),
    sd: fc.double({ min: 0, max: 9, noNaN: true }),
}), fc.record({
    kind: fc.constant("log-normal"),
    logMean: fc.double({ min: -3, max: 3, noNaN: true }),
    logSd: fc.double({ min: 0, max: 2, noNaN: true }),
}), fc
    .array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 2, maxLength: 200 })
    .map((values) => fromReplicates(values)));
describe("distributions", () => {
    test("known quantiles of each kind", () => {
        expect(quantileOf({ kind: "exact", value: 3 }, 0.9)).toBe(3);
        expect(quantileOf({ kind: "normal", mean: 10, sd: 2 }, 0.95)).toBeCloseTo(13.2897, 4);
        expect(quantileOf({ kind: "log-normal", logMean: 0, logSd: 1 }, 0.85)).toBeCloseTo(2.81914, 4); // tail ratio of sigma 1 in the design
        expect(quantileOf({ kind: "quantiles", values: [0, 10, 40] }, 0.75)).toBe(25);
        expect(interval90({ kind: "beta", alpha: 2.5, beta: 18.5, scale: 100 })[1]).toBeCloseTo(25.022668, 5);
    });
    test("quantiles rise with the probability, tables rise and stay finite", () => {
        fc.assert(fc.property(anyDistribution, (distribution) => {
            const table = tabulate(distribution, 50);
            for (let i = 0; i < table.length; i++) {
                expect(Number.isFinite(table[i])).toBe(true);
                expect(table[i]).toBeGreaterThanOrEqual((table[i - 1] ?? -Infinity) - 1e-9);
            }
            const [low, high] = interval90(distribution);
            expect(low).toBeLessThanOrEqual(high);
            expect(quantileOf(distribution, 0.25)).toBeCloseTo(tabulate(distribution, 2)[0], 6);
        }));
    });
    test("replicates come back as their own quantiles", () => {
        const values = Array.from({ length: 1001 }, (_, i) => 1000 - i);
        const distribution = fromReplicates(values);
        expect(quantileOf(distribution, 0.05)).toBeCloseTo(50, 9);
        expect(quantileOf(distribution, 0.5)).toBeCloseTo(500, 9);
        expect(quantileOf(distribution, 1)).toBe(1000);
        expect(fromReplicates([2, 2, 2])).toEqual({ kind: "exact", value: 2 });
    });
    test("replicates without an answer are left out, infinite ones drawn in, none at all is an error", () => {
        const distribution = fromReplicates([NaN, 1, 2, 3, Infinity]);
        expect(quantileOf(distribution, 1)).toBe(3);
        expect(JSON.parse(JSON.stringify(distribution))).toEqual(distribution);
        expect(() => fromReplicates([NaN, Infinity])).toThrow(RangeError);
    });
});
