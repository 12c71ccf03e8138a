import { expect } from "vitest";
/** The same best level as the reference, or a lower one that says itself that the next cannot be judged from this tool; never a finding of less. */
export function expectSameLevelOrCannotSee(result, reference) {
    const { best, notAssessable, upper } = result.level;
    const wanted = reference.level.best;
    if (best === wanted || wanted === null)
        return;
    expect(best ?? 0, "no tool shows a higher level than the one that shows most").toBeLessThan(wanted);
    expect(notAssessable?.level, `level ${(best ?? 0) + 1} must be named as one that cannot be judged`).toBe((best ?? 0) + 1);
    expect(upper).toBeGreaterThanOrEqual(wanted);
}
