import type { Cause, Split } from "../model/comparison.ts";

/** A number after each step from one end to the other; the first and the last are the ends. Null = there was none to see. */
export interface Step {
  /** What changed since the step before; ignored for the first. `unsplit`: several causes at once. */
  readonly cause: Cause | "unsplit";
  readonly value: number | null;
}

/**
 * Differences from step to step by cause. A step without a number keeps that of the step before, so that the difference falls to the step in which
 * the number came back; the parts sum to the whole in units of `unit` (0.01, 0.001), exactly.
 */
export function splitOf(steps: readonly Step[], unit: number, told: ReadonlySet<Cause>, isUnsplit: boolean): Split {
  const before = steps[0]!.value;
  const after = steps.at(-1)!.value;
  const nothing = { before, after, whole: null, work: null, evidence: null, ruleset: null, unsplit: null };
  if (before === null || after === null) return nothing;
  const units = (value: number): number => Math.round(value / unit);
  const sums: Record<Cause | "unsplit", number> = { work: 0, evidence: 0, ruleset: 0, unsplit: 0 };
  let last = units(before);
  for (const { cause, value } of steps.slice(1)) {
    if (value === null) continue;
    sums[cause] += units(value) - last;
    last = units(value);
  }
  // Divided rather than multiplied: 7 / 100 is 0.07, 7 * 0.01 is not.
  const back = (count: number): number => count / Math.round(1 / unit) || 0;
  return {
    before,
    after,
    whole: back(units(after) - units(before)),
    work: told.has("work") ? back(sums.work) : null,
    evidence: told.has("evidence") ? back(sums.evidence) : null,
    ruleset: told.has("ruleset") ? back(sums.ruleset) : null,
    unsplit: isUnsplit ? back(sums.unsplit) : null,
  };
}
