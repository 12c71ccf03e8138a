import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bootstrapMean, bootstrapRatio, clusterBootstrapRatio, correctedDistribution, movingBlockBootstrap, } from "../../src/statistics/bootstrap.ts";
import { clusterShare } from "../../src/statistics/cluster-share.ts";
import { fanoFactor } from "../../src/statistics/dispersion.ts";
import { jeffreys } from "../../src/statistics/proportion.ts";
import { seededRandom } from "../../src/statistics/random.ts";
const random = () => seededRandom("bootstrap");
const width = ([low, high]) => high - low;
describe("BCa bootstrap", () => {
    test("limits of a skewed mean are those of scipy.stats.bootstrap (BCa, 200,000 resamples)", () => {
        const sample = [0.1, 0.2, 0.2, 0.4, 0.5, 0.7, 0.8, 1.1, 1.3, 1.9, 2.4, 3.3, 4.8, 7.5, 14];
        const { value, interval90 } = bootstrapMean(sample, random(), 40_000);
        expect(value).toBeCloseTo(2.61333, 4);
        expect(Math.abs(interval90[0] - 1.4667)).toBeLessThan(0.03);
        expect(Math.abs(interval90[1] - 4.92)).toBeLessThan(0.1);
    });
    test("limits of a paired ratio are those of scipy.stats.bootstrap", () => {
        const { value, interval90 } = bootstrapRatio([1, 4, 2, 8, 5, 7, 3, 9, 6, 2], [2, 5, 4, 9, 9, 8, 6, 10, 9, 3], random(), 40_000);
        expect(value).toBeCloseTo(0.723077, 5);
        expect(Math.abs(interval90[0] - 0.6316)).toBeLessThan(0.004);
        expect(Math.abs(interval90[1] - 0.8101)).toBeLessThan(0.004);
    });
    test("many rows: the linearised interval is the resampled one", () => {
        const stream = random();
        const numerator = Array.from({ length: 1_900 }, () => stream.next() * 3);
        const denominator = numerator.map((x) => x + stream.next());
        const resampled = bootstrapRatio(numerator, denominator, random()).interval90;
        const linear = bootstrapRatio([...numerator, ...numerator], [...denominator, ...denominator], random()).interval90;
        expect((width(resampled) / width(linear)) * Math.SQRT1_2).toBeCloseTo(1, 1);
    });
    test("copies inside of a cluster are no observations of their own", () => {
        const cluster = Array.from({ length: 200 }, (_, i) => Math.floor(i / 10));
        const part = cluster.map((c) => (c % 2 === 0 ? 1 : 0));
        const whole = cluster.map(() => 1);
        expect(width(clusterBootstrapRatio(part, whole, cluster, random()).interval90)).toBeGreaterThan(2 * width(bootstrapRatio(part, whole, random()).interval90));
    });
    test("all alike has no width, nothing at all no value", () => {
        expect(bootstrapMean([4, 4, 4], random()).distribution).toEqual({ kind: "exact", value: 4 });
        expect(() => bootstrapMean([], random())).toThrow(RangeError);
        expect(() => correctedDistribution([NaN], 1)).toThrow(RangeError);
    });
    test("the same seed gives the same limits", () => {
        expect(bootstrapMean([1, 5, 9, 2], random())).toEqual(bootstrapMean([1, 5, 9, 2], random()));
    });
});
describe("moving-block bootstrap", () => {
    test("holds the Fano factor of a Poisson process about as often as it says", () => {
        const stream = seededRandom("fano");
        let held = 0;
        const runs = 200;
        for (let run = 0; run < runs; run++) {
            const weeks = Array.from({ length: 26 }, () => {
                let count = 0;
                for (let t = -Math.log(1 - stream.next()); t < 12; t -= Math.log(1 - stream.next()))
                    count++;
                return count;
            });
            const [low, high] = movingBlockBootstrap(weeks, fanoFactor, stream.fork(`${run}`), 3, 300).interval90;
            if (low <= 1 && high >= 1)
                held++;
        }
        expect(held / runs).toBeGreaterThan(0.75);
    });
    test("a series shorter than the block is taken as one block", () => {
        expect(movingBlockBootstrap([3, 5], fanoFactor, random(), 3).distribution).toEqual({ kind: "exact", value: 0.5 });
    });
});
describe("share of time over items", () => {
    test("rows of equal weight that are all or nothing are a Jeffreys proportion", () => {
        const part = Array.from({ length: 100 }, (_, i) => (i < 30 ? 7 : 0));
        const share = clusterShare(part, part.map(() => 7));
        expect(share.value).toBeCloseTo(30, 9);
        expect(share.effectiveSize).toBeCloseTo(99, 6); // n - 1, from the sample variance
        expect(width(share.interval90) / width(jeffreys(30, 100).interval90)).toBeCloseTo(1, 2);
    });
    test("in the middle it agrees with resampling the rows", () => {
        const stream = random();
        const whole = Array.from({ length: 300 }, () => 1 + stream.next() * 20);
        const part = whole.map((w) => w * stream.next());
        const share = clusterShare(part, whole, 1).interval90;
        const resampled = bootstrapRatio(part, whole, random()).interval90;
        expect(width(share) / width(resampled)).toBeCloseTo(1, 1);
    });
    test("at 0 and 1 it still has a width, set by how many rows there are", () => {
        const few = clusterShare([0, 0, 0], [1, 1, 1]);
        const many = clusterShare(new Float64Array(300), new Float64Array(300).fill(1));
        expect(few.value).toBe(0);
        expect(few.interval90[0]).toBe(0);
        expect(few.interval90[1]).toBeGreaterThan(20);
        expect(many.interval90[1]).toBeLessThan(1);
        expect(many.interval90[1]).toBeGreaterThan(0.1);
        // One row with nearly all of the time is nearly one observation.
        expect(clusterShare([0, 0, 0], [1, 1, 1_000]).effectiveSize).toBeLessThan(1.01);
    });
    test("covers a share of 3 % that sits in few items at least nine times in ten", () => {
        const stream = seededRandom("share");
        let held = 0;
        const runs = 600;
        for (let run = 0; run < runs; run++) {
            const whole = new Float64Array(60).fill(1);
            const part = whole.map(() => (stream.next() < 0.06 ? stream.next() : 0));
            const [low, high] = clusterShare(part, whole).interval90;
            if (low <= 3 && high >= 3)
                held++;
        }
        expect(held / runs).toBeGreaterThan(0.88);
    });
    test("the value is inside of its interval", () => {
        fc.assert(fc.property(fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0.01, max: 50, noNaN: true })), {
            minLength: 1,
            maxLength: 80,
        }), (rows) => {
            const share = clusterShare(rows.map(([s, w]) => s * w), rows.map(([, w]) => w));
            expect(share.interval90[0]).toBeLessThanOrEqual(share.value);
            expect(share.interval90[1]).toBeGreaterThanOrEqual(share.value);
            expect(share.interval90[0]).toBeGreaterThanOrEqual(0);
            expect(share.interval90[1]).toBeLessThanOrEqual(100);
        }));
    });
});
