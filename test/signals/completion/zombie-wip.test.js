import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/completion/zombie-wip.ts";
import { after, instant, story } from "../../support/log-story.ts";
import { answerOf, exampleKeys, measured } from "../measured.ts";
const AS_OF = "2026-06-29T00:00Z";
const DAY = 86_400_000;
/** Open for some days, with comments every `everyDays` by somebody; 0 = nobody says anything. */
function wip(s, prefix, count, ageDays, everyDays = 0, by = "p1") {
    for (let i = 0; i < count; i++) {
        const at = instant(AS_OF) - ageDays * DAY + i;
        const item = s.item(`${prefix}-${i}`, { at }).to("In Progress", at);
        const comments = everyDays === 0 ? 0 : Math.ceil(ageDays / everyDays) - 1;
        for (let n = 1; n <= comments; n++)
            item.comment(after(at, n * everyDays), by);
    }
}
describe("zombie work in progress", () => {
    test("hand-computed: silent for 50 days is 20 days too long", () => {
        const s = story({ asOf: AS_OF });
        wip(s, "A", 30, 50, 5);
        wip(s, "Z", 10, 50);
        const measure = measured(signal, s);
        expect(measure.value).toBeCloseTo((100 * 10 * 20) / (40 * 50), 3);
        expect(measure.details).toEqual({ "in progress now": 40, "of them silent for too long": 10 });
        expect(exampleKeys(measure, s, "misses")).toEqual(["Z-0", "Z-1", "Z-2"]);
        expect(measure.interval90[0]).toBeLessThan(measure.value);
        expect(measure.interval90[1]).toBeGreaterThan(measure.value);
    });
    test("heart-beats of a stale bot do not keep an item alive, an agent's act does", () => {
        const s = story({ asOf: AS_OF, actors: { bot: "automation-rule", agent: "ai-agent" } });
        wip(s, "A", 30, 20, 5);
        wip(s, "B", 10, 50, 10, "bot");
        wip(s, "C", 10, 50, 10, "agent");
        expect(measured(signal, s).details["of them silent for too long"]).toBe(10);
    });
    test("slow work is given twice its 85th percentile of silence", () => {
        const s = story({ asOf: AS_OF });
        for (let i = 0; i < 40; i++) {
            const at = after("2026-01-05T09:00Z", i);
            s.item(`L-${i}`, { at }).to("In Progress", at).to("Done", after(at, 30));
        }
        wip(s, "A", 30, 20, 5);
        wip(s, "Z", 5, 55);
        expect(measured(signal, s).value).toBe(0); // 55 days of silence are less than twice 30
    });
    test("nothing silent: 0 with an upper limit, not certainty", () => {
        const s = story({ asOf: AS_OF });
        wip(s, "A", 30, 25, 5);
        const measure = measured(signal, s);
        expect(measure.value).toBe(0);
        expect(measure.interval90[1]).toBeGreaterThan(1);
    });
    test("status changes alone cannot tell silence from work", () => {
        const s = story({ asOf: AS_OF });
        wip(s, "A", 40, 50);
        expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", needed: null });
    });
    test("too little in progress", () => {
        const s = story({ asOf: AS_OF });
        wip(s, "A", 7, 50, 5);
        expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", sampleSize: 7, needed: 23 });
    });
    test("one more act on a silent item never raises the value", () => {
        const value = (acts) => {
            const s = story({ asOf: AS_OF });
            wip(s, "A", 40, 20, 5);
            const at = instant(AS_OF) - 85 * DAY;
            const item = s.item("Z-1", { at }).to("In Progress", at);
            for (const day of acts)
                item.comment(after(at, day), "p2");
            return measured(signal, s).value;
        };
        expect(value([40])).toBeLessThan(value([]));
        expect(value([40, 60])).toBeLessThanOrEqual(value([40]));
    });
});
