import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/completion/instrumentation-breadth.ts";
import { after, statusId, story, type Story, type StoryItem } from "../../support/log-story.ts";
import { answerOf, measured } from "../measured.ts";

const AS_OF = "2026-06-30";
const SPRINT = { name: "Sprint 1", startAt: null, endAt: null, completedAt: null };

/** 40 items started every other day and done 10 days later; `put` does what is special about each. */
function works(s: Story, put: (item: StoryItem, i: number) => void, count = 40): Story {
  for (let i = 0; i < count; i++) {
    const at = after("2026-02-02T09:00Z", 2 * i);
    const item = s.item(`A-${i}`, { at, actor: `p${i % 7}` });
    put(item, i);
    item.to("In Progress", after(at, 1)).to("Done", after(at, 11));
  }
  return s;
}

const board = (wipLimit: number) => ({
  id: "jira/board:1",
  name: "Board",
  kind: "kanban" as const,
  projectKeys: ["alpha"],
  columns: [{ name: "In Progress", statuses: [statusId("In Progress")], wipLimit }],
});

describe("breadth of instrumentation", () => {
  test("hand-computed: six of eight used on at least a fifth, two on fewer", () => {
    const s = story({
      asOf: AS_OF,
      boards: [board(10)],
      sprints: [{ ...SPRINT, id: "jira/s1", hasGoal: true }],
    });
    works(s, (item, i) => {
      if (i < 8) item.due("2026-07-01", after(item.createdAt, 0.5));
      if (i < 8) item.estimate("3", after(item.createdAt, 0.5));
      if (i < 8) item.sprint("jira/s1", after(item.createdAt, 0.5));
      if (i < 8) item.event({ kind: "other", at: after(item.createdAt, 0.5), detail: "Time to resolution" });
      if (i < 7) item.event({ kind: "other", at: after(item.createdAt, 0.5), detail: "Health" });
      if (i < 7) item.event({ kind: "milestone", at: after(item.createdAt, 0.5), to: "1.0" });
      if (i < 5)
        item
          .block(after(item.createdAt, 3), "p1", i === 0 ? "waits for the supplier" : "flagged")
          .unblock(after(item.createdAt, 4));
    });
    const measure = measured(signal, s);
    // At most six stand in the limited column at once; one of five blocks says why, which is a fifth.
    expect(measure.details).toMatchObject({
      "due dates (%)": 20,
      "estimates (%)": 20,
      "goals of sprints (%)": 20,
      "service levels (%)": 20,
      "reasons for blocks (%)": 20,
      "WIP limits (%)": 100,
      "health updates (%)": 17.5,
      "releases or milestones (%)": 17.5,
    });
    expect(measure.value).toBe(6);
    expect(measure.interval90).toEqual([6, 6]);
  });

  test("configured and not used does not count: a limit that is broken, sprints without a goal", () => {
    const s = story({ asOf: AS_OF, boards: [board(2)], sprints: [{ ...SPRINT, id: "jira/s1", hasGoal: false }] });
    works(s, (item) => item.sprint("jira/s1", after(item.createdAt, 0.5)));
    expect(measured(signal, s)).toMatchObject({
      value: 0,
      details: { "in use": 0, "WIP limits (%)": 0, "goals of sprints (%)": 0 },
    });
  });

  test("what the tool does not show is left out and never counts as unused", () => {
    const s = works(story({ asOf: AS_OF }), (item) => {
      item.due("2026-07-01", after(item.createdAt, 0.5)).estimate("3", after(item.createdAt, 0.5));
    });
    const measure = measured(signal, s, { unseen: ["wip-limits", "service-levels", "health-updates"] });
    // Two of the four that can be told: nothing was blocked, so that reasons cannot be missed. The other four are open.
    expect(measure.details).toMatchObject({ "in use": 2, "can be seen": 4 });
    // A quarter of half of four more, between none and all of them.
    expect(measure.value).toBe(2.5);
    expect(measure.interval90[0]).toBeCloseTo(2 + 0.1 * 0.5, 9);
    expect(measure.interval90[1]).toBeCloseTo(2.5 + 0.9 * 3.5, 9);
    expect(measure.excluded).toMatchObject({
      "WIP limits: not shown by the tool": 1,
      "reasons for blocks: nothing to tell by": 1,
    });
    const hidden = ["wip-limits", "service-levels", "health-updates", "due-dates", "estimates"] as const;
    expect(answerOf(signal, s, { unseen: hidden })).toMatchObject({ outcome: "insufficient-data", needed: null });
  });

  test("a comment with the flag or a link says why", () => {
    const s = story({ asOf: AS_OF });
    const other = s.item("X-1", { at: "2026-01-01" });
    works(s, (item, i) => {
      const at = after(item.createdAt, 3);
      if (i >= 6) return;
      if (i < 3) item.link("is-blocked-by", other, at);
      else item.block(at).unblock(after(at, 1));
      if (i === 3) item.comment(after(at, 0.5 / 24));
      if (i === 4) item.comment(after(at, 2 / 24));
    });
    expect(measured(signal, s).details["reasons for blocks (%)"]).toBeCloseTo((100 * 4) / 6, 9);
  });

  test("29 items are too few", () => {
    expect(
      answerOf(
        signal,
        works(story({ asOf: AS_OF }), () => undefined, 29),
      ),
    ).toMatchObject({
      outcome: "insufficient-data",
      needed: 1,
    });
  });
});
