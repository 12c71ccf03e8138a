import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY_MS, HOUR_MS, WEEK_MS } from "../../src/model/window.ts";
import { instant, story } from "../support/log-story.ts";
/** Comments of one team on every weekday between two local hours, `zone` hours east of UTC; `isOff` leaves days out. */
function office(s, options) {
    const { begin = 9, end = 17 } = options;
    const first = instant(options.from);
    const item = s.item(`${options.team}-1`, { at: first - 30 * DAY_MS, team: options.team, actor: `${options.team}1` });
    for (let day = 0; day < options.weeks * 7; day++) {
        if (day % 7 > 4)
            continue;
        for (let hour = begin; hour < end; hour++) {
            const at = first + day * DAY_MS + (hour - options.zone) * HOUR_MS + 1000;
            if (options.isOff?.(at) !== true)
                item.comment(at, `${options.team}${hour % 5}`);
        }
    }
}
/** A Monday. */
const MONDAY = "2026-01-05";
const hours = (ms) => ms / HOUR_MS;
describe("working hours", () => {
    const s = story({ asOf: "2026-06-29" });
    office(s, { team: "berlin", zone: 2, from: MONDAY, weeks: 25 });
    office(s, { team: "oslo", zone: 2, from: MONDAY, weeks: 25 });
    office(s, { team: "seattle", zone: -8, from: MONDAY, weeks: 25 });
    office(s, { team: "auckland", zone: 12, from: MONDAY, weeks: 25 });
    s.item("new-1", { at: "2026-06-01", team: "new" });
    const { calendar } = s.facts();
    test("a working week has five days of eight hours, each at its place", () => {
        const week = (team) => hours(calendar.workingMs(s.team(team), instant(MONDAY), instant(MONDAY) + WEEK_MS));
        expect(["berlin", "seattle", "auckland"].map(week)).toEqual([40, 40, 40]);
        // 09:00-17:00 in Berlin.
        expect(hours(calendar.workingMs(s.team("berlin"), instant("2026-01-07T07:00Z"), instant("2026-01-07T15:00Z")))).toBe(8);
        // Friday 17:00 to Monday 09:00.
        expect(calendar.workingMs(s.team("berlin"), instant("2026-01-09T15:00Z"), instant("2026-01-12T07:00Z"))).toBe(0);
        // Auckland's Monday morning is Sunday evening in UTC.
        expect(hours(calendar.workingMs(s.team("auckland"), instant("2026-01-11T20:00Z"), instant("2026-01-12T00:00Z")))).toBe(3);
        expect(calendar.workingMs(s.team("auckland"), instant("2026-01-16T12:00Z"), instant("2026-01-18T12:00Z"))).toBe(0);
    });
    test("the zone is the one whose office hours hold most of it", () => {
        expect(["berlin", "seattle", "auckland"].map((team) => calendar.zoneOffsetHours(s.team(team)))).toEqual([2, -8, 12]);
    });
    test("a team without a history of its own works when the others do", () => {
        const week = (team) => calendar.workingMs(s.team(team), instant(MONDAY), instant(MONDAY) + WEEK_MS);
        expect(week("new")).toBe(calendar.workingMs(-1, instant(MONDAY), instant(MONDAY) + WEEK_MS));
        expect(week("new")).toBeGreaterThan(week("berlin"));
    });
    test("nothing passes backwards", () => {
        expect(calendar.workingMs(0, instant("2026-01-09"), instant("2026-01-08"))).toBe(0);
    });
    const at = fc.integer({ min: instant("2026-01-05"), max: instant("2026-06-20") });
    test("spans add up, and `afterWorking` undoes `workingMs`", () => {
        fc.assert(fc.property(fc.nat(4), at, at, at, fc.integer({ min: 0, max: 300 * HOUR_MS }), (team, a, b, c, ms) => {
            const [x, y, z] = [a, b, c].sort((p, q) => p - q);
            expect(calendar.workingMs(team, x, y) + calendar.workingMs(team, y, z)).toBe(calendar.workingMs(team, x, z));
            const later = calendar.afterWorking(team, x, ms);
            expect(later).toBeGreaterThanOrEqual(x);
            expect(calendar.workingMs(team, x, later)).toBe(ms);
            // The earliest such instant: a millisecond before it, less had been worked.
            expect(later === x || calendar.workingMs(team, x, later - 1) < ms).toBe(true);
        }));
    });
});
test("a team in two zones works the union of their hours", () => {
    const s = story({ asOf: "2026-06-29" });
    office(s, { team: "both", zone: 0, from: MONDAY, weeks: 25 });
    office(s, { team: "both", zone: -5, from: MONDAY, weeks: 25 });
    const { calendar } = s.facts();
    expect(hours(calendar.workingMs(s.team("both"), instant(MONDAY), instant(MONDAY) + WEEK_MS))).toBe(5 * 13);
});
test("where nothing is known, Monday to Friday 9 to 17 UTC", () => {
    const s = story({ asOf: "2026-06-29" });
    s.item("A-1", { at: "2026-06-01" });
    const { calendar } = s.facts();
    expect(hours(calendar.workingMs(0, instant(MONDAY), instant(MONDAY) + WEEK_MS))).toBe(40);
    expect(calendar.afterWorking(0, instant("2026-06-05T16:00Z"), 2 * HOUR_MS)).toBe(instant("2026-06-08T10:00Z"));
    expect(calendar.shutdownWeeks).toEqual([]);
});
test("shifting everybody by eight hours shifts the working hours by eight", () => {
    const week = (zone) => {
        const s = story({ asOf: "2026-06-29" });
        office(s, { team: "alpha", zone, from: MONDAY, weeks: 20 });
        return s.facts().calendar;
    };
    const [near, far] = [week(0), week(-8)];
    for (let h = 0; h < 168; h++) {
        const from = instant(MONDAY) + h * HOUR_MS;
        expect(far.workingMs(0, from + 8 * HOUR_MS, from + 9 * HOUR_MS)).toBe(near.workingMs(0, from, from + HOUR_MS));
    }
});
describe("shutdown weeks", () => {
    const holiday = (at) => at >= instant("2026-04-06") && at < instant("2026-04-20");
    function organisation(teams, off, isOff = holiday) {
        const s = story({ asOf: "2026-06-29" });
        for (let t = 0; t < teams; t++)
            office(s, { team: `t${t}`, zone: 0, from: MONDAY, weeks: 25, ...(t < off ? { isOff } : {}) });
        return s.facts().calendar;
    }
    test("are found when at least 80 % of the teams stop", () => {
        expect(organisation(5, 4).shutdownWeeks).toEqual([instant("2026-04-06"), instant("2026-04-13")]);
        expect(organisation(5, 3).shutdownWeeks).toEqual([]);
    });
    test("do not count as working time", () => {
        const calendar = organisation(2, 2);
        const [before, after] = [instant("2026-04-03T16:00Z"), instant("2026-04-20T10:00Z")];
        expect(hours(calendar.workingMs(0, before, after))).toBe(2);
        expect(calendar.afterWorking(0, before, 2 * HOUR_MS)).toBe(after);
        expect([calendar.isShutdown(instant("2026-04-12T23:00Z")), calendar.isShutdown(instant("2026-04-20"))]).toEqual([
            true,
            false,
        ]);
    });
    test("half the usual activity is no shutdown", () => {
        expect(organisation(2, 2, (at) => holiday(at) && Math.floor(at / HOUR_MS) % 2 === 0).shutdownWeeks).toEqual([]);
    });
    test("work that stops for good is no shutdown", () => {
        expect(organisation(2, 2, (at) => at >= instant("2026-04-06")).shutdownWeeks).toEqual([]);
    });
});
