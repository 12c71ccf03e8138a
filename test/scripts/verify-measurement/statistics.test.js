import { describe, expect, test } from "vitest";
import { brier, calibrationSlope, expectedCalibrationError, logisticRegression, } from "../../../scripts/verify-measurement/statistics/calibration.ts";
import { icc21, standardError } from "../../../scripts/verify-measurement/statistics/icc.ts";
import { kappaOf, quadratic, weightedKappa } from "../../../scripts/verify-measurement/statistics/kappa.ts";
import { areaUnderCurve, cohenD, ranksOf, spearman } from "../../../scripts/verify-measurement/statistics/ranks.ts";
import { bootstrapQuantiles, quantile } from "../../../scripts/verify-measurement/statistics/resample.ts";
import { seededRandom } from "../../../src/statistics/random.ts";
describe("agreement", () => {
    // Cohen 1968, table 1: kappa .492, weighted kappa .348 with the disagreement weights of the paper.
    const table = [
        [0.44, 0.07, 0.09],
        [0.05, 0.2, 0.05],
        [0.01, 0.03, 0.06],
    ];
    test("kappa of Cohen's example", () => {
        expect(weightedKappa(table, (i, j) => Number(i !== j))).toBeCloseTo(0.492, 3);
        const weights = [
            [0, 1, 3],
            [1, 0, 6],
            [3, 6, 0],
        ];
        expect(weightedKappa(table, (i, j) => weights[i][j])).toBeCloseTo(0.348, 3);
    });
    test("pairs are counted into a table", () => {
        expect(kappaOf([[0, 0], [1, 1], [2, 2]], 3)).toBe(1); // prettier-ignore
        expect(kappaOf([[0, 2], [2, 0]], 3)).toBe(-1); // prettier-ignore
        expect(weightedKappa([[5]], quadratic)).toBeNaN();
    });
    test("ICC(2,1) of Shrout and Fleiss 1979, table 2: .29", () => {
        const judges = [
            [9, 2, 5, 8],
            [6, 1, 3, 2],
            [8, 4, 6, 8],
            [7, 1, 2, 6],
            [10, 5, 6, 9],
            [6, 2, 4, 7],
        ];
        expect(icc21(judges)).toBeCloseTo(0.29, 2);
    });
    test("standard error of measurement: differences of 1 and -1 are an SD of 1 over the root of 2", () => {
        expect(standardError([[2, 3], [3, 2]])).toBeCloseTo(Math.SQRT1_2, 12); // prettier-ignore
    });
});
describe("calibration", () => {
    test("Brier score and expected error by hand", () => {
        const forecasts = [
            { said: 0.9, happened: true },
            { said: 0.9, happened: false },
            { said: 0.1, happened: false },
            { said: 0.1, happened: false },
        ];
        expect(brier(forecasts)).toBeCloseTo((0.01 + 0.81 + 0.01 + 0.01) / 4, 12);
        expect(expectedCalibrationError(forecasts)).toBeCloseTo(0.5 * 0.4 + 0.5 * 0.1, 12);
    });
    test("logistic regression of hours of study and passing (Wikipedia, Logistic regression): -4.0777 and 1.5046", () => {
        const hours = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5];
        const passed = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1].map((one) => one === 1);
        const { intercept, slope } = logisticRegression(hours, passed);
        expect(intercept).toBeCloseTo(-4.0777, 3);
        expect(slope).toBeCloseTo(1.5046, 3);
    });
    test("who is right as often as said has a slope of 1, who is too sure less", () => {
        const cases = (said, yes) => Array.from({ length: 10 }, (_, index) => ({ said, happened: index < yes }));
        expect(calibrationSlope([...cases(0.8, 8), ...cases(0.2, 2)])).toBeCloseTo(1, 6);
        expect(calibrationSlope([...cases(0.95, 8), ...cases(0.05, 2)])).toBeLessThan(0.6);
    });
});
describe("ranks", () => {
    test("equal values share their rank", () => expect(ranksOf([3, 1, 3, 2])).toEqual([3.5, 1, 3.5, 2]));
    test("Spearman of IQ and hours of television (Wikipedia, Spearman's rank correlation coefficient): -29/165", () => {
        const iq = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110];
        const hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17];
        expect(spearman(iq, hours)).toBeCloseTo(-29 / 165, 12);
    });
    test("area under the curve of the CT images of Hanley and McNeil 1982, table 1: .893", () => {
        const ratings = (counts) => counts.flatMap((count, index) => Array.from({ length: count }, () => index));
        expect(areaUnderCurve(ratings([33, 6, 6, 11, 2]), ratings([3, 2, 2, 11, 33]))).toBeCloseTo(0.893, 3);
    });
    test("difference of means in pooled deviations", () => expect(cohenD([1, 2, 3], [3, 4, 5])).toBeCloseTo(2, 12));
});
describe("resampling", () => {
    test("quantiles between order statistics", () => {
        expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
        expect(quantile([], 0.5)).toBeNaN();
    });
    test("the bootstrap of a mean is about as wide as its standard error says", () => {
        const random = seededRandom("bootstrap");
        const cases = Array.from({ length: 400 }, () => random.normal());
        const [low, high] = bootstrapQuantiles(cases, (sample) => sample.reduce((a, b) => a + b, 0) / sample.length, [0.025, 0.975], random);
        expect(high - low).toBeGreaterThan(0.17);
        expect(high - low).toBeLessThan(0.23);
    });
});
