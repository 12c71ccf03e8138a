import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/coordination/off-stage-reassignment.ts";
import { after, story } from "../../support/log-story.ts";
const ASOF = "2026-06-29";
/** `count` finished items, each with what `vary` does to it between start and finish. */
function finished(s, count, vary = () => []) {
    for (let i = 0; i < count; i++) {
        const at = after("2026-03-02T09:00", i);
        const item = s.item(`A-${String(i).padStart(3, "0")}`, { at, assignee: "p1" }).to("In Progress", at + 3_600_000);
        for (const [hours, owner] of vary(i))
            item.assign(owner, after(at, hours / 24));
        item.to("Done", after(at, 5));
    }
}
const measure = (s, policy = {}) => signal.measure(s.facts(), s.scope({ weeks: 26, policy }));
describe("off-stage reassignment", () => {
    test("counts finished items that changed hands within a stage", () => {
        const s = story({ asOf: ASOF });
        finished(s, 60, (i) => (i < 15 ? [[30, "p2"]] : []));
        const answer = measure(s);
        if (answer.outcome !== "measured")
            throw new Error(answer.outcome);
        expect(answer.value).toBe(25);
        expect(answer.sampleSize).toBe(60);
        expect(answer.coverage).toBe(1);
        // scipy 1: beta.ppf([.05, .95], 15.5, 45.5).
        expect(answer.interval90[0]).toBeCloseTo(16.790011, 5);
        expect(answer.interval90[1]).toBeCloseTo(34.95325, 4);
        expect(answer.examples.filter(({ stance }) => stance === "misses")).toHaveLength(3);
        expect(answer.examples[0].note).toBe("passed on once within a stage");
    });
    test("a change of hands within 10 minutes of a change of status is no toss", () => {
        const s = story({ asOf: ASOF });
        // Started one hour after the creation; ten minutes before and after still belong to it.
        finished(s, 60, (i) => (i < 20 ? [[1 + 10 / 60, "p2"]] : i < 40 ? [[1 - 10 / 60, "p2"]] : [[1 + 11 / 60, "p2"]]));
        expect(measure(s)).toMatchObject({ outcome: "measured", value: (100 * 20) / 60 });
    });
    test("a change taken back within 10 minutes was a slip", () => {
        const s = story({ asOf: ASOF });
        finished(s, 60, (i) => i < 30
            ? [
                [30, "p2"],
                [30.1, "p1"],
            ]
            : [
                [30, "p2"],
                [31, "p1"],
            ]);
        expect(measure(s)).toMatchObject({ value: 50, details: { "off-stage reassignments": 60 } });
    });
    test("items without any owner are left out and lower the coverage", () => {
        const s = story({ asOf: ASOF });
        finished(s, 60);
        for (let i = 0; i < 20; i++) {
            s.item(`N-${i}`, { at: after("2026-03-02", i) })
                .to("In Progress", after("2026-03-03", i))
                .to("Done", after("2026-03-05", i));
        }
        expect(measure(s)).toMatchObject({ value: 0, sampleSize: 60, coverage: 0.75, excluded: { "never had an owner": 20 } });
    });
    test("says when one owner has nearly everything", () => {
        const s = story({ asOf: ASOF });
        finished(s, 60);
        expect(measure(s)).toMatchObject({ warnings: ["100 % of the finished items have one owner: ownership may be nominal."] });
    });
    test("needs 50 finished items", () => {
        const s = story({ asOf: ASOF });
        finished(s, 49);
        expect(measure(s)).toMatchObject({ outcome: "insufficient-data", sampleSize: 49, needed: 1 });
    });
    test("does not apply where people share items", () => {
        const s = story({ asOf: ASOF });
        finished(s, 60);
        expect(measure(s, { sharedOwnership: true }).outcome).toBe("not-applicable");
    });
});
