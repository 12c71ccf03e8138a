import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/coordination/backflow.ts";
import { after, story } from "../../support/log-story.ts";
const ASOF = "2026-06-29";
const HOUR = 1 / 24;
function walked(paths, count = 60) {
    const s = story({ asOf: ASOF, statuses: { Doing: "active" } });
    for (let i = 0; i < count; i++) {
        const at = after("2026-03-02T09:00", i);
        const item = s.item(`A-${String(i).padStart(3, "0")}`, { at });
        for (const [days, status] of paths(i))
            item.to(status, after(at, days));
    }
    return s;
}
const measure = (s) => signal.measure(s.facts(), s.scope({ weeks: 26 }));
const FORWARD = [
    [1, "In Progress"],
    [2, "Review"],
    [3, "Done"],
];
describe("backflow", () => {
    test("a return from review to work is backflow", () => {
        const s = walked((i) => i < 12
            ? [
                [1, "In Progress"],
                [2, "Review"],
                [3, "In Progress"],
                [4, "Review"],
                [5, "Done"],
            ]
            : FORWARD);
        const answer = measure(s);
        expect(answer).toMatchObject({ outcome: "measured", value: 20, sampleSize: 60, details: { "backward moves": 12 } });
    });
    test("reopening is backflow, a correction within 10 minutes is not", () => {
        const s = walked((i) => {
            if (i < 15)
                return [
                    [1, "In Progress"],
                    [3, "Done"],
                    [4, "In Progress"],
                    [5, "Done"],
                ];
            if (i < 30)
                return [
                    [1, "In Progress"],
                    [2, "Backlog"],
                    [2 + 5 / 1440, "In Progress"],
                    [3, "Done"],
                ];
            return FORWARD;
        });
        expect(measure(s)).toMatchObject({ value: 25 });
    });
    test("back and forth between two statuses of one category is ping-pong", () => {
        const s = walked((i) => i < 6
            ? [
                [1, "In Progress"],
                [2, "Doing"],
                [3, "In Progress"],
                [4, "Review"],
                [5, "Done"],
            ]
            : FORWARD);
        expect(measure(s)).toMatchObject({ value: 10, details: { "backward moves": 0, "back and forth within a category only": 6 } });
    });
    test("a stay in a blocked status is no way back", () => {
        const s = walked(() => [
            [1, "In Progress"],
            [2, "Blocked"],
            [3, "In Progress"],
            [3 + HOUR, "Review"],
            [4, "Done"],
        ]);
        expect(measure(s)).toMatchObject({ value: 0 });
    });
    test("cannot show where only open and closed are in use", () => {
        const s = walked(() => [[1, "Done"]]);
        expect(measure(s)).toMatchObject({ outcome: "insufficient-data", needed: null });
    });
    test("cancelled items are no finishes", () => {
        const s = walked((i) => i < 20
            ? [
                [1, "In Progress"],
                [2, "Cancelled"],
            ]
            : FORWARD);
        expect(measure(s)).toMatchObject({ outcome: "insufficient-data", sampleSize: 40, needed: 10 });
    });
    test("items that an import brought under way are left out", () => {
        const s = walked(() => FORWARD);
        for (let i = 0; i < 120; i++) {
            s.item(`I-${i}`, { at: after("2026-03-01T12:00", i / 86_400), actor: "importer", status: "Review" }).to("Done", after("2026-03-10", i / 24), "p1");
        }
        expect(measure(s)).toMatchObject({ sampleSize: 60, excluded: { "already under way when imported": 120 } });
    });
});
