import fc from "fast-check";
import { expect, test } from "vitest";
import { entropy, millerMadowEntropy } from "../../src/statistics/entropy.ts";
import { seededRandom } from "../../src/statistics/random.ts";
test("bits of known distributions", () => {
    expect(entropy([5, 5])).toBeCloseTo(1, 12);
    expect(entropy([1, 1, 1, 1])).toBeCloseTo(2, 12);
    expect(entropy([1, 2, 1])).toBeCloseTo(1.5, 12);
    expect(entropy([7, 0])).toBe(0);
    expect(entropy([])).toBeNaN();
});
test("Miller-Madow adds (K - 1) / 2N nats", () => {
    expect(millerMadowEntropy([5, 5, 0]) - entropy([5, 5, 0])).toBeCloseTo(1 / 20 / Math.log(2), 12);
});
test("in samples of 100 from 32 equal values the correction takes away most of the bias", () => {
    const random = seededRandom("entropy");
    let plain = 0;
    let corrected = 0;
    for (let run = 0; run < 200; run++) {
        const counts = Array.from({ length: 32 }, () => 0);
        for (let i = 0; i < 100; i++)
            counts[random.below(32)]++;
        plain += entropy(counts) / 200;
        corrected += millerMadowEntropy(counts) / 200;
    }
    expect(plain).toBeLessThan(4.85);
    expect(Math.abs(corrected - 5)).toBeLessThan(0.4 * Math.abs(plain - 5));
});
test("never below zero nor above the number of values", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 20 }), (counts) => {
        if (counts.every((count) => count === 0))
            return;
        expect(entropy(counts)).toBeGreaterThanOrEqual(-1e-12);
        expect(entropy(counts)).toBeLessThanOrEqual(Math.log2(counts.length) + 1e-9);
    }));
});
