import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { betaQuantile, gammaQuantile, logGamma, normalCdf, normalQuantile, regularisedBeta, regularisedGamma, } from "../../src/statistics/special.ts";
// Reference values: scipy 1.17 (special.betainc, special.gammainc, stats.norm, stats.beta, stats.gamma), which rests on Boost and Cephes.
describe("special functions", () => {
    test("logGamma: factorials and the half", () => {
        expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 12);
        expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 12);
    });
    test("normal distribution", () => {
        expect(normalCdf(-1.96)).toBeCloseTo(0.024997895148220435, 14);
        expect(normalCdf(-8) / 6.220960574271785e-16).toBeCloseTo(1, 10);
        expect(normalCdf(0.3)).toBeCloseTo(0.6179114221889526, 14);
        expect(normalQuantile(0.95)).toBeCloseTo(1.6448536269514722, 12);
        expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306167813, 12);
        expect(normalQuantile(1e-10)).toBeCloseTo(-6.361340902404056, 9);
        expect(normalQuantile(0)).toBe(-Infinity);
        expect(normalQuantile(1)).toBe(Infinity);
        expect(normalQuantile(1.1)).toBeNaN();
    });
    test("quantile and distribution of the normal undo each other", () => {
        fc.assert(fc.property(fc.double({ min: 1e-12, max: 0.999999, noNaN: true }), (p) => {
            expect(normalCdf(normalQuantile(p)) / p).toBeCloseTo(1, 9);
        }));
    });
    test("incomplete beta and gamma", () => {
        expect(regularisedBeta(0.1, 2.5, 18.5)).toBeCloseTo(0.4581316, 7);
        expect(regularisedGamma(3.5, 1)).toBeCloseTo(0.04015963, 8);
        expect(regularisedGamma(3.5, 12)).toBeCloseTo(0.99886065, 8);
        expect(betaQuantile(0.05, 2.5, 18.5)).toBeCloseTo(0.02933424, 8);
        expect(betaQuantile(0.95, 2.5, 18.5)).toBeCloseTo(0.25022668, 8);
        expect(betaQuantile(0.05, 0.5, 30.5)).toBeCloseTo(6.49897156e-5, 12);
        expect(betaQuantile(0.95, 8000.5, 2000.5)).toBeCloseTo(0.8065149, 7);
        expect(gammaQuantile(0.05, 0.5, 1)).toBeCloseTo(0.00196607, 8);
        expect(gammaQuantile(0.95, 30.5, 2)).toBeCloseTo(20.05802446, 7);
    });
    test("beta quantile undoes the incomplete beta, for every Jeffreys posterior", () => {
        fc.assert(fc.property(fc.integer({ min: 1, max: 20_000 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0.001, max: 0.999, noNaN: true }), (n, share, p) => {
            const k = Math.round(share * n);
            const x = betaQuantile(p, k + 0.5, n - k + 0.5);
            expect(regularisedBeta(x, k + 0.5, n - k + 0.5)).toBeCloseTo(p, 7);
        }));
    });
    test("gamma quantile undoes the incomplete gamma", () => {
        fc.assert(fc.property(fc.double({ min: 0.5, max: 5_000, noNaN: true }), fc.double({ min: 0.001, max: 0.999, noNaN: true }), (shape, p) => {
            expect(regularisedGamma(shape, 2 * gammaQuantile(p, shape, 2))).toBeCloseTo(p, 8);
        }));
    });
});
