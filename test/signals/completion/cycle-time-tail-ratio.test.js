import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/completion/cycle-time-tail-ratio.ts";
import { seededRandom } from "../../../src/statistics/random.ts";
import { after, instant, story } from "../../support/log-story.ts";
import { answerOf, exampleKeys, measured } from "../measured.ts";
const AS_OF = "2026-06-29";
/** Started on different days of the window, done after `days[i]`. */
function add(s, prefix, days, type = "story") {
    days.forEach((cycle, i) => {
        const at = after("2026-01-05T09:00Z", (i * 100) / days.length);
        const item = s.item(`${prefix}-${i}`, { at, type }).to("In Progress", at);
        if (cycle !== null)
            item.to("Done", after(at, cycle));
    });
}
const repeat = (times, days) => Array.from({ length: times }, () => days).flat();
describe("cycle-time tail ratio", () => {
    test("hand-computed: days 1 to 20, four times over, have p50 = 10 and p85 = 17", () => {
        const s = story({ asOf: AS_OF });
        add(s, "A", repeat(4, Array.from({ length: 20 }, (_, i) => i + 1)));
        const measure = measured(signal, s);
        expect(measure.value).toBeCloseTo(1.7, 9);
        expect(measure.details["median cycle time (d)"]).toBeCloseTo(10, 9);
        expect(measure.details["85th percentile of cycle time (d)"]).toBeCloseTo(17, 9);
        expect(measure.interval90[0]).toBeLessThan(1.7);
        expect(measure.interval90[1]).toBeGreaterThan(1.7);
        expect(exampleKeys(measure, s, "misses")[0]).toMatch(/A-(19|39|59|79)/);
    });
    test("types are compared with themselves: fast tasks and slow stories, alike within, have no tail", () => {
        const s = story({ asOf: AS_OF });
        add(s, "F", repeat(10, [1, 1, 1.1, 1.1]), "task");
        add(s, "S", repeat(10, [20, 20, 22, 22]), "story");
        expect(measured(signal, s).value).toBeCloseTo(1.1, 6);
        expect(measured(signal, s).details["work types measured apart"]).toBe(2);
    });
    test("open items count as longer than their age, and leaving them out would shorten the tail", () => {
        const days = repeat(3, Array.from({ length: 20 }, (_, i) => i + 1));
        const done = story({ asOf: AS_OF });
        add(done, "A", days);
        const open = story({ asOf: AS_OF });
        add(open, "A", days);
        add(open, "Z", [null, null, null, null, null, null]);
        expect(measured(signal, open).value).toBeGreaterThan(measured(signal, done).value);
        expect(measured(signal, open).details["still open (censored)"]).toBe(6);
    });
    test("log-normal with sigma 1 has a ratio of 2.8 inside of the interval", () => {
        const random = seededRandom("tail");
        const s = story({ asOf: AS_OF });
        add(s, "A", Array.from({ length: 200 }, () => 3 * Math.exp(random.normal())));
        const { interval90 } = measured(signal, s);
        expect(interval90[0]).toBeLessThan(2.82);
        expect(interval90[1]).toBeGreaterThan(2.82);
    });
    test("the ratio has no unit: ten times slower work has the same", () => {
        const days = repeat(5, [1, 1.2, 1.4, 1.9, 2.5, 2.6, 2.9, 3, 3.1, 5]);
        const value = (factor) => {
            const s = story({ asOf: "2027-02-01" });
            days.forEach((d, i) => {
                const at = after("2026-08-10T09:00Z", i);
                s.item(`A-${i}`, { at })
                    .to("In Progress", at)
                    .to("Done", after(at, d * factor));
            });
            return measured(signal, s).value;
        };
        expect(value(10)).toBeCloseTo(value(1), 6);
    });
    test("finishes in bulk (E2) and cancelled items (E5) are no cycle times", () => {
        const s = story({ asOf: AS_OF });
        add(s, "A", repeat(6, [2, 2, 2, 2, 2, 2, 3, 3, 3, 3]));
        for (let i = 0; i < 12; i++) {
            const at = after("2026-01-06T09:00Z", i);
            s.item(`B-${i}`, { at })
                .to("In Progress", at)
                .to("Done", instant("2026-05-02T12:00Z") + i * 1_000, "p9");
        }
        s.item("C-1", { at: "2026-02-01" }).to("In Progress", "2026-02-02").to("Cancelled", "2026-05-30");
        const measure = measured(signal, s);
        expect(measure.value).toBeCloseTo(1.5, 6);
        expect(measure.excluded["closed in a bulk transition"]).toBe(12);
    });
    test("too few finishes; nothing ever finishes", () => {
        const few = story({ asOf: AS_OF });
        add(few, "A", repeat(3, [1, 2, 3]));
        expect(answerOf(signal, few)).toMatchObject({ outcome: "insufficient-data", sampleSize: 9, needed: 41 });
        const none = story({ asOf: AS_OF });
        add(none, "A", Array.from({ length: 60 }, () => null));
        expect(answerOf(signal, none)).toMatchObject({ outcome: "insufficient-data", sampleSize: 0 });
    });
    test("the same history gives the same interval", () => {
        const s = story({ asOf: AS_OF });
        add(s, "A", repeat(6, [1, 2, 3, 4, 5, 6, 7, 8, 9, 40]));
        expect(measured(signal, s)).toEqual(measured(signal, s));
    });
});
