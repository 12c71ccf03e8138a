import { WEEK_MS, type Instant } from "../model/window.ts";
import { medianOf } from "./imports.ts";
import { weekStart } from "./working-week.ts";

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
 * left out of those). `acts`: for each team, the instants of its acts. Only whole weeks before `asOf` are judged.
 */
export function findShutdownWeeks(
  acts: readonly (readonly Instant[])[],
  zoneOffsetHours: number,
  asOf: Instant,
): readonly Instant[] {
  let firstAt = Infinity;
  for (const team of acts) for (const at of team) firstAt = Math.min(firstAt, at);
  if (firstAt === Infinity) return [];
  const begin = weekStart(firstAt, zoneOffsetHours);
  const weeks = Math.floor((weekStart(asOf, zoneOffsetHours) - begin) / WEEK_MS);
  const counts = acts.map((team) => {
    const byWeek = new Float64Array(weeks + 1);
    for (const at of team) byWeek[Math.floor((at - begin) / WEEK_MS)]!++;
    return byWeek;
  });

  const usual: number[] = [];
  const found: number[] = [];
  let run: number[] = [];
  const endRun = (): void => {
    if (run.length <= LONGEST_WEEKS) found.push(...run);
    else usual.push(...run);
    run = [];
  };
  for (let week = 0; week < weeks; week++) {
    const trailing = usual.slice(-TRAILING_WEEKS);
    let judged = 0;
    let quiet = 0;
    if (trailing.length >= WEEKS_NEEDED) {
      for (const byWeek of counts) {
        const median = medianOf(trailing.map((earlier) => byWeek[earlier]!));
        if (median < ACTS_NEEDED) continue;
        judged++;
        if (byWeek[week]! < QUIET_SHARE * median) quiet++;
      }
    }
    if (judged > 0 && quiet >= QUIET_TEAMS * judged) run.push(week);
    else {
      endRun();
      usual.push(week);
    }
  }
  endRun();
  return found.map((week) => begin + week * WEEK_MS);
}
