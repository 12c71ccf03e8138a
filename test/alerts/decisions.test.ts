import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changeAlert, type Judgements } from "../../src/alerts/changes.ts";
import { scanAlert, staleAlert, testAlert, type EndedScan } from "../../src/alerts/scans.ts";
import { ALERT_KINDS, type AlertKind, type AlertRule } from "../../src/model/alert.ts";
import type { Comparison, Split, WorkVerdict } from "../../src/model/comparison.ts";
import type { Level } from "../../src/model/level.ts";
import { DAY_MS, HOUR_MS } from "../../src/model/window.ts";
import { sampleComparison } from "../support/sample-comparison.ts";
import { sampleResult } from "../support/sample-result.ts";

const rule = (...kinds: readonly AlertKind[]): AlertRule => ({
  id: "webhook-1",
  workspace: "acme",
  channel: "webhook",
  kinds,
  signals: [],
  shownTarget: "hooks.example.com",
  addedAt: 0,
});

const split = (work: number, evidence = 0, ruleset = 0): Split => ({
  ...{ before: 2, after: 2 + work + evidence + ruleset, whole: work + evidence + ruleset },
  ...{ work, evidence, ruleset, unsplit: null },
});
const index = (verdict: WorkVerdict["verdict"], work: number): Comparison["index"] => ({
  ...split(work),
  verdict,
  minimalDetectableChange: 0.2,
});
const still = sampleComparison().characteristics.map((one) => ({ ...one, verdict: "none" as const }));

/** Two judgements where nothing moved, but for what is given. */
function judgements(from: Level | null, to: Level | null, comparison: Partial<Comparison> = {}): Judgements {
  const sample = sampleResult();
  const at = (best: Level | null) => ({ ...sample, level: { ...sample.level, best } });
  return {
    before: at(from),
    after: at(to),
    comparison: sampleComparison({ level: split(0), index: index("none", 0), characteristics: still, ...comparison }),
  };
}

describe("a new judgement", () => {
  test("that moved nothing is not told, whatever is asked for", () => {
    expect(changeAlert(rule(...ALERT_KINDS), judgements(2, 2))).toBeNull();
  });

  test("at another level is told with what changed it", () => {
    const byWork = changeAlert(rule("level-change"), judgements(2, 3, { level: split(1), index: index("rise", 0.6) }));
    expect(byWork).toMatchObject({ kind: "level-change", workspace: "acme", title: "acme: level 2 -> 3" });
    expect(byWork?.lines[0]).toBe("The level was 2 Defined and is 3 Coordinated: the work changed.");
    const byEvidence = changeAlert(rule("level-change"), judgements(2, 3, { level: split(0, 1) }));
    expect(byEvidence?.lines[0]).toBe("The level was 2 Defined and is 3 Coordinated: the evidence changed.");
    const byRules = changeAlert(rule("level-change"), judgements(3, 2, { level: split(0, 0, -1) }));
    expect(byRules?.lines[0]).toContain("the rules changed");
  });

  test("that tipped over a step without moving by more than noise is not told", () => {
    expect(changeAlert(rule(...ALERT_KINDS), judgements(3, 2, { level: split(-1), index: index("none", -0.1) }))).toBeNull();
  });

  test("that can no longer be judged, or can be now, is told", () => {
    const lost = changeAlert(rule("level-change"), judgements(3, null));
    expect(lost?.title).toBe("acme: the level cannot be judged any more");
    const won = changeAlert(rule("level-change"), judgements(null, 2));
    expect(won?.lines[0]).toBe("The level can be judged now: 2 Defined.");
    expect(changeAlert(rule("regression"), judgements(3, null))).toBeNull();
  });

  test("a fall is a regression, a rise is none", () => {
    const fell = changeAlert(rule("regression"), judgements(3, 2, { level: split(-1), index: index("fall", -0.7) }));
    expect(fell?.kind).toBe("regression");
    expect(fell?.lines).toContain("The index fell by 0.70; less than 0.20 would be noise.");
    expect(changeAlert(rule("regression"), judgements(2, 3, { level: split(1), index: index("rise", 0.7) }))).toBeNull();
  });

  test("characteristics are told one by one, by their number", () => {
    const moved = still.map((one) => (one.id === "3.2" ? { ...one, before: 0.8, after: 0.4, verdict: "fall" as const } : one));
    const told = changeAlert(rule("characteristic-change"), judgements(2, 2, { characteristics: moved }));
    expect(told?.lines[0]).toBe("3.2 fell: 80 % to 40 % attained, rated L before and L now.");
    expect(changeAlert(rule("regression"), judgements(2, 2, { characteristics: moved }))?.kind).toBe("regression");
    expect(changeAlert(rule("level-change"), judgements(2, 2, { characteristics: moved }))).toBeNull();
  });

  test("the title is of the most important kind, whatever the order of the rule", () => {
    const both = judgements(3, 2, { level: split(-1), index: index("fall", -0.7) });
    for (const kinds of [["regression", "level-change"] as const, ["level-change", "regression"] as const])
      expect(changeAlert(rule(...kinds), both)?.kind).toBe("level-change");
  });

  describe("a tracked signal", () => {
    const tracked = sampleResult().signals.find(({ value, interval90 }) => value !== null && interval90 !== null)!;
    const withValue = (value: number, half: number): Judgements => {
      const { before, after, comparison } = judgements(2, 2);
      const moved = { ...tracked, value, interval90: [value - half, value + half] as const };
      const one = { ...tracked, interval90: [tracked.value! - half, tracked.value! + half] as const };
      const put = (signal: typeof tracked) => sampleResult().signals.map((other) => (other.id === tracked.id ? signal : other));
      return { before: { ...before, signals: put(one) }, after: { ...after, signals: put(moved) }, comparison };
    };
    const asked = (...kinds: readonly AlertKind[]): AlertRule => ({ ...rule(...kinds), signals: [tracked.id] });

    test("is told when it moved by more than 1.96 errors of the difference, and not below", () => {
      // Both intervals as wide: the difference has an error of sqrt(2) x half / 1.645.
      const noise = (1.96 * Math.SQRT2 * 0.05) / 1.645;
      expect(changeAlert(asked("signal-change"), withValue(tracked.value! + noise * 0.99, 0.05))).toBeNull();
      expect(changeAlert(asked("signal-change"), withValue(tracked.value! + noise * 1.01, 0.05))?.lines[0]).toContain(
        tracked.title,
      );
      expect(changeAlert(rule("signal-change"), withValue(tracked.value! + noise * 9, 0.05))).toBeNull();
    });

    test("is a regression in its worse direction only", () => {
      const worse = tracked.better === "higher" ? -1 : 1;
      expect(changeAlert(asked("regression"), withValue(tracked.value! + worse, 0.05))?.kind).toBe("regression");
      expect(changeAlert(asked("regression"), withValue(tracked.value! - worse, 0.05))).toBeNull();
    });

    test("says nothing across a shutdown", () => {
      const across = withValue(tracked.value! + 1, 0.01);
      const comparison = { ...across.comparison, index: index("not-comparable", 0.1) };
      expect(changeAlert(asked("signal-change"), { ...across, comparison })).toBeNull();
    });
  });

  test("never tells what was not asked for", () => {
    fc.assert(
      fc.property(
        fc.subarray([...ALERT_KINDS], { minLength: 1 }),
        fc.constantFrom(1, 2, 3, null),
        fc.constantFrom(1, 2, 3, null),
        fc.constantFrom("rise", "fall", "none", "not-comparable"),
        (kinds, from, to, verdict) => {
          const level = split(from === null || to === null ? 0 : to - from);
          const alert = changeAlert(rule(...kinds), judgements(from, to, { level, index: index(verdict, 0.5) }));
          if (alert === null) return;
          expect(kinds).toContain(alert.kind);
          expect(alert.lines.length).toBeGreaterThan(0);
          expect(JSON.stringify(alert)).not.toMatch(/null|undefined|NaN/);
        },
      ),
    );
  });
});

describe("a scan that ended", () => {
  const scan = (status: EndedScan["status"]): EndedScan => ({
    ...{ id: "acme-monday-20261130T050000Z", workspace: "acme", status, endedAt: 0 },
    problem: {
      ...{ code: "unauthenticated", connection: "jira", stream: "issues", page: 1 },
      ...{ what: "Jira refused the token.", todo: "Make a new one." },
    },
  });

  test("is told when it failed or missed something, with what to do", () => {
    expect(scanAlert(rule("scan-failed"), scan("failed"))).toMatchObject({
      title: "acme: the scan failed",
      lines: ["Jira refused the token.", "Make a new one.", "The last judgement stays as it was."],
    });
    expect(scanAlert(rule("scan-failed"), scan("partial"))?.title).toBe("acme: the scan could not read everything");
    for (const status of ["succeeded", "cancelled"] as const) expect(scanAlert(rule("scan-failed"), scan(status))).toBeNull();
    expect(scanAlert(rule("level-change"), scan("failed"))).toBeNull();
  });
});

describe("a judgement that does not come", () => {
  const expectedAt = 100 * DAY_MS;
  const stale = (judgedAt: number | null, now: number) =>
    staleAlert(rule("scan-stale"), { workspace: "acme", judgedAt, expectedAt }, now);

  test("is told some hours after it was due, once for each judgement that it followed", () => {
    expect(stale(expectedAt - 7 * DAY_MS, expectedAt + HOUR_MS)).toBeNull();
    const first = stale(expectedAt - 7 * DAY_MS, expectedAt + 7 * HOUR_MS);
    expect(first?.lines[0]).toBe("The last judgement is 7 days old; one was due at 1970-04-11T00:00Z.");
    expect(stale(expectedAt - 7 * DAY_MS, expectedAt + 40 * HOUR_MS)?.id).toBe(first?.id);
    expect(stale(expectedAt - 6 * DAY_MS, expectedAt + 40 * HOUR_MS)?.id).not.toBe(first?.id);
    expect(stale(expectedAt, expectedAt + 40 * HOUR_MS)).toBeNull();
    expect(stale(null, expectedAt + 7 * HOUR_MS)?.lines[0]).toBe("It has never been judged.");
    expect(staleAlert(rule("regression"), { workspace: "acme", judgedAt: null, expectedAt }, expectedAt * 2)).toBeNull();
  });
});

test("a test says that it is one", () => {
  expect(testAlert(rule("regression"), 0)).toMatchObject({
    kind: "test",
    lines: ["This one (webhook-1) tells about: regression.", "Nothing has happened."],
  });
});
