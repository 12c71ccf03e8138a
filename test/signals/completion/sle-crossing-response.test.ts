import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/completion/sle-crossing-response.ts";
import { after, story, type Story, type StoryItem } from "../../support/log-story.ts";
import { answerOf, exampleKeys, measured } from "../measured.ts";

const AS_OF = "2026-06-29T00:00Z";
const SLE = 20;

/** 200 items of 20 days set the expectation, so that a few dozen slower ones do not move it. Creations on workdays keep the calendar plain. */
function history(slow: number, next: (item: StoryItem, startAt: number, i: number) => void): Story {
  const s = story({ asOf: AS_OF });
  for (let i = 0; i < 300; i++) {
    const at = after("2026-01-05T09:00Z", Math.floor(i / 15) * 7 + (i % 5));
    s.item(`L-${i}`, { at, assignee: "p1" }).to("In Progress", at, "p1").to("Done", after(at, SLE), "p1");
  }
  for (let i = 0; i < slow; i++) {
    const at = after("2026-02-02T09:00Z", Math.floor(i / 5) * 7 + (i % 5));
    const item = s.item(`S-${i}`, { at, assignee: "p2" }).to("In Progress", at, "p2");
    next(item, at, i);
    item.to("Done", after(at, 45), "p2");
  }
  return s;
}

describe("response to crossing the service level", () => {
  test("reassigning a day after the line is a response, a rate well above 1", () => {
    const s = history(40, (item, at, i) => {
      if (i % 5 === 0) item.priority("High", after(at, 8), "p3");
      item.assign("p4", after(at, SLE + 1), "p3");
    });
    const measure = measured(signal, s);
    expect(measure.sampleSize).toBe(40);
    expect(measure.details).toMatchObject({
      "acts in the 5 working days after": 40,
      "acts before": 8,
      "crossings answered (%)": 100,
    });
    expect(measure.value).toBeGreaterThan(3);
    expect(measure.interval90[0]).toBeGreaterThan(1);
    expect(exampleKeys(measure, s, "meets")).toEqual(["S-0", "S-1", "S-10"]);
  });

  test("as many acts before as after, per day: about 1, whatever is done shortly before the line", () => {
    const s = history(40, (item, at) => {
      item
        .assign("p4", after(at, SLE - 12), "p3")
        .assign("p5", after(at, SLE - 2), "p3")
        .assign("p4", after(at, SLE + 1), "p3");
    });
    const { value, interval90 } = measured(signal, s);
    expect(value).toBeGreaterThan(0.6);
    expect(value).toBeLessThan(1.6);
    expect(interval90[0]).toBeLessThanOrEqual(value);
    expect(interval90[1]).toBeGreaterThanOrEqual(value);
  });

  test("comments and edits are no management acts, and without acts there is no rate", () => {
    const s = history(40, (item, at) => item.comment(after(at, SLE + 1), "p3").edit("description", after(at, SLE + 2), "p3"));
    // Something shows that priorities can be seen.
    s.item("P-1", { at: "2026-03-02", priority: "Low" });
    expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", needed: null });
  });

  test("splitting, blocking and escalating are responses", () => {
    const s = history(40, (item, at, i) => {
      if (i % 3 === 0) item.block(after(at, SLE + 1), "p3");
      if (i % 3 === 1) item.label("Escalated", after(at, SLE + 1), "p3");
    });
    const [child] = [s.item("CH-1", { at: "2026-02-25", type: "story" })];
    child.parent(s.item("X-1", { at: "2026-02-01" }), "2026-02-26");
    const { details } = measured(signal, s);
    expect(details["acts in the 5 working days after"]).toBe(27);
  });

  test("too few crossings; nothing to see", () => {
    const few = history(3, (item, at) => item.assign("p4", after(at, SLE + 1), "p3"));
    expect(answerOf(signal, few)).toMatchObject({ outcome: "insufficient-data", sampleSize: 3, needed: 27 });
    const blind = history(40, () => {});
    expect(answerOf(signal, blind)).toMatchObject({ outcome: "insufficient-data", needed: null });
  });

  test("more responses raise the value", () => {
    const value = (answered: number): number =>
      measured(
        signal,
        history(40, (item, at, i) => {
          item.priority("High", after(at, 8), "p3");
          if (i < answered) item.assign("p4", after(at, SLE + 1), "p3");
        }),
      ).value;
    expect(value(20)).toBeGreaterThan(value(10));
  });
});
