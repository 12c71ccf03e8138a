import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/coordination/chasing-load.ts";
import { after, story, type Story, type StoryItem } from "../../support/log-story.ts";
import { answerOf, exampleKeys, measured } from "../measured.ts";

const AS_OF = "2026-06-29";

/** `count` items, each in progress for two weeks in spring. */
function history(count: number): { readonly s: Story; readonly items: readonly StoryItem[] } {
  const s = story({ asOf: AS_OF, actors: { bot: "automation-rule", robot: "integration" } });
  const items = Array.from({ length: count }, (_, i) => {
    const at = after("2026-02-02T09:00Z", i);
    return s.item(`A-${i}`, { at }).to("In Progress", after(at, 1)).to("Done", after(at, 15));
  });
  return { s, items };
}

describe("chasing load", () => {
  test("hand-computed: four requests in 40 items of two weeks are 5 per 100 weeks", () => {
    const { s, items } = history(40);
    items[0]!.comment(after(items[0]!.createdAt, 2), "p2", ["status-request"]);
    items[0]!.comment(after(items[0]!.createdAt, 9), "p3", ["status-request", "cross-reference"]);
    items[1]!.comment(after(items[1]!.createdAt, 3), null, ["status-request"]);
    items[2]!.comment(after(items[2]!.createdAt, 1), "p2", ["status-request"]);
    const measure = measured(signal, s);
    expect(measure.value).toBeCloseTo(5, 9);
    expect(measure.sampleSize).toBe(40);
    expect(measure.details).toEqual({
      "status requests": 4,
      "weeks in progress, all items": 80,
      "status requests on items not in progress": 0,
    });
    expect(exampleKeys(measure, s, "misses")).toEqual(["A-0", "A-1", "A-2"]);
  });

  test("other comments, reminders of machines, and requests before the start, after the end or before the window do not count", () => {
    const { s, items } = history(40);
    const { createdAt } = items[0]!;
    items[0]!.comment(after(createdAt, 2), "p2").comment(after(createdAt, 2), "p2", ["system"]);
    items[0]!.comment(after(createdAt, 3), "bot", ["status-request"]).comment(after(createdAt, 3), "robot", ["status-request"]);
    items[0]!.comment(after(createdAt, 0.5), "p2", ["status-request"]).comment(after(createdAt, 16), "p2", ["status-request"]);
    s.item("O-1", { at: "2025-10-01" }).to("In Progress", "2025-10-02").comment("2025-11-01", "p2", ["status-request"]);
    const measure = measured(signal, s);
    expect(measure.value).toBe(0);
    expect(measure.details["status requests on items not in progress"]).toBe(2);
    expect(measure.interval90[1]).toBeGreaterThan(1);
  });

  test("histories that are not whole are left out; with too few items it says how many more", () => {
    const { s } = history(29);
    s.item("H-1", { at: "2026-03-01", historyComplete: false }).to("In Progress", "2026-03-02");
    expect(answerOf(signal, s)).toMatchObject({
      outcome: "insufficient-data",
      sampleSize: 29,
      needed: 1,
      excluded: { "history incomplete": 1 },
    });
  });
});
