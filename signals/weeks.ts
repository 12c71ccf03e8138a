import type { Facts } from "../src/event-log/facts.ts";
import { DAY_MS, HOUR_MS, WEEK_MS, type Instant, type Window } from "../src/model/window.ts";

/** 1970-01-05 was the first Monday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** Whole weeks of a window, Monday 00:00 to Sunday in the team's usual zone, shutdown weeks left out: week n follows week n - 1 of work. */
export interface WorkWeeks {
  readonly count: number;
  readonly startAt: Float64Array;
  readonly shutdown: number;
  /** Number of the week that an instant lies in; -1 = in none of them. */
  of(at: Instant): number;
}

export function workWeeks({ calendar }: Pick<Facts, "calendar">, team: number, window: Window): WorkWeeks {
  const offsetMs = calendar.zoneOffsetHours(team) * HOUR_MS;
  const first = Math.ceil((window.startAt + offsetMs - FIRST_MONDAY_MS) / WEEK_MS) * WEEK_MS + FIRST_MONDAY_MS - offsetMs;
  const all = Math.max(0, Math.floor((window.endAt - first) / WEEK_MS));
  const number = new Int32Array(all).fill(-1);
  const starts: number[] = [];
  for (let week = 0; week < all; week++) {
    const at = first + week * WEEK_MS;
    if (calendar.isShutdown(at + WEEK_MS / 2)) continue;
    number[week] = starts.length;
    starts.push(at);
  }
  return new TeamWeeks(Float64Array.from(starts), number, first);
}

/** A class for the reason that facts are one (`create-facts.ts`): its method is the same function for every team and date. */
class TeamWeeks implements WorkWeeks {
  readonly count: number;
  readonly startAt: Float64Array;
  readonly shutdown: number;
  /** Of each week from `first` on, shut down or not: its number among the weeks of work, or -1. */
  private readonly number: Int32Array;
  private readonly first: Instant;

  constructor(startAt: Float64Array, number: Int32Array, first: Instant) {
    this.count = startAt.length;
    this.startAt = startAt;
    this.shutdown = number.length - startAt.length;
    this.number = number;
    this.first = first;
  }

  of(at: Instant): number {
    const week = Math.floor((at - this.first) / WEEK_MS);
    // Asked for each item: an index that is none takes many times as long as a comparison.
    return week >= 0 && week < this.number.length ? this.number[week]! : -1;
  }
}
