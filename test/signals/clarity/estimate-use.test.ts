import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/clarity/estimate-use.ts";
import { after, story, type Story } from "../../support/log-story.ts";
import { answerOf, exampleKeys, measured } from "../measured.ts";

const AS_OF = "2026-06-29";

interface Kind {
  readonly count: number;
  readonly prefix: string;
  readonly team?: string;
  readonly estimate?: (i: number) => string;
  readonly days?: (i: number) => number;
}

/** Items started a day apart, with the estimate they were created with. */
function add(s: Story, { count, prefix, team = "alpha", estimate, days = (i) => 1 + (i % 5) }: Kind): void {
  for (let i = 0; i < count; i++) {
    const at = after("2026-01-12T09:00Z", i);
    const item = s.item(`${prefix}-${i}`, { at, team, ...(estimate === undefined ? {} : { estimate: estimate(i) }) });
    item.to("In Progress", after(at, 1)).to("Done", after(at, 1 + days(i)));
  }
}

describe("estimate use", () => {
  test("what stands there at the start counts: not what came later, went away, or says nothing", () => {
    const s = story({ asOf: AS_OF });
    add(s, { count: 50, prefix: "E", estimate: (i) => `${1 + (i % 5)}` });
    const at = "2026-03-02T09:00Z";
    const begin = (key: string, estimate?: string) => s.item(key, { at, ...(estimate === undefined ? {} : { estimate }) });
    begin("N-1").to("In Progress", "2026-03-03");
    begin("N-2").to("In Progress", "2026-03-03").estimate("3", "2026-03-04");
    begin("N-3", "3").estimate(null, "2026-03-02T12:00Z").to("In Progress", "2026-03-03");
    begin("N-4", "0").to("In Progress", "2026-03-03");
    begin("M-1").estimate("5", "2026-03-02T12:00Z").to("In Progress", "2026-03-03").estimate(null, "2026-03-05");
    begin("M-2", "XL").to("In Progress", "2026-03-03");
    begin("M-3", "a day or two").to("In Progress", "2026-03-03");
    const measure = measured(signal, s);
    expect(measure.sampleSize).toBe(57);
    expect(measure.value).toBeCloseTo((100 * 53) / 57, 9);
    expect(exampleKeys(measure, s, "misses")).toEqual(["N-1", "N-2", "N-3"]);
    expect(measure.details["rank correlation of estimate and cycle time"]).toBeCloseTo(1, 9);
    expect(measure).not.toHaveProperty("cap");
  });

  test("estimates that say nothing about cycle time, or are all the same, count at most partially", () => {
    const guarded = (estimate: (i: number) => string): unknown => {
      const s = story({ asOf: AS_OF });
      add(s, { count: 60, prefix: "E", estimate });
      return measured(signal, s).cap;
    };
    expect(guarded((i) => `${5 - (i % 5)}`)).toBe(0.5);
    expect(guarded(() => "1")).toBe(0.5);
    expect(guarded((i) => `${1 + (i % 5)}`)).toBeUndefined();
  });

  test("each team has its own scale", () => {
    const s = story({ asOf: AS_OF });
    // Within either team larger takes longer; taken together it would look the other way round.
    add(s, { count: 40, prefix: "A", team: "alpha", estimate: (i) => `${1 + (i % 5)}`, days: (i) => 20 + (i % 5) });
    add(s, { count: 40, prefix: "B", team: "beta", estimate: (i) => `${100 + (i % 5)}` });
    const measure = measured(signal, s);
    expect(measure.details["rank correlation of estimate and cycle time"]).toBeCloseTo(1, 9);
  });

  test("a team without estimates and sprints plans by throughput; one with sprints does not estimate", () => {
    const s = story({ asOf: AS_OF });
    add(s, { count: 60, prefix: "E", team: "alpha", estimate: (i) => `${1 + (i % 5)}` });
    add(s, { count: 60, prefix: "K", team: "beta" });
    expect(measured(signal, s)).toMatchObject({ value: 100, excluded: { "of a team that plans by throughput": 60 } });
    expect(answerOf(signal, s, { team: "beta" })).toMatchObject({ outcome: "not-applicable" });
    s.item("K-99", { at: "2026-03-01", team: "beta" }).sprint("one", "2026-03-02");
    expect(measured(signal, s, { team: "beta" }).value).toBe(0);
    expect(answerOf(signal, s, { policy: { throughputBased: true } })).toMatchObject({ outcome: "not-applicable" });
  });

  test("present estimates without a history are left out, and too few starts say how many more", () => {
    const s = story({ asOf: AS_OF });
    add(s, { count: 49, prefix: "E", estimate: () => "2" });
    const item = s.item("S-1", { at: "2026-03-01" }).to("In Progress", "2026-03-02");
    item.event({ kind: "estimate", at: "2026-03-01", to: "5", origin: "snapshot" });
    expect(answerOf(signal, s)).toMatchObject({
      outcome: "insufficient-data",
      needed: 1,
      excluded: { "estimated at a time that is not known": 1 },
    });
  });
});
