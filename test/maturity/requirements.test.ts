import { describe, expect, test } from "vitest";
import type { ScopeDiagnostics } from "../../src/maturity/input.ts";
import { judge } from "../../src/maturity/judge.ts";
import { DEFAULT_RULESET } from "../../src/maturity/ruleset/default.ts";
import type { Measure } from "../../src/model/measure.ts";
import { allAt, exactly, input, measured } from "./scenario.ts";

const missing: Measure = { outcome: "not-supported", reason: "No tool shows it.", by: "tool" };
const short = (needed: number, neededOf: string): Measure => ({
  outcome: "insufficient-data",
  reason: `There are too few ${neededOf}.`,
  sampleSize: 50 - needed,
  needed,
  neededOf,
  excluded: {},
});

function verdict(id: string, measures: Readonly<Record<string, Measure>>, diagnostics: ScopeDiagnostics = {}) {
  const given = input(measures);
  const judgement = judge({ ...given, workspace: { ...given.workspace, ...diagnostics } }, DEFAULT_RULESET);
  return judgement.characteristics.find((one) => one.id === id)!;
}

describe("what a characteristic needs besides the weight of its signals", () => {
  test("1.3 needs two of delayed, forgotten and duplicated, and tells each", () => {
    const forgottenOnly = {
      ...allAt(2.4),
      ...{ "due-date-reliability": missing, "wip-age-over-sle": missing, "duplicate-burden": missing, "reopen-rate": missing },
    };
    // 40 % of the weight is too little anyhow; with rules of one's own it may be enough.
    const given = input(forgottenOnly);
    const ownRules = { ...DEFAULT_RULESET, minimumCoverage: 0.3 };
    const one = judge(given, ownRules).characteristics.find(({ id }) => id === "1.3")!;
    expect(one).toMatchObject({
      rating: "I",
      reason: "Of delayed, forgotten and duplicated only forgotten could be measured; 2 are needed.",
    });
    const both = verdict("1.3", { ...allAt(2), "duplicate-burden": missing, "reopen-rate": missing });
    expect(both.rating).not.toBe("I");
    expect(both.parts).toEqual([
      { name: "delayed", attainment: expect.closeTo(0.5, 1) },
      { name: "forgotten", attainment: expect.closeTo(0.5, 1) },
      { name: "duplicated", attainment: null },
    ]);
  });

  test("2.1 needs 50 finished items, however many pull requests there are", () => {
    const measures = { ...allAt(3), "retro-logging": short(14, "finished items") };
    expect(verdict("2.1", measures, { finishedItems: 36 })).toMatchObject({
      rating: "I",
      reason: "Only 36 items were finished in 26 weeks; 50 are needed.",
      toSuffice: ["14 more finished items in 26 weeks.", "14 more finished items for retro-logging."],
    });
    expect(verdict("2.1", measures, { finishedItems: 50 }).rating).not.toBe("I");
    expect(verdict("2.1", measures).rating).not.toBe("I");
  });

  test("3.4 cannot be judged without the moves that tell of meetings", () => {
    const one = verdict("3.4", { ...allAt(3.4), "meeting-batch-index": short(60, "moves by people") });
    expect(one).toMatchObject({ rating: "I", toSuffice: ["60 more moves by people for meeting-batch-index."] });
    expect(one.reason).toBe("It cannot be judged without meeting-batch-index (there are too few moves by people).");
  });

  test("4.1 needs reactions to a crossed expectation, or three mechanisms that can be seen", () => {
    const seen = (count: number) => ({
      ...measured("instrumentation-breadth", 5),
      details: { "can be seen": count },
    });
    const measures = { ...allAt(4.4), "sle-crossing-response": short(12, "items that passed their expected time") };
    expect(verdict("4.1", { ...measures, "instrumentation-breadth": seen(2) })).toMatchObject({ rating: "I" });
    expect(verdict("4.1", { ...measures, "instrumentation-breadth": seen(3) }).rating).not.toBe("I");
    expect(verdict("4.1", { ...allAt(4.4), "instrumentation-breadth": seen(2) }).rating).not.toBe("I");
  });

  test("4.2 without queue episodes rests on reactions and blockers, and is never more than largely met", () => {
    expect(verdict("4.2", { ...allAt(6), "bottleneck-resolution": short(2, "queue episodes") })).toMatchObject({
      rating: "L",
      attainment: 0.84,
    });
  });

  test("4.4, 5.1 and 5.4 need a year, 4.4 or the history of the configuration", () => {
    const measures = allAt(5.4);
    for (const id of ["4.4", "5.1", "5.4"]) {
      expect(verdict(id, measures, { historyWeeks: 40 })).toMatchObject({
        rating: "I",
        reason: "The history is 40 weeks long; 52 are needed to see whether the way of working changes.",
        toSuffice: ["12 more weeks of history."],
      });
      expect(verdict(id, measures, { historyWeeks: 52 }).rating).not.toBe("I");
    }
    expect(verdict("4.4", measures, { historyWeeks: 40, configurationHistory: true }).rating).not.toBe("I");
    expect(verdict("5.1", measures, { historyWeeks: 40, configurationHistory: true }).rating).toBe("I");
  });

  test("4.4 and 5.1 stay below fully met unless the history of rules and settings can be read", () => {
    for (const id of ["4.4", "5.1"]) {
      expect(verdict(id, allAt(7))).toMatchObject({ rating: "L", attainment: 0.84 });
      expect(verdict(id, allAt(7), { configurationHistory: true }).rating).toBe("F");
    }
  });

  test("5.3 is fully met only where routing, prioritising and watching are each automated in part", () => {
    const share = (priorities: number): Measure => ({
      ...measured("automation-share", 60),
      details: { "changes of priority by automation": priorities },
    });
    const whole = { ...allAt(7), "rule-based-routing": measured("rule-based-routing", 80) };
    const two = { ...measured("sle-crossing-response", 3.5) };
    // Two kinds of evidence, which events alone are not: the cap of the family stands in both.
    expect(verdict("5.3", { ...whole, "automation-share": share(0), "sle-crossing-response": two }).limitedBy.join(" ")).toMatch(
      /one of routing, prioritisation and monitoring shows no automation/,
    );
    expect(
      verdict("5.3", { ...whole, "automation-share": share(9), "sle-crossing-response": two }).limitedBy.join(" "),
    ).not.toMatch(/shows no automation/);
  });

  test("1.5 by the spread of the work alone is never fully left behind; nominal owners leave 1.2 and 2.2 partial", () => {
    const spread = { ...measured("continuity", 95), cap: 0.84 };
    expect(verdict("1.5", { ...allAt(6), continuity: spread })).toMatchObject({ rating: "L", attainment: 0.84 });
    const nominal = { ...measured("assignee-coverage-at-start", 99), cap: 0.5 };
    for (const id of ["1.2", "2.2"])
      expect(verdict(id, { ...allAt(6), "assignee-coverage-at-start": nominal })).toMatchObject({ rating: "P", attainment: 0.5 });
  });

  test("S43 that caps at P does not hold the whole of 5.2, which mainly rests on accepted work", () => {
    const poor = { ...measured("ai-oversight", 95), cap: 0.5 };
    const one = verdict("5.2", { ...allAt(6.5), "ai-oversight": poor });
    expect(one.signals.find(({ id }) => id === "ai-oversight")!.desirability).toBe(0.5);
    expect(one.attainment!).toBeGreaterThan(0.5);
  });
});

describe("what would make it sufficient", () => {
  test("what grows by itself comes first, the nearest first; then what no tool shows", () => {
    const one = verdict("2.4", {
      "status-freshness": short(20, "items in progress"),
      "definition-completeness-at-start": short(1, "started items"),
      "zombie-wip": missing,
      "triage-latency": measured("triage-latency", 20),
    });
    expect(one).toMatchObject({
      rating: "I",
      toSuffice: [
        "1 more started item for definition-completeness-at-start.",
        "20 more items in progress for status-freshness.",
        "For zombie-wip, something that shows it: no tool shows it.",
      ],
    });
  });

  test("an interval that is too wide says how much more would narrow it", () => {
    const wide: Measure = { ...measured("x", 50), distribution: { kind: "quantiles", values: [10, 50, 99] } };
    const one = verdict("3.2", { ...allAt(3.4), "stage-ownership-coverage": wide, "off-stage-reassignment": missing });
    expect(one.rating).toBe("I");
    expect(one.toSuffice![0]).toMatch(/^About [1-9]\.\d times as many observations as there are now\.$/);
  });

  test("a rated one says what would make its evidence whole, and nothing where it is", () => {
    expect(verdict("3.3", allAt(3.4)).toSuffice).toEqual([]);
    expect(verdict("3.3", { ...allAt(3.4), "dependency-visibility": short(5, "contacts between teams") }).toSuffice).toEqual([
      "5 more contacts between teams for dependency-visibility.",
    ]);
  });

  test("what this version does not measure is nobody's to mend: then it is said what there would have to be", () => {
    const awaited: Measure = { outcome: "not-supported", reason: "Not yet.", by: "version" };
    expect(
      verdict("5.5", { "shock-recovery": awaited, "sle-shortfall": awaited, "hand-off-latency": awaited }).toSuffice,
    ).toEqual(["More than this: fewer than 3 shocks in 52 weeks in the whole workspace."]);
  });
});

describe("does the sentence describe them now", () => {
  const match = (measures: Readonly<Record<string, Measure>>) => verdict("2.5", { ...allAt(2.6), ...measures }).descriptorMatch!;

  test("2.5 is true while updates come in batches, people chase and little is automated, and fades", () => {
    const heavy = match({ "meeting-batch-index": exactly(0.6), "chasing-load": exactly(25), "automation-share": exactly(0) });
    const some = match({ "meeting-batch-index": exactly(0.4), "chasing-load": exactly(8), "automation-share": exactly(6) });
    const past = match({ "meeting-batch-index": exactly(0.1), "chasing-load": exactly(0.8), "automation-share": exactly(45) });
    expect(heavy).toBeGreaterThan(0.85);
    expect(some).toBeGreaterThan(0.15);
    expect(some).toBeLessThan(heavy);
    expect(past).toBeLessThan(0.15);
  });

  test("2.4 fits best between the rungs of level 2 and 4 of status freshness", () => {
    const at = (value: number) => verdict("2.4", { ...allAt(3), "status-freshness": exactly(value) }).descriptorMatch!;
    expect(Math.max(at(35), at(55), at(75))).toBeGreaterThan(Math.max(at(15), at(97)));
  });
});
