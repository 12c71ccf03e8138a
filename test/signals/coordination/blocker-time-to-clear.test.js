import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/coordination/blocker-time-to-clear.ts";
import { after, story } from "../../support/log-story.ts";
const ASOF = "2026-06-29";
function blocks(count, days) {
    const s = story({ asOf: ASOF });
    for (let i = 0; i < count; i++) {
        const at = after("2026-02-02T09:00", i);
        const item = s
            .item(`A-${String(i).padStart(2, "0")}`, { at })
            .to("In Progress", after(at, 1))
            .block(after(at, 2));
        const length = days(i);
        if (length !== null)
            item.unblock(after(at, 2 + length));
    }
    return s;
}
const measure = (s) => signal.measure(s.facts(), s.scope({ weeks: 26 }));
describe("blocker time to clear", () => {
    test("is the median of the days from set to cleared", () => {
        const answer = measure(blocks(25, (i) => i + 1));
        if (answer.outcome !== "measured")
            throw new Error(answer.outcome);
        expect(answer.value).toBeCloseTo(13, 9);
        expect(answer.interval90[0]).toBeLessThan(13);
        expect(answer.interval90[1]).toBeGreaterThan(13);
        expect(answer.details["by a flag"]).toBe(25);
    });
    test("open blocks are censored: leaving them out would flatter", () => {
        const closedOnly = measure(blocks(24, () => 3));
        const withOpen = measure(blocks(60, (i) => (i % 2 === 0 || i > 47 ? null : 3)));
        if (closedOnly.outcome !== "measured" || withOpen.outcome !== "measured")
            throw new Error("not measured");
        expect(closedOnly.value).toBeCloseTo(3, 9);
        expect(withOpen.value).toBeGreaterThan(20);
        expect(withOpen.warnings[0]).toMatch(/lower bound/);
    });
    test("giving the item up clears nothing", () => {
        const s = story({ asOf: ASOF });
        for (let i = 0; i < 60; i++) {
            const at = after("2026-02-02T09:00", i);
            const item = s.item(`A-${i}`, { at }).to("In Progress", after(at, 1)).block(after(at, 2));
            if (i < 20)
                item.to("Cancelled", after(at, 2.5));
            else
                item.unblock(after(at, 7)).to("Done", after(at, 8));
        }
        // Cleared by cancelling would give a median of 5 as well as 0.5 for a third; censored, all that ended took 5.
        expect(measure(s)).toMatchObject({ outcome: "measured", value: 5, details: { "blocks still open (censored)": 20 } });
    });
    test("no blocker ever recorded is no answer, never a good one", () => {
        const s = story({ asOf: ASOF });
        s.bulk({ count: 100, from: "2026-02-01", to: "2026-06-01" });
        expect(measure(s)).toMatchObject({ outcome: "insufficient-data", needed: null, sampleSize: 0 });
    });
    test("blocks that only links tell of are as long as the other items take: no answer, never a low one", () => {
        const s = story({ asOf: ASOF });
        for (let i = 0; i < 40; i++) {
            const at = after("2026-02-02T09:00", i);
            const blocker = s.item(`B-${i}`, { at }).to("In Progress", after(at, 1)).to("Done", after(at, 20));
            s.item(`A-${i}`, { at }).link("is-blocked-by", blocker, after(at, 1)).to("In Progress", after(at, 2));
        }
        expect(measure(s)).toMatchObject({
            outcome: "insufficient-data",
            needed: null,
            excluded: { "shown as a link only, in a tool without flags": 40 },
        });
    });
    test("needs 20 blocks, slips not counted", () => {
        expect(measure(blocks(25, (i) => (i < 6 ? 0.0003 : 2)))).toMatchObject({
            outcome: "insufficient-data",
            sampleSize: 19,
            needed: 1,
        });
    });
});
