import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/clarity/definition-completeness-at-start.ts";
import { after, story } from "../../support/log-story.ts";
import { answerOf, exampleKeys, measured } from "../measured.ts";
/** Starts a day after creation. Two types and priorities in equal parts, so that neither is a default. */
function add(s, count, options = {}, prefix = "A") {
    for (let i = 0; i < count; i++) {
        const at = after("2026-02-02T09:00Z", i * 1.1);
        const typeRaw = i % 2 === 0 ? "Story" : "Bug";
        s.item(`${prefix}-${i}`, { at, typeRaw, ...options })
            .to("In Progress", after(at, 1))
            .to("Done", after(at, 4));
    }
}
describe("definition completeness at start", () => {
    test("hand-computed: 30 items with all four, 30 with a type only, are 62.5 %", () => {
        const s = story({ asOf: "2026-06-29" });
        const epic = s.item("E-1", { at: "2026-01-05", type: "container" });
        for (let i = 0; i < 30; i++)
            add(s, 1, { description: 200, priority: i % 2 === 0 ? "High" : "Low", parent: epic }, `F${i}`);
        for (let i = 0; i < 30; i++)
            add(s, 1, { typeRaw: "Bug" }, `T${i}`);
        const measure = measured(signal, s);
        expect(measure.value).toBeCloseTo((30 * 100 + 30 * 25) / 60, 9);
        expect(measure.details).toEqual({
            "with description (%)": 50,
            "with type (%)": 100,
            "with priority (%)": 50,
            "with grouping (%)": 50,
        });
        expect(measure.interval90[0]).toBeLessThan(measure.value);
        expect(measure.interval90[1]).toBeGreaterThan(measure.value);
        expect(exampleKeys(measure, s, "misses")).toEqual(["T0-0", "T1-0", "T10-0"]);
    });
    test("values given after the start do not count", () => {
        const s = story({ asOf: "2026-06-29" });
        add(s, 60, { description: 200 });
        for (let i = 0; i < 60; i++) {
            const at = after("2026-02-02T09:00Z", i * 1.1);
            s.item(`P-${i}`, { at, typeRaw: i % 2 === 0 ? "Story" : "Bug", description: 200 })
                .priority(i % 2 === 0 ? "High" : "Low", after(at, i < 30 ? 0.5 : 1.5))
                .to("In Progress", after(at, 1));
        }
        expect(measured(signal, s).details["with priority (%)"]).toBe(25);
    });
    test("a priority that nearly everything carries is a default and left out (E8)", () => {
        const s = story({ asOf: "2026-06-29" });
        add(s, 60, { description: 200, priority: "Medium" });
        const measure = measured(signal, s);
        expect(Object.keys(measure.details)).toEqual(["with description (%)", "with type (%)"]);
        expect(measure.warnings.join(" ")).toMatch(/priority has one value/);
        expect(measure.warnings.join(" ")).toMatch(/grouping is seen on no item/);
    });
    test("a filled template counts as a description, an empty one does not", () => {
        const facts = (emptySectionRatio) => ({ length: 90, headingsHash: "h", emptySectionRatio, pointsElsewhere: false });
        const s = story({ asOf: "2026-06-29" });
        add(s, 30, { description: facts(0.2) });
        add(s, 30, { description: facts(0.8) }, "B");
        expect(measured(signal, s).details["with description (%)"]).toBe(50);
    });
    test("a description edited after the start may have been written then: it is left out of that item", () => {
        const s = story({ asOf: "2026-06-29" });
        add(s, 60, { description: 200 });
        for (let i = 0; i < 20; i++) {
            const at = after("2026-02-02T09:00Z", i * 2);
            s.item(`X-${i}`, { at, typeRaw: "Bug", description: 500, priority: i % 2 === 0 ? "High" : "Low" })
                .to("In Progress", after(at, 1))
                .edit("description", after(at, 2));
        }
        expect(measured(signal, s).details["with description (%)"]).toBe(100);
        expect(measured(signal, s).sampleSize).toBe(80);
    });
    test("one field left is not enough to speak of completeness", () => {
        const s = story({ asOf: "2026-06-29" });
        add(s, 60, { description: 200, typeRaw: "Task" });
        expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", needed: null, sampleSize: 60 });
    });
    test("a priority of which only the present value is known says nothing about the start", () => {
        const s = story({ asOf: "2026-06-29" });
        add(s, 60, { description: 200 });
        for (let i = 0; i < 20; i++) {
            const at = after("2026-02-02T09:00Z", i * 2);
            s.item(`X-${i}`, { at, typeRaw: "Bug", description: 500 })
                .event({ kind: "priority", at, to: i % 2 === 0 ? "High" : "Low", origin: "snapshot" })
                .to("In Progress", after(at, 1));
        }
        expect(measured(signal, s).details["with priority (%)"]).toBe(0);
        expect(measured(signal, s).sampleSize).toBe(80);
    });
    test("without any visible description it is not measured", () => {
        const s = story({ asOf: "2026-06-29" });
        add(s, 60);
        expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", needed: null });
    });
    test("too few starts", () => {
        const s = story({ asOf: "2026-06-29" });
        add(s, 20, { description: 200 });
        expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", sampleSize: 20, needed: 30 });
    });
    test("the same history gives the same interval", () => {
        const s = story({ asOf: "2026-06-29" });
        add(s, 40, { description: 200 });
        add(s, 40, {}, "B");
        expect(measured(signal, s)).toEqual(measured(signal, s));
    });
});
