import type { TrendStep } from "../model/trend.ts";
import { WEEK_MS, type Instant } from "../model/window.ts";

/** Midnight (UTC) that ended a Sunday: weeks run from Monday to Sunday. */
const A_MONDAY = Date.UTC(2024, 0, 1);

/**
 * Ends of the whole weeks, months or quarters (UTC) after `since` and before `until`, and `until` itself, which may end none. Nothing at or after
 * a date belongs to its point, so the end of January is the midnight that begins February. Oldest first; empty when `since` is not before `until`.
 */
export function trendDates(since: Instant, until: Instant, every: TrendStep): Instant[] {
  if (since >= until) return [];
  const dates: Instant[] = [];
  for (let at = endOfPeriod(since, every); at < until; at = endOfPeriod(at, every)) dates.push(at);
  dates.push(until);
  return dates;
}

/** The first end of a period after `at`. */
function endOfPeriod(at: Instant, every: TrendStep): Instant {
  if (every === "week") return A_MONDAY + (Math.floor((at - A_MONDAY) / WEEK_MS) + 1) * WEEK_MS;
  const day = new Date(at);
  const months = every === "quarter" ? 3 : 1;
  const month = Math.floor(day.getUTCMonth() / months) * months + months;
  return Date.UTC(day.getUTCFullYear(), month);
}

/** The date that ends the same weeks of the year before: 52 weeks earlier, or the same day where months are counted (29 February: the 28th). */
export function yearBefore(at: Instant, every: TrendStep): Instant {
  if (every === "week") return at - 52 * WEEK_MS;
  const day = new Date(at);
  const month = day.getUTCMonth();
  const date = month === 1 && day.getUTCDate() === 29 ? 28 : day.getUTCDate();
  return Date.UTC(day.getUTCFullYear() - 1, month, date) + (at - Date.UTC(day.getUTCFullYear(), month, day.getUTCDate()));
}
