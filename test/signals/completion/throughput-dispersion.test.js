import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/completion/throughput-dispersion.ts";
import { fanoFactor } from "../../../src/statistics/dispersion.ts";
import { after, instant, story } from "../../support/log-story.ts";
import { answerOf, measured } from "../measured.ts";
/** A Tuesday: 25 whole weeks from Monday on fit in the 26 before it, in any zone. */
const AS_OF = "2026-06-30T12:00Z";
const FIRST_MONDAY = "2026-01-05T00:00Z";
/** `counts[w]` items finished in week w, on different workdays and hours. Comments every day, or a week without finishes would look like a shutdown. */
function weeks(s, counts) {
    const talk = s.item("BORN-1", { at: "2025-12-01" });
    for (let day = 0; day < 175; day++)
        for (const hour of [0.4, 0.5])
            talk.comment(after(FIRST_MONDAY, day + hour));
    counts.forEach((count, week) => {
        for (let i = 0; i < count; i++) {
            const doneAt = after(FIRST_MONDAY, week * 7 + (i % 5) + 0.4 + Math.floor(i / 5) / 50);
            s.item(`W${week}-${i}`, { at: after(doneAt, -5), actor: `p${i % 5}` })
                .to("In Progress", after(doneAt, -3))
                .to("Done", doneAt);
        }
    });
}
const pattern = (...counts) => Array.from({ length: 25 }, (_, week) => counts[week % counts.length]);
describe("throughput over-dispersion", () => {
    test("hand-computed: 13 times 4 and 12 times 6, mean 4.96, variance 1.04", () => {
        const s = story({ asOf: AS_OF });
        weeks(s, pattern(4, 6));
        const measure = measured(signal, s);
        expect(measure.sampleSize).toBe(25);
        expect(measure.value).toBeCloseTo(1.04 / 4.96, 9);
        expect(measure.details).toMatchObject({ "finished a week, mean": 4.96, "weeks inside natural process limits (%)": 100 });
        expect(measure.interval90[0]).toBeLessThanOrEqual(measure.value);
        expect(measure.interval90[1]).toBeGreaterThanOrEqual(measure.value);
    });
    test("finishing everything every fourth week is far from Poisson", () => {
        const s = story({ asOf: AS_OF });
        weeks(s, pattern(1, 1, 1, 17));
        const measure = measured(signal, s);
        expect(measure.value).toBeCloseTo(fanoFactor(pattern(1, 1, 1, 17)), 9);
        expect(measure.interval90[0]).toBeGreaterThan(3);
    });
    test("finishes in bulk (E2) are no flow", () => {
        const s = story({ asOf: AS_OF });
        weeks(s, pattern(5));
        for (let i = 0; i < 30; i++)
            s.item(`B-${i}`, { at: after("2026-01-01", i) }).to("Done", instant("2026-05-05T10:00Z") + i * 1_000, "p9");
        const measure = measured(signal, s);
        expect(measure.value).toBe(0);
        expect(measure.excluded["closed in a bulk transition"]).toBe(30);
    });
    test("a team younger than the window is judged from its first whole week on", () => {
        const s = story({ asOf: AS_OF });
        for (let week = 10; week < 25; week++) {
            for (let i = 0; i < 5; i++) {
                const doneAt = after(FIRST_MONDAY, week * 7 + i + 0.4);
                s.item(`Y${week}-${i}`, { at: after(doneAt, -0.2) })
                    .to("In Progress", after(doneAt, -0.1))
                    .to("Done", doneAt);
            }
        }
        const measure = measured(signal, s);
        expect(measure.sampleSize).toBe(14);
        expect(measure.value).toBe(0);
    });
    test("too few weeks, or hardly any finishes", () => {
        const young = story({ asOf: "2026-02-16T00:00Z" });
        young.bulk({ count: 60, from: "2026-01-05", to: "2026-02-10" });
        expect(answerOf(signal, young)).toMatchObject({ outcome: "insufficient-data" });
        const sleepy = story({ asOf: AS_OF });
        weeks(sleepy, pattern(1, 0, 0));
        expect(answerOf(signal, sleepy)).toMatchObject({ outcome: "insufficient-data", needed: null });
    });
    test("moving finishes from a full week to an empty one lowers the value", () => {
        const value = (counts) => {
            const s = story({ asOf: AS_OF });
            weeks(s, counts);
            return measured(signal, s).value;
        };
        expect(value(pattern(3, 7))).toBeLessThan(value(pattern(2, 8)));
    });
});
