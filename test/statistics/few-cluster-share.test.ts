import { describe, expect, test } from "vitest";
import { clusterShare } from "../../src/statistics/cluster-share.ts";
import { fewClusterShare, studentQuantile } from "../../src/statistics/few-cluster-share.ts";

const PART = [12, 20, 9, 15, 22, 11, 18, 16];
const WHOLE = [30, 32, 25, 28, 33, 30, 27, 35];

describe("share over few clusters", () => {
  test("interval computed with numpy and scipy from the linearised variance and Student's t", () => {
    const { value, interval90 } = fewClusterShare(PART, WHOLE);
    expect(value).toBeCloseTo(51.25, 12);
    expect(interval90[0]).toBeCloseTo(42.644464316087706, 6);
    expect(interval90[1]).toBeCloseTo(59.79701387850413, 6);
  });

  test("equal clusters are worth no more than their rows, and all or nothing no more than their number", () => {
    const equal = fewClusterShare([10, 10, 10, 11], [20, 20, 20, 20]).interval90;
    expect(equal[1] - equal[0]).toBeGreaterThan(15);
    expect(fewClusterShare([20, 20, 20], [20, 20, 20])).toMatchObject({
      interval90: clusterShare([20, 20, 20], [20, 20, 20]).interval90,
    });
    expect(() => fewClusterShare([], [])).toThrow(RangeError);
  });

  test.each([
    [11, 1.7958848187040433],
    [5, 2.0150483733330233],
    [1, 6.313751514675037],
  ])("Student's t with %i degrees of freedom at 0.95, as scipy.stats.t.ppf", (degrees, value) =>
    expect(studentQuantile(0.95, degrees)).toBeCloseTo(value, 9),
  );
});
