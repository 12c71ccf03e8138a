import { expect, test } from "vitest";
import { jira } from "../../connectors/jira/index.ts";
import { startTrendHelper, trendHelpers } from "../../src/cli/trend-helpers.ts";
import { DEFAULT_RULESET } from "../../src/maturity/ruleset/default.ts";
import type { TrendHelper, TrendWork } from "../../src/trend/measure-dates.ts";
import { measureTrend } from "../../src/trend/trend.ts";
import { story } from "../support/log-story.ts";

const s = story({ asOf: "2026-06-30" });
s.bulk({ count: 300, from: "2025-10-01", to: "2026-06-20" });
const dates = [2, 3, 4, 5].map((month) => Date.UTC(2026, month, 1));
const request = {
  log: s.log(),
  provides: [{ id: "jira", provides: jira.provides }],
  ruleset: { ...DEFAULT_RULESET, draws: 100 },
  every: "month" as const,
  dates,
};

test("two threads find what one finds, to the last digit", async () => {
  const asked: number[] = [];
  const withOther = (work: TrendWork): readonly TrendHelper[] => {
    const helper = startTrendHelper(work);
    const measure: TrendHelper["measure"] = async function* (own, turns) {
      for await (const point of helper.measure(own, turns)) {
        asked.push(point.at);
        yield point;
      }
    };
    return [{ ...helper, measure }];
  };
  const together = await measureTrend({ ...request, helpers: withOther });
  // Which of them it came to first is chance.
  expect(dates).toEqual(expect.arrayContaining(asked));
  expect(new Set(asked).size).toBe(asked.length);
  expect(JSON.stringify(together)).toBe(JSON.stringify(await measureTrend(request)));
}, 60_000);

test("a trend that is interrupted ends while another thread still measures", async () => {
  const trend = await measureTrend({
    ...request,
    helpers: (work) => [startTrendHelper(work)],
    onPoint: () => Promise.resolve(false),
  });
  expect(trend).toBeNull();
}, 60_000);

test("what goes wrong in another thread is not passed over", async () => {
  const broken = { ...request.ruleset, ladders: [] };
  const { promise: hasFailed, resolve } = Promise.withResolvers<boolean>();
  const trend = measureTrend({
    ...request,
    // This thread waits after its first date, so that there is one left for the other.
    onPoint: () => hasFailed,
    helpers(work) {
      const helper = startTrendHelper({ ...work, ruleset: broken });
      const measure: TrendHelper["measure"] = async function* (own, turns) {
        try {
          yield* helper.measure(own, turns);
        } finally {
          resolve(true);
        }
      };
      return [{ ...helper, measure }];
    },
  });
  await expect(trend).rejects.toThrow(/no ladder/);
}, 60_000);

test("a small history is measured by one thread", () => {
  expect(trendHelpers(request, 24)).toEqual([]);
});
