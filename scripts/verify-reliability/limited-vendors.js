import { bucketLimiter, slidingLimiter, windowLimiter } from "../../fixtures/server/limiters.ts";
const HOUR_MS = 3_600_000;
const HOURLY_COST = 6;
const whole = (limiter) => String(Math.max(0, Math.floor(limiter.left())));
const one = (limiter) => ({ limiter, takes: () => 1 });
const inPoints = (limiter) => ({ limiter, takes: (cost) => cost });
const retryAfter = (waitMs) => ({ "retry-after": String(Math.ceil(waitMs / 1000)) });
const plain = (status, waitMs) => ({ status, headers: retryAfter(waitMs), json: { errorMessages: ["limited"] } });
export const LIMITATIONS = [
    {
        name: "Jira Cloud, bursts of 100 a second and endpoint",
        policy: "jira",
        hours: 0.005,
        latencyMs: 20,
        endpoints: (now) => ["/rest/api/3/search/jql", "/rest/api/3/changelog/bulkfetch"].map((path) => {
            const burst = bucketLimiter(100, 100, now);
            return {
                method: "POST",
                path,
                cost: () => 1,
                limiters: [one(burst)],
                headers: () => ({
                    "x-ratelimit-limit": "100",
                    "x-ratelimit-remaining": whole(burst),
                    "x-ratelimit-reset": new Date(Math.ceil((now() + 1) / 1000) * 1000).toISOString(),
                }),
                body: () => ({}),
                refuse: (waitMs) => {
                    const refusal = plain(429, Math.max(1000, waitMs));
                    return { ...refusal, headers: { ...refusal.headers, "ratelimit-reason": "jira-burst-based" } };
                },
            };
        }),
    },
    {
        name: "Jira Cloud, 65,000 points an hour",
        policy: "jira",
        hours: 3,
        latencyMs: 300,
        endpoints: (now, scale) => {
            const points = windowLimiter(65_000 * scale, HOUR_MS, true, now);
            return [
                {
                    method: "POST",
                    path: "/rest/api/3/search/jql",
                    cost: () => 101,
                    limiters: [inPoints(points)],
                    headers: () => ({
                        "ratelimit-policy": `"global-app-quota";q=${points.limit};w=3600`,
                        // What is left is told only above four fifths.
                        ...(points.left() < points.limit * 0.2
                            ? { ratelimit: `"global-app-quota";r=${whole(points)};t=${Math.ceil(points.refillMs() / 1000)}` }
                            : {}),
                    }),
                    body: (cost) => ({ issues: Array.from({ length: cost - 1 }, () => 0) }),
                    refuse: (waitMs) => plain(429, waitMs),
                },
            ];
        },
    },
    {
        name: "Jira Data Center, a bucket of 70, 5 a second",
        policy: "jira",
        hours: 0.1,
        latencyMs: 20,
        endpoints: (now) => {
            const bucket = bucketLimiter(70, 5, now);
            return [
                {
                    method: "GET",
                    path: "/rest/api/2/search",
                    cost: () => 1,
                    limiters: [one(bucket)],
                    headers: () => ({
                        "x-ratelimit-limit": "70",
                        "x-ratelimit-remaining": whole(bucket),
                        "x-ratelimit-fillrate": "5",
                        "x-ratelimit-interval-seconds": "1",
                    }),
                    body: () => ({}),
                    refuse: (waitMs) => plain(429, Math.max(1000, waitMs)),
                },
            ];
        },
    },
    {
        name: "GitHub, 5,000 points an hour of GraphQL and of REST, 900 REST requests a minute",
        policy: "github",
        hours: 2,
        latencyMs: 50,
        endpoints: (now, scale) => [
            ["graphql", "POST", "/graphql", HOURLY_COST, 2_000],
            ["core", "GET", "/repos/a/b/issues", 1, 900],
        ].map(([resource, method, path, cost, perMinute]) => {
            const points = windowLimiter(5_000 * scale, HOUR_MS, false, now);
            return {
                method,
                path,
                cost: () => cost,
                limiters: [inPoints(points), one(slidingLimiter(perMinute, 60_000, now))],
                headers: () => ({
                    "x-ratelimit-limit": String(points.limit),
                    "x-ratelimit-remaining": whole(points),
                    "x-ratelimit-reset": String(Math.ceil((now() + points.refillMs()) / 1000)),
                    "x-ratelimit-resource": resource,
                }),
                body: () => ({ data: {} }),
                refuse: (waitMs) => points.left() < cost
                    ? { status: 200, headers: { "x-ratelimit-remaining": "0" }, json: { errors: [{ type: "RATE_LIMITED" }] } }
                    : { status: 403, headers: retryAfter(waitMs), json: { message: "You have exceeded a secondary rate limit." } },
            };
        }),
    },
    {
        name: "Linear, 2,500 requests and 3,000,000 of complexity an hour",
        policy: "linear",
        hours: 2,
        latencyMs: 200,
        endpoints: (now, scale) => {
            const requests = windowLimiter(2_500 * scale, HOUR_MS, false, now);
            const complexity = windowLimiter(3_000_000 * scale, HOUR_MS, false, now);
            let turn = 0;
            const told = (name, limiter) => ({
                [`x-ratelimit-${name}-limit`]: String(limiter.limit),
                [`x-ratelimit-${name}-remaining`]: whole(limiter),
                [`x-ratelimit-${name}-reset`]: String(Math.ceil(now() + limiter.refillMs())),
            });
            return [
                {
                    method: "POST",
                    path: "/graphql",
                    // Pages cost what they turn out to hold.
                    cost: () => 400 + ((turn++ * 617) % 1_500),
                    limiters: [inPoints(complexity), one(requests)],
                    headers: () => ({ ...told("requests", requests), ...told("complexity", complexity) }),
                    body: () => ({ data: {} }),
                    // Linear names no pause: what it tells is when there will be requests again.
                    refuse: (waitMs) => ({
                        status: 400,
                        headers: {
                            "x-ratelimit-requests-remaining": "0",
                            "x-ratelimit-requests-reset": String(Math.ceil(now() + waitMs)),
                        },
                        json: { errors: [{ extensions: { code: "RATELIMITED" } }] },
                    }),
                },
            ];
        },
    },
];
