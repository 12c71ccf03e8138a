import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/clarity/stage-ownership-coverage.ts";
import { after, story, type Story } from "../../support/log-story.ts";
import { answerOf, measured } from "../measured.ts";

interface Shape {
  readonly author?: string | null;
  /** Owner from the start of the review on; undefined = stays with the author. */
  readonly reviewer?: string;
  /** Who moves it to done. */
  readonly closer?: string;
}

/** Two days in progress, one in review. */
function add(s: Story, prefix: string, count: number, shape: Shape): void {
  for (let i = 0; i < count; i++) {
    const at = after("2026-02-02T09:00Z", i * 1.5);
    const author = shape.author === undefined ? "p1" : shape.author;
    const item = s.item(`${prefix}-${i}`, { at });
    if (author !== null) item.assign(author, at);
    item.to("In Progress", at, author ?? "p1").to("Review", after(at, 2), author ?? "p1");
    if (shape.reviewer !== undefined) item.assign(shape.reviewer, after(at, 2));
    item.to("Done", after(at, 3), shape.closer ?? author ?? "p1");
  }
}

describe("stage-ownership coverage", () => {
  test("hand-computed: reviewed by another, by the author, and without any owner", () => {
    const s = story({ asOf: "2026-06-29" });
    add(s, "A", 30, { reviewer: "p2" }); // 2 of 2
    add(s, "B", 20, {}); // work owned, reviewed by its author: 1 of 2
    add(s, "C", 10, { author: null }); // 0 of 2
    const measure = measured(signal, s);
    expect(measure.sampleSize).toBe(120);
    expect(measure.value).toBeCloseTo((100 * (60 + 20)) / 120, 9);
    expect(measure.details["review stays with a named reviewer (%)"]).toBeCloseTo((100 * 30) / 50, 9);
    expect(measure.interval90[0]).toBeLessThan(measure.value);
    expect(measure.interval90[1]).toBeGreaterThan(measure.value);
  });

  test("where a reviewer acts without being named, whether the stage had an owner cannot be told", () => {
    const s = story({ asOf: "2026-06-29" });
    add(s, "A", 60, { reviewer: "p2" }); // 2 of 2
    add(s, "B", 40, { closer: "p3" }); // 1 of 1, the review left out
    expect(measured(signal, s)).toMatchObject({
      value: 100,
      sampleSize: 160,
      excluded: { "reviewer acted without being named": 40 },
    });
    add(s, "C", 30, { closer: "p3" });
    // 70 of 130 reviews: what is left says nothing of stages where work changes hands.
    expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", needed: null });

    const never = story({ asOf: "2026-06-29" });
    add(never, "A", 90, { closer: "p3" });
    expect(answerOf(signal, never)).toMatchObject({ outcome: "insufficient-data", needed: null });
  });

  test("who gave work away and got it back is its author by all the time they had it", () => {
    const s = story({ asOf: "2026-06-29" });
    for (let i = 0; i < 60; i++) {
      const at = after("2026-02-02T09:00Z", i * 1.5);
      s.item(`G-${i}`, { at })
        .assign("p1", at)
        .to("In Progress", at)
        .assign("p2", after(at, 3))
        .assign("p1", after(at, 7))
        .to("Review", after(at, 10), "p1")
        .to("Done", after(at, 11), "p1");
    }
    expect(measured(signal, s)).toMatchObject({ value: 50, sampleSize: 120 });
  });

  test("owned for 80 % of the stay is not owned", () => {
    const s = story({ asOf: "2026-06-29" });
    add(s, "A", 30, { reviewer: "p2" });
    for (let i = 0; i < 30; i++) {
      const at = after("2026-02-02T09:00Z", i * 1.5);
      s.item(`H-${i}`, { at })
        .to("In Progress", at)
        .assign("p1", after(at, 1))
        .to("Review", after(at, 5))
        .assign("p2", after(at, 5))
        .to("Done", after(at, 6));
    }
    expect(measured(signal, s).value).toBeCloseTo((100 * 90) / 120, 9);
  });

  test("stays under an hour are left out, so clicking through stages adds nothing", () => {
    const s = story({ asOf: "2026-06-29" });
    add(s, "A", 50, { reviewer: "p2" });
    for (let i = 0; i < 40; i++) {
      const at = after("2026-02-02T09:00Z", i * 1.5);
      s.item(`F-${i}`, { at }).to("In Progress", at).to("Review", after(at, 0.02)).to("Done", after(at, 0.04));
    }
    expect(measured(signal, s)).toMatchObject({ value: 100, sampleSize: 100 });
  });

  test("one stage only, no assignees, too few stays: not told", () => {
    const single = story({ asOf: "2026-06-29" });
    for (let i = 0; i < 90; i++) {
      const at = after("2026-02-02T09:00Z", i);
      single.item(`S-${i}`, { at, assignee: "p1" }).to("In Progress", at).to("Done", after(at, 2));
    }
    expect(answerOf(signal, single)).toMatchObject({ outcome: "insufficient-data", needed: null });

    const nobody = story({ asOf: "2026-06-29" });
    add(nobody, "N", 60, { author: null });
    expect(answerOf(signal, nobody)).toMatchObject({ outcome: "insufficient-data", needed: null });

    const few = story({ asOf: "2026-06-29" });
    add(few, "A", 20, { reviewer: "p2" });
    expect(answerOf(signal, few)).toMatchObject({ outcome: "insufficient-data", sampleSize: 40, needed: 40 });
  });

  test("a reviewer for one more item never lowers the value", () => {
    const value = (reviewed: number): number => {
      const s = story({ asOf: "2026-06-29" });
      add(s, "A", reviewed, { reviewer: "p2" });
      add(s, "B", 60 - reviewed, {});
      return measured(signal, s).value;
    };
    expect(value(1)).toBeGreaterThan(value(0));
    expect(value(60)).toBeGreaterThan(value(59));
  });
});
