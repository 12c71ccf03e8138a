import { HOUR_MS, WEEK_MS } from "../model/window.ts";
export const HOURS_OF_WEEK = 168;
/** 1970-01-05 00:00Z was a Monday. */
const FIRST_MONDAY = 4 * 24 * HOUR_MS;
/** Hour of the week in UTC, Monday 00:00 = 0. */
export function hourOfWeek(at) {
    return Math.floor(((((at - FIRST_MONDAY) % WEEK_MS) + WEEK_MS) % WEEK_MS) / HOUR_MS);
}
/** Start of the week `at` lies in, in a zone `offsetHours` east of UTC. */
export function weekStart(at, offsetHours) {
    const shift = offsetHours * HOUR_MS - FIRST_MONDAY;
    return Math.floor((at + shift) / WEEK_MS) * WEEK_MS - shift;
}
export function workingWeek(isWorked) {
    const before = new Uint8Array(HOURS_OF_WEEK + 1);
    for (let h = 0; h < HOURS_OF_WEEK; h++)
        before[h + 1] = before[h] + isWorked[h];
    return { isWorked, before };
}
/** Worked milliseconds since the first Monday of 1970. */
export function workedUntil(week, at) {
    const weeks = Math.floor((at - FIRST_MONDAY) / WEEK_MS);
    const into = at - FIRST_MONDAY - weeks * WEEK_MS;
    const hour = Math.min(HOURS_OF_WEEK - 1, Math.floor(into / HOUR_MS));
    const hours = weeks * week.before[HOURS_OF_WEEK] + week.before[hour];
    return hours * HOUR_MS + (week.isWorked[hour] === 1 ? into - hour * HOUR_MS : 0);
}
/** Inverse of `workedUntil`: the earliest instant at which that much has been worked. */
export function instantWhenWorked(week, workedMs) {
    const perWeek = week.before[HOURS_OF_WEEK] * HOUR_MS;
    const weeks = Math.ceil(workedMs / perWeek) - 1;
    const rest = workedMs - weeks * perWeek;
    let hour = 0;
    while (week.before[hour + 1] * HOUR_MS < rest)
        hour++;
    return FIRST_MONDAY + weeks * WEEK_MS + hour * HOUR_MS + (rest - week.before[hour] * HOUR_MS);
}
