import { describe, expect, test } from "vitest";
import { ladderScale } from "../../src/maturity/desirability.ts";
import { centralInterval, drawSignal, medianOf } from "../../src/maturity/draws.ts";
import { minimalDetectableChange } from "../../src/maturity/index-score.ts";
import { DEFAULT_LADDERS } from "../../src/maturity/ruleset/ladders.ts";
import type { Distribution } from "../../src/model/measure.ts";

const scaleOf = (signal: string, unit: string) =>
  ladderScale(
    DEFAULT_LADDERS.find((ladder) => ladder.signal === signal)!,
    unit,
  );
const SHARE = scaleOf("status-freshness", "%");
const HOURS = scaleOf("hand-off-latency", "h");
const ORDER = Uint32Array.from({ length: 1000 }, (_, draw) => draw);

describe("draws that are wider than a sample explains", () => {
  const spread = (distribution: Distribution, scale: typeof SHARE, overdispersion: number) => {
    const { positions, median } = drawSignal(distribution, scale, ORDER, overdispersion);
    const [low, high] = centralInterval(positions);
    return { median, middle: medianOf(positions), below: median - low, above: high - median };
  };

  test("the variance is so many times as large, the median stays", () => {
    const normal: Distribution = { kind: "normal", mean: 60, sd: 4 };
    const [plain, wide] = [spread(normal, SHARE, 1), spread(normal, SHARE, 2)];
    expect(wide.median).toBe(plain.median);
    expect(wide.middle).toBe(wide.median);
    expect(wide.below / plain.below).toBeCloseTo(Math.SQRT2, 9);
    expect(wide.above / plain.above).toBeCloseTo(Math.SQRT2, 9);
  });

  test("a duration never falls to nothing by it", () => {
    const skewed: Distribution = { kind: "log-normal", logMean: Math.log(6), logSd: 0.8 };
    const { positions } = drawSignal(skewed, HOURS, ORDER, 4);
    expect(positions.every(Number.isFinite)).toBe(true);
    // Hours that are fewer are higher up: the quick side is stretched as a ratio, by the root of 4.
    expect(spread(skewed, HOURS, 4).above / spread(skewed, HOURS, 1).above).toBeCloseTo(2, 1);
  });

  test("what is better as a whole is better in every draw, whether by a shift or by a ratio", () => {
    const values = [2, 4, 5, 6, 8, 12, 40];
    const at = (change: (value: number) => number) =>
      drawSignal({ kind: "quantiles", values: values.map(change) }, HOURS, ORDER, 2).positions;
    const before = at((value) => value);
    for (const after of [at((value) => value - 1.9), at((value) => 0.3 * value), at((value) => value - 0.01)])
      after.forEach((position, draw) => expect(position).toBeGreaterThanOrEqual(before[draw]! - 1e-12));
  });

  test("what is exact stays so", () => {
    const { positions } = drawSignal({ kind: "exact", value: 60 }, SHARE, ORDER, 2);
    expect(new Set(positions)).toEqual(new Set([60]));
  });
});

test("the minimal detectable change is 1.96 sqrt(2) standard deviations of the draws, and a digit that is shown at least", () => {
  expect(minimalDetectableChange(Float64Array.of(3, 3.4))).toBeCloseTo(1.96 * Math.SQRT2 * 0.2, 12);
  expect(minimalDetectableChange(Float64Array.of(2, 2, 2))).toBe(0.1);
});
