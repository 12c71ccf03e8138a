import { medianOf } from "./imports.ts";
const QUIET_SHARE = 0.25;
const QUIET_TEAMS = 0.8;
const TRAILING_WEEKS = 13;
const WEEKS_NEEDED = 4;
/** A team with fewer acts a week than this cannot be seen to stop. */
const ACTS_NEEDED = 5;
/** Longer than this and the organisation did not take a break: it changed. */
const LONGEST_WEEKS = 4;
/**
 * Weeks in which at least 80 % of the teams did less than a quarter of what they did in the median of the 13 weeks before (shutdown weeks
 * left out of those). `counts`: for each team, its acts week by week, whole weeks only. Answers the numbers of the weeks.
 */
export function findShutdownWeeks(counts, weeks) {
    const usual = [];
    const found = [];
    let run = [];
    const endRun = () => {
        if (run.length <= LONGEST_WEEKS)
            found.push(...run);
        else
            usual.push(...run);
        run = [];
    };
    for (let week = 0; week < weeks; week++) {
        const trailing = usual.slice(-TRAILING_WEEKS);
        let judged = 0;
        let quiet = 0;
        if (trailing.length >= WEEKS_NEEDED) {
            for (const byWeek of counts) {
                const median = medianOf(trailing.map((earlier) => byWeek[earlier]));
                if (median < ACTS_NEEDED)
                    continue;
                judged++;
                if (byWeek[week] < QUIET_SHARE * median)
                    quiet++;
            }
        }
        if (judged > 0 && quiet >= QUIET_TEAMS * judged)
            run.push(week);
        else {
            endRun();
            usual.push(week);
        }
    }
    endRun();
    return found;
}
