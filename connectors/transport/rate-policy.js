import { MINUTE_MS } from "../../src/model/window.ts";
import { githubRefusal, jiraDcRefusal, linearRefusal, usualRefusal } from "./refusals.ts";
const USUAL = {
    attempts: 5,
    backoffMs: [2_000, 4_000, 8_000, 16_000],
    jitter: [0.7, 1.3],
    longestWaitMs: 15 * MINUTE_MS,
    retryStatuses: [429, 502, 503, 504],
    concurrency: 1,
    perMinute: {},
    endpointOf: () => "",
    refusal: usualRefusal,
};
const REMAINING = { limit: "x-ratelimit-limit", remaining: "x-ratelimit-remaining" };
/** Atlassian's page on points of 2026-03: one a request, and one for each object that it gives back. */
function jiraPoints(json) {
    const { issues, values } = Object(json);
    return 1 + [issues, values].reduce((sum, list) => sum + (Array.isArray(list) ? list.length : 0), 0);
}
/** By connector id. */
export const RATE_POLICIES = {
    /**
     * Atlassian's rate-limiting guide of 2026-10: 2, 4, 8, 16 s x 0.7-1.3 and at least Retry-After; bursts are counted for each endpoint and
     * method, 5 to 10 requests at once at most. Data Center tells a token bucket for each user instead.
     */
    jira: {
        ...USUAL,
        title: "Jira",
        concurrency: 5,
        // Ids in the path are no endpoints of their own.
        endpointOf: (method, path) => `${method} ${path.slice(0, 200).replaceAll(/\/\d+(?=\/|$)/g, "/*")}`,
        budgets: [
            {
                name: "burst",
                told: { kind: "window", ...REMAINING, reset: "x-ratelimit-reset", unit: "iso" },
                per: "endpoint",
                unit: "requests",
            },
            {
                name: "bucket",
                told: { kind: "bucket", ...REMAINING, fill: "x-ratelimit-fillrate", seconds: "x-ratelimit-interval-seconds" },
                per: "account",
                unit: "requests",
            },
            // Only OAuth apps have one, of 65,000 points an hour and more: one a request and one for each issue in the answer.
            { name: "points", told: { kind: "structured", pointsOf: jiraPoints }, per: "account", unit: "points" },
        ],
    },
    /** Atlassian's page on rate limiting in Data Center: a token bucket for each user on each node, off unless an administrator sets it; a limit of 0 blocks. */
    "jira-dc": {
        ...USUAL,
        title: "Jira",
        budgets: [
            {
                name: "bucket",
                told: { kind: "bucket", ...REMAINING, fill: "x-ratelimit-fillrate", seconds: "x-ratelimit-interval-seconds" },
                per: "account",
                unit: "requests",
            },
        ],
        refusal: jiraDcRefusal,
    },
    /** Linear's rate-limiting page of 2026-09: quotas an hour of requests and of complexity, told in headers; refusals come as 400. */
    linear: {
        ...USUAL,
        title: "Linear",
        budgets: ["requests", "complexity", "endpoint-requests"].map((name) => ({
            name,
            told: {
                kind: "window",
                limit: `x-ratelimit-${name}-limit`,
                remaining: `x-ratelimit-${name}-remaining`,
                reset: `x-ratelimit-${name}-reset`,
                unit: "epoch-ms",
            },
            per: "account",
            unit: name === "complexity" ? "points" : "requests",
        })),
        refusal: linearRefusal,
    },
    /**
     * GitHub's pages on rate limits of 2026-10: points an hour, GraphQL and REST apart; secondary limits a minute that no header tells;
     * requests one after the other. Refusals come as 200, 403 or 429.
     */
    github: {
        ...USUAL,
        title: "GitHub",
        endpointOf: (_, path) => (path.endsWith("/graphql") ? "graphql" : "rest"),
        budgets: [
            {
                name: "points",
                told: { kind: "window", ...REMAINING, reset: "x-ratelimit-reset", unit: "epoch-s" },
                per: "endpoint",
                unit: "points",
            },
        ],
        perMinute: { graphql: 2_000, rest: 900 },
        refusal: githubRefusal,
    },
};
/** The policy of a connector; of one that has none of its own the usual one, without a quota that headers tell of. */
export function policyOf(connector) {
    const own = RATE_POLICIES;
    return Object.hasOwn(own, connector) ? own[connector] : { ...USUAL, title: "the tracker", budgets: [] };
}
/** Milliseconds that `Retry-After` asks for (seconds or an HTTP date, read against the vendor's own clock); null = says nothing usable. */
export function retryAfterMs(header, vendorNow) {
    if (header === undefined)
        return null;
    const text = header.trim();
    if (/^\d{1,12}(?:\.\d{1,3})?$/.test(text))
        return Math.ceil(Number(text) * 1000);
    const at = text.length < 40 ? Date.parse(text) : Number.NaN;
    return Number.isNaN(at) ? null : Math.max(0, at - vendorNow);
}
export function backoffMs(policy, failures, random) {
    const base = policy.backoffMs[Math.min(failures, policy.backoffMs.length) - 1] ?? 0;
    const [low, high] = policy.jitter;
    return Math.round(base * (low + (high - low) * random()));
}
