import { CHARACTERISTICS } from "../../src/maturity/characteristics/index.ts";
import type { ComparedSide, Comparison, Split } from "../../src/model/comparison.ts";

const side: ComparedSide = {
  kind: "date",
  workspace: "acme",
  asOf: "2026-01-31T23:59:59.999Z",
  ruleset: { version: "1.1.0", hash: "ab".repeat(32) },
  pagesHash: "cd".repeat(32),
  product: "wmmm 0.1.0",
  complete: true,
};

const nothing: Split = { before: 0.6, after: 0.6, whole: 0, work: 0, evidence: 0, ruleset: 0, unsplit: null };

/** A comparison by hand: two characteristics moved, by the work and by the evidence; everything can be told apart. */
export function sampleComparison(overrides: Partial<Comparison> = {}): Comparison {
  return {
    schemaVersion: 1,
    before: side,
    after: { ...side, kind: "scan", asOf: "2026-06-30T23:59:59.999Z" },
    order: "First the rules, then the evidence, then the work.",
    unsplitCauses: [],
    level: { before: 2, after: 3, whole: 1, work: 1, evidence: 0, ruleset: 0, unsplit: null },
    index: {
      before: 2.4,
      after: 3.12,
      whole: 0.72,
      work: 0.61,
      evidence: 0.13,
      ruleset: -0.02,
      unsplit: null,
      verdict: "rise",
      minimalDetectableChange: 0.2,
    },
    characteristics: CHARACTERISTICS.map(({ id }) => {
      if (id === "1.3")
        return {
          ...{ id, ratingBefore: "P", ratingAfter: "L" },
          ...{ before: 0.4, after: 0.7, whole: 0.3, work: 0.3, evidence: 0, ruleset: 0, unsplit: null },
          ...{ verdict: "rise", minimalDetectableChange: 0.1 },
        };
      if (id === "2.4")
        return {
          ...{ id, ratingBefore: "F", ratingAfter: "L" },
          ...{ before: 0.9, after: 0.76, whole: -0.14, work: 0.004, evidence: -0.144, ruleset: 0, unsplit: null },
          ...{ verdict: "none", minimalDetectableChange: 0.1 },
        };
      return { id, ratingBefore: "L", ratingAfter: "L", ...nothing, verdict: "none", minimalDetectableChange: 0.1 };
    }),
    signalsGained: ["chasing-load"],
    signalsLost: [],
    teamsGained: [],
    teamsLost: ["Checkout"],
    notes: ["1 team could be judged at one of the two dates only and is left out."],
    statement: "An independent inference.",
    ...overrides,
  };
}
