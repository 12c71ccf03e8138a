import { HOUR_MS, WEEK_MS, type Instant } from "../model/window.ts";
import type { EventLog } from "./columns.ts";
import { TOUCH_HUMAN, TOUCH_UNKNOWN, type Activity, type Calendar, type Population } from "./facts.ts";
import { findShutdownWeeks } from "./shutdown.ts";
import { ACTS_NEEDED, defaultHours, learnHours, type WorkingHours } from "./working-hours.ts";
import { HOURS_OF_WEEK, hourOfWeek, instantWhenWorked, weekStart, workedUntil, type WorkingWeek } from "./working-week.ts";

/**
 * Hours are learned for each team, for the workspace where a team has fewer than 100 acts, and are Monday to Friday 9-17 UTC where even that has.
 * Offsets are those in force when most of the work happened; a change to summer time blurs the edges of the day by an hour.
 */
export function learnCalendar(log: EventLog, activity: Activity, population: Population): Calendar {
  const histograms = log.teams.map(() => new Float64Array(HOURS_OF_WEEK));
  const whole = new Float64Array(HOURS_OF_WEEK);
  let firstAt = Infinity;
  forEachAct(log, activity, population, (team, at) => {
    const hour = hourOfWeek(at);
    whole[hour]!++;
    if (team >= 0) histograms[team]![hour]!++;
    if (at < firstAt) firstAt = at;
  });
  const everybody = sum(whole) < ACTS_NEEDED ? defaultHours() : learnHours(whole);
  const own = histograms.map((counts) => (sum(counts) < ACTS_NEEDED ? everybody : learnHours(counts)));
  return new LearnedCalendar(own, everybody, weeksWithoutWork(log, activity, population, firstAt, everybody.zoneOffsetHours));
}

/** A class for the reason that facts are one (`create-facts.ts`): its methods are the same functions at every date. */
class LearnedCalendar implements Calendar {
  private readonly own: readonly WorkingHours[];
  private readonly everybody: WorkingHours;
  readonly shutdownWeeks: readonly Instant[];

  constructor(own: readonly WorkingHours[], everybody: WorkingHours, shutdownWeeks: readonly Instant[]) {
    this.own = own;
    this.everybody = everybody;
    this.shutdownWeeks = shutdownWeeks;
  }

  private hoursOf(team: number): WorkingHours {
    return this.own[team] ?? this.everybody;
  }

  workingMs(team: number, from: Instant, to: Instant): number {
    if (to <= from) return 0;
    const { week } = this.hoursOf(team);
    let ms = workedUntil(week, to) - workedUntil(week, from);
    for (const start of this.shutdownWeeks) ms -= workedWithin(week, Math.max(from, start), Math.min(to, start + WEEK_MS));
    return ms;
  }

  afterWorking(team: number, from: Instant, ms: number): Instant {
    const { week } = this.hoursOf(team);
    const target = workedUntil(week, from) + ms;
    let lost = 0;
    let at = instantWhenWorked(week, target);
    for (const start of this.shutdownWeeks) {
      if (start + WEEK_MS <= from) continue;
      if (start >= at) break;
      lost += workedWithin(week, Math.max(from, start), start + WEEK_MS);
      at = instantWhenWorked(week, target + lost);
    }
    return Math.max(from, at);
  }

  isShutdown(at: Instant): boolean {
    for (const start of this.shutdownWeeks) if (at >= start && at < start + WEEK_MS) return true;
    return false;
  }

  zoneOffsetHours(team: number): number {
    return this.hoursOf(team).zoneOffsetHours;
  }
}

function workedWithin(week: WorkingWeek, from: Instant, to: Instant): number {
  return to <= from ? 0 : workedUntil(week, to) - workedUntil(week, from);
}

function weeksWithoutWork(
  log: EventLog,
  activity: Activity,
  population: Population,
  firstAt: Instant,
  zoneOffsetHours: number,
): readonly Instant[] {
  if (firstAt === Infinity) return [];
  const begin = weekStart(firstAt, zoneOffsetHours);
  const weeks = Math.floor((weekStart(log.asOf, zoneOffsetHours) - begin) / WEEK_MS);
  // Items without a team count as one more team. The week that is still going on stands last and is not judged.
  const counts = Array.from({ length: log.teams.length + 1 }, () => new Float64Array(weeks + 1));
  forEachAct(log, activity, population, (team, at) => {
    counts.at(team)![Math.floor((at - begin) / WEEK_MS)]!++;
  });
  return findShutdownWeeks(counts, weeks).map((week) => begin + week * WEEK_MS);
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

/**
 * What people did, with the team of the item (-1 = none). Several acts on one item within an hour are one; without actors every act may have
 * been a person's.
 */
function forEachAct(log: EventLog, activity: Activity, population: Population, act: (team: number, at: Instant) => void): void {
  const { items, events } = log;
  const wanted = activity.actorsMissing ? TOUCH_HUMAN | TOUCH_UNKNOWN : TOUCH_HUMAN;
  for (let i = 0; i < items.count; i++) {
    let hour = NaN;
    for (let e = items.firstEvent[i]!; e < items.firstEvent[i + 1]!; e++) {
      if ((activity.touch[e]! & wanted) === 0 || population.isBulk[e] === 1 || population.isUntimed[e] === 1) continue;
      const own = Math.floor(events.at[e]! / HOUR_MS);
      if (own !== hour) act(items.team[i]!, events.at[e]!);
      hour = own;
    }
  }
}
