import { DAY_MS } from "../src/model/window.ts";
/** Days looked at before the window: the longest shutdown that an event before it can reach over. */
const LOOKBACK_DAYS = 60;
/** A day with less working time than this share of the team's usual day is no working day. */
const WORKING_SHARE = 0.1;
export function workingDays(facts, team, window) {
    const { calendar } = facts;
    const offsetMs = calendar.zoneOffsetHours(team) * 3_600_000;
    const toMidnight = (at) => Math.floor((at + offsetMs) / DAY_MS) * DAY_MS - offsetMs;
    const zero = toMidnight(window.startAt) - LOOKBACK_DAYS * DAY_MS;
    const count = Math.ceil((window.endAt - zero) / DAY_MS);
    const workingMs = new Float64Array(count);
    for (let day = 0; day < count; day++) {
        const startAt = zero + day * DAY_MS;
        workingMs[day] = calendar.isShutdown(startAt) ? 0 : calendar.workingMs(team, startAt, startAt + DAY_MS);
    }
    const usual = Float64Array.from(workingMs)
        .sort()
        .at(-Math.ceil(count / 4));
    const passed = new Float64Array(count + 1);
    for (let day = 0; day < count; day++) {
        passed[day + 1] = passed[day] + (workingMs[day] > WORKING_SHARE * usual ? 1 : 0);
    }
    const dayOf = (instant) => Math.min(Math.max(Math.floor((instant - zero) / DAY_MS), 0), count - 1);
    return {
        dayStart: toMidnight,
        between: (from, to) => Math.max(0, passed[dayOf(to)] - passed[dayOf(from) + 1]),
        at(instant) {
            const position = (Math.min(instant, window.endAt) - zero) / DAY_MS;
            if (!(position > 0))
                return 0;
            const day = Math.min(Math.floor(position), count - 1);
            return passed[day] + (position - day) * (passed[day + 1] - passed[day]);
        },
    };
}
