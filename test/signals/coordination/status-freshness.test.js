import { describe, expect, test } from "vitest";
import { signal } from "../../../signals/coordination/status-freshness.ts";
import { after, story } from "../../support/log-story.ts";
/** A Monday; the window of 13 weeks begins on Monday 30 March. */
const ASOF = "2026-06-29";
function team(actors = {}) {
    const s = story({ asOf: ASOF, actors });
    const talk = s.item("TALK-1", { at: "2026-01-05" });
    for (let day = 0; day < 25 * 7; day++) {
        if (day % 7 < 5)
            for (let hour = 9; hour < 17; hour++)
                talk.comment(after("2026-01-05", day + (hour + 0.5) / 24), "p9");
    }
    return s;
}
/** 40 items, each in progress from Monday 4 May to Monday 18 May, 00:00: ten working days. */
function inProgress(s, then) {
    for (let i = 0; i < 40; i++) {
        // Eight people, so that nobody moves ten items at once.
        const actor = `w${i % 8}`;
        const item = s
            .item(`A-${String(i).padStart(2, "0")}`, { at: "2026-05-01T10:00", actor })
            .to("In Progress", "2026-05-04T00:00");
        then(item, i);
        item.to("Done", "2026-05-18T00:00");
    }
    return s;
}
const measure = (s) => signal.measure(s.facts(), s.scope({ weeks: 13 }));
describe("status freshness", () => {
    test("is the share of working days in progress with something in the last three of them", () => {
        const answer = measure(inProgress(team(), () => { }));
        if (answer.outcome !== "measured")
            throw new Error(JSON.stringify(answer));
        // Touched when it started: fresh for 3 of 10 working days.
        expect(answer.value).toBeCloseTo(30, 9);
        expect(answer.sampleSize).toBe(40);
        expect(answer.examples[0]).toMatchObject({ stance: "misses", note: "7.0 working d of 10 working d in progress untouched" });
    });
    test("weekends do not age anything", () => {
        // Friday to Wednesday is three working days: 8 May 00:00 keeps it fresh until Wednesday 13 May 00:00.
        const answer = measure(inProgress(team(), (item) => item.comment("2026-05-08T00:00", "p2")));
        if (answer.outcome !== "measured")
            throw new Error(answer.outcome);
        expect(answer.value).toBeCloseTo(60, 9);
    });
    test("heart-beats of a bot are no events, a person's comment is", () => {
        const beats = (by) => (item) => {
            for (let day = 4; day < 18; day++)
                item.comment(`2026-05-${String(day).padStart(2, "0")}T12:00`, by);
        };
        const bot = measure(inProgress(team({ bot: "automation-rule" }), beats("bot")));
        const person = measure(inProgress(team(), beats("p2")));
        expect(bot).toMatchObject({ outcome: "measured" });
        if (bot.outcome !== "measured" || person.outcome !== "measured")
            throw new Error("not measured");
        expect(bot.value).toBeCloseTo(30, 9);
        expect(person.value).toBeCloseTo(100, 9);
    });
    test("needs 30 items in progress", () => {
        const s = team();
        for (let i = 0; i < 29; i++)
            s.item(`A-${i}`, { at: "2026-05-01" }).to("In Progress", "2026-05-04");
        expect(measure(s)).toMatchObject({ outcome: "insufficient-data", sampleSize: 29, needed: 1 });
    });
    test("a shift of all events by eight hours moves it by less than a rung", () => {
        const values = [-8, 0, 8].map((hours) => {
            const s = story({ asOf: after(ASOF, hours / 24) });
            const shift = (when, days = 0) => after(when, days + hours / 24);
            const talk = s.item("TALK-1", { at: shift("2026-01-05") });
            for (let day = 0; day < 25 * 7; day++) {
                if (day % 7 < 5)
                    for (let hour = 9; hour < 17; hour++)
                        talk.comment(shift("2026-01-05", day + (hour + 0.5) / 24), "p9");
            }
            for (let i = 0; i < 60; i++) {
                const item = s.item(`A-${i}`, { at: shift("2026-04-06T09:30", i) }).to("In Progress", shift("2026-04-06T11:00", i));
                for (let k = 1; k < 6; k++)
                    item.comment(shift("2026-04-06T14:00", i + k * (1 + (i % 3))), "p2");
                item.to("Done", shift("2026-04-06T15:00", i + 20));
            }
            const answer = signal.measure(s.facts(), s.scope({ weeks: 13 }));
            if (answer.outcome !== "measured")
                throw new Error(answer.outcome);
            return answer.value;
        });
        expect(Math.max(...values) - Math.min(...values)).toBeLessThan(5);
    });
});
