import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/coordination/dependency-readiness-at-start.ts";
import { after, story, type Story, type StoryItem } from "../../support/log-story.ts";

const ASOF = "2026-06-29";

/** Pairs of a blocker, done at `doneDay`, and an item linked to it at `linkDay` and started on day 10. */
function pairs(
  count: number,
  of: (i: number) => { linkDay: number; doneDay: number | null; start?: (item: StoryItem, at: (day: number) => number) => void },
): Story {
  const s = story({ asOf: ASOF });
  for (let i = 0; i < count; i++) {
    const at = (day: number): number => after("2026-02-02T09:00", i + day);
    const { linkDay, doneDay, start } = of(i);
    const blocker = s.item(`B-${i}`, { at: at(0) }).to("In Progress", at(1));
    if (doneDay !== null) blocker.to("Done", at(doneDay));
    const item = s.item(`A-${String(i).padStart(2, "0")}`, { at: at(0) }).link("is-blocked-by", blocker, at(linkDay));
    if (start === undefined) item.to("In Progress", at(10));
    else start(item, at);
  }
  return s;
}

const measure = (s: Story) => signal.measure(s.facts(), s.scope({ weeks: 26 }));

describe("dependency readiness at start", () => {
  test("ready = every blocker finished before the start", () => {
    const s = pairs(40, (i) => ({ linkDay: 2, doneDay: i < 30 ? 5 : 20 }));
    expect(measure(s)).toMatchObject({ outcome: "measured", value: 75, sampleSize: 40, coverage: 1 });
  });

  test("an item that waits outside of active stages is ready too", () => {
    const s = pairs(40, (i) => ({
      linkDay: 2,
      doneDay: 15,
      start: (item, at) => item.to(i < 20 ? "Waiting" : "In Progress", at(10)).to("Review", at(16)),
    }));
    expect(measure(s)).toMatchObject({ value: 50, details: { "waited outside of active stages": 20 } });
  });

  test("links made after the start do not count and lower the coverage", () => {
    const s = pairs(80, (i) => ({ linkDay: i < 35 ? 2 : 11, doneDay: 5 }));
    expect(measure(s)).toMatchObject({
      value: 100,
      sampleSize: 35,
      coverage: 35 / 80,
      excluded: { "linked only after the start": 45 },
      warnings: ["Most dependencies were linked only after the work had started."],
    });
  });

  test("a link to what was finished already is no dependency", () => {
    const s = pairs(80, (i) => ({ linkDay: i < 40 ? 7 : 2, doneDay: 5 }));
    expect(measure(s)).toMatchObject({
      value: 100,
      sampleSize: 40,
      excluded: { "linked to what was finished already": 40 },
    });
  });

  test("a link removed before the start is no dependency", () => {
    const s = story({ asOf: ASOF });
    for (let i = 0; i < 40; i++) {
      const blocker = s.item(`B-${i}`, { at: after("2026-02-02", i) });
      s.item(`A-${i}`, { at: after("2026-02-02", i) })
        .link("is-blocked-by", blocker, after("2026-02-03", i))
        .unlink("is-blocked-by", blocker, after("2026-02-04", i))
        .to("In Progress", after("2026-02-05", i));
    }
    expect(measure(s)).toMatchObject({ outcome: "insufficient-data", sampleSize: 0 });
  });

  test("a blocker in another tool cannot be told finished", () => {
    const s = story({ asOf: ASOF });
    for (let i = 0; i < 40; i++) {
      s.item(`A-${i}`, { at: after("2026-02-02", i) })
        .link("is-blocked-by", "github/77", after("2026-02-03", i))
        .to("In Progress", after("2026-02-05", i));
    }
    expect(measure(s)).toMatchObject({ outcome: "insufficient-data", excluded: { "blocker outside of this log": 40 } });
  });
});
