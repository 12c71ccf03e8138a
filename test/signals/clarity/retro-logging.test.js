import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/clarity/retro-logging.ts";
import { after, instant, story } from "../../support/log-story.ts";
import { answerOf, exampleKeys, measured } from "../measured.ts";
const AS_OF = "2026-06-29";
/** `good` items go through their stages; created on different days so that nothing looks like an import. */
function history(good) {
    const s = story({ asOf: AS_OF });
    for (let i = 0; i < good; i++) {
        const at = after("2026-02-02T09:00Z", i);
        s.item(`G-${i}`, { at }).to("In Progress", after(at, 1)).to("Done", after(at, 3));
    }
    return s;
}
describe("retro-logging", () => {
    test("born done, straight to done and clicked through are retro; the rest is not", () => {
        const s = history(57);
        s.item("R-1", { at: "2026-03-01T10:00Z" }).to("Done", "2026-03-01T10:09Z");
        s.item("R-2", { at: "2026-03-02T10:00Z" }).to("Done", "2026-03-09T10:00Z");
        s.item("R-3", { at: "2026-03-03T10:00Z" }).to("In Progress", "2026-03-05T10:00:00Z").to("Done", "2026-03-05T10:00:30Z");
        const measure = measured(signal, s);
        expect(measure.value).toBeCloseTo((100 * 3) / 60, 9);
        expect(measure.sampleSize).toBe(60);
        expect(measure.interval90[0]).toBeLessThan(5);
        expect(measure.interval90[1]).toBeGreaterThan(5);
        expect(exampleKeys(measure, s, "misses")).toEqual(["R-1", "R-3", "R-2"]);
        expect(measure.details).toEqual({ "done within 15 minutes of creation": 1, "never in progress": 3 });
    });
    test("cancelled, unfinished and old items are no finishes", () => {
        const s = history(50);
        s.item("C-1", { at: "2026-03-01" }).to("Cancelled", "2026-03-02");
        s.item("C-2", { at: "2026-03-01" }).to("In Progress", "2026-03-02");
        s.item("C-3", { at: "2025-03-01" }).to("Done", "2025-03-02");
        expect(measured(signal, s)).toMatchObject({ value: 0, sampleSize: 50 });
    });
    test("bulk closing (E2) says nothing about when work was logged", () => {
        const s = history(50);
        for (let i = 0; i < 12; i++)
            s.item(`B-${i}`, { at: after("2026-02-02T08:00Z", i) }).to("Done", instant("2026-05-01T12:00Z") + i * 1_000, "p7");
        const measure = measured(signal, s);
        expect(measure.value).toBe(0);
        expect(measure.excluded).toEqual({ "closed in a bulk transition": 12 });
        expect(measure.coverage).toBeCloseTo(50 / 62, 9);
    });
    test("an import (E1) is not retro-logging", () => {
        const s = history(55);
        const at = instant("2026-04-01T03:00Z");
        for (let i = 0; i < 90; i++)
            s.item(`I-${i}`, { at: at + i * 1_000, actor: "importer", status: "Done" });
        const measure = measured(signal, s);
        expect(measure.value).toBe(0);
        expect(measure.sampleSize).toBe(55);
    });
    test("a board without a status in progress is only asked for the 15 minutes", () => {
        const s = story({ asOf: AS_OF });
        for (let i = 0; i < 60; i++) {
            const at = after("2026-02-02T09:00Z", i);
            s.item(`O-${i}`, { at }).to("Done", after(at, i < 6 ? 0.003 : 2));
        }
        const measure = measured(signal, s);
        expect(measure.value).toBeCloseTo(10, 9);
        expect(measure.warnings[0]).toMatch(/no status in progress/);
    });
    test("present states without a history are left out", () => {
        const s = history(50);
        s.item("S-1", { at: "2026-03-01", status: "Done", origin: "snapshot", resolvedAt: "2026-03-02" });
        expect(measured(signal, s).value).toBe(0);
    });
    test("too few finishes: says how many more", () => {
        expect(answerOf(signal, history(49))).toMatchObject({ outcome: "insufficient-data", sampleSize: 49, needed: 1 });
        expect(answerOf(signal, history(0))).toMatchObject({ outcome: "insufficient-data", sampleSize: 0, needed: 50 });
    });
    test("logging one item in time instead of afterwards lowers the value", () => {
        const with_ = (late) => {
            const s = history(50);
            for (let i = 0; i < 10; i++) {
                const at = after("2026-03-02T09:00Z", i);
                const item = s.item(`L-${i}`, { at });
                if (i >= late)
                    item.to("In Progress", after(at, 0.5));
                item.to("Done", after(at, 2));
            }
            return measured(signal, s).value;
        };
        for (let late = 1; late <= 10; late++)
            expect(with_(late)).toBeGreaterThan(with_(late - 1));
    });
});
