import { describe, expect, test } from "vitest";
import { absenceCounts } from "../../../signals/contributor-absence.ts";
import { signal } from "../../../signals/collaboration/continuity.ts";
import { DAY_MS } from "../../../src/model/window.ts";
import { after, story } from "../../support/log-story.ts";
const ASOF = "2026-06-29";
const PEOPLE = ["p1", "p2", "p3", "p4", "p5"];
/** One item a weekday, owned and done by `owner(i, day)`; null = nothing that day. Everybody comments every week. */
function team(owner, isAway = () => false) {
    const s = story({ asOf: ASOF });
    const talk = s.item("TALK-1", { at: "2025-12-01", actor: "p6" });
    let n = 0;
    for (let day = 0; day < 180; day++) {
        const at = after("2025-12-29T09:00", day);
        if (day % 7 >= 5)
            continue;
        for (const person of [...PEOPLE, "p6"])
            if (!isAway(person, at))
                talk.comment(after(at, 0.1), person);
        const who = owner(n, at);
        n++;
        if (who === null)
            continue;
        s.item(`A-${String(n).padStart(3, "0")}`, { at: after(at, -1), actor: who })
            .assign(who, at, who)
            .to("In Progress", at, who)
            .to("Done", after(at, 0.2), who);
    }
    return s;
}
const measure = (s, policy = {}) => signal.measure(s.facts(), s.scope({ weeks: 26, policy }));
const valueOf = (s) => {
    const answer = measure(s);
    if (answer.outcome !== "measured")
        throw new Error(JSON.stringify(answer));
    return answer.value;
};
describe("continuity", () => {
    test("without three absences the spread of the work alone is judged, with a cap", () => {
        const answer = measure(team((n) => PEOPLE[n % 5]));
        expect(answer).toMatchObject({
            outcome: "measured",
            cap: 0.84,
            details: { "contributor absence factor": 3, "absences of at least 5 working days": 0 },
        });
    });
    test("equal shares are worth more than one person doing nearly everything", () => {
        const equal = valueOf(team((n) => PEOPLE[n % 5]));
        const one = valueOf(team((n) => (n % 10 < 8 ? "p1" : PEOPLE[n % 5])));
        expect(equal).toBeGreaterThan(85);
        expect(one).toBeLessThan(50);
    });
    test("the absence experiment: flow that stops with the main contributor scores lower than flow that goes on", () => {
        const holidays = [after("2026-02-02", 0), after("2026-03-30", 0), after("2026-05-25", 0)];
        const isHoliday = (at) => holidays.some((start) => at >= start && at < start + 11 * DAY_MS);
        const isAway = (person, at) => person === "p1" && isHoliday(at);
        const share = (n) => (n % 2 === 0 ? "p1" : PEOPLE[1 + (n % 4)]);
        const stops = measure(team((n, at) => (isHoliday(at) ? null : share(n)), isAway));
        const goesOn = measure(team((n, at) => (isHoliday(at) ? "p3" : share(n)), isAway));
        if (stops.outcome !== "measured" || goesOn.outcome !== "measured")
            throw new Error(JSON.stringify([stops, goesOn]));
        expect(stops.details).toMatchObject({ "absences of at least 5 working days": 3, "part b: flow during absences (%)": 0 });
        expect(goesOn.details["part b: flow during absences (%)"]).toBeGreaterThan(90);
        expect(goesOn.value).toBeGreaterThan(stops.value + 25);
        expect(stops.cap).toBeUndefined();
    });
    test("nothing about a person leaves it", () => {
        const answer = measure(team((n) => PEOPLE[n % 5]));
        if (answer.outcome !== "measured")
            throw new Error(answer.outcome);
        expect(answer.examples).toEqual([]);
        expect(JSON.stringify(answer)).not.toMatch(/p[1-6]\b|actor:/);
    });
    test("four people are too few", () => {
        const s = story({ asOf: ASOF });
        s.bulk({ count: 200, from: "2026-01-05", to: "2026-06-01", people: ["a", "b", "c", "d"] });
        expect(measure(s)).toMatchObject({ outcome: "insufficient-data" });
    });
    test("needs 100 finished items and does not apply where people share them", () => {
        const s = story({ asOf: ASOF });
        s.bulk({ count: 60, from: "2026-02-05", to: "2026-05-01" });
        expect(measure(s)).toMatchObject({ outcome: "insufficient-data" });
        expect(measure(s, { sharedOwnership: true }).outcome).toBe("not-applicable");
    });
    test("is the same every time", () => {
        expect(measure(team((n) => PEOPLE[(n * n) % 5]))).toEqual(measure(team((n) => PEOPLE[(n * n) % 5])));
    });
});
describe("absence counts", () => {
    /** Every day is a working day. */
    const clock = {
        at: (instant) => instant / DAY_MS,
        dayStart: (instant) => Math.floor(instant / DAY_MS) * DAY_MS,
        between: (from, to) => Math.max(0, Math.floor(to / DAY_MS) - Math.floor(from / DAY_MS) - 1),
    };
    const window = { startAt: 0, endAt: 100 * DAY_MS };
    const daily = (from, to) => Array.from({ length: to - from }, (_, k) => (from + k + 0.5) * DAY_MS);
    test("counts finishes in and outside of the gaps between acts", () => {
        const acts = [...daily(0, 30), ...daily(37, 100)];
        const found = absenceCounts(daily(0, 100), acts, window, clock);
        expect(found).toMatchObject({ episodes: 1, awayDays: 7, finishedAway: 7, finishedPresent: 93 });
        expect(found.presentDays).toBeCloseTo(93, 9);
    });
    test("five days off count, four do not", () => {
        expect(absenceCounts(daily(0, 100), [...daily(0, 30), ...daily(34, 100)], window, clock)).toBeNull();
        expect(absenceCounts(daily(0, 100), [...daily(0, 30), ...daily(35, 100)], window, clock)).toMatchObject({ episodes: 1 });
    });
    test("whoever stays away for more than 40 working days has left", () => {
        expect(absenceCounts(daily(0, 100), [...daily(0, 30), ...daily(80, 100)], window, clock)).toBeNull();
    });
    test("a unit with fewer than 20 finishes says nothing", () => {
        expect(absenceCounts(daily(0, 19), [...daily(0, 30), ...daily(37, 100)], window, clock)).toBeNull();
    });
});
