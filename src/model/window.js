export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
export const WEEK_MS = 7 * DAY_MS;
/** The `weeks` weeks that end at `asOf`. */
export function windowEndingAt(asOf, weeks) {
    return { startAt: asOf - weeks * WEEK_MS, endAt: asOf };
}
export function contains(window, at) {
    return at >= window.startAt && at < window.endAt;
}
