import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findStep, flowImproved, type StepRule, type WeeklySeries } from "../../signals/step-change.ts";

const ALL = (weeks: number) => new Uint8Array(weeks).fill(1);
const shares = (percent: readonly number[], cases = 20, isUsable = ALL(percent.length)): WeeklySeries => ({
  part: Float64Array.from(percent, (one) => (one / 100) * cases),
  whole: new Float64Array(percent.length).fill(cases),
  isUsable,
});
const counts = (each: readonly number[]): WeeklySeries => ({
  part: Float64Array.from(each),
  whole: null,
  isUsable: ALL(each.length),
});
const SHARE: StepRule = { leastRise: 0.25, from: 0 };
const COUNT: StepRule = { leastRise: 3, leastCount: 10, from: 0 };
const weeks = (...parts: readonly (readonly [count: number, value: number])[]) =>
  parts.flatMap(([count, value]) => Array.from({ length: count }, () => value));

describe("a step", () => {
  test("is found where it is, with the means before and since", () => {
    expect(findStep(shares(weeks([20, 10], [12, 90])), SHARE)).toEqual({
      week: 20,
      before: expect.closeTo(0.1, 9),
      after: expect.closeTo(0.9, 9),
    });
    expect(findStep(counts(weeks([12, 3], [6, 40])), COUNT)).toMatchObject({ week: 12, before: 3, after: 40 });
  });

  test("a slow rise, a blip, noise and a fall are none", () => {
    expect(findStep(shares(Array.from({ length: 40 }, (_, week) => 10 + 2 * week)), SHARE)).toBeNull();
    expect(findStep(shares(weeks([20, 10], [2, 90], [12, 10])), SHARE)).toBeNull();
    expect(findStep(shares(Array.from({ length: 40 }, (_, week) => (week % 3) * 20)), SHARE)).toBeNull();
    expect(findStep(shares(weeks([20, 90], [12, 10])), SHARE)).toBeNull();
    expect(findStep(counts(weeks([12, 1], [8, 6])), COUNT)).toBeNull();
  });

  test("counting few cases is noise of its own", () => {
    // None of 4 a week and then half of them, in eight weeks: more than three deviations; of hardly any cases nothing is said.
    expect(findStep(shares(weeks([10, 0], [10, 75]), 4), SHARE)).not.toBeNull();
    expect(findStep(shares(weeks([10, 0], [10, 100]), 3), SHARE)).toBeNull();
  });

  test("needs a past, and leaves weeks out in which nobody worked", () => {
    expect(findStep(shares(weeks([3, 10], [12, 90])), SHARE)).toBeNull();
    const isUsable = ALL(30);
    for (let week = 0; week < 14; week++) isUsable[week] = 0;
    expect(findStep(shares(weeks([18, 10], [12, 90]), 20, isUsable), SHARE)).toMatchObject({ week: 18 });
    expect(findStep(shares(weeks([16, 10], [14, 90]), 20, isUsable), SHARE)).toBeNull();
  });

  test("rises in proportion to what is found, whatever the rest: property", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 40, max: 70 }),
        fc.integer({ min: 8, max: 30 }),
        (low, rise, at) => {
          const found = findStep(shares(weeks([at, low], [12, Math.min(100, low + rise)]), 40), SHARE);
          expect(found).toMatchObject({ week: at });
          expect(found!.after).toBeGreaterThan(found!.before);
        },
      ),
    );
  });
});

describe("the flow", () => {
  const flow = (took: readonly number[], finished: readonly number[]) => ({
    count: Float64Array.from(finished),
    sum: Float64Array.from(finished, (count, week) => count * Math.log(took[week]!)),
  });
  const wobble = (value: number, week: number) => value * (1 + 0.05 * ((week % 3) - 1));

  test("improves when items take shorter or more are finished, and not by what weeks differ anyhow", () => {
    const steady = weeks([16, 10]).map(wobble);
    const better = weeks([8, 10], [8, 5]).map(wobble);
    const more = weeks([8, 10], [8, 20]).map(wobble);
    expect(flowImproved(flow(steady, steady), ALL(16), 8)).toBe(false);
    expect(flowImproved(flow(better, steady), ALL(16), 8)).toBe(true);
    expect(flowImproved(flow(steady, more), ALL(16), 8)).toBe(true);
    expect(flowImproved(flow(more, steady), ALL(16), 8)).toBe(false);
    const wild = Array.from({ length: 16 }, (_, week) => (week % 2 === 0 ? 2 : 20));
    expect(flowImproved(flow(wild, steady), ALL(16), 8)).toBe(false);
  });
});
