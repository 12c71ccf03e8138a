import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/clarity/triage-latency.ts";
import { HOUR_MS } from "../../../src/model/window.ts";
import { after, story } from "../../support/log-story.ts";
import { answerOf, measured } from "../measured.ts";
const AS_OF = "2026-06-29";
/** Created on workdays at 9, by p1. What happens then is up to `next`. */
function add(s, prefix, count, next) {
    for (let i = 0; i < count; i++) {
        const at = after("2026-04-06T09:00Z", Math.floor(i / 5) * 7 + (i % 5));
        next(s.item(`${prefix}-${i}`, { at }), at, i);
    }
}
describe("triage latency", () => {
    test("working hours to the first act of somebody else", () => {
        const s = story({ asOf: AS_OF });
        add(s, "A", 50, (item, at, i) => item.label("mine", at + HOUR_MS, "p1").priority("High", at + (1 + (i % 5)) * HOUR_MS, "p2"));
        const measure = measured(signal, s);
        const { calendar, log } = s.facts();
        const hours = [...log.items.createdAt]
            .map((at, i) => calendar.workingMs(0, at, at + (1 + (i % 5)) * HOUR_MS) / HOUR_MS)
            .sort((x, y) => x - y);
        expect(measure.value).toBeCloseTo(hours[24], 6); // half of 50 have been triaged by then
        expect(measure.value).toBeGreaterThan(1.5);
        expect(measure.details["triaged by a person"]).toBe(50);
        expect(measure.interval90[0]).toBeLessThanOrEqual(measure.value);
        expect(measure.interval90[1]).toBeGreaterThanOrEqual(measure.value);
    });
    test("bots that label do not stop the clock; a rule that routes does, unless it is reverted", () => {
        const actors = { bot: "automation-rule" };
        const labelled = story({ asOf: AS_OF, actors });
        add(labelled, "A", 50, (item, at) => item
            .label("triage", at + 1_000, "bot")
            .comment(at + 2_000, "bot")
            .priority("High", after(at, 1), "p2"));
        expect(measured(signal, labelled).details["routed by a rule"]).toBe(0);
        const routed = story({ asOf: AS_OF, actors });
        add(routed, "A", 50, (item, at) => item.assign("p3", at + 60_000, "bot"));
        expect(measured(signal, routed).details["routed by a rule"]).toBe(50);
        const reverted = story({ asOf: AS_OF, actors });
        add(reverted, "A", 50, (item, at) => item.assign("p3", at + 60_000, "bot").assign("p4", after(at, 2), "p2"));
        expect(measured(signal, reverted).details).toMatchObject({ "routed by a rule": 0, "triaged by a person": 50 });
    });
    test("slower triage is a higher value; still waiting counts as longer", () => {
        const value = (days) => {
            const s = story({ asOf: AS_OF });
            add(s, "A", 60, (item, at, i) => {
                const wait = i % 3 === 0 ? days : 1;
                if (wait !== null)
                    item.priority("High", after(at, wait), "p2");
                item.comment(after(at, 20), "p1");
            });
            return measured(signal, s).value;
        };
        expect(value(8)).toBeGreaterThanOrEqual(value(1));
        expect(value(null)).toBeGreaterThanOrEqual(value(8));
    });
    test("all taken up by their own author: nothing to time", () => {
        const s = story({ asOf: AS_OF });
        add(s, "A", 50, (item, at) => item.to("In Progress", after(at, 0.1), "p1").to("Done", after(at, 1), "p1"));
        expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", needed: null, sampleSize: 50 });
    });
    test("a history that names nobody cannot answer", () => {
        const s = story({ asOf: AS_OF });
        for (let i = 0; i < 60; i++)
            s.item(`N-${i}`, { at: after("2026-04-06", i), actor: null }).to("In Progress", after("2026-04-07", i), null);
        expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", needed: null });
    });
    test("first acts of nobody knows whom are not taken for silence", () => {
        const s = story({ asOf: AS_OF });
        add(s, "A", 40, (item, at) => item.to("In Progress", after(at, 1), null).to("Done", after(at, 2), null));
        add(s, "B", 40, (item, at) => item.priority("High", after(at, 1), "p2").comment(after(at, 2), "p2"));
        expect(answerOf(signal, s)).toMatchObject({
            outcome: "insufficient-data",
            needed: null,
            excluded: { "first act by somebody the history does not name": 40 },
        });
    });
    test("too few created items", () => {
        const s = story({ asOf: AS_OF });
        add(s, "A", 10, (item, at) => item.priority("High", after(at, 1), "p2"));
        expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", sampleSize: 10, needed: 30 });
    });
});
