import { describe, expect, test } from "vitest";
import { WORK_TYPE } from "../../src/event-log/columns.ts";
import { after, instant, story } from "../support/log-story.ts";
const TYPE = WORK_TYPE.story;
const AS_OF = "2026-07-01";
/** Items started on 1 May that took so many days; null = still open. */
function worked(days, options = {}, s = story({ asOf: AS_OF })) {
    days.forEach((cycle, n) => {
        const item = s
            .item(`${options.type ?? "A"}-${n}`, { at: after("2026-04-20", n / 10), ...options })
            .to("In Progress", "2026-05-01");
        if (cycle !== null)
            item.to("Done", after("2026-05-01", cycle));
    });
    return s;
}
function quantile(s, probability, type = TYPE, weeks = 26) {
    const { items, window } = s.scope({ weeks });
    return s.facts().service.quantileDays(items, type, window, probability);
}
const oneTo = (n) => Array.from({ length: n }, (_, i) => i + 1);
describe("quantileDays", () => {
    test("of finished items alone is the empirical quantile", () => {
        const s = worked(oneTo(20));
        expect([quantile(s, 0.5), quantile(s, 0.85)]).toEqual([10, 17]);
    });
    test("needs 11 finishes", () => {
        expect(quantile(worked(oneTo(10)), 0.5)).toBeNull();
        expect(quantile(worked(oneTo(11)), 0.5)).toBe(6);
    });
    test("of a type with few finishes is that of all types together", () => {
        const s = worked(oneTo(20));
        worked([100, 100, 100], { type: "bug" }, s);
        expect(quantile(s, 0.5, WORK_TYPE.bug)).toBe(quantile(s, 0.5, WORK_TYPE.request));
        expect(quantile(s, 0.5, WORK_TYPE.bug)).toBe(12);
    });
    test("E6: open items push it up instead of being ignored, and a quantile nobody reached is not known", () => {
        const s = worked([...oneTo(15), null, null, null, null, null]);
        // Kaplan-Meier with 5 of 20 censored after all finishes: S falls by 1/20 a finish.
        expect(quantile(s, 0.5)).toBe(10);
        expect(quantile(s, 0.85)).toBeNull();
    });
    test("E5: cancelled items are no finishes", () => {
        const s = worked(oneTo(12));
        for (let n = 0; n < 12; n++)
            s.item(`C-${n}`, { at: "2026-04-20" }).to("In Progress", "2026-05-01").to("Cancelled", "2026-05-01T12:00Z");
        expect(quantile(s, 0.5)).toBe(6);
    });
    test("E4: a reopened item counts to its last finish in the window, and as open while it is open", () => {
        const s = story({ asOf: AS_OF });
        worked(Array.from({ length: 10 }, (_, n) => 1 + n / 10), {}, s);
        const again = s
            .item("R-1", { at: "2026-04-20" })
            .to("In Progress", "2026-05-01")
            .to("Done", "2026-05-03")
            .to("In Progress", "2026-05-11")
            .to("Done", "2026-05-21");
        expect(quantile(s, 0.99)).toBe(20);
        const { items } = s.scope({ weeks: 26 });
        const until = (endAt) => s.facts().service.quantileDays(items, TYPE, { startAt: instant("2026-04-01"), endAt: instant(endAt) }, 0.99);
        expect(until("2026-05-05")).toBe(2);
        expect(until("2026-05-15")).toBeNull();
        expect(s.facts().lifecycle.reopenCount[s.index(again)]).toBe(1);
    });
    test("left truncation: old items do not bias it, they enter at the age they had", () => {
        const s = worked(oneTo(20));
        // Started a year before and finished in the window: known to have survived 360 days and more.
        for (let n = 0; n < 5; n++)
            s.item(`O-${n}`, { at: "2025-05-01" }).to("In Progress", "2025-05-02").to("Done", after("2026-05-20", n));
        expect(quantile(s, 0.5, TYPE, 13)).toBe(10);
    });
    test("what finished before the window is not in it", () => {
        const s = worked(oneTo(20));
        for (let n = 0; n < 30; n++)
            s.item(`O-${n}`, { at: "2025-05-01" }).to("In Progress", "2025-05-02").to("Done", "2025-09-01");
        expect(quantile(s, 0.85, TYPE, 13)).toBe(17);
    });
    test("E2: bulk closings, whose time is a guess, are left out", () => {
        const s = worked(oneTo(20));
        for (let n = 0; n < 30; n++)
            s.item(`B-${n}`, { at: "2026-04-20", actor: `p${n}` })
                .to("In Progress", after("2026-05-01", n / 100))
                .to("Done", "2026-06-25", "lead");
        expect(quantile(s, 0.85)).toBe(17);
    });
    test("what was swept away after the window was open in it, and is not left out of it", () => {
        const s = worked(oneTo(20));
        for (let n = 0; n < 30; n++)
            s.item(`B-${n}`, { at: "2026-04-20", actor: `p${n}` })
                .to("In Progress", "2026-05-01")
                .to("Done", "2026-06-25", "lead");
        const { items } = s.scope({ weeks: 26 });
        const before = { startAt: instant("2026-04-01"), endAt: instant("2026-06-01") };
        // 20 of 50 finished within 20 days, and nobody could know by then when the others would.
        expect(s.facts().service.quantileDays(items, TYPE, before, 0.4)).toBe(20);
        expect(s.facts().service.quantileDays(items, TYPE, before, 0.85)).toBeNull();
    });
    test("E1: imports that came in progress are left out, those started later are not", () => {
        const s = worked(oneTo(20));
        for (let n = 0; n < 60; n++)
            s.item(`I-${n}`, { at: instant("2026-05-02") + n, actor: "admin", status: "In Progress" }).to("Done", after("2026-05-03", n / 100), `p${n}`);
        expect(quantile(s, 0.85)).toBe(17);
    });
});
