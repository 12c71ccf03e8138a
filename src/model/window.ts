/** Instants are milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
export const WEEK_MS = 7 * DAY_MS;

/** Half-open: `startAt` belongs to the window, `endAt` does not. */
export interface Window {
  readonly startAt: Instant;
  readonly endAt: Instant;
}

/** The `weeks` weeks that end at `asOf`. */
export function windowEndingAt(asOf: Instant, weeks: number): Window {
  return { startAt: asOf - weeks * WEEK_MS, endAt: asOf };
}

export function contains(window: Window, at: Instant): boolean {
  return at >= window.startAt && at < window.endAt;
}

/** What most signals look at; the ones with another window say so themselves. */
export const WINDOW_WEEKS = 26;
/** With less recorded history than that no level is named: half of the window. */
export const FEWEST_WEEKS = WINDOW_WEEKS / 2;

/** What to know of a level that rests on a part of the window only; null where all of it is there, or no level is named. */
export function shorterThanWindow(historyWeeks: number): string | null {
  return historyWeeks < FEWEST_WEEKS || historyWeeks >= WINDOW_WEEKS
    ? null
    : `The history is shorter than the window: ${Math.floor(historyWeeks)} of ${WINDOW_WEEKS} weeks.`;
}
