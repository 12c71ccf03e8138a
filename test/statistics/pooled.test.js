import { expect, test } from "vitest";
import { pooledGeometricMean } from "../../src/statistics/pooled.ts";
import { seededRandom } from "../../src/statistics/random.ts";
const draws = (seed, logMean, logSd) => {
    const random = seededRandom(seed);
    return Array.from({ length: 20_000 }, () => Math.exp(logMean + logSd * random.normal()));
};
test("2 and 8 in equal parts are 4; three parts to one lean", () => {
    const pool = (weight) => pooledGeometricMean([
        { value: 2, weight, replicates: draws("a", Math.log(2), 0.1) },
        { value: 8, weight: 1, replicates: draws("b", Math.log(8), 0.1) },
    ]);
    expect(pool(1).value).toBeCloseTo(4, 12);
    expect(pool(3).value).toBeCloseTo(2 ** 1.5, 12);
    // Independent errors of 0.1 average to 0.1 / sqrt 2: ln limits at +-1.645 of that.
    expect(Math.log(pool(1).interval90[1] / 4)).toBeCloseTo(1.645 * 0.1 * Math.SQRT1_2, 2);
});
test("nothing to pool is an error", () => {
    expect(() => pooledGeometricMean([])).toThrow(RangeError);
});
