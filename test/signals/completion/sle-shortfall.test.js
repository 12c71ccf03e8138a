import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/completion/sle-shortfall.ts";
import { after, story } from "../../support/log-story.ts";
import { answerOf, exampleKeys, measured } from "../measured.ts";
const AS_OF = "2026-09-28";
/** 39 and 13 weeks before. */
const LEARNT_FROM = "2025-12-30T09:00Z";
const TESTED_FROM = "2026-06-30T09:00Z";
function add(s, prefix, from, spreadDays, days) {
    days.forEach((cycle, i) => {
        const at = after(from, (i * spreadDays) / days.length);
        const item = s.item(`${prefix}-${i}`, { at }).to("In Progress", at);
        if (cycle !== null)
            item.to("Done", after(at, cycle));
    });
}
/** 85th percentile: 17 days. */
const BASELINE = Array.from({ length: 60 }, (_, i) => (i % 20) + 1);
const repeat = (days, times) => Array.from({ length: times }, () => days);
describe("service level shortfall", () => {
    test("hand-computed: 60 of 100 within the 17 days learnt before are 25 points short", () => {
        const s = story({ asOf: AS_OF });
        add(s, "L", LEARNT_FROM, 150, BASELINE);
        add(s, "H", TESTED_FROM, 60, repeat(16, 60));
        add(s, "M", TESTED_FROM, 60, repeat(18, 40));
        const measure = measured(signal, s);
        expect(measure.sampleSize).toBe(100);
        expect(measure.value).toBeCloseTo(25, 9);
        expect(measure.details["finished as expected (%)"]).toBeCloseTo(60, 9);
        expect(measure.interval90[0]).toBeGreaterThan(15);
        expect(measure.interval90[1]).toBeLessThan(35);
    });
    test("better than promised is no negative shortfall, but it stays uncertain", () => {
        const s = story({ asOf: AS_OF });
        add(s, "L", LEARNT_FROM, 150, BASELINE);
        add(s, "H", TESTED_FROM, 60, [...repeat(5, 52), ...repeat(30, 8)]);
        const measure = measured(signal, s);
        expect(measure.value).toBe(0);
        expect(measure.interval90[0]).toBe(0);
        expect(measure.interval90[1]).toBeGreaterThan(0);
    });
    test("open items older than the promise are misses; items too young to tell are asked nothing, finished or not", () => {
        const s = story({ asOf: AS_OF });
        add(s, "L", LEARNT_FROM, 150, BASELINE);
        add(s, "H", TESTED_FROM, 60, repeat(2, 50));
        add(s, "O", TESTED_FROM, 40, repeat(null, 50));
        add(s, "Y", "2026-09-20", 5, [...repeat(1, 10), ...repeat(null, 5)]);
        const measure = measured(signal, s);
        expect(measure.value).toBeCloseTo(35, 9);
        expect(measure.excluded["started too late to tell"]).toBe(15);
        expect(exampleKeys(measure, s, "misses")).toEqual(["O-0", "O-1", "O-2"]);
    });
    test("the promise is learnt from the weeks before only", () => {
        const s = story({ asOf: AS_OF });
        add(s, "L", LEARNT_FROM, 150, BASELINE);
        add(s, "H", TESTED_FROM, 50, repeat(30, 60));
        const measure = measured(signal, s);
        expect(measure.value).toBe(85);
        expect(measure.warnings.join(" ")).toMatch(/grew from 17\.0 to 30\.0 days/);
    });
    test("nothing to learn from, or too few to test", () => {
        const fresh = story({ asOf: AS_OF });
        add(fresh, "H", TESTED_FROM, 60, repeat(5, 60));
        expect(answerOf(signal, fresh)).toMatchObject({ outcome: "insufficient-data", needed: null });
        const few = story({ asOf: AS_OF });
        add(few, "L", LEARNT_FROM, 150, BASELINE);
        add(few, "H", TESTED_FROM, 60, repeat(5, 20));
        expect(answerOf(signal, few)).toMatchObject({ outcome: "insufficient-data", sampleSize: 20, needed: 30 });
    });
    test("finishing one more in time never raises the value", () => {
        const value = (hits) => {
            const s = story({ asOf: AS_OF });
            add(s, "L", LEARNT_FROM, 150, BASELINE);
            add(s, "H", TESTED_FROM, 60, [...repeat(5, hits), ...repeat(40, 60 - hits)]);
            return measured(signal, s).value;
        };
        expect(value(31)).toBeLessThan(value(30));
        expect(value(60)).toBeLessThanOrEqual(value(59));
    });
});
