import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/completion/wip-age-over-sle.ts";
import { after, instant, story } from "../../support/log-story.ts";
import { answerOf, exampleKeys, measured } from "../measured.ts";
const AS_OF = "2026-06-29T00:00Z";
/** 40 items of 10 days each, finished in the first half of the last 26 weeks: the 85th percentile is 10 days, and none of them is in the last 13 weeks. */
function learn(s, type = "story") {
    for (let i = 0; i < 40; i++) {
        const at = after("2026-01-05T09:00Z", i * 1.5);
        s.item(`L${type}-${i}`, { at, type }).to("In Progress", at).to("Done", after(at, 10));
    }
}
/** In progress from then until now, or for some days; 20 minutes apart, or it would be a bulk transition. */
const APART_DAYS = 20 / 1440;
function wip(s, prefix, count, ageDays, forDays = null) {
    for (let i = 0; i < count; i++) {
        const at = after(AS_OF, i * APART_DAYS - ageDays);
        const item = s.item(`${prefix}-${i}`, { at }).to("In Progress", at);
        if (forDays !== null)
            item.to("Done", after(at, forDays));
    }
}
describe("work-in-progress age over its service level", () => {
    test("hand-computed: 30 items of 8 days, 10 open for 40 days of which 30 are too old", () => {
        const s = story({ asOf: AS_OF });
        learn(s);
        wip(s, "A", 30, 20, 8);
        wip(s, "B", 10, 40);
        const measure = measured(signal, s);
        expect(measure.sampleSize).toBe(40);
        const later = 45 * APART_DAYS; // 0 + 1 + ... + 9
        expect(measure.value).toBeCloseTo((100 * (10 * 30 - later)) / (30 * 8 + 10 * 40 - later), 6);
        expect(measure.details["of them older than expected"]).toBe(10);
        expect(measure.interval90[0]).toBeLessThan(measure.value);
        expect(measure.interval90[1]).toBeGreaterThan(measure.value);
        expect(exampleKeys(measure, s, "misses")).toEqual(["B-0", "B-1", "B-2"]);
    });
    test("time back in the backlog is not time in progress, but age goes on", () => {
        const s = story({ asOf: AS_OF });
        learn(s);
        wip(s, "A", 30, 8);
        const at = instant(AS_OF) - 30 * 86_400_000;
        s.item("P-1", { at }).to("In Progress", at).to("Backlog", after(at, 5)).to("In Progress", after(at, 20));
        const measure = measured(signal, s);
        // 5 d young, then 10 d at the age of 20 to 30 days.
        expect(measure.value).toBeCloseTo((100 * 10) / (30 * 8 - 435 * APART_DAYS + 15), 6);
    });
    test("only the last 13 weeks count", () => {
        const s = story({ asOf: AS_OF });
        learn(s);
        wip(s, "A", 30, 8);
        wip(s, "Old", 1, 150);
        expect(measured(signal, s).details["item-days in progress"]).toBeCloseTo(30 * 8 - 435 * APART_DAYS + 91, 6);
    });
    test("items that leave in bulk are pointed at", () => {
        const s = story({ asOf: AS_OF });
        learn(s);
        wip(s, "A", 30, 8);
        for (let i = 0; i < 12; i++) {
            const at = instant(AS_OF) - 60 * 86_400_000 + i;
            s.item(`B-${i}`, { at })
                .to("In Progress", at)
                .to("Done", instant(AS_OF) - 86_400_000 + i * 1_000, "p9");
        }
        const measure = measured(signal, s);
        expect(measure.details["left in a bulk transition"]).toBe(12);
        expect(measure.warnings.join(" ")).toMatch(/bulk/);
    });
    test("no finishes to learn from, and too little in progress", () => {
        const unknown = story({ asOf: AS_OF });
        wip(unknown, "A", 40, 20);
        expect(answerOf(signal, unknown)).toMatchObject({ outcome: "insufficient-data", needed: null });
        const few = story({ asOf: AS_OF });
        learn(few);
        wip(few, "A", 5, 20);
        expect(answerOf(signal, few)).toMatchObject({ outcome: "insufficient-data", sampleSize: 5, needed: 25 });
    });
    test("finishing an old item earlier never raises the value", () => {
        const value = (days) => {
            const s = story({ asOf: AS_OF });
            learn(s);
            wip(s, "A", 30, 20, 8);
            wip(s, "B", 5, 60, days);
            return measured(signal, s).value;
        };
        expect(value(20)).toBeLessThan(value(40));
        expect(value(10)).toBe(0);
    });
});
