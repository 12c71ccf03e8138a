import { InvalidArgumentError } from "commander";
import { parseISO } from "date-fns/parseISO";
import { ProblemError } from "../model/problem.ts";
import { DAY_MS, type Instant } from "../model/window.ts";

const INSTANT = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** A day means its end, because "as of 30 June" includes that day. Without a zone it is UTC, wherever this machine stands. */
export function instant(value: string): number {
  const [, day, zone] = INSTANT.exec(value) ?? [];
  // `Date.parse` would take 31 February for 3 March.
  const at = parseISO(value === day ? `${value}T23:59:59.999Z` : zone === undefined ? `${value}Z` : value).getTime();
  if (day === undefined || Number.isNaN(at))
    throw new InvalidArgumentError("Write a day (2026-06-30) or an instant (2026-06-30T12:00:00Z).");
  return at;
}

const PERIOD = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** The beginning (UTC) of a year, month or day: `2025`, `2025-01`, `2025-01-15`. */
export function periodStart(value: string): Instant {
  const [, year, month = "01", date = "01"] = PERIOD.exec(value) ?? [];
  const at = year === undefined ? NaN : parseISO(`${year}-${month}-${date}T00:00:00.000Z`).getTime();
  if (Number.isNaN(at)) throw new InvalidArgumentError("Write a year (2025), a month (2025-01) or a day (2025-01-15).");
  return at;
}

/** Today ends later than now, and begins up to 14 hours earlier in the east; whatever lies further ahead is a mistake. `option` is named to the user. */
export function notInTheFuture(asOf: Instant | undefined, now: Instant, option: string): Instant | undefined {
  if (asOf === undefined || asOf <= now) return asOf;
  if (asOf - now < 2 * DAY_MS) return now;
  throw new ProblemError({
    code: "usage",
    what: `${option} lies in the future, of which nothing is recorded yet.`,
    todo: "Give a day that has passed, or leave it out to judge as of now.",
  });
}
