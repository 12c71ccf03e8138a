import { HOUR_MS, WEEK_MS, type Instant } from "../model/window.ts";
import type { EventLog } from "./columns.ts";
import { TOUCH_HUMAN, TOUCH_UNKNOWN, type Activity, type Calendar, type Population } from "./facts.ts";
import { findShutdownWeeks } from "./shutdown.ts";
import { ACTS_NEEDED, countByHour, defaultHours, learnHours, type WorkingHours } from "./working-hours.ts";
import { instantWhenWorked, workedUntil, type WorkingWeek } from "./working-week.ts";

/**
 * Hours are learned for each team, for the workspace where a team has fewer than 100 acts, and are Monday to Friday 9-17 UTC where even that has.
 * Offsets are those in force when most of the work happened; a change to summer time blurs the edges of the day by an hour.
 */
export function learnCalendar(log: EventLog, activity: Activity, population: Population): Calendar {
  const acts = actsByTeam(log, activity, population);
  const everything = acts.flat();
  const everybody = everything.length < ACTS_NEEDED ? defaultHours() : learnHours(countByHour(everything));
  const own = acts.map((team) => (team.length < ACTS_NEEDED ? everybody : learnHours(countByHour(team))));
  const hoursOf = (team: number): WorkingHours => own[team] ?? everybody;
  const shutdownWeeks = findShutdownWeeks(
    acts.filter((team) => team.length > 0),
    everybody.zoneOffsetHours,
    log.asOf,
  );

  return {
    shutdownWeeks,
    workingMs(team, from, to) {
      if (to <= from) return 0;
      const { week } = hoursOf(team);
      let ms = workedUntil(week, to) - workedUntil(week, from);
      for (const start of shutdownWeeks) ms -= workedWithin(week, Math.max(from, start), Math.min(to, start + WEEK_MS));
      return ms;
    },
    afterWorking(team, from, ms) {
      const { week } = hoursOf(team);
      const target = workedUntil(week, from) + ms;
      let lost = 0;
      let at = instantWhenWorked(week, target);
      for (const start of shutdownWeeks) {
        if (start + WEEK_MS <= from) continue;
        if (start >= at) break;
        lost += workedWithin(week, Math.max(from, start), start + WEEK_MS);
        at = instantWhenWorked(week, target + lost);
      }
      return Math.max(from, at);
    },
    isShutdown(at) {
      return shutdownWeeks.some((start) => at >= start && at < start + WEEK_MS);
    },
    zoneOffsetHours: (team) => hoursOf(team).zoneOffsetHours,
  };
}

function workedWithin(week: WorkingWeek, from: Instant, to: Instant): number {
  return to <= from ? 0 : workedUntil(week, to) - workedUntil(week, from);
}

/** What people did, by team; several acts on one item within an hour are one, and without actors every act may have been a person's. */
function actsByTeam(log: EventLog, activity: Activity, population: Population): Instant[][] {
  const { items, events } = log;
  const wanted = activity.actorsMissing ? TOUCH_HUMAN | TOUCH_UNKNOWN : TOUCH_HUMAN;
  const acts: Instant[][] = Array.from({ length: log.teams.length + 1 }, () => []);
  for (let i = 0; i < items.count; i++) {
    const team = items.team[i]! >= 0 ? items.team[i]! : log.teams.length;
    let hour = NaN;
    for (let e = items.firstEvent[i]!; e < items.firstEvent[i + 1]!; e++) {
      if ((activity.touch[e]! & wanted) === 0 || population.isBulk[e] === 1 || population.isUntimed[e] === 1) continue;
      const own = Math.floor(events.at[e]! / HOUR_MS);
      if (own !== hour) acts[team]!.push(events.at[e]!);
      hour = own;
    }
  }
  return acts;
}
