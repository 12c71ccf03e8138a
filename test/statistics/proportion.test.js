import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jeffreys } from "../../src/statistics/proportion.ts";
import { seededRandom } from "../../src/statistics/random.ts";
describe("Jeffreys proportion", () => {
    test("limits of 2 in 20 are those of Beta(2.5, 18.5)", () => {
        const estimate = jeffreys(2, 20);
        expect(estimate.value).toBe(10);
        expect(estimate.interval90[0]).toBeCloseTo(2.933424, 5); // scipy.stats.beta.ppf
        expect(estimate.interval90[1]).toBeCloseTo(25.022668, 5);
    });
    test("none and all: the interval ends at the observed share", () => {
        expect(jeffreys(0, 30).interval90[0]).toBe(0);
        expect(jeffreys(0, 30).interval90[1]).toBeCloseTo(6.15167246, 6);
        expect(jeffreys(30, 30, 1).interval90[1]).toBe(1);
    });
    test("a share of nothing has no value", () => {
        expect(() => jeffreys(0, 0)).toThrow(RangeError);
        expect(() => jeffreys(3, 2)).toThrow(RangeError);
    });
    test("the observed share lies in its interval, and one more success never lowers either end", () => {
        fc.assert(fc.property(fc.integer({ min: 1, max: 2_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
            const k = Math.round(share * (n - 1));
            const one = jeffreys(k, n);
            const more = jeffreys(k + 1, n);
            expect(one.interval90[0]).toBeLessThanOrEqual(one.value);
            expect(one.interval90[1]).toBeGreaterThanOrEqual(one.value);
            expect(more.interval90[0]).toBeGreaterThanOrEqual(one.interval90[0]);
            expect(more.interval90[1]).toBeGreaterThanOrEqual(one.interval90[1]);
        }));
    });
    test("covers a rare share of 5 % about as often as it says, at n = 30", () => {
        const random = seededRandom("jeffreys");
        const runs = 2_000;
        let held = 0;
        for (let run = 0; run < runs; run++) {
            let k = 0;
            for (let i = 0; i < 30; i++)
                if (random.next() < 0.05)
                    k++;
            const [low, high] = jeffreys(k, 30).interval90;
            if (low <= 5 && high >= 5)
                held++;
        }
        expect(held / runs).toBeGreaterThan(0.85);
    });
});
