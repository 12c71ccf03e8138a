import { CHARACTERISTICS } from "../../src/maturity/characteristics/index.ts";
import type { Level, Rating } from "../../src/model/level.ts";
import type { Trend, TrendChange, TrendPoint } from "../../src/model/trend.ts";

export const TEXTS: ReadonlyMap<string, string> = new Map(CHARACTERISTICS.map(({ id, text }) => [id, text]));

export function sampleChange(overrides: Partial<TrendChange> = {}): TrendChange {
  return {
    since: "2025-07-01T00:00:00.000Z",
    verdict: "none",
    index: 0.02,
    indexAsPublished: 0.02,
    minimalDetectableChange: 0.2,
    levels: 0,
    notes: [],
    ...overrides,
  };
}

/** A point by hand. `score` null = nothing could be judged. */
export function samplePoint(asOf: string, score: number | null, overrides: Partial<TrendPoint> = {}): TrendPoint {
  const best = score === null ? null : (Math.floor(score) as Level);
  const rating: Rating = score === null ? "I" : score < 2.5 ? "P" : "L";
  return {
    asOf: `${asOf}T00:00:00.000Z`,
    window: {
      startAt: "2025-01-01T00:00:00.000Z",
      endAt: `${asOf}T00:00:00.000Z`,
      effectiveWeeks: 26,
      shutdownWeeks: [],
      historyWeeks: score === null ? 7 : 60,
    },
    level: {
      best,
      confirmed: best === null ? null : 1,
      lower: 1,
      upper: 4,
      atLeast: best === null ? null : { "1": 1, "2": 0.9, "3": 0.4, "4": 0, "5": 0 },
      notAssessable: null,
    },
    index: {
      score100: score === null ? null : 25 * (score - 1),
      score5: score,
      interval90: score === null ? null : [score - 0.2, score + 0.1],
      interval90WithThresholds: score === null ? null : [score - 0.3, score + 0.3],
      minimalDetectableChange: score === null ? null : 0.2,
    },
    c4: { clarity: 60, coordination: 50, completion: 40.5, collaboration: null },
    characteristics: CHARACTERISTICS.map(({ id }) => ({
      id,
      rating,
      attainment: score === null ? null : 0.6,
      interval90: score === null ? null : [0.5, 0.7],
    })),
    teams: score === null ? [] : [{ id: "t/1", name: "Checkout", best: 2, score5: 2.4 }],
    items: 812,
    completed: 140,
    reason: score === null ? "Only 7 weeks of history come before this date; at least 13 are needed." : null,
    notes: [],
    change: score === null ? null : sampleChange(),
    yearBefore: null,
    ...overrides,
  };
}

/** A whole, valid trend made by hand. */
export function sampleTrend(overrides: Partial<Trend> = {}): Trend {
  const christmas = (asOf: string, score: number, more: Partial<TrendPoint> = {}): TrendPoint => {
    const point = samplePoint(asOf, score, { notes: ["The window holds a shutdown week."], ...more });
    return { ...point, window: { ...point.window, shutdownWeeks: ["2025-12-22T00:00:00.000Z"] } };
  };
  return {
    schemaVersion: 1,
    workspace: "acme",
    every: "month",
    ruleset: { version: "1.0.0", hash: "ab".repeat(32), deviations: [] },
    statement: "An inference from tracker history, not an assessment. It describes processes, never persons.",
    historyBeganAt: "2025-05-12T08:00:00.000Z",
    points: [
      samplePoint("2025-07-01", null),
      samplePoint("2025-08-01", 2.1, {
        change: sampleChange({ verdict: "not-comparable", index: null, indexAsPublished: null }),
      }),
      samplePoint("2025-09-01", 2.4, { change: sampleChange({ verdict: "rise", index: 0.3, indexAsPublished: 0.3 }) }),
      samplePoint("2025-10-01", 2.4),
      samplePoint("2025-11-01", 2.1, {
        change: sampleChange({
          indexAsPublished: -0.3,
          notes: ["2 signals could be judged at one of the two dates only and are left out."],
        }),
      }),
      samplePoint("2025-12-01", 2.9, { change: sampleChange({ verdict: "rise", index: 0.8, indexAsPublished: 0.8 }) }),
      christmas("2026-01-01", 2.8, {
        change: sampleChange({
          verdict: "not-comparable",
          index: -0.1,
          indexAsPublished: -0.1,
          notes: ["The window of the later date holds a shutdown and that of the earlier does not."],
        }),
      }),
      christmas("2026-02-01", 3.1),
    ],
    overall: sampleChange({
      since: "2026-01-01T00:00:00.000Z",
      verdict: "rise",
      index: 0.3,
      indexAsPublished: 0.3,
      levels: 1,
    }),
    limits: ["Texts of items are as known today.", "Today's ruleset judges every date."],
    complete: true,
    provenance: { product: "wmmm 0.1.0", pagesHash: "cd".repeat(32), seed: "wmmm", draws: 1000 },
    ...overrides,
  };
}
