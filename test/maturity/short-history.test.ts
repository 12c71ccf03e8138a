import { describe, expect, test } from "vitest";
import { judge } from "../../src/maturity/judge.ts";
import { DEFAULT_RULESET } from "../../src/maturity/ruleset/default.ts";
import { tooShort } from "../../src/maturity/short-history.ts";
import { shorterThanWindow } from "../../src/model/window.ts";
import { allAt, input } from "./scenario.ts";

const RULES = { ...DEFAULT_RULESET, draws: 100 };

function judged(recordedWeeks: number | null) {
  const asked = input(allAt(3.2));
  return judge({ ...asked, workspace: { ...asked.workspace, recordedWeeks } }, RULES);
}

describe("a history shorter than half of the window", () => {
  test("names no level, whatever the values are, and says why and what would help", () => {
    const { level, index, characteristics, next, c4 } = judged(12.9);
    const reason = "Only 12 weeks of history come before this date; at least 13 weeks are needed.";
    expect(level).toMatchObject({ best: null, confirmed: null, atLeast: null, lower: 1, upper: 5 });
    expect(level.notAssessable).toEqual({ level: 2, reason });
    expect(index).toMatchObject({ score5: null, score100: null, interval90: null });
    expect(Object.values(index.groups).every((score) => score === null)).toBe(true);
    expect(Object.values(c4).every(({ score }) => score === null)).toBe(true);
    expect(characteristics.filter(({ rating }) => rating !== "I" && rating !== "NA")).toEqual([]);
    for (const one of characteristics.filter(({ rating }) => rating === "I"))
      expect(one).toMatchObject({ attainment: null, reason, toSuffice: ["1 more week of history."] });
    expect(next[0]!.sentence).toBe(
      "A level can be named with 1 more week of history; until then only what the signals find is told.",
    );
  });

  test("13 weeks are enough, and a length that nobody knows holds nothing back", () => {
    const enough = judged(13);
    expect(enough.level.best).not.toBeNull();
    expect(judged(null)).toEqual(enough);
  });
});

test.each([
  [null, null],
  [0, "Nothing was recorded before this date."],
  [0.4, "Less than a week of history comes before this date; at least 13 weeks are needed."],
  [1, "Only 1 week of history comes before this date; at least 13 weeks are needed."],
  [7.9, "Only 7 weeks of history come before this date; at least 13 weeks are needed."],
  [13, null],
])("%s weeks: %s", (weeks, sentence) => {
  expect(tooShort(weeks)).toBe(sentence);
});

test("what covers a part of the window is said to do so", () => {
  expect([12.9, 13, 25.9, 26].map(shorterThanWindow)).toEqual([
    null,
    "The history is shorter than the window: 13 of 26 weeks.",
    "The history is shorter than the window: 25 of 26 weeks.",
    null,
  ]);
});
