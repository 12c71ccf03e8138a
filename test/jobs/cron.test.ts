import { CronExpressionParser } from "cron-parser";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cronFields, cronTimes } from "../../jobs/cron.ts";
import { ProblemError } from "../../src/model/problem.ts";
import { compareParsers, INSTANTS, PATTERNS, ZONES } from "../../scripts/verify-jobs/cron-pairs.ts";

const runs = (pattern: string, zone: string, from: string, count: number): string[] => {
  const times = cronTimes(pattern, zone, Date.parse(from));
  const found: string[] = [];
  for (let at: number | null = Date.parse(from); found.length < count && (at = times.nextAfter(at)) !== null;)
    found.push(new Date(at).toISOString().slice(0, 16));
  return found;
};

describe("due times", () => {
  test("of a weekday are those of its zone, in summer and in winter", () => {
    // Monday 06:00 in Berlin is 04:00 UTC until the clocks go back on 25 October 2026, and 05:00 from then on.
    expect(runs("0 6 * * MON", "Europe/Berlin", "2026-10-18T12:00Z", 3)).toEqual([
      "2026-10-19T04:00",
      "2026-10-26T05:00",
      "2026-11-02T05:00",
    ]);
  });

  test("that the clocks jump over come at the first instant after the gap, once", () => {
    // 29 March 2026 in Berlin: 02:00 is 03:00.
    expect(runs("30 2 * * *", "Europe/Berlin", "2026-03-27T12:00Z", 3)).toEqual([
      "2026-03-28T01:30",
      "2026-03-29T01:00",
      "2026-03-30T00:30",
    ]);
  });

  test("that the clocks show twice come once", () => {
    // 25 October 2026 in Berlin: 03:00 is 02:00.
    expect(runs("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z", 2)).toEqual(["2026-10-25T00:30", "2026-10-26T01:30"]);
  });

  test("where clocks change by half an hour are right too", () => {
    // 5 April 2026 on Lord Howe: at 02:00 (UTC+11) it becomes 01:30 (UTC+10:30).
    expect(runs("45 1 * * *", "Australia/Lord_Howe", "2026-04-03T12:00Z", 3)).toEqual([
      "2026-04-03T14:45",
      "2026-04-04T14:45",
      "2026-04-05T15:15",
    ]);
  });

  test("of nicknames are those of their patterns", () => {
    expect([cronFields("@daily"), cronFields(" @Weekly "), cronFields("@hourly")]).toEqual([
      "0 0 * * *",
      "0 0 * * 0",
      "0 * * * *",
    ]);
    expect(runs("@monthly", "UTC", "2026-01-15T00:00Z", 2)).toEqual(["2026-02-01T00:00", "2026-03-01T00:00"]);
  });

  test("are the same as those of the parser that BullMQ carries, but for hours that clocks skip or show twice", () => {
    fc.assert(
      fc.property(PATTERNS, fc.constantFrom(...ZONES), INSTANTS, (pattern, zone, from) => {
        const { kind, text } = compareParsers(pattern, zone, from, CronExpressionParser);
        expect(kind, text).not.toBe("differ");
      }),
      { numRuns: 300 },
    );
  });
});

describe("what is no schedule is refused with a sentence", () => {
  test.each([
    ["", "UTC", "one field"],
    ["* * * *", "UTC", "4 fields"],
    ["0 0 6 * * MON", "UTC", "6 fields"],
    ["61 * * * *", "UTC", "out of place"],
    ["*/0 * * * *", "UTC", "out of place"],
    ["5-1 * * * *", "UTC", "out of place"],
    ["0 6 * * MOON", "UTC", "MOON"],
    ["0 6 L * *", "UTC", "no field"],
    ["0 6 31 2 *", "UTC", "no day"],
    ["@reboot", "UTC", "nicknames are"],
    ["@constructor", "UTC", "nicknames are"],
    ["0 6 * * *", "Europe/Atlantis", "time zone"],
    ["0 6 * * *", "+02:00", "time zone"],
    ["0 6 * * *", "", "time zone"],
  ])("%j in %j", (pattern, zone, words) => {
    let problem: unknown = null;
    try {
      cronTimes(pattern, zone, 0);
    } catch (error) {
      problem = error;
    }
    expect(problem).toBeInstanceOf(ProblemError);
    expect((problem as ProblemError).problem).toMatchObject({ code: "usage", what: expect.stringContaining(words) });
  });
});
