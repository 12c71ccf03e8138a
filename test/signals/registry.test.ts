import { describe, expect, test } from "vitest";
import { SIGNALS } from "../../signals/index.ts";
import { measureScopes } from "../../signals/run.ts";
import { FACETS, type Provides } from "../../src/model/facet.ts";
import type { Measure } from "../../src/model/measure.ts";
import { after, NO_POLICY, story, type Story } from "../support/log-story.ts";

const ASOF = "2026-06-29";
const EVERYTHING = Object.fromEntries(FACETS.map((facet) => [facet, { level: "full", sentence: "" }])) as unknown as Provides;

const ask = (s: Story, minimumLogQuality = 0.6): Readonly<Record<string, Measure>> =>
  measureScopes({
    facts: s.facts(),
    provides: [{ id: "jira", provides: EVERYTHING }],
    policy: NO_POLICY,
    minimumLogQuality,
    signals: SIGNALS,
    seed: "x",
  }).workspace.measures;

/** What public dumps of issue trackers look like: moves without anybody who made them, no owners, no comments. */
function anonymousHistory(): Story {
  const s = story({ asOf: ASOF });
  for (let i = 0; i < 300; i++) {
    const at = after("2025-12-01T09:00", i * 0.6);
    const item = s.item(`A-${i}`, { at, actor: null, priority: i % 3 === 0 ? "Major" : "Minor", description: 300 });
    item.to("In Progress", after(at, 2), null).to("Review", after(at, 4 + (i % 7)), null);
    if (i % 10 !== 0) item.to("Done", after(at, 6 + (i % 11)), null);
  }
  return s;
}

describe("registry", () => {
  test("every signal of the catalogue looks at facts", () => {
    expect(SIGNALS.filter(({ needs }) => needs.length === 0)).toEqual([]);
  });

  test("every answer is one of the five outcomes with a sentence, also for hardly any history", () => {
    const one = story({ asOf: ASOF });
    one.item("A-1", { at: "2026-06-01", actor: null });
    for (const s of [one, story({ asOf: ASOF })]) {
      const measures = ask(s, 0);
      expect(Object.keys(measures)).toEqual(SIGNALS.map(({ id }) => id));
      const told = Object.values(measures).map((measure) =>
        measure.outcome === "measured" ? "measured" : `${measure.outcome}: ${measure.reason}`,
      );
      expect(told.filter((text) => !/^(insufficient-data|not-supported|not-applicable): [A-Z0-9].*[.]$/.test(text))).toEqual([]);
    }
  });

  test("a history without actors, owners or comments is never judged by what it lacks", () => {
    // With the check of the log's quality off, each signal must notice by itself.
    const measures = ask(anonymousHistory(), 0);
    const lacking = [
      "assignee-coverage-at-start",
      "stage-ownership-coverage",
      "off-stage-reassignment",
      "hand-off-latency",
      "dependency-readiness-at-start",
      "blocker-time-to-clear",
      "status-freshness",
      "automation-share",
      "continuity",
    ];
    expect(lacking.filter((id) => measures[id]!.outcome !== "insufficient-data")).toEqual([]);
    expect(measures["variant-concentration"]).toMatchObject({ outcome: "measured" });
    // With the check on, whatever asks who acted is held back; when things happened can still be told.
    const checked = ask(anonymousHistory());
    expect(checked["automation-share"]).toMatchObject({ outcome: "insufficient-data" });
    expect(checked["variant-concentration"]).toMatchObject({ outcome: "measured" });
  });

  test("no answer holds the id of a person", () => {
    const s = story({ asOf: ASOF });
    s.bulk({
      count: 300,
      from: "2025-12-20",
      to: "2026-06-20",
      people: ["person-1", "person-2", "person-3", "person-4", "person-5", "person-6"],
    });
    expect(JSON.stringify(ask(s))).not.toMatch(/person-\d|actor:/);
  });

  test("measured values are finite, inside of their intervals, and percentages stay within 0 and 100", () => {
    const s = story({ asOf: ASOF });
    s.bulk({ count: 400, from: "2025-10-20", to: "2026-06-20" });
    const measures = ask(s);
    const found = SIGNALS.flatMap(({ id, unit }) => {
      const measure = measures[id]!;
      return measure.outcome === "measured" ? [{ id, most: unit === "%" ? 100 : Number.MAX_VALUE, ...measure }] : [];
    });
    expect(found.length).toBeGreaterThan(8);
    for (const { id, most, value, interval90, coverage } of found) {
      const [low, high] = interval90;
      expect(0 <= low && low <= value && value <= high && high <= most, `${id}: ${low} ${value} ${high}`).toBe(true);
      expect(coverage > 0 && coverage <= 1, `${id}: ${coverage}`).toBe(true);
    }
  });
});
