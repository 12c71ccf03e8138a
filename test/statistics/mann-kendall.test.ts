import { describe, expect, test } from "vitest";
import { mannKendall } from "../../src/statistics/mann-kendall.ts";

describe("Mann-Kendall test", () => {
  test("by hand: ten values that only rise", () => {
    // S = 10 x 9 / 2, variance = 10 x 9 x 25 / 18, z = 44 / sqrt(125).
    const { s, variance, z, p } = mannKendall([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect([s, variance]).toEqual([45, 125]);
    expect(z).toBeCloseTo(3.9355, 4);
    expect(p).toBeCloseTo(8.3e-5, 6);
  });

  test("by hand: ties take variance away", () => {
    // Pairs of 2, 2, 3, 1: + and 0 and - and so on: 0 + 1 - 1 + 1 - 1 - 1. Variance (4 x 3 x 13 - 2 x 1 x 9) / 18.
    const { s, variance } = mannKendall([2, 2, 3, 1]);
    expect(s).toBe(-1);
    expect(variance).toBeCloseTo(138 / 18, 12);
  });

  test("the variance is that of all orders of the same values, with ties and without", () => {
    for (const values of [
      [1, 2, 3, 4, 5],
      [1, 1, 2, 3, 3],
    ]) {
      const all = orders(values).map((order) => mannKendall(order).s);
      expect(all.reduce((sum, s) => sum + s, 0)).toBe(0);
      expect(mannKendall(values).variance).toBeCloseTo(all.reduce((sum, s) => sum + s * s, 0) / all.length, 9);
    }
  });

  test("values that are not known are left out, and what never moves has no trend", () => {
    expect(mannKendall([1, NaN, 2, NaN, 3])).toEqual(mannKendall([1, 2, 3]));
    expect(mannKendall([4, 4, 4, 4])).toMatchObject({ s: 0, z: 0, p: 1 });
    expect(mannKendall([])).toMatchObject({ s: 0, variance: 0, z: 0, p: 1 });
  });
});

function orders(values: readonly number[]): number[][] {
  if (values.length === 0) return [[]];
  return values.flatMap((value, i) => orders(values.filter((_, j) => j !== i)).map((rest) => [value, ...rest]));
}
