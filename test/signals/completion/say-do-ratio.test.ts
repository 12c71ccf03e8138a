import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/completion/say-do-ratio.ts";
import type { SprintRecord } from "../../../src/model/workflow.ts";
import { after, instant, story, type Story, type StoryItem } from "../../support/log-story.ts";
import { answerOf, measured } from "../measured.ts";

const AS_OF = "2026-06-29";
const FIRST = instant("2026-01-05T10:00Z");
const DAYS = 14;
const startOf = (n: number): number => after(FIRST, n * DAYS);

/** Two-week sprints, one after the other, closed on time. */
const SPRINTS: readonly SprintRecord[] = Array.from({ length: 12 }, (_, n) => ({
  id: `s${n}`,
  name: `Sprint ${n}`,
  startAt: startOf(n),
  endAt: startOf(n + 1),
  completedAt: startOf(n + 1),
}));

/** An item in sprint `n` from its start; done on that day of it, if any. */
function planned(s: Story, n: number, key: string, doneDay: number | null): StoryItem {
  const item = s.item(key, { at: after(startOf(n), -5) }).sprint(`s${n}`, after(startOf(n), -1));
  item.to("In Progress", after(startOf(n), 2));
  return doneDay === null ? item : item.to("Done", after(startOf(n), doneDay));
}

/** `sprints` sprints of ten items each, of which six are done in time. */
function history(sprints: number, records: readonly SprintRecord[] = SPRINTS): Story {
  const s = story({ asOf: AS_OF, sprints: records });
  for (let n = 0; n < sprints; n++) for (let i = 0; i < 10; i++) planned(s, n, `S${n}-${i}`, i < 6 ? 3 + i : i < 8 ? 20 : null);
  return s;
}

describe("say/do ratio", () => {
  test("done by the end, of what was in the sprint after a day", () => {
    const measure = measured(signal, history(12));
    expect(measure.value).toBeCloseTo(60, 9);
    expect(measure.sampleSize).toBe(12);
    expect(measure.details["planned items"]).toBe(120);
    expect(measure.details["items added later, of those planned (%)"]).toBe(0);
    expect(measure).not.toHaveProperty("cap");
  });

  test("what is put in on the first day is planned, what comes later is added; what is taken out before is neither", () => {
    const s = history(8);
    const start = startOf(3);
    const add = (key: string, day: number) => s.item(key, { at: after(start, -5) }).sprint("s3", after(start, day));
    add("P-1", 0.9).to("Done", after(start, 5));
    add("L-1", 1.1).to("Done", after(start, 5));
    add("L-2", 10);
    add("O-1", -1).leaveSprint("s3", after(start, 0.5));
    // Moved on to the next sprint in the middle: the plan was not kept.
    add("M-1", -1).leaveSprint("s3", after(start, 5)).to("Done", after(start, 30));
    const measure = measured(signal, s);
    expect(measure.details["planned items"]).toBe(82);
    expect(measure.value).toBeCloseTo((100 * 49) / 82, 9);
    expect(measure.details["items added later, of those planned (%)"]).toBeCloseTo((100 * 2) / 82, 9);
  });

  test("done before the plan is no plan; cancelled, reopened and closed too late are not kept", () => {
    const s = history(8);
    planned(s, 2, "B-1", 0.5);
    const start = startOf(2);
    s.item("C-1", { at: after(start, -5) })
      .sprint("s2", after(start, -1))
      .to("Cancelled", after(start, 5));
    planned(s, 2, "R-1", 5).to("In Progress", after(start, 8));
    // Finished, given up again later: it was done by then.
    planned(s, 2, "R-2", 5).to("In Progress", after(start, 20));
    const measure = measured(signal, s);
    expect(measure.details["planned items"]).toBe(83);
    expect(measure.value).toBeCloseTo((100 * 49) / 83, 9);
  });

  test("a sprint ends when it is closed, but no more than a day after its planned end", () => {
    const closed = (completed: number): number => {
      const records = SPRINTS.map((sprint, n) => ({ ...sprint, completedAt: after(startOf(n + 1), completed) }));
      const s = history(0, records);
      for (let n = 0; n < 8; n++) for (let i = 0; i < 10; i++) planned(s, n, `S${n}-${i}`, 12.5 + i / 2);
      return measured(signal, s).value;
    };
    // Done on days 12.5, 13, ... 17.
    expect(closed(0)).toBeCloseTo(40, 9);
    expect(closed(0.6)).toBeCloseTo(50, 9);
    expect(closed(6)).toBeCloseTo(60, 9);
    expect(closed(-0.9)).toBeCloseTo(20, 9);
  });

  test("plans that are kept by doing less count at most partially", () => {
    const s = story({ asOf: AS_OF, sprints: SPRINTS });
    for (let n = 0; n < 10; n++) for (let i = 0; i < (n < 5 ? 16 : 6); i++) planned(s, n, `S${n}-${i}`, 2 + (i % 10));
    for (let day = 0; day < 175; day++)
      s.item(`T-${day}`, { at: after("2026-01-05T12:00Z", day) }).comment(after("2026-01-05T13:00Z", day));
    const measure = measured(signal, s);
    expect(measure.value).toBe(100);
    expect(measure.cap).toBe(0.5);
    expect(measure.warnings[0]).toMatch(/fell by more than a quarter/);
  });

  test("no sprints, no dates, and only the present sprint are three answers", () => {
    const none = story({ asOf: AS_OF });
    for (let i = 0; i < 60; i++) none.item(`A-${i}`, { at: after("2026-03-01", i) });
    expect(answerOf(signal, none)).toMatchObject({ outcome: "not-applicable" });
    const undated = history(8, []);
    expect(answerOf(signal, undated)).toMatchObject({ outcome: "insufficient-data", needed: null });
    const present = story({ asOf: AS_OF, sprints: SPRINTS });
    present.item("A-1", { at: "2026-03-01" }).event({ kind: "sprint", at: "2026-03-01", to: "s3", origin: "snapshot" });
    expect(answerOf(signal, present)).toMatchObject({
      outcome: "insufficient-data",
      reason: expect.stringMatching(/present only/),
    });
    expect(answerOf(signal, history(8), { policy: { throughputBased: true } })).toMatchObject({ outcome: "not-applicable" });
  });

  test("too few sprints: says how many more", () => {
    expect(answerOf(signal, history(5))).toMatchObject({ outcome: "insufficient-data", sampleSize: 5, needed: 1 });
  });
});
