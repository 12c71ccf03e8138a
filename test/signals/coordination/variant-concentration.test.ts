import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/coordination/variant-concentration.ts";
import { after, story, type Story } from "../../support/log-story.ts";

const ASOF = "2026-06-29";
const STAGES = ["In Progress", "Review", "Waiting", "Ready"];

/** Item i goes back and forth `loops(i)` times, which makes a path of its own for every number of loops. */
function walked(loops: (i: number) => number, count = 200, options: (i: number) => { type?: "bug" } = () => ({})): Story {
  const s = story({ asOf: ASOF });
  for (let i = 0; i < count; i++) {
    const at = after("2026-01-05T09:00", (i * 150) / count);
    const item = s.item(`A-${String(i).padStart(3, "0")}`, { at, ...options(i) });
    for (let k = 0; k <= loops(i); k++) item.to(STAGES[k % 2]!, after(at, 1 + k / 4));
    item.to("Done", after(at, 15));
  }
  return s;
}

const measure = (s: Story, seed = "a") => signal.measure(s.facts(), s.scope({ weeks: 26, seed }));

describe("variant concentration", () => {
  test("is the share of items on one of the five most frequent paths", () => {
    // Ten paths of 20 items each: five of them hold half.
    const answer = measure(walked((i) => i % 10));
    if (answer.outcome !== "measured") throw new Error(answer.outcome);
    expect(answer.value).toBe(50);
    expect(answer.details["different paths"]).toBe(10);
    expect(answer.details["normalised variant entropy (0-1)"]).toBeCloseTo(1, 1);
    expect(answer.interval90[0]).toBeGreaterThan(40);
    expect(answer.interval90[1]).toBeLessThan(60);
  });

  test("new names for stages make no new paths", () => {
    const s = story({ asOf: ASOF, statuses: { Doing: "active" } });
    for (let i = 0; i < 200; i++) {
      const at = after("2026-01-05T09:00", (i * 150) / 200);
      const item = s.item(`A-${String(i).padStart(3, "0")}`, { at });
      item.to(i < 100 ? "In Progress" : "Doing", after(at, 1));
      for (let k = 0; k < i % 5; k++) item.to(k % 2 === 0 ? "Review" : "Waiting", after(at, 2 + k / 4));
      item.to("Done", after(at, 15));
    }
    expect(measure(s)).toMatchObject({ value: 100, details: { "different paths": 5 } });
  });

  test("one path for all is 100 %, with an interval that still has a width", () => {
    const answer = measure(walked(() => 1));
    if (answer.outcome !== "measured") throw new Error(answer.outcome);
    expect(answer.value).toBe(100);
    expect(answer.interval90[0]).toBeGreaterThan(97);
    expect(answer.interval90[0]).toBeLessThan(100);
  });

  test("each work type has its own five", () => {
    const answer = measure(
      walked(
        (i) => (i % 2 === 0 ? 1 + ((i / 2) % 5) : 6 + (((i - 1) / 2) % 5)),
        200,
        (i) => (i % 2 === 0 ? { type: "bug" } : {}),
      ),
    );
    expect(answer).toMatchObject({ outcome: "measured", value: 100 });
  });

  test("says when the five of the first half do not hold in the second", () => {
    const answer = measure(walked((i) => (i < 100 ? i % 3 : 10 + (i % 3))));
    if (answer.outcome !== "measured") throw new Error(answer.outcome);
    expect(answer.details["top five of the first half, covered in the second (%)"]).toBeLessThan(50);
    expect(answer.warnings).toHaveLength(1);
  });

  test("the same history gives the same interval", () => {
    expect(measure(walked((i) => i % 9))).toEqual(measure(walked((i) => i % 9)));
  });

  test("only open and closed states: no answer", () => {
    const s = story({ asOf: ASOF });
    for (let i = 0; i < 150; i++) s.item(`A-${i}`, { at: after("2026-02-01", i / 2) }).to("Done", after("2026-02-03", i / 2));
    expect(measure(s)).toMatchObject({ outcome: "insufficient-data", needed: null });
  });

  test("needs 100 finished items", () => {
    expect(measure(walked((i) => i % 3, 99))).toMatchObject({ outcome: "insufficient-data", sampleSize: 99, needed: 1 });
  });
});
