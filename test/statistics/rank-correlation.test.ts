import { expect, test } from "vitest";
import { rankCorrelation } from "../../src/statistics/rank-correlation.ts";

test("with ties, as scipy.stats.spearmanr", () => {
  const x = [1, 2, 3, 5, 8, 2, 3, 1, 13, 5];
  const y = [2.5, 1, 4, 6.5, 7, 3, 2, 0.5, 9, 11];
  expect(rankCorrelation(x, y)).toBeCloseTo(0.8405540732215928, 12);
  expect(
    rankCorrelation(
      x,
      y.map((value) => -value),
    ),
  ).toBeCloseTo(-0.8405540732215928, 12);
});

test("is not there for one row, or where one side is all the same", () => {
  expect(rankCorrelation([1], [2])).toBeNaN();
  expect(rankCorrelation([3, 3, 3], [1, 2, 3])).toBeNaN();
});
