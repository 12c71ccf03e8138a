import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/completion/forgotten-commitments.ts";
import { after, story } from "../../support/log-story.ts";
import { answerOf, exampleKeys, measured } from "../measured.ts";
const AS_OF = "2026-06-29T00:00Z";
/** Put into a sprint two days after creation, between 150 and 100 days ago. What happens then is up to `next`. */
function add(s, prefix, count, next = () => { }) {
    for (let i = 0; i < count; i++) {
        const at = after("2026-01-30T09:00Z", (i * 40) / count);
        next(s.item(`${prefix}-${i}`, { at }).sprint("s1", after(at, 2)), after(at, 2));
    }
}
const taken = (item, at) => void item.to("In Progress", after(at, 10)).to("Done", after(at, 14));
describe("forgotten commitments", () => {
    test("hand-computed: 10 of 50 commitments were never looked at again", () => {
        const s = story({ asOf: AS_OF });
        add(s, "A", 30, taken);
        add(s, "T", 5, (item, at) => item.comment(after(at, 30), "p2"));
        add(s, "C", 5, (item, at) => item.to("Cancelled", after(at, 3), "p2"));
        add(s, "F", 10, (item, at) => item.comment(after(at, 3), "p2"));
        const measure = measured(signal, s);
        expect(measure.sampleSize).toBe(50);
        expect(measure.value).toBeCloseTo(20, 9);
        expect(exampleKeys(measure, s, "misses")).toEqual(["F-0", "F-1", "F-2"]);
        expect(measure.interval90[0]).toBeLessThan(20);
        expect(measure.interval90[1]).toBeGreaterThan(20);
    });
    test("closed by a bot is still forgotten; commitments of the last 90 days are not judged", () => {
        const s = story({ asOf: AS_OF, actors: { bot: "automation-rule" } });
        add(s, "A", 45, taken);
        add(s, "B", 5, (item, at) => item.to("Cancelled", after(at, 60), "bot"));
        s.item("N-1", { at: "2026-05-01" }).sprint("s2", "2026-05-02");
        expect(measured(signal, s)).toMatchObject({ value: 10, sampleSize: 50 });
    });
    test("due dates, milestones and top priorities commit as well; other priorities do not", () => {
        const s = story({ asOf: AS_OF });
        add(s, "A", 40, taken);
        const at = "2026-02-02";
        s.item("D-1", { at, due: "2026-03-01" });
        s.item("P-1", { at, priority: "Highest" });
        s.item("M-1", { at }).event({ kind: "milestone", at: "2026-02-03", to: "1.0" });
        for (let i = 0; i < 5; i++)
            s.item(`X-${i}`, { at, priority: "Medium" });
        const measure = measured(signal, s);
        expect(measure.sampleSize).toBe(43);
        expect(measure.details["forgotten"]).toBe(3);
    });
    test("a top priority on most items is no commitment", () => {
        const s = story({ asOf: AS_OF });
        add(s, "A", 45, taken);
        for (let i = 0; i < 60; i++)
            s.item(`H-${i}`, { at: after("2026-01-06T09:00Z", i), priority: "High" });
        const measure = measured(signal, s);
        expect(measure.sampleSize).toBe(45);
        expect(measure.warnings.join(" ")).toMatch(/100 % of the items carry a top priority/);
    });
    test("no commitments at all, and too few", () => {
        const none = story({ asOf: AS_OF });
        for (let i = 0; i < 60; i++)
            none.item(`N-${i}`, { at: after("2026-01-30T09:00Z", i) });
        expect(answerOf(signal, none)).toMatchObject({ outcome: "insufficient-data", needed: null });
        const few = story({ asOf: AS_OF });
        add(few, "A", 10, taken);
        expect(answerOf(signal, few)).toMatchObject({ outcome: "insufficient-data", sampleSize: 10, needed: 30 });
    });
    test("taking up one more never raises the value", () => {
        const value = (kept) => {
            const s = story({ asOf: AS_OF });
            add(s, "A", kept, taken);
            add(s, "F", 50 - kept);
            return measured(signal, s).value;
        };
        expect(value(31)).toBeLessThan(value(30));
        expect(value(50)).toBe(0);
    });
});
