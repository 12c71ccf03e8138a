import { HOURS_OF_WEEK, workingWeek } from "./working-week.ts";
/** Below this many acts a team's own histogram says too little. */
export const ACTS_NEEDED = 100;
/** An hour is worked when it sees at least this share of what the busiest hours see. */
const WORKED_SHARE = 0.25;
const BUSIEST_HOURS = 20;
/** Office hours, local, for finding the zone: where most of what happens lies between 9 and 18. */
const OFFICE_BEGINS = 9;
const OFFICE_ENDS = 18;
/** Monday to Friday, 9 to 17 UTC: what is assumed when nothing can be learned. */
export function defaultHours() {
    const isWorked = Uint8Array.from({ length: HOURS_OF_WEEK }, (_, h) => (h < 120 && h % 24 >= 9 && h % 24 < 17 ? 1 : 0));
    return { week: workingWeek(isWorked), zoneOffsetHours: 0 };
}
/**
 * Learned from a histogram (acts by hour of the week, UTC) of many people together. Each hour of the week is judged by its own count blended with what its day and its
 * hour of day would lead one to expect, since 168 bins of a small team are mostly noise. Teams in several zones get the union of their hours.
 */
export function learnHours(counts) {
    const zoneOffsetHours = modalZone(counts);
    const local = (h) => (h + zoneOffsetHours + HOURS_OF_WEEK) % HOURS_OF_WEEK;
    const byDay = new Float64Array(7);
    const byHour = new Float64Array(24);
    let total = 0;
    for (let h = 0; h < HOURS_OF_WEEK; h++) {
        byDay[Math.floor(local(h) / 24)] += counts[h];
        byHour[local(h) % 24] += counts[h];
        total += counts[h];
    }
    // The bin's own count weighs half once it is expected to hold ten acts.
    const smooth = counts.map((count, h) => {
        const expected = (byDay[Math.floor(local(h) / 24)] * byHour[local(h) % 24]) / total;
        const own = expected / (expected + 10);
        return own * count + (1 - own) * expected;
    });
    const busiest = smooth.toSorted().subarray(HOURS_OF_WEEK - BUSIEST_HOURS);
    const limit = (WORKED_SHARE * busiest.reduce((sum, count) => sum + count, 0)) / BUSIEST_HOURS;
    return { week: workingWeek(Uint8Array.from(smooth, (count) => (count >= limit ? 1 : 0))), zoneOffsetHours };
}
/** Whole hours east of UTC (-11 to 12) at which office hours hold the most acts; of neighbours that hold as many, the middle one. */
function modalZone(counts) {
    const byHour = new Float64Array(24);
    counts.forEach((count, h) => (byHour[h % 24] += count));
    const inside = Array.from({ length: 24 }, (_, zone) => {
        let acts = 0;
        for (let hour = OFFICE_BEGINS; hour < OFFICE_ENDS; hour++)
            acts += byHour[(hour - zone + 24) % 24];
        return acts;
    });
    const most = Math.max(...inside);
    const isBest = (zone) => inside[(zone + 24) % 24] === most;
    if (inside.every((acts) => acts === most))
        return 0;
    let zone = 0;
    while (!isBest(zone) || isBest(zone - 1))
        zone++;
    let equals = 1;
    while (isBest(zone + equals))
        equals++;
    const middle = (zone + ((equals - 1) >> 1)) % 24;
    return middle > 12 ? middle - 24 : middle;
}
