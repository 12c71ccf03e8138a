import fc from "fast-check";
import { expect, test } from "vitest";
import { judge } from "../../src/maturity/judge.ts";
import { DEFAULT_RULESET } from "../../src/maturity/ruleset/default.ts";
import type { Measure } from "../../src/model/measure.ts";
import { SIGNALS, allAt, exactly, input, measured, valueAtRung } from "./scenario.ts";

/** `npm run verify:measurement -- monotonicity` makes 20,000 of them. */
const RUNS = Number(process.env["WMMM_PROPERTY_RUNS"] ?? 400);
const RULESET = { ...DEFAULT_RULESET, draws: 100 };
const LADDERS = RULESET.ladders;

/** A value with an error of 4 % of the ladder's length: moving the value moves the distribution as a whole. */
function around(index: number, rung: number): Measure {
  const ladder = LADDERS[index]!;
  const value = valueAtRung(ladder, rung);
  const span = Math.abs(ladder.rungs[5] - ladder.rungs[0]);
  return {
    ...exactly(value),
    distribution: { kind: "quantiles", values: [-3, -1, 0, 1, 3].map((sd) => value + 0.04 * span * sd) },
  };
}

const rungs = fc.array(fc.double({ min: 0.5, max: 6.5, noNaN: true }), { minLength: LADDERS.length, maxLength: LADDERS.length });
// Most organisations have much the same rung everywhere; without that, few random profiles ever leave level 1.
const profiles = fc
  .tuple(rungs, fc.double({ min: 1, max: 6, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([own, common, share]) => own.map((rung) => share * rung + (1 - share) * common));

test(`a better signal never lowers attainment, level or index (${RUNS} runs)`, { timeout: 600_000 }, () => {
  let sameEvidence = 0;
  let moved = 0;
  fc.assert(
    fc.property(
      profiles,
      fc.array(fc.nat({ max: 9 }), { minLength: LADDERS.length, maxLength: LADDERS.length }),
      fc.nat({ max: LADDERS.length - 1 }),
      fc.double({ min: 0.05, max: 5, noNaN: true }),
      (profile, gone, raised, step) => {
        const measures = (shift: number): Record<string, Measure> =>
          Object.fromEntries(
            profile.map((rung, i) => [
              LADDERS[i]!.signal,
              gone[i] === 0 && i !== raised
                ? { outcome: "not-supported" as const, reason: "left out", by: "tool" as const }
                : around(i, i === raised ? Math.min(rung + shift, 8) : rung),
            ]),
          );
        const before = judge(input(measures(0)), RULESET);
        const after = judge(input(measures(step)), RULESET);
        let same = true;
        for (const [i, one] of before.characteristics.entries()) {
          const other = after.characteristics[i]!;
          if ((one.attainment === null) !== (other.attainment === null)) same = false;
          if (one.attainment === null || other.attainment === null) continue;
          expect(other.attainment, `attainment of ${one.id}`).toBeGreaterThanOrEqual(one.attainment);
          if (other.attainment > one.attainment) moved++;
        }
        if (!same) return;
        sameEvidence++;
        expect(after.level.best ?? 0).toBeGreaterThanOrEqual(before.level.best ?? 0);
        expect(after.level.confirmed ?? 0).toBeGreaterThanOrEqual(before.level.confirmed ?? 0);
        expect(after.level.strict ?? 0).toBeGreaterThanOrEqual(before.level.strict ?? 0);
        expect(after.level.isoStrict ?? 0).toBeGreaterThanOrEqual(before.level.isoStrict ?? 0);
        expect(after.level.lower).toBeGreaterThanOrEqual(before.level.lower);
        expect(after.level.upper).toBeGreaterThanOrEqual(before.level.upper);
        if (before.index.score5 === null || after.index.score5 === null) return;
        expect(after.index.score5).toBeGreaterThanOrEqual(before.index.score5);
        for (const k of ["2", "3", "4", "5"] as const)
          expect(after.level.atLeast![k]).toBeGreaterThanOrEqual(before.level.atLeast![k]);
      },
    ),
    { numRuns: RUNS, seed: 20261123 },
  );
  // The property would hold for nothing if the evidence changed in most runs or nothing ever moved.
  expect(sameEvidence).toBeGreaterThan(RUNS * 0.8);
  expect(moved).toBeGreaterThan(RUNS * 0.5);
});

test.each(SIGNALS.map(({ id }) => id))("more successes in the same sample never hurt: %s", (id) => {
  const ladder = LADDERS.find(({ signal }) => signal === id)!;
  const base = allAt(3.2);
  let last: ReturnType<typeof judge> | null = null;
  for (const rung of [1, 2.5, 3.5, 4.5, 6]) {
    const now = judge(input({ ...base, [id]: measured(id, valueAtRung(ladder, rung)) }), RULESET);
    expect(now.level.best!).toBeGreaterThanOrEqual(last?.level.best ?? 0);
    expect(now.index.score5!).toBeGreaterThanOrEqual(last?.index.score5 ?? 0);
    last = now;
  }
});
