import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/clarity/assignee-coverage-at-start.ts";
import { after, story, type Story } from "../../support/log-story.ts";
import { answerOf, exampleKeys, measured } from "../measured.ts";

const PEOPLE = ["p1", "p2", "p3", "p4", "p5"];

/** In progress for four days; owned from `ownedAfterDays` after the start on (null = never). */
function add(s: Story, prefix: string, count: number, ownedAfterDays: number | null, owner?: string): void {
  for (let i = 0; i < count; i++) {
    const at = after("2026-02-02T09:00Z", i * 1.5);
    const startAt = after(at, 1);
    const item = s.item(`${prefix}-${i}`, { at }).to("In Progress", startAt);
    if (ownedAfterDays !== null) item.assign(owner ?? PEOPLE[i % 5]!, after(startAt, ownedAfterDays));
    item.to("Done", after(startAt, 4));
  }
}

describe("assignee coverage at start", () => {
  test("hand-computed: 40 owned at once, 10 after two of four days, 10 never", () => {
    const s = story({ asOf: "2026-06-29" });
    add(s, "A", 40, 0);
    add(s, "L", 10, 2);
    add(s, "N", 10, null);
    const measure = measured(signal, s);
    const atStart = (100 * 40) / 60;
    const inWork = 100 * (1 - (10 * 2 + 10 * 4) / (60 * 4));
    expect(measure.details["owned at most 15 minutes after start (%)"]).toBeCloseTo(atStart, 9);
    expect(measure.details["time in progress with an active owner (%)"]).toBeCloseTo(inWork, 9);
    expect(measure.value).toBeCloseTo((atStart + inWork) / 2, 9);
    expect(measure.interval90[0]).toBeLessThan(measure.value);
    expect(measure.interval90[1]).toBeGreaterThan(measure.value);
    expect(exampleKeys(measure, s, "misses")).toEqual(["N-0", "N-1", "N-2"]);
  });

  test("an owner within 15 minutes is an owner at start, after 16 minutes not", () => {
    const s = story({ asOf: "2026-06-29" });
    add(s, "A", 30, 14 / 1440);
    add(s, "B", 30, 16 / 1440);
    expect(measured(signal, s).details["owned at most 15 minutes after start (%)"]).toBe(50);
  });

  test("owners given at creation count, and work of deactivated accounts is orphaned", () => {
    const s = story({ asOf: "2026-06-29" }).actor("gone", "human", false);
    for (let i = 0; i < 60; i++) {
      const at = after("2026-02-02T09:00Z", i);
      s.item(`C-${i}`, { at, assignee: i < 30 ? "gone" : PEOPLE[i % 5]! })
        .to("In Progress", after(at, 1))
        .to("Done", after(at, 3));
    }
    const { details } = measured(signal, s);
    expect(details["owned at most 15 minutes after start (%)"]).toBe(100);
    expect(details["time in progress with an active owner (%)"]).toBeCloseTo(50, 9);
  });

  test("a rule is no owner", () => {
    const s = story({ asOf: "2026-06-29", actors: { bot: "automation-rule" } });
    add(s, "A", 30, 0);
    add(s, "B", 30, 0, "bot");
    expect(measured(signal, s).details["owned at most 15 minutes after start (%)"]).toBe(50);
  });

  test("one default owner who does not act limits the claim; one who does the work does not", () => {
    const nominal = story({ asOf: "2026-06-29" });
    add(nominal, "D", 50, 0, "lead");
    add(nominal, "E", 10, 0);
    const measure = measured(signal, nominal);
    expect(measure.value).toBeGreaterThan(99);
    expect(measure.cap).toBe(0.5);
    expect(measure.warnings[0]).toMatch(/nominal ownership/);

    const working = story({ asOf: "2026-06-29" });
    for (let i = 0; i < 60; i++) {
      const at = after("2026-02-02T09:00Z", i);
      working.item(`W-${i}`, { at }).assign("lead", at).to("In Progress", after(at, 1), "lead").to("Done", after(at, 3), "lead");
    }
    expect(measured(signal, working).cap).toBeUndefined();
  });

  test("an owner that nearly everything gets by itself says nothing about ownership", () => {
    const s = story({ asOf: "2026-06-29" });
    add(s, "D", 58, 0, "lead");
    add(s, "E", 2, 0);
    expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", needed: null, sampleSize: 60 });
  });

  test("full coverage still has an interval", () => {
    const s = story({ asOf: "2026-06-29" });
    add(s, "A", 60, 0);
    const measure = measured(signal, s);
    expect(measure.value).toBe(100);
    expect(measure.interval90[0]).toBeLessThan(99.5);
    expect(measure.interval90[1]).toBe(100);
  });

  test("no assignee anywhere: nobody can tell, and it is not 0", () => {
    const s = story({ asOf: "2026-06-29" });
    add(s, "A", 60, null);
    expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", needed: null });
  });

  test("too few starts", () => {
    const s = story({ asOf: "2026-06-29" });
    add(s, "A", 12, 0);
    expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", sampleSize: 12, needed: 38 });
  });

  test("giving one more item an owner at its start never lowers the value", () => {
    const value = (owned: number): number => {
      const s = story({ asOf: "2026-06-29" });
      add(s, "A", owned, 0);
      add(s, "N", 60 - owned, null);
      return measured(signal, s).value;
    };
    let last = 0;
    for (const owned of [1, 10, 11, 30, 59, 60]) {
      expect(value(owned)).toBeGreaterThan(last);
      last = value(owned);
    }
  });
});
