import fc from "fast-check";
import { expect, test } from "vitest";
import { splitOf, type Step } from "../../src/compare/split.ts";
import { CAUSES, type Cause } from "../../src/model/comparison.ts";

const ALL: ReadonlySet<Cause> = new Set(CAUSES);

test("the parts sum to the whole, exactly, whatever is missing on the way", () => {
  const value = fc.option(fc.integer({ min: 100, max: 500 }).map((hundredths) => hundredths / 100));
  const step = fc.record({ cause: fc.constantFrom<Step["cause"]>("work", "evidence", "ruleset", "unsplit"), value });
  fc.assert(
    fc.property(fc.array(step, { minLength: 2, maxLength: 7 }), (steps) => {
      const { before, after, whole, work, evidence, ruleset, unsplit } = splitOf(steps, 0.01, ALL, true);
      fc.pre(before !== null && after !== null);
      const hundredths = (one: number | null): number => Math.round(one! * 100);
      expect(hundredths(work) + hundredths(evidence) + hundredths(ruleset) + hundredths(unsplit)).toBe(hundredths(whole));
      expect(hundredths(whole)).toBe(hundredths(after) - hundredths(before));
    }),
  );
});

test.each([
  [null, 2],
  [2, null],
  [null, null],
])("with %j and %j at the ends there is no difference", (before, after) => {
  const steps: Step[] = [
    { cause: "unsplit", value: before },
    { cause: "work", value: 3 },
    { cause: "work", value: after },
  ];
  expect(splitOf(steps, 0.01, ALL, true)).toMatchObject({
    whole: null,
    work: null,
    evidence: null,
    ruleset: null,
    unsplit: null,
  });
});

test("a number that is missing on the way falls to the step in which it came back", () => {
  const steps: Step[] = [
    { cause: "unsplit", value: 2 },
    { cause: "evidence", value: null },
    { cause: "work", value: null },
    { cause: "evidence", value: 2.5 },
  ];
  expect(splitOf(steps, 0.01, ALL, false)).toMatchObject({ whole: 0.5, work: 0, evidence: 0.5, ruleset: 0, unsplit: null });
});

test("a cause that cannot be told is null and not 0", () => {
  const steps: Step[] = [
    { cause: "unsplit", value: 0.2 },
    { cause: "unsplit", value: 0.27 },
  ];
  expect(splitOf(steps, 0.001, new Set(["ruleset"]), true)).toEqual({
    before: 0.2,
    after: 0.27,
    whole: 0.07,
    work: null,
    evidence: null,
    ruleset: 0,
    unsplit: 0.07,
  });
});
