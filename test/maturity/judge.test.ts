import { describe, expect, test } from "vitest";
import { CHARACTERISTICS } from "../../src/maturity/characteristics/index.ts";
import { judge } from "../../src/maturity/judge.ts";
import { DEFAULT_RULESET } from "../../src/maturity/ruleset/default.ts";
import type { Measure } from "../../src/model/measure.ts";
import { SIGNALS, allAt, exactly, input, measured, team } from "./scenario.ts";

const missing: Measure = { outcome: "not-supported", reason: "not recorded by this tool", by: "tool" };
const verdict = (judgement: ReturnType<typeof judge>, id: string) => judgement.characteristics.find((one) => one.id === id)!;

describe("one scope", () => {
  test.each([
    [1.3, 1],
    [2.4, 2],
    [3.4, 3],
    [4.4, 4],
    [5.4, 5],
  ])("all signals at rung %d are level %i", (rung, level) => {
    const judgement = judge(input(allAt(rung)), DEFAULT_RULESET);
    expect(judgement.level).toMatchObject({
      best: level,
      confirmed: level,
      strict: level,
      lower: level,
      upper: level,
      notAssessable: null,
    });
    const sum = Object.values(judgement.level.probabilities!).reduce((a, b) => a + b, 0);
    expect(sum).toBeCloseTo(1, 9);
    expect(Math.floor(judgement.index.score5!)).toBe(level);
  });

  test("attainment by hand: ownership at each stage from three exact values", () => {
    const measures = {
      ...allAt(3.4),
      // Level 3: 70 % is half way from the rung of 3 to that of 4; 30 h is the rung of 2; 24 % is half way from 3 to 4.
      "stage-ownership-coverage": exactly(70, 450),
      "hand-off-latency": exactly(30, 50),
      "off-stage-reassignment": exactly(24, 50),
    };
    const one = verdict(judge(input(measures), DEFAULT_RULESET), "3.2");
    const weights = [0.5 * 0.9, 0.25 * 0.5, 0.25 * 0.5];
    const sum = weights[0]! * Math.sqrt(0.675) + weights[1]! * Math.sqrt(0.15) + weights[2]! * Math.sqrt(0.675);
    const expected = (sum / (weights[0]! + weights[1]! + weights[2]!)) ** 2;
    expect(one.attainment).toBeCloseTo(expected, 3);
    expect(one.rating).toBe("L");
    expect(one.signals.map(({ id, desirability }) => [id, desirability])).toEqual([
      ["stage-ownership-coverage", 0.675],
      ["hand-off-latency", 0.15],
      ["off-stage-reassignment", 0.675],
    ]);
    expect(one.signals[0]).toMatchObject({ primary: true, largely: 60, fully: 80 });
  });

  test("71 % of the way: a value says where it stands between its rungs", () => {
    // S26 alone carries 3.4 here through its neighbours at the same desirability of 0.71.
    const measures = {
      ...allAt(3.6),
      "status-freshness": exactly(67),
      "meeting-batch-index": exactly(0.31),
      "chasing-load": exactly(8 * 0.5 ** 0.6),
      "hand-off-latency": exactly(20 * (13 / 20) ** 0.6),
    };
    expect(verdict(judge(input(measures), DEFAULT_RULESET), "3.4").attainment).toBe(0.71);
  });

  test("a pathology shows its attainment and describes them by what is left of it", () => {
    const one = verdict(judge(input(allAt(1.4)), DEFAULT_RULESET), "1.2");
    expect(one.descriptorMatch).toBeCloseTo(1 - one.attainment!, 9);
    expect(one.attainment!).toBeLessThan(0.5);
  });

  test("partial visibility stops being the right words above as well as below", () => {
    const match = (rung: number) => verdict(judge(input(allAt(rung)), DEFAULT_RULESET), "2.4").descriptorMatch!;
    expect(match(3.5)).toBeGreaterThan(match(1.5));
    expect(match(3.5)).toBeGreaterThan(match(5.8));
    expect(verdict(judge(input(allAt(5.8)), DEFAULT_RULESET), "2.4").rating).toBe("F");
  });

  test("evidence of one kind is never fully met, and says so", () => {
    const one = verdict(judge(input({ ...allAt(5.5), "structured-intake": missing }), DEFAULT_RULESET), "3.1");
    expect(one).toMatchObject({ rating: "L", attainment: 0.84, evidenceFamilies: ["event"] });
    expect(one.limitedBy[0]).toMatch(/one kind \(event\)/);
  });

  test("what leaves few traces is capped", () => {
    const judgement = judge(input(allAt(7)), DEFAULT_RULESET);
    for (const id of ["4.4", "5.1"]) expect(verdict(judgement, id)).toMatchObject({ rating: "L", attainment: 0.84 });
  });

  test("a cap on a measure holds its desirability", () => {
    const capped = { ...measured("continuity", 95), cap: 0.4 };
    const one = verdict(judge(input({ ...allAt(5), continuity: capped }), DEFAULT_RULESET), "1.5");
    expect(one.signals.find(({ id }) => id === "continuity")!.desirability).toBe(0.4);
    expect(one.limitedBy.join(" ")).toMatch(/continuity counts only in part/i);
  });

  test("a primary signal at nothing holds the whole at partly met", () => {
    const one = verdict(judge(input({ ...allAt(5.5), "stage-ownership-coverage": exactly(2) }), DEFAULT_RULESET), "3.2");
    expect(one.attainment).toBeLessThanOrEqual(0.5);
    expect(one.rating).toBe("P");
    expect(one.flags.join(" ")).toMatch(/Conflicting evidence/);
  });
});

describe("what cannot be judged", () => {
  test("nothing measured: no level, every characteristic I, the bounds open", () => {
    const judgement = judge(input({}), DEFAULT_RULESET);
    expect(judgement.level).toMatchObject({
      best: null,
      confirmed: null,
      probabilities: null,
      atLeast: null,
      strict: null,
      isoStrict: null,
      lower: 1,
      upper: 5,
    });
    expect(judgement.level.notAssessable!.level).toBe(2);
    expect(judgement.index).toMatchObject({ score100: null, score5: null, interval90: null, minimalDetectableChange: null });
    expect(judgement.characteristics).toHaveLength(25);
    for (const one of judgement.characteristics) {
      expect(one).toMatchObject({ rating: "I", attainment: null, descriptorMatch: null });
      expect(one.reason).toMatch(/^[A-Z].*\.$/);
    }
    expect(judgement.c4.clarity).toMatchObject({ score: null, coverage: 0 });
    expect(judgement.next.every(({ kind }) => kind === "evidence")).toBe(true);
    expect(JSON.stringify(judgement)).not.toMatch(/NaN|Infinity/);
  });

  test("a level above which nothing is assessable keeps the level below and leaves the top open", () => {
    const measures = Object.fromEntries(
      Object.entries(allAt(3.4)).map(([id, measure]) => [
        id,
        [
          "instrumentation-breadth",
          "estimate-use",
          "workflow-differentiation",
          "workflow-evolution",
          "bottleneck-resolution",
          "wip-load",
        ].includes(id)
          ? missing
          : measure,
      ]),
    );
    const judgement = judge(input(measures), DEFAULT_RULESET);
    expect(judgement.level).toMatchObject({ best: 3, upper: 4 });
    expect(judgement.level.notAssessable).toMatchObject({ level: 4 });
    expect(judgement.level.gaps.filter(({ kind }) => kind === "evidence").map(({ id }) => id)).toEqual(["4.1", "4.3", "4.4"]);
    expect(judgement.next[0]!.kind).toBe("evidence");
    // Of level 4 one sentence was rated, and a third of the way is what one can show; with the others it could be all of it, or half.
    expect(judgement.index.score5).toBe(3.33);
    expect(judgement.index.interval90![0]).toBeLessThan(3.33);
    expect(judgement.index.interval90![1]).toBe(4);
  });

  test("an attained level says which of its characteristics it does not rest on", () => {
    const measures = {
      ...allAt(3.4),
      "dependency-readiness-at-start": {
        outcome: "insufficient-data",
        reason: "There are no links.",
        sampleSize: 0,
        needed: 30,
        excluded: {},
      },
      "meeting-batch-index": { outcome: "not-supported", reason: "This version does not measure it yet.", by: "version" },
      "chasing-load": { outcome: "not-supported", reason: "This version does not measure it yet.", by: "version" },
    } as const;
    const judgement = judge(input(measures), DEFAULT_RULESET);
    expect(judgement.level).toMatchObject({ best: 3, lower: 2 });
    expect(judgement.level.gaps.filter(({ level, kind }) => level === 3 && kind === "evidence")).toEqual(
      ["3.3", "3.4"].map((id) => ({
        kind: "evidence",
        level: 3,
        id,
        sentence: `${id} "${verdict(judgement, id).text}" could not be judged: level 3 rests on 3 of its 5 characteristics, and would not be reached if this one were not met at all.`,
        rating: "I",
        tolerated: true,
      })),
    );
    expect(verdict(judgement, "3.4").reason).toBe(
      "Only 50 % of the evidence for this could be measured, 60 % is needed. This version does not measure chasing-load and meeting-batch-index yet.",
    );
    // More links would settle 3.3; nothing that anybody can record would settle 3.4 in this version.
    const steps = judgement.next.filter(({ characteristic }) => characteristic === "3.3" || characteristic === "3.4");
    expect(steps).toEqual([
      {
        kind: "evidence",
        sentence: `dependency-readiness-at-start needs 30 more observations before it can help to judge 3.3 "${verdict(judgement, "3.3").text}".`,
        characteristic: "3.3",
      },
    ]);
  });

  test("one gap among three is no finding while what could not be judged decides whether it is tolerated", () => {
    const unseen = Object.fromEntries(
      ["dependency-readiness-at-start", "meeting-batch-index", "chasing-load"].map((id) => [id, missing]),
    );
    const predictable = [
      "sle-shortfall",
      "cycle-time-tail-ratio",
      "throughput-dispersion",
      "say-do-ratio",
      "due-date-reliability",
    ];
    const low = Object.fromEntries(["wip-age-over-sle", ...predictable].map((id) => [id, allAt(2.4)[id]!]));
    const judgement = judge(input({ ...allAt(3.4), ...unseen, ...low }), DEFAULT_RULESET);
    expect(["3.1", "3.2", "3.3", "3.4", "3.5"].map((id) => verdict(judgement, id).rating)).toEqual(["L", "L", "I", "I", "P"]);
    expect(judgement.level).toMatchObject({ best: 2, upper: 3, notAssessable: { level: 3 } });
    expect(judgement.level.notAssessable!.reason).toBe(
      "Only 3 of the 5 characteristics of level 3 could be judged, and one of them is not largely met: whether that is one gap too many depends on those that could not be judged.",
    );
    // What was seen of the way to level 3 still counts.
    expect(judgement.index.score5).toBeGreaterThan(2.5);
    // With a fourth one in sight the rule decides, one way or the other.
    const seen = judge(input({ ...allAt(3.4), ...low, "dependency-readiness-at-start": missing }), DEFAULT_RULESET);
    expect(seen.level).toMatchObject({ best: 3, notAssessable: null });
  });

  test("level 1 is a finding only when even the best case could not be level 2", () => {
    const keep = new Set(["assignee-coverage-at-start", "off-stage-reassignment", "stage-ownership-coverage", "triage-latency"]);
    const only = (rung: number, ids: ReadonlySet<string>) =>
      Object.fromEntries(Object.entries(allAt(rung)).map(([id, measure]) => [id, ids.has(id) ? measure : missing]));
    const thin = judge(input(only(3, keep)), DEFAULT_RULESET);
    expect(verdict(thin, "2.2").rating).not.toBe("I");
    expect(thin.level).toMatchObject({ best: null, upper: 5 });
    const ruledOut = judge(input(only(0.6, keep)), DEFAULT_RULESET);
    expect(verdict(ruledOut, "2.2").rating).toBe("N");
    expect(ruledOut.level).toMatchObject({ best: 1, upper: 1, notAssessable: null });
  });

  test("an interval that leaves everything open is I, not a guess", () => {
    const wide: Measure = { ...measured("x", 50), distribution: { kind: "quantiles", values: [10, 50, 99] } };
    const one = verdict(
      judge(input({ ...allAt(3.4), "stage-ownership-coverage": wide, "off-stage-reassignment": missing }), DEFAULT_RULESET),
      "3.2",
    );
    expect(one).toMatchObject({ rating: "I", attainment: null });
    expect(one.reason).toMatch(/plausible/);
  });

  test("no primary signal, or less than 60 % of the weight: I with what is missing", () => {
    const withoutPrimary = verdict(
      judge(input({ ...allAt(3), "dependency-readiness-at-start": missing }), DEFAULT_RULESET),
      "3.3",
    );
    expect(withoutPrimary).toMatchObject({ rating: "I", coverage: 0.6 });
    expect(withoutPrimary.reason).toMatch(/dependency-readiness-at-start/);
    const thin = verdict(
      judge(input({ ...allAt(3), "meeting-batch-index": missing, "chasing-load": missing }), DEFAULT_RULESET),
      "3.4",
    );
    expect(thin).toMatchObject({ rating: "I", coverage: 0.5 });
    expect(thin.reason).toMatch(/Only 50 % .*60 % is needed/);
  });

  test("what does not apply is left out of the weight; when nothing applies the sentence does not", () => {
    const na: Measure = { outcome: "not-applicable", reason: "no sprints are used" };
    const predictable = verdict(
      judge(input({ ...allAt(3.4), "say-do-ratio": na, "due-date-reliability": na }), DEFAULT_RULESET),
      "3.5",
    );
    expect(predictable.coverage).toBe(1);
    expect(predictable.rating).toBe("L");
    const all = Object.fromEntries(["ai-execution-share", "ai-oversight", "ai-assist-share"].map((id) => [id, na]));
    expect(verdict(judge(input({ ...allAt(3), ...all }), DEFAULT_RULESET), "5.2").rating).toBe("NA");
  });

  test("AI that is not seen is not observed, never not met", () => {
    const judgement = judge(input(allAt(2.2)), DEFAULT_RULESET);
    expect(verdict(judgement, "4.5")).toMatchObject({ rating: "I" });
    expect(verdict(judgement, "4.5").reason).toMatch(/Not observed/);
  });

  test("a history that is not good enough takes the event signals with it", () => {
    const given = input(allAt(3.4));
    const judgement = judge({ ...given, workspace: { ...given.workspace, logQuality: 0.4 } }, DEFAULT_RULESET);
    expect(verdict(judgement, "3.1").rating).toBe("I");
    expect(verdict(judgement, "3.1").reason).toMatch(/good enough/);
  });

  test("work that piles up leaves predictability open", () => {
    const given = input(allAt(3.4));
    const judgement = judge({ ...given, workspace: { ...given.workspace, flowBalance: 0.7 } }, DEFAULT_RULESET);
    expect(verdict(judgement, "3.5")).toMatchObject({ rating: "I" });
    expect(verdict(judgement, "3.5").reason).toMatch(/more work arrives/);
  });

  test("evidence steps say how much more is needed, least first", () => {
    const short = (needed: number): Measure => ({
      outcome: "insufficient-data",
      reason: "too few",
      sampleSize: 10,
      needed,
      excluded: {},
    });
    const only = Object.fromEntries(SIGNALS.map(({ id }) => [id, missing]));
    const judgement = judge(
      input({
        ...only,
        "assignee-coverage-at-start": short(40),
        "status-freshness": short(14),
        "variant-concentration": short(1),
      }),
      DEFAULT_RULESET,
    );
    expect(judgement.next[0]!.sentence).toMatch(/^variant-concentration needs 1 more observation /);
    expect(judgement.next[1]!.sentence).toMatch(/^status-freshness needs 14 more observations /);
    expect(judgement.next[0]).toMatchObject({ kind: "evidence", characteristic: "2.3" });
  });
});

describe("gaps", () => {
  test("one P is named and tolerated, and a practice follows from it", () => {
    const weak = { "variant-concentration": exactly(30), "workflow-conformance": exactly(36), "structured-intake": exactly(6) };
    const judgement = judge(input({ ...allAt(2.6), ...weak }), DEFAULT_RULESET);
    expect(judgement.level.best).toBe(2);
    const tolerated = judgement.level.gaps.filter((gap) => gap.tolerated);
    expect(tolerated).toMatchObject([{ kind: "characteristic", level: 2, id: "2.3", rating: "P" }]);
    expect(tolerated[0]!.sentence).toMatch(/partly met/);
    expect(judgement.level.strict).toBe(1);
  });

  test("what blocks the next level is named, and its practices come first", () => {
    const judgement = judge(input(allAt(2.5)), DEFAULT_RULESET);
    const blocking = judgement.level.gaps.filter((gap) => !gap.tolerated);
    expect(blocking.map(({ level }) => level)).toEqual([3, 3, 3, 3, 3]);
    expect(judgement.next[0]!.kind).toBe("practice");
    expect(blocking.map(({ id }) => id)).toContain(judgement.next[0]!.characteristic);
  });
});

test("the same input gives the same bytes, another seed nearly the same figures", () => {
  const given = input(allAt(3.05, 60), [team("a", allAt(3.1, 60)), team("b", allAt(2.9, 60)), team("c", allAt(3, 60))]);
  const once = JSON.stringify(judge(given, DEFAULT_RULESET));
  expect(JSON.stringify(judge(given, DEFAULT_RULESET))).toBe(once);
  const other = judge({ ...given, seed: "another" }, DEFAULT_RULESET);
  expect(JSON.stringify(other)).not.toBe(once);
  expect(Math.abs(other.index.score5! - (JSON.parse(once) as typeof other).index.score5!)).toBeLessThan(0.05);
});

test("the order of teams, signals, measures, ladders and characteristics means nothing", () => {
  const teams = [team("a", allAt(3.3)), team("b", allAt(2.6)), team("c", allAt(2.9)), team("d", null, 3)];
  const given = input(allAt(3.05), teams);
  const turned = {
    ...given,
    workspace: { ...given.workspace, measures: Object.fromEntries(Object.entries(given.workspace.measures).toReversed()) },
    teams: teams.toReversed(),
    signals: SIGNALS.toReversed(),
    characteristics: CHARACTERISTICS.toReversed(),
  };
  const ruleset = { ...DEFAULT_RULESET, ladders: DEFAULT_RULESET.ladders.toReversed() };
  expect(JSON.stringify(judge(turned, ruleset))).toBe(JSON.stringify(judge(given, DEFAULT_RULESET)));
});

test("a small workspace is a small group: nothing is said about it", () => {
  const given = input(allAt(3.4), [team("a", null, 3)]);
  const judgement = judge({ ...given, workspace: { ...given.workspace, activePeople: 3 } }, DEFAULT_RULESET);
  expect(judgement.level.best).toBeNull();
  expect(judgement.characteristics.every(({ rating }) => rating === "I" || rating === "NA")).toBe(true);
});
