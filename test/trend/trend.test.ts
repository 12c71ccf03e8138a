import { beforeAll, describe, expect, test } from "vitest";
import { jira } from "../../connectors/jira/index.ts";
import { levelDataset } from "../../fixtures/demo-organisation/levels.ts";
import type { EventLog } from "../../src/event-log/columns.ts";
import { cutAt } from "../../src/event-log/cut.ts";
import { DEFAULT_RULESET } from "../../src/maturity/ruleset/default.ts";
import type { Result } from "../../src/model/result.ts";
import type { Trend } from "../../src/model/trend.ts";
import { trendSchema } from "../../src/report/trend/schema.ts";
import { judgeStored } from "../../src/scan.ts";
import { trendStored } from "../../src/trend/trend-stored.ts";
import { measureTrend } from "../../src/trend/trend.ts";
import { story } from "../support/log-story.ts";
import { scanDataset } from "../support/scan-dataset.ts";

const END = Date.UTC(2026, 6, 1);
const DATES = [Date.UTC(2025, 1, 1), Date.UTC(2025, 11, 1), Date.UTC(2026, 1, 1), Date.UTC(2026, 5, 1)];
const provides = [{ id: "jira", provides: jira.provides }];

/** Four dates of an organisation whose history begins in January 2025, and scans as of two of them. */
let trend: Trend;
let scans: readonly Result[];
let whole: EventLog;

beforeAll(async () => {
  const common = { ruleset: DEFAULT_RULESET, provides: () => jira.provides, product: "test" };
  await scanDataset(levelDataset(3), END, "acme", {}, async (store) => {
    trend = (await trendStored({ store, dates: DATES, every: "month", ...common }))!;
    scans = [await judgeStored({ store, asOf: DATES[1]!, ...common }), await judgeStored({ store, asOf: DATES[3]!, ...common })];
    whole = await store.load(END);
  });
}, 120_000);

describe("a trend of what is stored", () => {
  test("follows the published schema", () => {
    expect(trendSchema.safeParse(trend).error).toBeUndefined();
    expect(trend.complete).toBe(true);
  });

  test("says at each date what a scan as of that date says", () => {
    for (const [k, scan] of [
      [1, scans[0]!],
      [3, scans[1]!],
    ] as const) {
      const point = trend.points[k]!;
      expect(point.level).toMatchObject({ best: scan.level.best, confirmed: scan.level.confirmed, atLeast: scan.level.atLeast });
      expect(point.index).toEqual({ ...point.index, score5: scan.index.score5, interval90: scan.index.interval90 });
      expect(point.characteristics.map(({ rating }) => rating)).toEqual(scan.characteristics.map(({ rating }) => rating));
      expect(point.items).toBe(scan.diagnostics.items);
    }
  });

  test("names no level where the history is too short, and says how short", () => {
    const first = trend.points[0]!;
    expect(first.level.best).toBeNull();
    expect(first.index.score5).toBeNull();
    expect(first.characteristics.every(({ rating }) => rating === "I")).toBe(true);
    expect(first.reason).toMatch(/^Only \d weeks of history/);
    expect(trend.points[1]!.change!.verdict).toBe("not-comparable");
  });

  test("knows at a past date nothing of what came after it", async () => {
    const request = { provides, ruleset: DEFAULT_RULESET, every: "month" } as const;
    const dates = [DATES[1]!];
    const early = await measureTrend({ ...request, dates, log: cutAt(whole, DATES[2]!) });
    const late = await measureTrend({ ...request, dates, log: whole });
    expect(late!.points).toEqual(early!.points);
  });
});

test("a description that was written later is not known at an earlier date", () => {
  const s = story({ asOf: "2026-06-30" });
  s.item("A-1", { at: "2026-01-05", description: 400 }).edit("description", "2026-03-01");
  s.item("A-2", { at: "2026-01-05", description: 400 });
  const marks = (asOf: string): number[] => [...cutAt(s.log(), Date.parse(asOf)).items.describedLater];
  expect(marks("2026-02-01")).toEqual([1, 0]);
  expect(marks("2026-04-01")).toEqual([0, 0]);
  // A log that was cut before still knows it.
  const twice = cutAt(cutAt(s.log(), Date.parse("2026-02-15")), Date.parse("2026-02-01"));
  expect([...twice.items.describedLater]).toEqual([1, 0]);
});

test("an interrupted trend says nothing", async () => {
  const s = story({ asOf: "2026-06-30" });
  s.bulk({ count: 20, from: "2026-01-01", to: "2026-06-01" });
  const seen: number[] = [];
  const trended = await measureTrend({
    log: s.log(),
    provides,
    ruleset: { ...DEFAULT_RULESET, draws: 100 },
    every: "month",
    dates: [Date.UTC(2026, 2, 1), Date.UTC(2026, 3, 1), Date.UTC(2026, 4, 1)],
    onPoint: (done) => Promise.resolve(seen.push(done) < 2),
  });
  expect(trended).toBeNull();
  expect(seen).toEqual([1, 2]);
});

test("each date says whether its window holds a shutdown that could be seen by then", async () => {
  const s = story({ asOf: "2026-09-30" });
  const quick = { waitDays: () => 0, cycleDays: () => 1 };
  s.bulk({ count: 400, from: "2025-08-04", to: "2025-12-17", prefix: "A", ...quick });
  s.bulk({ count: 600, from: "2026-01-05", to: "2026-09-20", prefix: "B", ...quick });
  const trend = await measureTrend({
    log: s.log(),
    provides,
    ruleset: { ...DEFAULT_RULESET, draws: 100 },
    every: "quarter",
    dates: [Date.UTC(2025, 11, 1), Date.UTC(2026, 3, 1), Date.UTC(2026, 8, 1)],
  });
  expect(trend!.points.map(({ window }) => window.shutdownWeeks.length > 0)).toEqual([false, true, false]);
  expect(trend!.points[1]!.window.shutdownWeeks.map((start) => start.slice(0, 7))).toContain("2025-12");
});
