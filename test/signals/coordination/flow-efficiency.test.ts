import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/coordination/flow-efficiency.ts";
import { after, instant, story, type Story } from "../../support/log-story.ts";
import { answerOf, exampleKeys, measured } from "../measured.ts";

const AS_OF = "2026-06-30";

/** An item done at 12 + i days into the window; stages as [days after the start, status]. */
function walked(s: Story, i: number, path: readonly (readonly [days: number, status: string])[], team = "alpha") {
  const startedAt = after("2026-02-02T09:00Z", i);
  const item = s.item(`${team}-${i}`, { at: after(startedAt, -3), team, actor: `p${i % 7}` });
  for (const [days, status] of path) item.to(status, after(startedAt, days));
  return item;
}

/** Started, 3 days of work, 1 day of waiting, 1 day of review, done: 4 of 5 days. */
const ORDINARY = [
  [0, "In Progress"],
  [3, "Waiting"],
  [4, "Review"],
  [5, "Done"],
] as const;

describe("flow efficiency", () => {
  test("hand-computed: 40 items 4 of 5 days active, 20 items 2 of 10", () => {
    const s = story({ asOf: AS_OF });
    for (let i = 0; i < 40; i++) walked(s, i, ORDINARY);
    for (let i = 40; i < 60; i++)
      walked(s, i, [
        [0, "In Progress"],
        [2, "Waiting"],
        [10, "Done"],
      ]);
    const measure = measured(signal, s);
    // (40 * 4 + 20 * 2) / (40 * 5 + 20 * 10)
    expect(measure.value).toBeCloseTo(50, 9);
    expect(measure.sampleSize).toBe(60);
    expect(measure.interval90[0]).toBeLessThan(50);
    expect(measure.interval90[1]).toBeGreaterThan(50);
    expect(measure.details["largest waiting status of a team, share of the time (%)"]).toBeCloseTo(50, 9);
    expect(exampleKeys(measure, s, "misses")[0]).toMatch(/^alpha-[45]\d$/);
  });

  test("a flag makes active time blocked, a linked blocker does not", () => {
    const s = story({ asOf: AS_OF });
    const blocker = s.item("X-1", { at: "2026-01-01" });
    for (let i = 0; i < 50; i++) {
      const item = walked(s, i, ORDINARY);
      item.link("is-blocked-by", blocker, after(item.createdAt, 3));
      item.block(after(item.createdAt, 4)).unblock(after(item.createdAt, 5.5));
    }
    const measure = measured(signal, s);
    expect(measure.value).toBeCloseTo((100 * 2.5) / 5, 9);
    expect(measure.details["blocked, share of the time (%)"]).toBeCloseTo(30, 9);
  });

  test("time done before a reopening (E4) and time back in the backlog count on neither side", () => {
    const s = story({ asOf: AS_OF });
    for (let i = 0; i < 50; i++)
      walked(s, i, [
        [0, "In Progress"],
        [1, "Ready"],
        [8, "In Progress"],
        [9, "Waiting"],
        [10, "Done"],
        [15, "In Progress"],
        [16, "Done"],
      ]);
    const measure = measured(signal, s);
    expect(measure.value).toBeCloseTo(75, 9);
    expect(measure.details["back in the backlog after the start (d an item)"]).toBeCloseTo(7, 9);
  });

  test("bulk moves (E2), items never in progress and cancelled ones (E5) are left out", () => {
    const s = story({ asOf: AS_OF });
    for (let i = 0; i < 50; i++) walked(s, i, ORDINARY);
    for (let i = 50; i < 62; i++) walked(s, i, [[0, "In Progress"]]).to("Done", instant("2026-06-01T10:00Z") + i * 1_000, "p9");
    walked(s, 70, [[1, "Done"]]);
    walked(s, 71, [
      [0, "In Progress"],
      [9, "Cancelled"],
    ]);
    const measure = measured(signal, s);
    expect(measure.value).toBeCloseTo(80, 9);
    expect(measure.excluded).toEqual({ "moved in a bulk transition": 12, "never in progress": 1 });
  });

  test("without a waiting state that carries 5 % of the time it cannot be told", () => {
    const none = story({ asOf: AS_OF });
    for (let i = 0; i < 60; i++)
      walked(none, i, [
        [0, "In Progress"],
        [4, "Done"],
      ]);
    expect(answerOf(signal, none)).toMatchObject({
      outcome: "insufficient-data",
      needed: null,
      reason: "No status is in use in which work waits, so waiting cannot be told from working.",
    });
    const hardly = story({ asOf: AS_OF });
    for (let i = 0; i < 60; i++)
      walked(hardly, i, [
        [0, "In Progress"],
        [4.8, "Waiting"],
        [5, "Done"],
      ]);
    expect(answerOf(signal, hardly)).toMatchObject({
      outcome: "insufficient-data",
      reason: "The longest waiting status carries only 4.0 % of the time; under 5 % waiting cannot be told from working.",
    });
  });

  test("a team without waiting states does not flatter the whole", () => {
    const s = story({ asOf: AS_OF });
    for (let i = 0; i < 60; i++) walked(s, i, ORDINARY);
    for (let i = 0; i < 40; i++)
      walked(
        s,
        i,
        [
          [0, "In Progress"],
          [5, "Done"],
        ],
        "beta",
      );
    const measure = measured(signal, s);
    expect(measure.value).toBeCloseTo(80, 9);
    expect(measure.coverage).toBeCloseTo(0.6, 9);
    for (let i = 40; i < 70; i++)
      walked(
        s,
        i,
        [
          [0, "In Progress"],
          [5, "Done"],
        ],
        "beta",
      );
    expect(answerOf(signal, s)).toMatchObject({
      outcome: "insufficient-data",
      reason: "Most of the work is in teams whose statuses do not show waiting, so it cannot be told from working.",
    });
  });

  test("fewer than 50 finished items are too few", () => {
    const s = story({ asOf: AS_OF });
    for (let i = 0; i < 49; i++) walked(s, i, ORDINARY);
    expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", sampleSize: 49, needed: 1 });
  });
});
