import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/completion/bottleneck-resolution.ts";
import { episodesOf } from "../../../signals/queue-episodes.ts";
import { after, story, type Story } from "../../support/log-story.ts";
import { answerOf, measured } from "../measured.ts";

const weeksOf = (of: (week: number) => number): Float64Array => Float64Array.from({ length: 60 }, (_, week) => of(week));
const within = (week: number, from: number, to: number): boolean => week >= from && week < to;

describe("episodes of a queue", () => {
  test("two weeks above 1.5 standard deviations, resolved when what comes later gets through a quarter faster", () => {
    const queue = {
      // Mean 3, standard deviation 0.5 at least: the limit is 3.75.
      standing: weeksOf((week) => (within(week, 30, 33) ? 8 : 3)),
      entered: weeksOf(() => 4),
      days: weeksOf((week) => 4 * (within(week, 30, 34) ? 8 : 6)),
    };
    expect(episodesOf(queue, 26)).toEqual([{ from: 30, to: 33, resolved: true }]);
    const slower = { ...queue, days: weeksOf((week) => 4 * (within(week, 30, 34) ? 8 : 6.1)) };
    expect(episodesOf(slower, 26)).toEqual([{ from: 30, to: 33, resolved: false }]);
  });

  test("one week, a queue of hardly anything, and what cannot be followed for eight weeks are none", () => {
    const queue = (standing: Float64Array) => ({ standing, entered: weeksOf(() => 4), days: weeksOf(() => 20) });
    expect(episodesOf(queue(weeksOf((week) => (week === 30 ? 8 : 3))), 26)).toEqual([]);
    expect(episodesOf(queue(weeksOf((week) => (within(week, 30, 33) ? 1.9 : 0.1))), 26)).toEqual([]);
    expect(episodesOf(queue(weeksOf((week) => (week >= 54 ? 8 : 3))), 26)).toEqual([]);
    expect(episodesOf(queue(weeksOf((week) => (within(week, 20, 23) ? 8 : 3))), 26)).toEqual([]);
  });

  test("a stage that nothing enters any more is resolved when what stood there is gone", () => {
    const queue = (later: number) => ({
      standing: weeksOf((week) => (within(week, 30, 33) ? 8 : week >= 33 ? later : 3)),
      entered: weeksOf((week) => (week < 34 ? 4 : 0)),
      days: weeksOf((week) => (week < 34 ? 20 : 0)),
    });
    expect(episodesOf(queue(1), 26)[0]!.resolved).toBe(true);
    expect(episodesOf(queue(7), 26)[0]!.resolved).toBe(false);
  });
});

/** A Monday; 78 weeks of four items a week end here, each two days in review. */
const AS_OF = "2026-06-29";
const FIRST = "2025-01-06T09:00Z";

/**
 * In each of `jams` eight more items a week come for three weeks, and stand 6 days; those after them `later` days until the jam is over, all others
 * `usual` days.
 */
function flow(jams: readonly number[], later: number, s = story({ asOf: AS_OF }), team = "alpha", usual = 2): Story {
  for (let week = 0; week < 77; week++) {
    const jam = jams.find((start) => within(week, start, start + 3));
    const past = jams.find((start) => within(week, start + 3, start + 12));
    const count = jam === undefined ? 4 : 12;
    for (let i = 0; i < count; i++) {
      const at = after(FIRST, 7 * week + (i % 5) + (i % 3) / 10);
      const days = jam === undefined ? (past === undefined ? usual + (i % 2) / 5 : later) : 6;
      s.item(`${team}-${week}-${i}`, { at: after(at, -2), team, actor: `p${i % 6}` })
        .to("In Progress", after(at, -1))
        .to("Review", at)
        .to("Done", after(at, days));
    }
  }
  return s;
}

const JAMS = [30, 42, 54, 66];

describe("resolution of bottleneck episodes", () => {
  test("four jams after each of which review is quicker than it ever is by itself", () => {
    const measure = measured(signal, flow(JAMS, 4.2, story({ asOf: AS_OF }), "alpha", 5.2));
    expect(measure.sampleSize).toBe(4);
    expect(measure.details["episodes that were resolved"]).toBe(4);
    expect(measure.details["resolved by chance (%)"]).toBeLessThan(60);
    // All of them is 100 %, whatever chance gives; four are few.
    expect(measure.value).toBeCloseTo(100, 9);
    expect(measure.interval90[0]).toBeLessThan(90);
  });

  test("four jams after which review stays as slow are resolved by nobody", () => {
    // Two in each of two teams: a queue that stays long becomes its own baseline.
    const one = flow([30, 57], 6, story({ asOf: AS_OF }), "alpha", 5);
    const measure = measured(signal, flow([30, 57], 6, one, "beta", 5));
    expect(measure.details["episodes that were resolved"]).toBe(0);
    expect(measure.value).toBe(0);
  });

  test("where shuffled weeks end most episodes too, nothing can be told", () => {
    // Jams are the only slow weeks: whatever follows them in any order is quicker.
    const answer = answerOf(signal, flow(JAMS, 2));
    expect(answer).toMatchObject({ outcome: "insufficient-data", sampleSize: 4 });
    expect(answer.outcome === "insufficient-data" && answer.reason).toMatch(/^Of such episodes 8\d % would end by themselves/);
  });

  test("fewer than four episodes, or no stage in which work waits, is insufficient", () => {
    expect(answerOf(signal, flow([30, 42, 54], 2))).toMatchObject({ outcome: "insufficient-data", sampleSize: 3, needed: 1 });
    const s = story({ asOf: AS_OF });
    for (let i = 0; i < 60; i++) {
      const at = after("2026-01-05T09:00Z", i);
      s.item(`B-${i}`, { at }).to("In Progress", after(at, 1)).to("Done", after(at, 2));
    }
    expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", needed: null });
  });

  test("bulk moves into a stage (E2) make no queue", () => {
    const s = flow([], 2);
    for (let jam = 0; jam < 4; jam++) {
      for (let i = 0; i < 30; i++) {
        const at = after(FIRST, 7 * (30 + 12 * jam)) + i * 1_000;
        s.item(`C-${jam}-${i}`, { at: after(at, -3) })
          .to("Review", at, "p9")
          .to("Done", after(at, 20));
      }
    }
    expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", sampleSize: 0 });
  });
});
