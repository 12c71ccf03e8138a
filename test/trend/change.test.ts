import { describe, expect, test } from "vitest";
import { CHARACTERISTICS } from "../../src/maturity/characteristics/index.ts";
import { judge } from "../../src/maturity/judge.ts";
import { DEFAULT_RULESET } from "../../src/maturity/ruleset/default.ts";
import type { Measure } from "../../src/model/measure.ts";
import type { TeamInput } from "../../src/maturity/input.ts";
import { commonEvidence, type Judged } from "../../src/trend/common-evidence.ts";
import { changeBetween, detectableDifference, type ComparedPoint } from "../../src/trend/change.ts";
import { allAt, input, team } from "../maturity/scenario.ts";

const RULESET = { ...DEFAULT_RULESET, draws: 200 };
const NONE: Measure = { outcome: "insufficient-data", reason: "too few", sampleSize: 3, needed: 20, excluded: {} };

function judged(measures: Record<string, Measure>, teams: readonly TeamInput[] = []): Judged {
  const asked = input(measures, teams);
  return { input: asked, judgement: judge(asked, RULESET) };
}

function point(asOf: string, measures: Record<string, Measure>, shutdownWeeks: readonly string[] = []): ComparedPoint {
  const one = judged(measures);
  return { ...one, asOf, shutdownWeeks, isJudged: one.judgement.level.best !== null };
}

const CHRISTMAS = ["2025-12-22T00:00:00.000Z"];

describe("the minimal detectable change", () => {
  test("is 1.96 sqrt(2) SEM where both are equally sure", () => {
    // SEM 0.1: 1.96 * 1.41421356 * 0.1 = 0.2772.
    expect(detectableDifference({ minimalDetectableChange: 0.277 }, { minimalDetectableChange: 0.277 })).toBeCloseTo(0.28, 9);
  });

  test("is 1.96 sqrt(SE1^2 + SE2^2) where they are not", () => {
    const [a, b] = [0.1, 0.2];
    const mdc = (se: number) => ({ minimalDetectableChange: 1.96 * Math.SQRT2 * se });
    expect(detectableDifference(mdc(a), mdc(b))).toBeCloseTo(1.96 * Math.hypot(a, b), 2);
  });

  test("is never smaller than what is shown, also where every draw is the same", () => {
    expect(detectableDifference({ minimalDetectableChange: null }, { minimalDetectableChange: null })).toBe(0.1);
    expect(detectableDifference({ minimalDetectableChange: 0.02 }, { minimalDetectableChange: null })).toBe(0.1);
  });
});

describe("a change", () => {
  const low = point("2025-06-01T00:00:00.000Z", allAt(2.2));
  const high = point("2025-12-01T00:00:00.000Z", allAt(3.2));

  test("beyond the minimal detectable one is a rise or a fall", () => {
    expect(changeBetween(low, high, RULESET)).toMatchObject({ verdict: "rise", notes: [], since: low.asOf });
    const down = changeBetween(high, low, RULESET);
    expect(down.verdict).toBe("fall");
    expect(down.index).toBe(-changeBetween(low, high, RULESET).index!);
    expect(down.levels).toBeLessThan(0);
  });

  test("below it is none", () => {
    const nearly = point("2025-12-01T00:00:00.000Z", allAt(2.22));
    const change = changeBetween(low, nearly, RULESET);
    expect(change.verdict).toBe("none");
    expect(Math.abs(change.index!)).toBeLessThan(change.minimalDetectableChange!);
  });

  test("from a window without a shutdown to one that holds one is no statement, and says so", () => {
    const withChristmas = { ...high, shutdownWeeks: CHRISTMAS };
    const change = changeBetween(low, withChristmas, RULESET);
    expect(change.verdict).toBe("not-comparable");
    expect(change.notes.join(" ")).toContain("later date holds a shutdown");
    expect(change.index).not.toBeNull();
    expect(changeBetween({ ...low, shutdownWeeks: CHRISTMAS }, withChristmas, RULESET).verdict).toBe("rise");
  });

  test("needs a level on both sides", () => {
    const nothing = point("2025-01-01T00:00:00.000Z", {});
    expect(nothing.isJudged).toBe(false);
    expect(changeBetween(nothing, low, RULESET)).toMatchObject({ verdict: "not-comparable", index: null, levels: null });
  });

  test("that comes from more evidence alone is none", () => {
    const all = allAt(3.2);
    const bad = allAt(1.2);
    // What was not measured before is bad: the numbers fall, the work did not.
    const hidden = ["assignee-coverage-at-start", "stage-ownership-coverage"];
    const before = { ...all, ...Object.fromEntries(hidden.map((id) => [id, NONE])) };
    const after = { ...all, ...Object.fromEntries(hidden.map((id) => [id, bad[id]!])) };
    const change = changeBetween(point("2025-06-01T00:00:00.000Z", before), point("2025-12-01T00:00:00.000Z", after), RULESET);
    expect(change.indexAsPublished).toBeLessThan(0);
    expect(change).toMatchObject({ verdict: "none", index: 0 });
    expect(change.notes).toEqual(["2 signals could be judged at one of the two dates only and are left out."]);
  });

  test("that comes from a sentence that can be rated at one date only is none, and the sentence is named", () => {
    const all = allAt(4.3);
    // The same values from four observations each: the interval of what they say is wider than a rating may be.
    const few = allAt(4.3, 4);
    const ids = CHARACTERISTICS.find(({ id }) => id === "4.2")!.signals.map(({ id }) => id);
    const vague = { ...all, ...Object.fromEntries(ids.map((id) => [id, few[id]!])) };
    const [before, after] = [point("2025-06-01T00:00:00.000Z", vague), point("2025-12-01T00:00:00.000Z", all)];
    const rated = (one: ComparedPoint) => one.judgement.characteristics.find(({ id }) => id === "4.2")!.rating !== "I";
    expect([rated(before), rated(after)]).toEqual([false, true]);
    expect(commonEvidence(before, after)).toBeNull();
    const change = changeBetween(before, after, RULESET);
    expect(change.verdict).toBe("none");
    expect(change.notes.join(" ")).toMatch(/rated at one of the two dates only .* left out: 4\.2/);
  });
});

describe("common evidence", () => {
  test("is null where the same was measured on both sides", () => {
    expect(commonEvidence(judged(allAt(2)), judged(allAt(4)))).toBeNull();
  });

  test("leaves out teams that are judged on one side only, and signals scope by scope", () => {
    const gone = { ...allAt(3), "assignee-coverage-at-start": NONE };
    const before = judged(allAt(3), [team("a", allAt(3)), team("b", allAt(3)), team("c", gone)]);
    const after = judged(allAt(3), [team("a", allAt(3)), team("c", allAt(3)), team("b", null, 3)]);
    const common = commonEvidence(before, after)!;
    expect(common.teamsOfOne).toEqual(["b"]);
    expect(common.signalsOfOne).toEqual([]);
    expect(common.before.teams.map(({ id }) => id)).toEqual(["a", "c"]);
    expect(common.after.teams.find(({ id }) => id === "c")!.measures!["assignee-coverage-at-start"]!.outcome).toBe(
      "insufficient-data",
    );
    expect(common.after.teams.find(({ id }) => id === "a")!.measures).toEqual(allAt(3));
  });
});
