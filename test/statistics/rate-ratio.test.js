import { describe, expect, test } from "vitest";
import { rateRatio } from "../../src/statistics/rate-ratio.ts";
const ROWS = {
    eventsAfter: [3, 0, 5, 2, 1],
    timeAfter: [10, 8, 12, 6, 9],
    eventsBefore: [2, 1, 3, 0, 1],
    timeBefore: [20, 15, 30, 10, 18],
};
describe("rate ratio", () => {
    test("coefficient and sandwich error of a Poisson regression fitted by Newton's method in numpy", () => {
        const { value, logStandardError } = rateRatio(ROWS);
        expect(value).toBeCloseTo(3.2476190476, 9);
        expect(logStandardError).toBeCloseTo(0.274437538575557, 12);
    });
    test("no event on one side is no ratio of 0 and no certainty", () => {
        const { value, interval90, distribution } = rateRatio({ ...ROWS, eventsAfter: [0, 0, 0, 0, 0] });
        expect(value).toBeGreaterThan(0);
        expect(interval90[1]).toBeGreaterThan(1);
        expect(distribution.kind).toBe("log-normal");
    });
    test("scaling all exposure alike changes nothing; no exposure is an error", () => {
        const scaled = rateRatio({
            ...ROWS,
            timeAfter: ROWS.timeAfter.map((t) => t * 24),
            timeBefore: ROWS.timeBefore.map((t) => t * 24),
        });
        expect(scaled.value).toBeCloseTo(rateRatio(ROWS).value, 9);
        expect(() => rateRatio({ ...ROWS, timeAfter: [0, 0, 0, 0, 0] })).toThrow(RangeError);
    });
});
