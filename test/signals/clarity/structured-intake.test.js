import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/clarity/structured-intake.ts";
import { after, instant, story } from "../../support/log-story.ts";
import { answerOf, exampleKeys, measured } from "../measured.ts";
const AS_OF = "2026-06-29";
const text = (headingsHash, emptySectionRatio = null) => ({
    length: 200,
    headingsHash,
    emptySectionRatio,
    pointsElsewhere: false,
});
/** `count` stories in free text, a day apart. */
function history(count) {
    const s = story({ asOf: AS_OF, actors: { rule: "automation-rule", robot: "integration", agent: "ai-agent" } });
    for (let i = 0; i < count; i++)
        s.item(`F-${i}`, { at: after("2026-01-05T09:00Z", i), description: text(null), structuredIntake: false });
    return s;
}
describe("structured-intake", () => {
    test("a form, a rule and the sections of the peers count; free text and other machines do not", () => {
        const s = history(50);
        s.item("A-1", { at: "2026-03-01T09:00Z", structuredIntake: true });
        s.item("A-2", { at: "2026-03-02T09:00Z", structuredIntake: false, actor: "rule" });
        s.item("A-3", { at: "2026-03-03T09:00Z", structuredIntake: false, actor: "robot" });
        s.item("A-4", { at: "2026-03-04T09:00Z", structuredIntake: false, actor: "agent" });
        for (let i = 0; i < 6; i++)
            s.item(`T-${i}`, { at: after("2026-04-01T09:00Z", i), description: text("why/what/when", 0.2) });
        const measure = measured(signal, s);
        expect(measure.sampleSize).toBe(60);
        expect(measure.value).toBeCloseTo((100 * 8) / 60, 9);
        expect(measure.details).toEqual({
            "through a template or form": 1,
            "made by a rule": 1,
            "with the sections of their peers": 6,
            "mostly empty templates": 0,
        });
        expect(measure.warnings).toEqual([]);
        expect(exampleKeys(measure, s, "meets")[0]).toBe("T-0");
    });
    test("headings are a template when 5 % of the other items of the same team and type share them, and at least three do", () => {
        const shared = (sharing, rest) => {
            const s = history(0);
            for (let i = 0; i < sharing; i++)
                s.item(`T-${i}`, { at: after("2026-02-01T09:00Z", i / 2), description: text("one") });
            for (let i = 0; i < rest; i++)
                s.item(`F-${i}`, { at: after("2026-01-05T09:00Z", i / 2), description: text(null) });
            // Another team and another type are no peers of theirs.
            for (let i = 0; i < 60; i++)
                s.item(`O-${i}`, { at: after("2026-01-06T09:00Z", i), team: "beta", description: text(null) });
            for (let i = 0; i < 60; i++)
                s.item(`B-${i}`, { at: after("2026-01-07T09:00Z", i), type: "bug", description: text(null) });
            return measured(signal, s).details["with the sections of their peers"];
        };
        // 5 others of 100: exactly 5 %.
        expect(shared(6, 95)).toBe(6);
        expect(shared(6, 96)).toBe(0);
        expect(shared(2, 10)).toBe(0);
        expect(shared(3, 10)).toBe(3);
    });
    test("a template with more than half of its sections empty does not count, whatever it came through", () => {
        const s = history(50);
        for (let i = 0; i < 5; i++)
            s.item(`T-${i}`, {
                at: after("2026-04-01T09:00Z", i),
                description: text("a/b/c/d", i < 2 ? 0.5 : 0.75),
                structuredIntake: i % 2 === 0,
            });
        const measure = measured(signal, s);
        expect(measure.value).toBeCloseTo((100 * 2) / 55, 9);
        expect(measure.details["mostly empty templates"]).toBe(3);
    });
    test("an import (E1) says nothing about how items come in", () => {
        const s = history(55);
        const at = instant("2026-04-01T03:00Z");
        for (let i = 0; i < 90; i++)
            s.item(`I-${i}`, { at: at + i * 1_000, actor: "robot", structuredIntake: true });
        const measure = measured(signal, s);
        expect(measure).toMatchObject({ value: 0, sampleSize: 55, excluded: { "came with an import": 90 } });
        expect(measure.coverage).toBeCloseTo(55 / 145, 9);
    });
    test("where the tool does not say how items came in the share is called a lower bound", () => {
        const s = story({ asOf: AS_OF });
        for (let i = 0; i < 60; i++)
            s.item(`F-${i}`, { at: after("2026-01-05T09:00Z", i), description: text(null) });
        expect(measured(signal, s).warnings[0]).toMatch(/lower bound/);
    });
    test("items from before the window are not counted; with too few it says how many more", () => {
        const s = history(49);
        s.item("OLD-1", { at: "2025-03-01", structuredIntake: true });
        expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", sampleSize: 49, needed: 1 });
    });
});
