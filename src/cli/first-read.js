import { MINUTE_MS } from "../model/window.ts";
import { plural, quantity } from "../report/wording.ts";
/** Seconds that one request may take, quick and slow: a large page of issues takes a vendor about a second. No vendor promises any. */
const SECONDS_A_REQUEST = [0.3, 2];
/** A quota that is filled up within minutes slows a scan a little; one of an hour stops it. */
const SHORT_QUOTA_MS = 5 * MINUTE_MS;
/**
 * What a first scan will cost, as a sentence or two: `About 3,900 issues with 50 to 93 requests, in 1 to 4 minutes.` and, where a quota is
 * smaller than that, that it will be waited for.
 */
export function firstReadSentence(items, estimate, budgets, now) {
    if (items === null)
        return "How much there is to read is not told before; the first scan shows as it goes.";
    const what = `The first scan will read about ${plural(items, "issue", "issues")}`;
    if (estimate === null)
        return `${what}.`;
    const [low, high] = estimate.requests;
    const requests = low === high ? plural(high, "request", "requests") : `${quantity(low)} to ${quantity(high)} requests`;
    const time = span(low * SECONDS_A_REQUEST[0], high * SECONDS_A_REQUEST[1]);
    const short = budgets.find(({ name, remaining, resetAt }) => name === "requests" && remaining < high && (resetAt === null || resetAt - now >= SHORT_QUOTA_MS));
    const wait = short === undefined
        ? ""
        : ` ${quantity(short.remaining)} of ${quantity(short.limit)} are left${short.resetAt === null ? "" : ` for the next ${span(0, Math.max(60, (short.resetAt - now) / 1000))}`}; what that does not cover is waited for, or read by the next scan.`;
    return `${what} with ${requests}, in ${time}.${wait}`;
}
/** `1 to 4 minutes`, `under a minute`, `2 to 3 hours`, in the unit of the longer one. */
function span(fromSeconds, toSeconds) {
    if (toSeconds < 60)
        return "under a minute";
    const [unit, size] = toSeconds < 7_200 ? ["minute", 60] : ["hour", 3_600];
    const [from, to] = [Math.round(fromSeconds / size), Math.ceil(toSeconds / size)];
    if (from === to || fromSeconds === 0)
        return plural(to, unit, `${unit}s`);
    return from === 0 ? `up to ${plural(to, unit, `${unit}s`)}` : `${from} to ${plural(to, unit, `${unit}s`)}`;
}
