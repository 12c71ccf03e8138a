import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TREND_STEPS } from "../../src/model/trend.ts";
import { trendDates, yearBefore } from "../../src/trend/dates.ts";

const at = (text: string): number => Date.parse(`${text}Z`);
const iso = (dates: readonly number[]): string[] => dates.map((date) => new Date(date).toISOString().slice(0, 16));

describe("dates of a trend", () => {
  test.each([
    ["month", "2025-01-01T00:00", "2025-03-15T12:00", ["2025-02-01T00:00", "2025-03-01T00:00", "2025-03-15T12:00"]],
    ["month", "2025-01-31T23:59", "2025-02-01T00:01", ["2025-02-01T00:00", "2025-02-01T00:01"]],
    ["month", "2025-11-10T00:00", "2026-01-01T00:00", ["2025-12-01T00:00", "2026-01-01T00:00"]],
    ["quarter", "2025-02-10T00:00", "2025-10-01T00:00", ["2025-04-01T00:00", "2025-07-01T00:00", "2025-10-01T00:00"]],
    ["week", "2025-12-24T00:00", "2026-01-07T00:00", ["2025-12-29T00:00", "2026-01-05T00:00", "2026-01-07T00:00"]],
    ["week", "1969-12-24T00:00", "1970-01-07T00:00", ["1969-12-29T00:00", "1970-01-05T00:00", "1970-01-07T00:00"]],
  ] as const)("every %s from %s to %s", (every, since, until, expected) => {
    expect(iso(trendDates(at(since), at(until), every))).toEqual(expected);
  });

  test("nothing between an end and a beginning", () => {
    expect(trendDates(at("2025-02-01T00:00"), at("2025-02-01T00:00"), "month")).toEqual([]);
    expect(trendDates(at("2025-03-01T00:00"), at("2025-02-01T00:00"), "week")).toEqual([]);
  });

  test("rise, stay within, and end at the last instant", () => {
    const instants = fc.integer({ min: at("1999-01-01T00:00"), max: at("2040-01-01T00:00") });
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: 1, max: 100_000_000_000 }),
        fc.constantFrom(...TREND_STEPS),
        (since, length, every) => {
          const dates = trendDates(since, since + length, every);
          expect(dates.at(-1)).toBe(since + length);
          expect(dates.every((date, k) => date > (dates[k - 1] ?? since))).toBe(true);
          for (const date of dates.slice(0, -1)) expect(date % 86_400_000).toBe(0);
        },
      ),
    );
  });

  test("the year before has the same day, and whole weeks where weeks are counted", () => {
    expect(iso([yearBefore(at("2026-03-01T00:00"), "month")])).toEqual(["2025-03-01T00:00"]);
    expect(iso([yearBefore(at("2024-02-29T12:30"), "quarter")])).toEqual(["2023-02-28T12:30"]);
    expect(at("2026-01-05T00:00") - yearBefore(at("2026-01-05T00:00"), "week")).toBe(364 * 86_400_000);
  });
});
