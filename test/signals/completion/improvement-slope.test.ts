import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/completion/improvement-slope.ts";
import { seededRandom } from "../../../src/statistics/random.ts";
import { after, story, type Story } from "../../support/log-story.ts";
import { answerOf, measured } from "../measured.ts";

/** A Monday; 78 weeks end here, of which the window has 52. */
const AS_OF = "2026-06-29";
const FIRST = "2024-12-30T09:00Z";
const YEAR = 365.25 / 7;

/**
 * Twelve items a week. `wait(week)`: share of the time in progress that is waiting, in per cent; `reopen(week)`: how many of the twelve are reopened; the time
 * from start to done is log-normal with sigma `sigma(week)`.
 */
function team(options: {
  readonly wait?: (week: number) => number;
  readonly reopen?: (week: number) => number;
  readonly sigma?: (week: number) => number;
  readonly from?: number;
}): Story {
  const { wait = () => 60, reopen = (week) => week % 3, sigma = () => 0.9, from = 0 } = options;
  const random = seededRandom("slope");
  const s = story({ asOf: AS_OF });
  for (let week = from; week < 77; week++) {
    for (let i = 0; i < 12; i++) {
      const at = after(FIRST, 7 * week + (i % 5) + i / 100);
      const days = 2 * Math.exp(sigma(week) * random.normal());
      const share = Math.min(99, Math.max(1, wait(week) + 5 * random.normal())) / 100;
      const item = s.item(`A-${week}-${i}`, { at: after(at, -1), actor: `p${i % 6}` });
      item
        .to("In Progress", at)
        .to("Waiting", after(at, days * (1 - share)))
        .to("Done", after(at, days));
      if (i < reopen(week)) item.to("In Progress", after(at, days + 1)).to("Done", after(at, days + 1.5));
    }
  }
  return s;
}

describe("improvement slope", () => {
  test("flow efficiency that rises by 20 points a year is steep and held at 1; what stands still is about 0", () => {
    const measure = measured(signal, team({ wait: (week) => 70 - (20 * (week - 26)) / YEAR }));
    expect(measure.details["flow efficiency (SD/yr, better upwards)"]).toBe(1);
    expect(Math.abs(measure.details["tail ratio (SD/yr, better upwards)"]!)).toBeLessThan(1);
    // Nothing is ever silent for 30 days, which is as good as it gets.
    expect(measure.details["as good as they get already"]).toBeGreaterThanOrEqual(1);
    expect(measure.interval90[0]).toBeLessThan(measure.value);
    expect(measure.interval90[1]).toBeGreaterThan(measure.value);
  });

  test("the sign is that of better: more reopenings and less flow are downwards", () => {
    const worse = measured(
      signal,
      team({ wait: (week) => 50 + (20 * (week - 26)) / YEAR, reopen: (week) => Math.max(0, Math.floor((week - 20) / 8)) }),
    );
    expect(worse.details["flow efficiency (SD/yr, better upwards)"]).toBe(-1);
    expect(worse.details["reopenings (SD/yr, better upwards)"]).toBe(-1);
    const better = measured(signal, team({ reopen: (week) => Math.max(1, Math.floor((90 - week) / 8)) }));
    expect(better.details["reopenings (SD/yr, better upwards)"]).toBe(1);
    expect(better.value).toBeGreaterThan(worse.value);
  });

  test("hand-computed: a series at the last rung counts 0.6 whatever its trend", () => {
    const good = measured(signal, team({ wait: () => 30, reopen: () => 0 }));
    // Flow efficiency 70 %, nothing reopened, nothing silent; service levels are kept by about as many as promised.
    const satisfied = good.details["as good as they get already"]!;
    expect(satisfied).toBeGreaterThanOrEqual(3);
    const others = Object.entries(good.details).filter(([name]) => name.includes("SD/yr"));
    const sum = others.reduce((total, [, slope]) => total + slope, 0);
    expect(good.value).toBeCloseTo((satisfied * 0.6 + sum) / (satisfied + others.length), 9);
  });

  test("less than a year of history is insufficient", () => {
    expect(answerOf(signal, team({ from: 40 }))).toMatchObject({
      outcome: "insufficient-data",
      reason: "A trend needs 52 weeks of history; there are fewer.",
    });
  });

  test("with fewer than three of the six nothing is averaged", () => {
    const s = story({ asOf: AS_OF });
    for (let week = 0; week < 77; week++) s.item(`A-${week}`, { at: after(FIRST, 7 * week) });
    expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", needed: null });
  });
});
