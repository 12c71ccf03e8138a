import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { readBasis, writeBasis } from "../../src/compare/basis.ts";
import { compare, rulesOf, type ComparedSides, type Recomputed, type Side } from "../../src/compare/compare.ts";
import { judge } from "../../src/maturity/judge.ts";
import { DEFAULT_RULESET } from "../../src/maturity/ruleset/default.ts";
import { rulesetHash } from "../../src/maturity/ruleset/hash.ts";
import type { Ruleset } from "../../src/maturity/ruleset/ruleset.ts";
import type { Comparison, Split } from "../../src/model/comparison.ts";
import type { Measure } from "../../src/model/measure.ts";
import { renderComparisonJson } from "../../src/report/comparison/json.ts";
import { comparisonJsonSchema, comparisonSchema } from "../../src/report/comparison/schema.ts";
import { renderComparisonTerminal } from "../../src/report/comparison/terminal.ts";
import { plain, width } from "../../src/report/terminal/layout.ts";
import type { ComparedPoint } from "../../src/trend/change.ts";
import { allAt, input } from "../maturity/scenario.ts";
import { sampleResult } from "../support/sample-result.ts";
import { TEXTS } from "../support/sample-trend.ts";

type Measures = Record<string, Measure>;
type Parsed = z.infer<typeof comparisonSchema>;
const sameShape: [Parsed extends Comparison ? "same" : never, Comparison extends Parsed ? "same" : never] = ["same", "same"];

const RULES: Ruleset = { ...DEFAULT_RULESET, draws: 200 };
/** What was partly met before is largely met now. */
const MILD: Ruleset = { ...RULES, version: "mild", ratingBounds: [0.1, 0.25, 0.5] };
const NONE: Measure = { outcome: "insufficient-data", reason: "too few", sampleSize: 3, needed: 20, excluded: {} };
const HIDDEN = ["assignee-coverage-at-start", "stage-ownership-coverage"];
const without = (measures: Measures): Measures => ({ ...measures, ...Object.fromEntries(HIDDEN.map((id) => [id, NONE])) });

function side(asOf: string, measures: Measures, ruleset: Ruleset, kind: Side["kind"] = "scan"): Side {
  const asked = input(measures);
  const result = sampleResult({
    ...judge(asked, ruleset),
    asOf: `${asOf}T00:00:00.000Z`,
    ruleset: { version: ruleset.version, hash: rulesetHash(ruleset), deviations: [] },
  });
  return { kind, result, basis: kind === "file" ? null : { ruleset, input: asked } };
}

function point(asOf: string, measures: Measures, ruleset: Ruleset): ComparedPoint {
  const asked = input(measures);
  return { asOf, shutdownWeeks: [], isJudged: true, input: asked, judgement: judge(asked, ruleset) };
}

/** `now`: what is measured at both dates in the history that is stored today. */
function compared(before: Side, after: Side, ruleset: Ruleset, now: readonly [Measures, Measures] | null): Comparison {
  const recomputed: Recomputed | { why: string } =
    now === null
      ? { why: "The history is not here." }
      : { before: point("2026-01-01", now[0], ruleset), after: point("2026-07-01", now[1], ruleset) };
  const sides: ComparedSides = { before, after, ruleset, recomputed };
  return compare(sides);
}

const low = allAt(2.2);
const high = allAt(3.2);
const BEFORE = "2026-01-01";
const AFTER = "2026-07-01";

function expectSums(comparison: Comparison): void {
  const sums = (split: Split, unit: number): void => {
    if (split.whole === null) return;
    const parts = [split.work, split.evidence, split.ruleset, split.unsplit].map((part) => Math.round((part ?? 0) / unit));
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(Math.round(split.whole / unit));
  };
  sums(comparison.level, 1);
  sums(comparison.index, 0.01);
  for (const one of comparison.characteristics) sums(one, 0.001);
}

describe("of two results that differ by one thing, all is put down to it", () => {
  test("the work", () => {
    const comparison = compared(side(BEFORE, low, RULES), side(AFTER, high, RULES), RULES, [low, high]);
    expect(comparison.index).toMatchObject({
      work: comparison.index.whole,
      evidence: 0,
      ruleset: 0,
      unsplit: null,
      verdict: "rise",
    });
    expect(comparison.level.work).toBe(1);
    expect(comparison.notes).toEqual([]);
    expectSums(comparison);
  });

  test("the rules", () => {
    const comparison = compared(side(BEFORE, low, RULES), side(AFTER, low, MILD), MILD, [low, low]);
    expect(comparison.index.whole).not.toBe(0);
    expect(comparison.index).toMatchObject({ work: 0, evidence: 0, ruleset: comparison.index.whole, verdict: "none" });
    expectSums(comparison);
  });

  test("the evidence: the same day, read more completely", () => {
    const comparison = compared(
      side(BEFORE, without(high), RULES),
      side(AFTER, { ...high, ...Object.fromEntries(HIDDEN.map((id) => [id, allAt(1)[id]!])) }, RULES),
      RULES,
      [without(high), { ...high, ...Object.fromEntries(HIDDEN.map((id) => [id, allAt(1)[id]!])) }],
    );
    expect(comparison.index.whole).toBeLessThan(0);
    expect(comparison.index).toMatchObject({ work: 0, evidence: comparison.index.whole, ruleset: 0, verdict: "none" });
    expect(comparison.notes.join(" ")).toContain("2 signals");
    expectSums(comparison);
  });
});

test("everything at once is split, and sums", () => {
  const comparison = compared(side(BEFORE, without(low), RULES), side(AFTER, high, MILD), MILD, [low, high]);
  const { work, evidence, ruleset, unsplit } = comparison.index;
  expect([work, evidence, ruleset].every((part) => part !== null)).toBe(true);
  expect(unsplit).toBeNull();
  expect(work).toBeGreaterThan(0);
  expectSums(comparison);
});

describe("what cannot be told is not guessed", () => {
  test("two files without their history: work and evidence together", () => {
    const comparison = compared(side(BEFORE, low, RULES, "file"), side(AFTER, high, RULES, "file"), RULES, null);
    expect(comparison.unsplitCauses).toEqual(["work", "evidence"]);
    expect(comparison.index).toMatchObject({ work: null, evidence: null, ruleset: 0, unsplit: comparison.index.whole });
    expect(comparison.index.verdict).toBe("not-comparable");
    expect(comparison.notes).toEqual(["The history is not here."]);
    expectSums(comparison);
  });

  test("an old file under other rules, with the history: evidence and rules together", () => {
    const comparison = compared(side(BEFORE, low, RULES, "file"), side(AFTER, high, MILD), MILD, [low, high]);
    expect(comparison.unsplitCauses).toEqual(["evidence", "ruleset"]);
    expect(comparison.index.work).not.toBeNull();
    expect(comparison.notes.join(" ")).toContain("was not kept");
    expectSums(comparison);
  });

  test("a side without a level has no difference", () => {
    const comparison = compared(side(BEFORE, {}, RULES), side(AFTER, high, RULES), RULES, [{}, high]);
    expect(comparison.index).toMatchObject({ before: null, whole: null, work: null });
    expectSums(comparison);
  });

  test("rules are known by what was kept or by their hash", () => {
    const file = side(AFTER, high, MILD, "file");
    expect(rulesOf(file, [RULES, MILD])).toBe(MILD);
    expect(rulesOf(file, [RULES])).toBeNull();
    expect(rulesOf(side(AFTER, high, MILD), [])).toBe(MILD);
  });
});

test("what a judgement rests on says the same after it was kept", () => {
  const { basis } = side(BEFORE, low, MILD);
  const read = readBasis(writeBasis(basis!))!;
  expect(rulesetHash(read.ruleset)).toBe(rulesetHash(MILD));
  const { signals: _, characteristics: __, ...rest } = read.input;
  expect(rest).toEqual({ workspace: basis!.input.workspace, teams: [], seed: "test" });
  expect(readBasis(null)).toBeNull();
});

describe("a comparison as it is shown", () => {
  const comparison = compared(side(BEFORE, without(low), RULES), side(AFTER, high, MILD), MILD, [low, high]);
  const unsplit = compared(side(BEFORE, low, RULES, "file"), side(AFTER, high, MILD, "file"), MILD, null);

  test("follows the published schema, and the schema is the type", () => {
    expect(sameShape).toEqual(["same", "same"]);
    const validate = new Ajv2020({ strict: true, allErrors: true, validateFormats: false }).compile(
      comparisonJsonSchema() as object,
    );
    for (const one of [comparison, unsplit]) {
      const written: unknown = JSON.parse(renderComparisonJson(one));
      expect(validate(written) ? [] : validate.errors).toEqual([]);
      expect(comparisonSchema.parse(written)).toEqual(one);
    }
  });

  test.each([60, 80, 100])("fits into %d columns", (columns) => {
    for (const one of [comparison, unsplit]) {
      const text = renderComparisonTerminal(one, TEXTS, { columns, paint: plain });
      expect(text.split("\n").filter((line) => width(line) > columns)).toEqual([]);
      expect(text).not.toMatch(/\bundefined\b|\bNaN\b|\bnull\b/);
      expect(text).toContain("the work changed");
    }
    expect(renderComparisonTerminal(unsplit, TEXTS, { columns, paint: plain })).toContain("not told apart");
  });
});
