import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  boundsSentence,
  certaintySentence,
  chanceOf,
  day,
  gapsTitle,
  indexWords,
  isOpen,
  lastDay,
  percent,
  period,
  quantity,
  quantityWithUnit,
  wholeScore,
} from "../../src/report/wording.ts";
import { sampleIndex, sampleLevel, sampleResult, UNJUDGED } from "../support/sample-result.ts";

test("shares never round to nothing or to everything", () => {
  expect([0, 0.004, 0.005, 0.5, 0.996, 1].map(percent)).toEqual(["0 %", "<1 %", "1 %", "50 %", ">99 %", "100 %"]);
  expect([-0, -0.001, Number.NaN, Number.POSITIVE_INFINITY].map(percent)).toEqual(["0 %", "0 %", "?", "?"]);
});

test("quantities have at most three significant digits", () => {
  const written = [0, -0, 0.0001, -0.0001, 0.0831, 0.5, 0.999, 4.25, 4, 31.4, 99.5, 99.97, 480, 4812, 1_234_567, -3.21].map(
    quantity,
  );
  expect(written).toEqual([
    "0",
    "0",
    "<0.001",
    ">-0.001",
    "0.083",
    "0.5",
    "1",
    "4.3",
    "4",
    "31",
    "99.5",
    "99.9",
    "480",
    "4,812",
    "1,234,567",
    "-3.2",
  ]);
});

test("no number is written as nothing, as minus zero or as a rounded 100", () => {
  fc.assert(
    fc.property(fc.double({ min: -1e15, max: 1e15 }), (value) => {
      expect(quantity(value)).toMatch(/^(\?|[<>]?-?[\d,]+(\.\d+)?)$/);
      expect(quantity(value)).not.toMatch(/^-0(\.0*)?$/);
      expect(quantity(value) === "100" && value < 100).toBe(false);
      expect(percent(value)).not.toMatch(/NaN|-0 /);
      expect(wholeScore(value)).not.toMatch(/NaN|^-0/);
    }),
  );
});

test("units stand behind their values, pure numbers alone", () => {
  expect([
    quantityWithUnit(31, "%"),
    quantityWithUnit(4.2, "d"),
    quantityWithUnit(1.5, "ratio"),
    quantityWithUnit(0.25, "0-1"),
  ]).toEqual(["31 %", "4.2 d", "1.5", "0.25"]);
});

test("a window that ends at midnight ends with the day before", () => {
  expect(lastDay("2026-07-01T00:00:00.000Z")).toBe("30 Jun 2026");
  expect(lastDay("2026-01-01T00:00:00Z")).toBe("31 Dec 2025");
  expect(lastDay("2026-07-01T00:00:00.001Z")).toBe("1 Jul 2026");
  expect(day("2026-07-01T00:00:00.000Z")).toBe("1 Jul 2026");
  expect(day("not a day")).toBe("?");
  expect(period(sampleResult())).toBe("26 weeks to 30 Jun 2026");
});

describe("how sure", () => {
  test("says confirmed only from 90 % on", () => {
    expect(certaintySentence(sampleLevel())).toBe("Confirmed: the chance that it is level 2 or higher is 99 %.");
    expect(
      certaintySentence(sampleLevel({ best: 3, confirmed: 2, atLeast: { "1": 1, "2": 0.95, "3": 0.61, "4": 0, "5": 0 } })),
    ).toBe("Best estimate: the chance that it is level 3 or higher is 61 %; level 2 is confirmed.");
  });

  test("level 1 is no achievement and no level no verdict", () => {
    expect(
      certaintySentence(sampleLevel({ best: 1, confirmed: 1, atLeast: { "1": 1, "2": 0.12, "3": 0, "4": 0, "5": 0 } })),
    ).toContain("the chance of level 2 or higher is 12 %");
    expect(certaintySentence(UNJUDGED.level)).toBe("Too little can be seen to name a level.");
  });

  test("a chance counted in draws is never certain, except that of level 1", () => {
    const level = sampleLevel({
      best: 2,
      atLeast: { "1": 1, "2": 1, "3": 0.4, "4": 0, "5": 0 },
      notAssessable: { level: 5, reason: "Nothing of it." },
    });
    expect(([1, 2, 3, 4, 5] as const).map((k) => chanceOf(level, k))).toEqual(["100 %", ">99 %", "40 %", "<1 %", null]);
  });

  test("the bounds name why they are apart", () => {
    expect(boundsSentence(sampleResult())).toBe(
      "This leaves out 6 characteristics that could not be judged; they could make it level 2 if absent, level 4 if perfect.",
    );
    expect(boundsSentence(sampleResult({ level: sampleLevel({ lower: 2, upper: 2 }) }))).toBe(
      "What could not be judged cannot change that.",
    );
  });
});

describe("the index in words", () => {
  test("has an interval and says which change is noise", () => {
    expect(indexWords(sampleIndex(), sampleLevel())).toEqual({
      score: "2.5 of 5",
      score100: "37 of 100",
      interval: "2.3 to 2.6",
      intervalWithThresholds: "2.1 to 2.8",
      note: "changes under 0.2 are noise",
    });
  });

  test("never says that changes under 0.0 are noise", () => {
    expect(indexWords(sampleIndex({ minimalDetectableChange: 0.01 }), sampleLevel())?.note).toBe("changes under 0.1 are noise");
  });

  test("an interval never has two equal ends", () => {
    expect(indexWords(sampleIndex({ interval90: [2.46, 2.53] }), sampleLevel())?.interval).toBe("2.46 to 2.53");
  });

  test("on a step, with nothing above that could be judged, says so instead of an interval of no width", () => {
    const index = sampleIndex({
      score5: 3,
      score100: 50,
      interval90: [3, 3],
      interval90WithThresholds: [3, 3],
      minimalDetectableChange: 0,
    });
    const level = sampleLevel({ best: 3, notAssessable: { level: 4, reason: "Nothing of it." } });
    expect(indexWords(index, level)).toMatchObject({
      interval: null,
      intervalWithThresholds: null,
      note: "exactly on the step: level 4 cannot be judged, and progress that cannot be seen is not counted",
    });
    expect(indexWords(index, sampleLevel({ best: 3, notAssessable: null }))?.note).toBe("the same in every draw");
    // As it is judged now, the interval reaches over the whole step.
    expect(indexWords(sampleIndex({ ...index, interval90: [3, 4], minimalDetectableChange: 0.1 }), level)).toMatchObject({
      interval: "3.0 to 4.0",
      note: "exactly on the step: level 4 cannot be judged, and progress that cannot be seen is not counted",
    });
  });

  test("says that a level counts in part only, where not enough of it could be judged", () => {
    const level = sampleLevel({ best: 2, notAssessable: { level: 3, reason: "Only 2 of the 5." } });
    expect(indexWords(sampleIndex(), level)?.note).toBe(
      "level 3 cannot be judged, and what of it cannot be seen is not counted; changes under 0.2 are noise",
    );
  });

  test("is missing without a level", () => {
    expect(indexWords(UNJUDGED.index, UNJUDGED.level)).toBeNull();
  });
});

test("a level above the lowest that cannot be assessed is open, not 0 %", () => {
  const level = sampleLevel({ best: 3, notAssessable: { level: 4, reason: "Nothing of it." } });
  expect(([1, 2, 3, 4, 5] as const).map((k) => isOpen(level, k))).toEqual([false, false, false, true, true]);
});

test("the heading over the gaps tells a gap from not seeing", () => {
  expect(gapsTitle(sampleLevel())).toBe("What stands between here and level 3 Coordinated");
  expect(gapsTitle(UNJUDGED.level)).toBe("Why level 2 Defined cannot be judged");
  expect(gapsTitle(sampleLevel({ best: 5, gaps: [] }))).toBe("What is still open");
});
