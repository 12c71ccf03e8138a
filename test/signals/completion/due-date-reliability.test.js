import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/completion/due-date-reliability.ts";
import { after, instant, story } from "../../support/log-story.ts";
import { answerOf, exampleKeys, measured } from "../measured.ts";
const AS_OF = "2026-06-29T00:00Z";
const dayOf = (at) => new Date(at).toISOString().slice(0, 10);
/** Started a day after creation, due ten days after it, done after `cycle` days (null = not yet). */
function add(s, prefix, count, cycle, options = {}) {
    return Array.from({ length: count }, (_, i) => {
        const at = after("2026-02-02T09:00Z", i * 1.5);
        const item = s.item(`${prefix}-${i}`, { at, due: dayOf(after(at, 10)), ...options }).to("In Progress", after(at, 1));
        if (cycle !== null)
            item.to("Done", after(at, 1 + cycle));
        return { item, at };
    });
}
describe("due-date reliability", () => {
    test("hand-computed: 30 in time, 10 late, 10 open and overdue are 60 %", () => {
        const s = story({ asOf: AS_OF });
        add(s, "A", 30, 5);
        add(s, "L", 10, 15);
        add(s, "O", 10, null);
        const measure = measured(signal, s);
        expect(measure).toMatchObject({ sampleSize: 50 });
        expect(measure.value).toBeCloseTo(60, 9);
        expect(measure.details["started items with a date (%)"]).toBe(100);
        expect(exampleKeys(measure, s, "misses")[0]).toBe("O-0");
        expect(measure.interval90[0]).toBeLessThan(60);
        expect(measure.interval90[1]).toBeGreaterThan(60);
    });
    test("the first date counts, pushing it is reported", () => {
        const s = story({ asOf: AS_OF });
        add(s, "A", 25, 5);
        for (const { item, at } of add(s, "P", 25, 20))
            item.due(dayOf(after(at, 40)), after(at, 8));
        const measure = measured(signal, s);
        expect(measure.value).toBe(50);
        expect(measure.details["dates pushed later (%)"]).toBe(50);
    });
    test("the whole due day is in time", () => {
        const s = story({ asOf: AS_OF });
        const at = instant("2026-03-02T09:00Z");
        add(s, "A", 40, 5);
        s.item("E-1", { at, due: "2026-03-06" }).to("In Progress", at).to("Done", "2026-03-06T18:00Z");
        expect(measured(signal, s).value).toBe(100);
    });
    test("dates given after the start, fallen due outside of the window, or cancelled before are not asked", () => {
        const s = story({ asOf: AS_OF });
        add(s, "A", 40, 5);
        const at = "2026-03-02T09:00Z";
        s.item("G-1", { at }).to("In Progress", after(at, 1)).due("2026-03-20", after(at, 3)).to("Done", after(at, 60));
        s.item("F-1", { at, due: "2026-12-01" }).to("In Progress", after(at, 1));
        s.item("C-1", { at, due: "2026-03-30" }).to("In Progress", after(at, 1)).to("Cancelled", after(at, 5));
        const measure = measured(signal, s);
        expect(measure).toMatchObject({ value: 100, sampleSize: 40 });
        expect(measure.excluded).toEqual({ "cancelled before its date": 1, "dated only after its start": 1 });
    });
    test("never started and overdue is a miss", () => {
        const s = story({ asOf: AS_OF });
        add(s, "A", 39, 5);
        s.item("N-1", { at: "2026-03-02", due: "2026-03-20" });
        expect(measured(signal, s).value).toBeCloseTo((100 * 39) / 40, 9);
    });
    test("no dates at all, and too few", () => {
        const none = story({ asOf: AS_OF });
        none.bulk({ count: 60, from: "2026-02-01", to: "2026-05-01" });
        expect(answerOf(signal, none)).toMatchObject({ outcome: "insufficient-data", needed: null });
        const few = story({ asOf: AS_OF });
        add(few, "A", 4, 5);
        expect(answerOf(signal, few)).toMatchObject({ outcome: "insufficient-data", sampleSize: 4, needed: 26 });
    });
    test("keeping one more date raises the value", () => {
        const value = (kept) => {
            const s = story({ asOf: AS_OF });
            add(s, "A", kept, 5);
            add(s, "L", 40 - kept, 15);
            return measured(signal, s).value;
        };
        expect(value(21)).toBeGreaterThan(value(20));
    });
});
