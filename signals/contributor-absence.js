import { DAY_MS } from "../src/model/window.ts";
const LEAST_WORKING_DAYS = 5;
/** Away for longer is gone, or on other work: no absence that the others were meant to bridge. */
const MOST_WORKING_DAYS = 40;
/** A unit needs this many finishes to say what its usual flow is. */
const LEAST_FINISHES = 20;
/**
 * What happened to one unit while its main contributor did nothing anywhere in the team's items for at least 5 working days (and at most 40). Null when
 * the unit is too small or its contributor was never away. `finishes`: instants; `acts`: all acts of the main contributor, ascending.
 */
export function absenceCounts(finishes, acts, window, clock) {
    if (finishes.length < LEAST_FINISHES)
        return null;
    const away = [];
    let presentDays = clock.at(window.endAt) - clock.at(window.startAt);
    let awayDays = 0;
    const gone = [];
    for (let k = 0; k < acts.length; k++) {
        const from = Math.max(acts[k], window.startAt);
        const to = k + 1 < acts.length ? Math.min(acts[k + 1], window.endAt) : window.endAt;
        if (!(from < to))
            continue;
        const days = clock.between(from, to);
        if (days < LEAST_WORKING_DAYS)
            continue;
        // Whole days only: on the day of the last act, and of the next one, the contributor was there.
        const interval = { from: clock.dayStart(from) + DAY_MS, to: clock.dayStart(to) };
        presentDays -= days;
        if (days > MOST_WORKING_DAYS) {
            gone.push(interval);
            continue;
        }
        away.push(interval);
        awayDays += days;
    }
    if (away.length === 0 || presentDays <= 0)
        return null;
    const within = (intervals, at) => intervals.some(({ from, to }) => at >= from && at < to);
    let finishedAway = 0;
    let finishedPresent = 0;
    for (const at of finishes) {
        if (within(away, at))
            finishedAway++;
        else if (!within(gone, at))
            finishedPresent++;
    }
    if (finishedPresent === 0)
        return null;
    return { episodes: away.length, finishedAway, finishedPresent, awayDays, presentDays };
}
