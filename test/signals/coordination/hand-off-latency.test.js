import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/coordination/hand-off-latency.ts";
import { after, story } from "../../support/log-story.ts";
const ASOF = "2026-06-29";
/** Weekday mornings of the window, ten items a day. */
const dayOf = (i) => after("2026-05-04T10:00", Math.floor(i / 20) * 7 + (Math.floor(i / 4) % 5));
/** The team's hours: somebody does something every hour from Monday to Friday, 9 to 17. */
function withOfficeHours(s) {
    const talk = s.item("TALK-1", { at: "2026-03-01" });
    for (let day = 0; day < 17 * 7; day++) {
        if (day % 7 < 5)
            for (let hour = 9; hour < 17; hour++)
                talk.comment(after("2026-03-02", day + (hour + 0.5) / 24), "p9");
    }
    return s;
}
function handed(count, answerAfterHours) {
    const s = withOfficeHours(story({ asOf: ASOF }));
    for (let i = 0; i < count; i++) {
        const at = dayOf(i);
        const item = s
            .item(`A-${String(i).padStart(3, "0")}`, { at, assignee: "p1" })
            .to("In Progress", at, "p1")
            .assign("p2", at + 60_000, "p1");
        const hours = answerAfterHours(i);
        if (hours !== null)
            item.comment(at + 60_000 + hours * 3_600_000, "p2");
    }
    return s;
}
const measure = (s) => signal.measure(s.facts(), s.scope({ weeks: 13 }));
describe("hand-off latency", () => {
    test("is the median of the working hours until the new owner acts", () => {
        const answer = measure(handed(60, (i) => (i < 31 ? 2 : 5)));
        if (answer.outcome !== "measured")
            throw new Error(JSON.stringify(answer));
        // Ten in the morning to the early afternoon lies within working hours, so elapsed and working hours are the same.
        expect(answer.value).toBeCloseTo(2, 6);
        expect(answer.sampleSize).toBe(60);
        expect(answer.details["assigned by somebody else"]).toBe(60);
    });
    test("unanswered hand-offs are censored, not left out", () => {
        const answer = measure(handed(60, (i) => (i % 3 === 0 ? null : 3)));
        expect(answer).toMatchObject({ outcome: "measured", sampleSize: 60, details: { "hand-offs still open (censored)": 20 } });
    });
    test("when fewer than half are answered the value is a lower bound and says so", () => {
        const answer = measure(handed(60, (i) => (i % 3 === 0 ? 3 : null)));
        if (answer.outcome !== "measured")
            throw new Error(answer.outcome);
        expect(answer.value).toBeGreaterThan(40);
        expect(answer.warnings[0]).toMatch(/lower bound/);
    });
    test("taking over what somebody else moved on is a hand-off that began with the move", () => {
        const s = withOfficeHours(story({ asOf: ASOF }));
        for (let i = 0; i < 60; i++) {
            const at = dayOf(i);
            s.item(`A-${i}`, { at, assignee: "p1" })
                .to("In Progress", at, "p1")
                .to("Review", at + 600_000, "p1")
                .assign("p2", at + 600_000 + 4 * 3_600_000, "p2");
        }
        const answer = measure(s);
        if (answer.outcome !== "measured")
            throw new Error(JSON.stringify(answer));
        expect(answer.value).toBeCloseTo(4, 6);
        expect(answer.details["taken over after a stage entry"]).toBe(60);
    });
    test("taking something from the backlog oneself is no hand-off", () => {
        const s = story({ asOf: ASOF });
        for (let i = 0; i < 60; i++)
            s.item(`A-${i}`, { at: dayOf(i) })
                .assign("p2", dayOf(i) + 60_000, "p2")
                .to("In Progress", dayOf(i) + 120_000, "p2");
        expect(measure(s)).toMatchObject({ outcome: "insufficient-data", sampleSize: 0 });
    });
    test("without actors there is no answer", () => {
        const s = story({ asOf: ASOF });
        for (let i = 0; i < 60; i++) {
            s.item(`A-${i}`, { at: dayOf(i), actor: null })
                .to("In Progress", dayOf(i), null)
                .assign("p2", dayOf(i) + 60_000, null);
        }
        expect(measure(s)).toMatchObject({ outcome: "insufficient-data", needed: null });
    });
    test("is the same every time", () => {
        const ask = () => measure(handed(60, (i) => 1 + (i % 7)));
        expect(ask()).toEqual(ask());
    });
});
