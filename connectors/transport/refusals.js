import { MINUTE_MS } from "../../src/model/window.ts";
const ACCOUNT = { leastWaitMs: 0, pauses: "account" };
/** 429; Jira names bursts of one endpoint as such. */
export function usualRefusal({ status, headers }) {
    if (status !== 429)
        return null;
    return headers["ratelimit-reason"] === "jira-burst-based" ? { ...ACCOUNT, pauses: "endpoint" } : ACCOUNT;
}
/** 429; where an administrator has blocked the account, the limit that is told is 0. */
export function jiraDcRefusal(answer) {
    const refusal = usualRefusal(answer);
    return refusal !== null && answer.headers["x-ratelimit-limit"] === "0" ? { ...refusal, isBlocked: true } : refusal;
}
/** Linear answers 400 with an error of code or type `ratelimited`; either may be missing. */
export function linearRefusal(answer) {
    const isRefused = errorsOf(answer.json).some(({ extensions }) => {
        const { code, type } = Object(extensions);
        return [code, type].some((word) => typeof word === "string" && word.slice(0, 40).replaceAll(/[ _-]/g, "").toLowerCase() === "ratelimited");
    });
    return isRefused ? ACCOUNT : usualRefusal(answer);
}
/**
 * GitHub: the quota of an hour as 200 with an error of type `RATE_LIMITED`, or 403 with nothing remaining; secondary limits as 200 or 403 with a
 * sentence, and at least a minute of rest where no Retry-After says how long. A 403 without any of it is one of rights.
 */
export function githubRefusal(answer) {
    const { status, headers, json } = answer;
    const errors = errorsOf(json);
    const messages = [Object(json).message, ...errors.map(({ message }) => message)];
    const isSecondary = messages.some((text) => typeof text === "string" && /secondary rate limit|abuse detection/i.test(text.slice(0, 300)));
    const unsaidMs = headers["retry-after"] === undefined ? MINUTE_MS : 0;
    // A secondary limit may come with the type of the other one.
    if (isSecondary)
        return { ...ACCOUNT, leastWaitMs: unsaidMs };
    if (errors.some(({ type }) => type === "RATE_LIMITED"))
        return ACCOUNT;
    if (status === 403 && (headers["x-ratelimit-remaining"] === "0" || headers["retry-after"] !== undefined))
        return ACCOUNT;
    return status === 429 ? { ...ACCOUNT, leastWaitMs: unsaidMs } : null;
}
/** A GraphQL answer names a handful of errors; more of them say nothing new. */
const MOST_ERRORS = 100;
function errorsOf(json) {
    const { errors } = Object(json);
    return Array.isArray(errors) ? errors.slice(0, MOST_ERRORS).map((error) => Object(error)) : [];
}
