import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { noiseOf, segmentsOf } from "../../src/statistics/change-points.ts";

/** Annual flow of the Nile at Aswan, 1871 to 1970 (Cobb 1978; `Nile` of R's datasets). */
const NILE = [
  1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140, 1100, 1210,
  1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969, 831, 726, 456, 824, 702, 1120,
  1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649,
  846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746,
  919, 718, 714, 740,
];

describe("change points", () => {
  test("the Nile changes after 1898, from 1097.75 to 849.97 (breakpoint 28 in R's strucchange and changepoint)", () => {
    const segments = segmentsOf(NILE, noiseOf(NILE), 5, 3 * Math.log(100));
    expect(segments.map(({ from, to }) => [from, to])).toEqual([
      [0, 28],
      [28, 100],
    ]);
    expect(segments[0]!.mean).toBeCloseTo(1097.75, 2);
    expect(segments[1]!.mean).toBeCloseTo(849.97, 2);
  });

  test("a burst of two weeks is a segment of its own", () => {
    const series = Array.from({ length: 40 }, (_, week) => (week === 20 || week === 21 ? 12 : 4 + (week % 2)));
    expect(segmentsOf(series, 1).map(({ from, to }) => [from, to])).toEqual([
      [0, 20],
      [20, 22],
      [22, 40],
    ]);
  });

  test("noise alone, of one value or of two in turn, has no change", () => {
    expect(segmentsOf(Array.from({ length: 50 }, (_, i) => i % 2))).toHaveLength(1);
    expect(segmentsOf([3, 3, 3, 3], 1)).toEqual([{ from: 0, to: 4, mean: 3 }]);
    expect(segmentsOf([])).toEqual([]);
    expect(segmentsOf([7], 1, 3)).toEqual([{ from: 0, to: 1, mean: 7 }]);
  });

  test("segments tile the series and are as long as they must be", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 4 }),
        (series, shortest) => {
          const segments = segmentsOf(series, 1, shortest);
          expect(segments[0]!.from).toBe(0);
          expect(segments.at(-1)!.to).toBe(series.length);
          segments.slice(1).forEach(({ from }, i) => expect(from).toBe(segments[i]!.to));
          const least = Math.min(shortest, series.length);
          expect(Math.min(...segments.map(({ from, to }) => to - from))).toBeGreaterThanOrEqual(least);
        },
      ),
    );
  });
});
