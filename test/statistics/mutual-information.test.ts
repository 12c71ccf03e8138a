import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { adjustedInformation, association, informationWhenDealt } from "../../src/statistics/mutual-information.ts";
import { seededRandom } from "../../src/statistics/random.ts";

const codes = (labels: string): number[] => [...labels].map((label) => Number(label) - 1);

describe("mutual information", () => {
  test("the labels that scikit-learn tests its own with (test_adjusted_mutual_info_score): 0.41022, 0.15042, 0.27821", () => {
    const found = association({ x: codes("11111122222233333"), y: codes("11112122223133322") });
    expect(found.information).toBeCloseTo(0.41022, 5);
    expect(found.expected).toBeCloseTo(0.15042, 5);
    expect(adjustedInformation(found)).toBeCloseTo(0.27821, 5);
  });

  test("the examples of scikit-learn's documentation: the same classes are 1, classes split over the other side 0", () => {
    expect(adjustedInformation(association({ x: [0, 0, 1, 1], y: [1, 1, 0, 0] }))).toBeCloseTo(1, 12);
    expect(adjustedInformation(association({ x: [0, 0, 0, 0], y: [0, 1, 2, 3] }))).toBe(0);
  });

  test("dealt anew within two strata: the information of those rows", () => {
    const random = seededRandom("dealt");
    const stratum = Array.from({ length: 90 }, (_, row) => (row < 40 ? 0 : 1));
    const y = stratum.map(() => random.below(5));
    const x = stratum.map(() => random.below(3));
    const informationOf = informationWhenDealt({ x, y, stratum });
    const turned = [...x.slice(0, 40).reverse(), ...x.slice(40).reverse()];
    for (const dealt of [turned, x]) expect(informationOf(dealt)).toBe(association({ x: dealt, y, stratum }).information);
  });

  test("where the exact expectation ends, its limit goes on", () => {
    const random = seededRandom("limit");
    const draw = (n: number) => ({
      x: Array.from({ length: n }, () => random.below(4)),
      y: Array.from({ length: n }, () => random.below(6)),
    });
    expect(association(draw(500)).expected / (15 / 1_000)).toBeCloseTo(1, 1);
    expect(association(draw(501)).expected).toBeCloseTo(15 / 1_002, 12);
  });

  test("strata that differ in both say nothing by themselves", () => {
    // Team 0 has only class 0 on path 0, team 1 only class 1 on path 1: together the two look like one.
    const x = [0, 0, 0, 1, 1, 1];
    expect(association({ x, y: x }).information).toBeCloseTo(Math.LN2, 12);
    expect(association({ x, y: x, stratum: x }).information).toBe(0);
  });

  test("chance is 0 on average, and the order of the codes does not matter", () => {
    const random = seededRandom("chance");
    let sum = 0;
    for (let run = 0; run < 200; run++) {
      const x = Array.from({ length: 60 }, () => random.below(3));
      const y = Array.from({ length: 60 }, () => random.below(5));
      sum += adjustedInformation(association({ x, y }));
    }
    expect(Math.abs(sum / 200)).toBeLessThan(0.006);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(4)), { minLength: 1, maxLength: 40 }), (rows) => {
        const x = rows.map(([a]) => a);
        const y = rows.map(([, b]) => b);
        const found = association({ x, y });
        const turned = association({ x: y.map((b) => 4 - b), y: x.map((a) => 3 - a) });
        expect(turned.information).toBeCloseTo(found.information, 10);
        expect(turned.expected).toBeCloseTo(found.expected, 10);
        expect(found.information).toBeGreaterThanOrEqual(-1e-12);
        expect(found.information).toBeLessThanOrEqual(found.entropy + 1e-9);
      }),
    );
  });

  test("nothing classified has no answer", () => {
    expect(() => association({ x: [], y: [] })).toThrow(RangeError);
  });
});
