import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../src/statistics/random.ts";
import { theilSen } from "../../src/statistics/theil-sen.ts";

describe("Theil-Sen slope", () => {
  test("the example of Sen 1968 (J. Am. Stat. Assoc. 63, 1379): 4", () => {
    expect(theilSen([1, 2, 3, 4, 10, 12, 18], [9, 15, 19, 20, 45, 55, 78])!.slope).toBe(4);
  });

  test("a straight line is its slope, without noise; a quarter of wild points does not move it", () => {
    const x = Array.from({ length: 40 }, (_, i) => i);
    expect(
      theilSen(
        x,
        x.map((i) => 3 - 0.5 * i),
      ),
    ).toEqual({ slope: -0.5, standardError: 0, noise: 0, points: 40 });
    expect(
      theilSen(
        x,
        x.map((i) => (i % 4 === 0 ? 1_000 : 2 * i)),
      )!.slope,
    ).toBeCloseTo(2, 0);
  });

  test("its standard error is that of chance, and noise is that of the points", () => {
    const random = seededRandom("trend");
    const x = Array.from({ length: 52 }, (_, i) => i / 52);
    let squares = 0;
    let errors = 0;
    let noise = 0;
    for (let run = 0; run < 400; run++) {
      const trend = theilSen(
        x,
        x.map((at) => at + 2 * random.normal()),
      )!;
      squares += (trend.slope - 1) ** 2 / 400;
      errors += trend.standardError / 400;
      noise += trend.noise / 400;
    }
    // Least squares has sigma / sqrt(sum of squares of x) = 2 / sqrt(52 / 12) = 0.96; Theil-Sen is 0.95 as efficient.
    expect(Math.sqrt(squares)).toBeCloseTo(0.98, 0);
    expect(errors / Math.sqrt(squares)).toBeGreaterThan(0.9);
    expect(errors / Math.sqrt(squares)).toBeLessThan(1.35);
    expect(noise).toBeCloseTo(2, 0);
  });

  test("what is missing is left out; moving and stretching carry over", () => {
    expect(theilSen([0, 1, 2, 3], [0, NaN, 2, 3])).toMatchObject({ slope: 1, points: 3 });
    expect(theilSen([0, 1], [0, 1])).toBeNull();
    expect(theilSen([1, 1, 1], [0, 1, 2])).toBeNull();
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 20 }), (y) => {
        const x = y.map((_, i) => i);
        const { slope } = theilSen(x, y)!;
        expect(
          theilSen(
            x,
            y.map((value) => 7 - 3 * value),
          )!.slope,
        ).toBeCloseTo(-3 * slope, 9);
      }),
    );
  });
});
