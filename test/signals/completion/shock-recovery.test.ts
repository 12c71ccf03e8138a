import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/completion/shock-recovery.ts";
import { AT_ONCE, recoveryOf } from "../../../signals/recovery.ts";
import { after, story, type Story } from "../../support/log-story.ts";
import { answerOf, measured } from "../measured.ts";

/** Mean 5, moving range 2: the upper natural limit is 10.32. */
const usual = Array.from({ length: 20 }, (_, week) => (week % 2 === 0 ? 4 : 6));
const FEW = Array.from({ length: 12 }, () => 5);

describe("recovery from a shock", () => {
  test("two weeks inside the natural limits of before, counted from the shock", () => {
    const series = Float64Array.from([...usual, 5, 12, 12, 5, 12, 9, 9, ...FEW]);
    // Week 20 is the shock, out in week 21, back for one week only in week 23, back to stay in week 25.
    expect(recoveryOf([series], 20, series.length)).toEqual({ weeks: 5, isOver: true });
    expect(recoveryOf([series, Float64Array.from(series, () => 1)], 20, series.length)).toEqual({ weeks: 5, isOver: true });
  });

  test("never out is over at once; still out, or shocked again, is censored", () => {
    const calm = Float64Array.from([...usual, ...FEW]);
    expect(recoveryOf([calm], 20, calm.length)).toEqual({ weeks: AT_ONCE, isOver: true });
    const out = Float64Array.from([...usual, 12, 12, 12, 12, 12, 12]);
    expect(recoveryOf([out], 20, out.length)).toEqual({ weeks: 6, isOver: false });
    expect(recoveryOf([out], 20, 23)).toEqual({ weeks: 3, isOver: false });
    // Followed for three weeks only, nothing can be said of those after them.
    expect(recoveryOf([calm], 20, 23)).toEqual({ weeks: 3, isOver: false });
  });

  test("without eight weeks before it nothing is usual", () => {
    expect(recoveryOf([Float64Array.from([...usual])], 7, 20)).toBeNull();
    expect(recoveryOf([Float64Array.from(usual, () => NaN)], 15, 20)).toBeNull();
  });
});

/** A Monday; 78 weeks end here. */
const AS_OF = "2026-06-29";
const FIRST = "2025-01-06T09:00Z";

/** Six items a week, 24 in the two weeks of each shock; all take two or five days, those of a shock and of `slowWeeks` after it take 14. */
function demand(shocks: readonly number[], slowWeeks: number, s = story({ asOf: AS_OF }), team = "alpha"): Story {
  for (let week = 0; week < 77; week++) {
    const isShock = shocks.some((start) => week >= start && week < start + 2);
    const isSlow = shocks.some((start) => week >= start && week < start + slowWeeks);
    for (let i = 0; i < (isShock ? 24 : 6); i++) {
      const at = after(FIRST, 7 * week + (i % 5) + (i % 7) / 10);
      s.item(`${team}-${week}-${i}`, { at, team, actor: `p${i % 6}` })
        .to("In Progress", after(at, 0.1))
        .to("Done", after(at, (isSlow ? 14 : 2 + 3 * (week % 2)) + (i % 3) / 4));
    }
  }
  return s;
}

describe("recovery time after shocks", () => {
  test("three shocks that nobody feels are over at once", () => {
    const measure = measured(signal, demand([32, 46, 60], 0));
    expect(measure).toMatchObject({ sampleSize: 3, value: AT_ONCE, details: { "never out of the usual limits": 3 } });
  });

  test("items that take two weeks for four weeks: back some six weeks after", () => {
    const measure = measured(signal, demand([32, 46, 60], 4));
    expect(measure.sampleSize).toBe(3);
    expect(measure.value).toBeGreaterThanOrEqual(5);
    expect(measure.value).toBeLessThanOrEqual(7);
  });

  test("shocks of several teams are pooled; two are too few", () => {
    expect(answerOf(signal, demand([40, 55], 0))).toMatchObject({ outcome: "insufficient-data", sampleSize: 2, needed: 1 });
    const s = demand([40, 55], 0);
    demand([45], 0, s, "beta");
    expect(measured(signal, s).sampleSize).toBe(3);
  });

  test("a year of even demand has no shock, however slow the work", () => {
    expect(answerOf(signal, demand([], 0))).toMatchObject({ outcome: "insufficient-data", sampleSize: 0 });
  });

  test("an import (E1) is no demand", () => {
    const s = demand([], 0);
    for (let batch = 0; batch < 3; batch++)
      for (let i = 0; i < 120; i++)
        s.item(`I-${batch}-${i}`, { at: after(FIRST, 7 * (35 + 10 * batch)) + i * 1_000, actor: "p9" });
    expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", sampleSize: 0 });
  });
});
