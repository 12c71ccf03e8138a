import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromReplicates, interval90 } from "../../src/statistics/distribution.ts";
import { seededRandom } from "../../src/statistics/random.ts";
import {
  aalenJohansen,
  kaplanMeier,
  quantileConfidence,
  survivalAt,
  survivalQuantile,
  survivalQuantileEstimate,
  survivalQuantileReplicates,
} from "../../src/statistics/survival.ts";

/** Freireich et al. (1963), weeks in remission, 6-MP arm, as printed in Klein & Moeschberger (2003), tables 1.1 and 4.1. */
const SIX_MP = {
  time: [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35],
  observed: [1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
};
const PLACEBO = {
  time: [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23],
  observed: Array.from({ length: 21 }, () => true),
};

describe("Kaplan-Meier", () => {
  test("gives the published curve and standard errors of the 6-MP arm", () => {
    const curve = kaplanMeier(SIX_MP);
    expect([...curve.times]).toEqual([6, 7, 10, 13, 16, 22, 23]);
    const published = [0.857, 0.807, 0.753, 0.69, 0.627, 0.538, 0.448];
    const publishedErrors = [0.076, 0.087, 0.096, 0.107, 0.114, 0.128, 0.135];
    published.forEach((s, k) => {
      expect(curve.survival[k]).toBeCloseTo(s, 3);
      expect(curve.survival[k]! * Math.sqrt(curve.greenwood[k]!)).toBeCloseTo(publishedErrors[k]!, 3);
    });
    expect(curve.eventCount).toBe(9);
    expect(survivalQuantile(curve, 0.5)).toBe(23);
    expect(survivalQuantile(curve, 0.25)).toBe(13);
    expect(survivalQuantile(curve, 0.85)).toBeNull();
    expect(survivalAt(curve, 9.5)).toBeCloseTo(0.807, 3);
    expect(survivalAt(curve, 36)).toBeNaN();
  });

  test("median of the placebo arm is 8 weeks", () => {
    expect(survivalQuantile(kaplanMeier(PLACEBO), 0.5)).toBe(8);
  });

  test("counts what enters late only while it is watched", () => {
    // Hand: at 2 the rows 0 and 1 are at risk (row 2 enters at 2), at 4 rows 1 and 2, at 6 row 2 alone.
    const curve = kaplanMeier({ time: [2, 4, 6], observed: [1, 1, 1], entry: [0, 0, 2] });
    expect([...curve.atRisk]).toEqual([2, 2, 1]);
    expect([...curve.survival]).toEqual([0.5, 0.25, 0]);
    expect(kaplanMeier({ time: [2, 4], observed: [1, 1], entry: [0, 4] }).sampleSize).toBe(1);
  });

  test("says the same with and without the places of the rows", () => {
    const row = fc.record({ time: fc.integer({ min: 1, max: 20 }), entry: fc.integer({ min: 0, max: 8 }), ended: fc.boolean() });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), (rows) => {
        const sample = {
          time: rows.map(({ time }) => time),
          entry: rows.map(({ entry }) => entry),
          observed: rows.map(({ ended }) => ended),
        };
        const sorted = kaplanMeier(sample);
        // Drawing again looks for the places, and the curve is made of them from then on.
        survivalQuantileReplicates(sample, [0.5], seededRandom("places"), 1);
        expect(kaplanMeier(sample)).toEqual(sorted);
      }),
    );
  });

  test("without censoring it is the empirical distribution", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 60 }), (time) => {
        const curve = kaplanMeier({ time, observed: time.map(() => true) });
        curve.times.forEach((t, k) => {
          expect(curve.survival[k]).toBeCloseTo(time.filter((x) => x > t).length / time.length, 9);
        });
      }),
    );
  });

  test("a censored row never shortens a quantile that is reached", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 3, maxLength: 40 }),
        fc.integer({ min: 1, max: 40 }),
        (time, censored) => {
          const before = survivalQuantile(kaplanMeier({ time, observed: time.map(() => true) }), 0.5)!;
          const after = survivalQuantile(
            kaplanMeier({ time: [...time, censored], observed: [...time.map(() => true), false] }),
            0.5,
          );
          expect(after === null || after >= before).toBe(true);
        },
      ),
    );
  });
});

describe("interval of a quantile", () => {
  test("log-log limits of the 6-MP median are 13 and beyond the data, as PROC LIFETEST prints for 95 %", () => {
    const curve = kaplanMeier(SIX_MP);
    const { distribution, openAbove } = quantileConfidence(curve, 0.5);
    expect(openAbove).toBe(true);
    if (distribution.kind !== "quantiles") throw new Error("a distribution over the grid was expected");
    expect(distribution.values[1]).toBe(13); // 2.5 %
  });

  test("bootstrap and large-sample limits agree on a log-normal sample", () => {
    const random = seededRandom("survival");
    const time = Array.from({ length: 1500 }, () => Math.exp(random.normal()));
    const observed = time.map((_, i) => i % 10 !== 0);
    const bootstrap = survivalQuantileEstimate({ time, observed }, 0.85, seededRandom("draws"))!;
    const large = quantileConfidence(kaplanMeier({ time, observed }), 0.85);
    const [low, high] = interval90(bootstrap.distribution);
    const [lowLarge, highLarge] = interval90(large.distribution);
    expect(low / lowLarge).toBeCloseTo(1, 1);
    expect(high / highLarge).toBeCloseTo(1, 1);
    expect(low).toBeLessThan(bootstrap.value);
    expect(high).toBeGreaterThan(bootstrap.value);
  });

  test("the 90 % limits hold the true quantile in about 90 % of samples", () => {
    const random = seededRandom("coverage");
    let held = 0;
    const runs = 300;
    for (let run = 0; run < runs; run++) {
      const time = Array.from({ length: 60 }, () => Math.exp(random.normal()));
      const [low, high] = interval90(
        survivalQuantileEstimate({ time, observed: time.map(() => 1) }, 0.5, random.fork(`${run}`), 200)!.distribution,
      );
      if (low <= 1 && high >= 1) held++;
    }
    expect(held / runs).toBeGreaterThan(0.84);
    expect(held / runs).toBeLessThan(0.96);
  });

  test("rows of one cluster widen the interval: ten copies are no ten observations", () => {
    const base = Array.from({ length: 40 }, (_, i) => i + 1);
    const time = base.flatMap((t) => Array.from({ length: 10 }, () => t));
    const observed = time.map(() => true);
    const cluster = base.flatMap((_, c) => Array.from({ length: 10 }, () => c));
    const width = ([low, high]: [number, number]): number => high - low;
    const clustered = survivalQuantileEstimate({ time, observed, cluster }, 0.5, seededRandom("c"))!;
    const independent = survivalQuantileEstimate({ time, observed }, 0.5, seededRandom("c"))!;
    expect(width(interval90(clustered.distribution))).toBeGreaterThan(2 * width(interval90(independent.distribution)));
  });

  test("many rows: replicates drawn by steps spread like replicates drawn by rows, also with late entries", () => {
    const random = seededRandom("cells");
    const rows = Array.from({ length: 2_400 }, (_, i) => ({
      time: Math.exp(random.normal()),
      entry: i % 3 === 0 ? random.next() : 0,
      end: random.next() < 0.9,
    }));
    const part = (count: number) => {
      const used = rows.slice(0, count);
      return { time: used.map((r) => r.time), entry: used.map((r) => r.entry), observed: used.map((r) => r.end) };
    };
    const logs = (count: number) => {
      const [p50, p85] = survivalQuantileReplicates(part(count), [0.5, 0.85], seededRandom("d"), 600);
      return p85!.map((x, b) => Math.log(x / p50![b]!));
    };
    const mean = (xs: Float64Array) => xs.reduce((sum, x) => sum + x, 0) / xs.length;
    const sd = (xs: Float64Array) => Math.sqrt(mean(xs.map((x) => (x - mean(xs)) ** 2)));
    const byCells = logs(2_400);
    const byRows = logs(2_000);
    expect(Math.abs(mean(byCells) - mean(byRows))).toBeLessThan(0.05);
    expect(sd(byCells) / (sd(byRows) * Math.sqrt(2_000 / 2_400))).toBeGreaterThan(0.8);
    expect(sd(byCells) / (sd(byRows) * Math.sqrt(2_000 / 2_400))).toBeLessThan(1.2);
  });

  test("many rows: limits by steps are the large-sample limits, with censoring and late entries", () => {
    const random = seededRandom("limits");
    const time: number[] = [];
    const observed: boolean[] = [];
    const entry: number[] = [];
    for (let i = 0; i < 8_000; i++) {
      const t = Math.exp(random.normal());
      const until = random.next() * 40;
      time.push(Math.min(t, until));
      observed.push(t < until);
      entry.push(i % 4 === 0 ? Math.min(t, until) * random.next() : 0);
    }
    const sample = { time, observed, entry };
    survivalQuantileReplicates(sample, [0.5, 0.85], seededRandom("d")).forEach((drawn, q) => {
      const [low, high] = interval90(fromReplicates(drawn));
      const [lowLarge, highLarge] = interval90(quantileConfidence(kaplanMeier(sample), [0.5, 0.85][q]!).distribution);
      const width = highLarge - lowLarge;
      expect(Math.abs(low - lowLarge)).toBeLessThan(width / 5);
      expect(Math.abs(high - highLarge)).toBeLessThan(width / 5);
    });
  });

  test("same seed, same replicates; a quantile out of reach is Infinity in its replicate", () => {
    const draw = (): number[] => [...survivalQuantileReplicates(SIX_MP, [0.5, 0.85], seededRandom("s"), 50)[1]!];
    expect(draw()).toEqual(draw());
    expect(draw()).toContain(Infinity);
  });
});

describe("Aalen-Johansen", () => {
  test("hand-computed incidence with two causes", () => {
    // 1: 1/4. 2: S = 3/4, 0 of 3 of interest (cause 2). 3: S = 1/2, at risk 1 (one censored at 2.5): 1/2.
    const curve = aalenJohansen({ time: [1, 2, 2.5, 3], cause: [1, 2, 0, 1] }, 1);
    expect([...curve.times]).toEqual([1, 2, 3]);
    expect([...curve.incidence]).toEqual([0.25, 0.25, 0.75]);
  });

  test("incidences and survival sum to one", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 2 })), { minLength: 2, maxLength: 50 }),
        (rows) => {
          const time = rows.map(([t]) => t);
          const cause = rows.map(([, c]) => c);
          if (cause.every((c) => c === 0)) return;
          const all = kaplanMeier({ time, observed: cause });
          const one = aalenJohansen({ time, cause }, 1);
          const two = aalenJohansen({ time, cause }, 2);
          all.times.forEach((_, k) => expect(one.incidence[k]! + two.incidence[k]! + all.survival[k]!).toBeCloseTo(1, 9));
        },
      ),
    );
  });
});
