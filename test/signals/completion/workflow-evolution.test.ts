import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/completion/workflow-evolution.ts";
import { labelFamily } from "../../../signals/workflow-features.ts";
import type { WorkType } from "../../../src/model/work-item.ts";
import { after, story, type Story, type StoryItem } from "../../support/log-story.ts";
import { answerOf, measured } from "../measured.ts";

/** A Monday; 69 weeks of items end here. */
const AS_OF = "2026-06-29";
const FIRST = "2025-03-03T09:00Z";

/** Five items a week, done within three days; `via` says what stands between start and finish, `put` what else is done to each. */
function team(
  s: Story,
  via: (week: number, i: number) => readonly string[],
  put: (item: StoryItem, week: number, i: number) => void = () => undefined,
  typeOf: (i: number) => WorkType = () => "story",
  name = "alpha",
): Story {
  for (let week = 0; week < 69; week++) {
    for (let i = 0; i < 5; i++) {
      const at = after(FIRST, 7 * week + i / 3);
      const item = s.item(`${name}-${week}-${i}`, { at, team: name, actor: `p${i}`, type: typeOf(i) });
      const path = ["In Progress", ...via(week, i), "Done"];
      path.forEach((status, n) => item.to(status, after(at, 0.5 + n / 2)));
      put(item, week, i);
    }
  }
  return s;
}

/** Of the 69 weeks 17 stand before the window, of whose 52 the last 8 are too young. */
const YEARS = 44 / 52;

describe("workflow evolution", () => {
  test("hand-computed: a stage that four in five items pass from week 30 on", () => {
    const s = team(story({ asOf: AS_OF }), (week, i) => (week >= 30 && i > 0 ? ["Review"] : []));
    const measure = measured(signal, s);
    // The stage, its two steps and the step it replaces are one change.
    expect(measure.details).toMatchObject({ "changes seen": 1, "team-years looked at": YEARS });
    expect(measure.value).toBeCloseTo(0.8 / YEARS, 1);
  });

  test("a workflow that stays as it is changes 0 times", () => {
    const measure = measured(
      signal,
      team(story({ asOf: AS_OF }), () => ["Review"]),
    );
    expect(measure).toMatchObject({ value: 0, sampleSize: 44 });
    // Gamma(1/2) of scipy over two times 44 weeks: none in less than a year is no proof that none ever comes.
    expect(measure.interval90[0]).toBe(0);
    expect(measure.interval90[1]).toBeCloseTo(1.13497647, 6);
  });

  test("one change says little of what is usual, however many items follow it", () => {
    const measure = measured(
      signal,
      team(story({ asOf: AS_OF }), (week) => (week >= 30 ? ["Review"] : [])),
    );
    // Gamma of shape 1 / 0.5 + 1/2 and rate 2 x 44 / 52.
    expect(measure.interval90[0]).toBeCloseTo(0.338436158, 6);
    expect(measure.interval90[1]).toBeCloseTo(3.270828864, 6);
  });

  test("a stage that is given up counts by who no longer uses it", () => {
    const s = team(story({ asOf: AS_OF }), (week) => (week < 40 ? ["Waiting", "Review"] : ["Review"]));
    const measure = measured(signal, s);
    expect(measure.details).toMatchObject({ "changes seen": 1 });
    expect(measure.value).toBeCloseTo(1 / YEARS, 1);
  });

  test.each<[string, readonly string[], readonly string[], number]>([
    ["a new name for a stage is no change", ["Review"], ["Peer Review"], 0],
    ["new names for two stages at once", ["Waiting", "Review"], ["Parked", "Peer Review"], 0],
    ["a stage of another category in its place is one", ["Review"], ["Waiting"], 1],
    ["a stage that is cut in two is one", ["Review"], ["Peer Review", "Second Review"], 1],
    ["two that become one is one", ["Review", "Second Review"], ["Peer Review"], 1],
  ])("statuses that are replaced: %s", (_, before, then, changes) => {
    const statuses = { "Peer Review": "review", "Second Review": "review", Parked: "wait" } as const;
    const s = team(story({ asOf: AS_OF, statuses }), (week) => (week < 40 ? before : then));
    expect(measured(signal, s).details).toMatchObject({ "changes seen": changes });
  });

  test("a status that hardly anybody used is no stage that could have a new name", () => {
    const statuses = { "Peer Review": "review" } as const;
    const s = team(story({ asOf: AS_OF, statuses }), (week, i) =>
      week >= 40 ? ["Peer Review"] : week === 39 && i === 0 ? ["Review"] : [],
    );
    expect(measured(signal, s).details).toMatchObject({ "changes seen": 1 });
  });

  test("a family of labels for one type of work is judged on that type", () => {
    const s = team(
      story({ asOf: AS_OF }),
      () => [],
      (item, week, i) => {
        if (week >= 35 && i === 0) item.label(`cause-${week % 4}`, after(item.createdAt, 1));
      },
      (i) => (i === 0 ? "bug" : "story"),
    );
    const measure = measured(signal, s);
    expect(measure.details).toMatchObject({ "changes seen": 1, "adopted after 4 weeks, mean (%)": 100 });
  });

  test("a rule that begins to set labels", () => {
    const s = team(
      story({ asOf: AS_OF, actors: { rule: "automation-rule" } }),
      () => [],
      (item, week) => {
        item.label("intake", after(item.createdAt, 0.1), week >= 30 ? "rule" : "p1");
      },
    );
    expect(measured(signal, s).details).toMatchObject({ "changes seen": 1, "of them mainly a rule": 1 });
  });

  test("a habit of few is no change, and hardly any use is a slip of the hand", () => {
    const s = team(story({ asOf: AS_OF }), (week, i) => (week >= 30 && week % 4 === 0 && i === 0 ? ["Review"] : []));
    expect(measured(signal, s).details).toMatchObject({ "changes seen": 0 });
  });

  test("what came before the window and what is younger than eight weeks is left out", () => {
    for (const since of [10, 65]) {
      const s = team(story({ asOf: AS_OF }), (week) => (week >= since ? ["Review"] : []));
      expect(measured(signal, s).details).toMatchObject({ "changes seen": 0 });
    }
  });

  test("little adoption is called churn", () => {
    const s = team(story({ asOf: AS_OF }), (week, i) => (week >= 30 && week % 2 === 0 && i === 0 ? ["Review"] : []));
    const measure = measured(signal, s);
    expect(measure.details["adopted after 4 weeks, mean (%)"]).toBeLessThan(30);
    expect(measure.warnings[0]).toMatch(/^Churn: only \d+ % follow/);
  });

  test("mean over teams: one of two that changes once", () => {
    const s = story({ asOf: AS_OF });
    team(s, (week) => (week >= 30 ? ["Review"] : []));
    team(s, () => [], undefined, undefined, "beta");
    expect(measured(signal, s).value).toBeCloseTo(0.5 / YEARS, 1);
  });

  test("a short history is insufficient", () => {
    const s = story({ asOf: AS_OF });
    for (let i = 0; i < 100; i++) {
      const at = after("2026-02-02T09:00Z", i);
      s.item(`A-${i}`, { at }).to("In Progress", after(at, 1)).to("Done", after(at, 2));
    }
    expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", needed: null });
  });

  test("families of labels", () => {
    expect(["tier-1", "tier:gold", "area/ui", "cause_12", "retro-action", "2026", "P1"].map(labelFamily)).toEqual([
      "tier",
      "tier",
      "area",
      "cause",
      "retro-action",
      "2026",
      "P",
    ]);
  });
});
