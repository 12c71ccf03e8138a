import type { Facts } from "../src/event-log/facts.ts";
import { DAY_MS, type Instant, type Window } from "../src/model/window.ts";

/** Days looked at before the window: the longest shutdown that an event before it can reach over. */
const LOOKBACK_DAYS = 60;
/** A day with less working time than this share of the team's usual day is no working day. */
const WORKING_SHARE = 0.1;

/**
 * Time counted in working days of a team: a clock that runs 1 a day on its working days and stands still on all others (weekends, shutdown weeks).
 * Days are the team's own, midnight to midnight. Zero lies 60 days before the window.
 */
export interface WorkingDays {
  /** Working days passed by then; 0 before the clock's zero, and the last value after the window's end. */
  at(instant: Instant): number;
  /** Whole working days that lie between two instants, the days of the instants themselves not counted. */
  between(from: Instant, to: Instant): number;
  /** Midnight at which the day of an instant began. */
  dayStart(instant: Instant): Instant;
}

export function workingDays(facts: Pick<Facts, "calendar">, team: number, window: Window): WorkingDays {
  const { calendar } = facts;
  const offsetMs = calendar.zoneOffsetHours(team) * 3_600_000;
  const zero = midnightBefore(window.startAt, offsetMs) - LOOKBACK_DAYS * DAY_MS;
  const count = Math.ceil((window.endAt - zero) / DAY_MS);
  const workingMs = new Float64Array(count);
  for (let day = 0; day < count; day++) {
    const startAt = zero + day * DAY_MS;
    workingMs[day] = calendar.isShutdown(startAt) ? 0 : calendar.workingMs(team, startAt, startAt + DAY_MS);
  }
  const usual = Float64Array.from(workingMs)
    .sort()
    .at(-Math.ceil(count / 4))!;
  const passed = new Float64Array(count + 1);
  for (let day = 0; day < count; day++) {
    passed[day + 1] = passed[day]! + (workingMs[day]! > WORKING_SHARE * usual ? 1 : 0);
  }
  return new TeamDays(passed, zero, window.endAt, offsetMs);
}

/** A class for the reason that facts are one (`create-facts.ts`): its methods are the same functions for every team and date. */
class TeamDays implements WorkingDays {
  /** Working days before each day from `zero` on, and before the first one after the window. */
  private readonly passed: Float64Array;
  private readonly zero: Instant;
  private readonly endAt: Instant;
  private readonly offsetMs: number;

  constructor(passed: Float64Array, zero: Instant, endAt: Instant, offsetMs: number) {
    this.passed = passed;
    this.zero = zero;
    this.endAt = endAt;
    this.offsetMs = offsetMs;
  }

  dayStart(instant: Instant): Instant {
    return midnightBefore(instant, this.offsetMs);
  }

  between(from: Instant, to: Instant): number {
    return Math.max(0, this.passed[this.dayOf(to)]! - this.passed[this.dayOf(from) + 1]!);
  }

  at(instant: Instant): number {
    const position = (Math.min(instant, this.endAt) - this.zero) / DAY_MS;
    if (!(position > 0)) return 0;
    const day = Math.min(Math.floor(position), this.passed.length - 2);
    return this.passed[day]! + (position - day) * (this.passed[day + 1]! - this.passed[day]!);
  }

  private dayOf(instant: Instant): number {
    return Math.min(Math.max(Math.floor((instant - this.zero) / DAY_MS), 0), this.passed.length - 2);
  }
}

function midnightBefore(at: Instant, offsetMs: number): Instant {
  return Math.floor((at + offsetMs) / DAY_MS) * DAY_MS - offsetMs;
}
