import { describe, expect, test } from "vitest";
import { poissonRate, weightedPoissonRate } from "../../src/statistics/poisson-rate.ts";

describe("poisson rate", () => {
  test("without clusters the Gamma posterior of scipy (shape 7.5, rate 52), per 100", () => {
    // Spread so evenly that the dispersion is 1.
    const { value, interval90, distribution, dispersion } = poissonRate([1, 1, 1, 1, 1, 1, 1], Array(7).fill(52 / 7), 100);
    expect(dispersion).toBe(1);
    expect(value).toBeCloseTo(100 * (7 / 52), 12);
    expect(interval90[0]).toBeCloseTo(6.981676853528877, 9);
    expect(interval90[1]).toBeCloseTo(24.0344135958929, 9);
    expect(distribution.kind === "quantiles" && distribution.values[20]).toBeCloseTo(13.787364914381389, 9);
  });

  test("events that cluster: dispersion and posterior computed with numpy and scipy", () => {
    const { value, interval90, dispersion } = poissonRate([4, 0, 0, 1, 6, 0, 0, 0, 2, 0], [3, 5, 2, 4, 6, 1, 2, 3, 4, 2]);
    expect(value).toBeCloseTo(0.40625, 12);
    expect(dispersion).toBeCloseTo(2.4542601495726495, 12);
    expect(interval90[0]).toBeCloseTo(0.19019175823918658, 9);
    expect(interval90[1]).toBeCloseTo(0.7853353254578412, 9);
  });

  test("no event is no certainty: Gamma(1/2) of scipy; every value is finite", () => {
    const { value, interval90, distribution } = poissonRate([0, 0], [10, 30], 100);
    expect(value).toBe(0);
    expect(interval90[0]).toBe(0);
    expect(interval90[1]).toBeCloseTo(4.801823525867655, 9);
    expect(distribution.kind === "quantiles" && distribution.values.every(Number.isFinite)).toBe(true);
  });

  test("no time under observation is an error", () => expect(() => poissonRate([1], [0])).toThrow(RangeError));
});

describe("weighted poisson rate", () => {
  const sure = (...weights: readonly number[]) => weights.map((weight) => ({ weight, variance: 0 }));

  test("events of weight 1 are those of a Poisson rate: the Gamma posterior of scipy (shape 7.5, rate 52)", () => {
    const { value, interval90 } = weightedPoissonRate(sure(1, 1, 1, 1, 1, 1, 1), 52);
    expect(value).toBeCloseTo(7 / 52, 12);
    expect(interval90[0]).toBeCloseTo(0.06981676853528877, 11);
    expect(interval90[1]).toBeCloseTo(0.240344135958929, 11);
  });

  test("weights of their own, one of them known up to a variance: shape and rate by hand, posterior of scipy", () => {
    const { value, interval90, distribution } = weightedPoissonRate([...sure(0.9, 0.4), { weight: 0.7, variance: 0.02 }], 0.8);
    expect(value).toBeCloseTo(2.5, 12);
    expect(interval90[0]).toBeCloseTo(0.854026341588625, 9);
    expect(interval90[1]).toBeCloseTo(6.102504084070302, 9);
    expect(distribution.values[20]).toBeCloseTo(2.6605289183595584, 9);
  });

  test("half the dispersion is twice as much seen", () => {
    expect(weightedPoissonRate(sure(1, 1), 1, 0.5).distribution).toEqual(poissonRate([2, 2], [1, 1]).distribution);
  });

  test("nothing seen in less than a year is no certainty: Gamma(1/2) of scipy", () => {
    const { value, interval90 } = weightedPoissonRate([], 44 / 52);
    expect(value).toBe(0);
    expect(interval90[0]).toBe(0);
    expect(interval90[1]).toBeCloseTo(2.2699529395010734, 9);
  });

  test("no time under observation is an error", () => expect(() => weightedPoissonRate([], 0)).toThrow(RangeError));
});
