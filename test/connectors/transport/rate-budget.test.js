import { describe, expect, test } from "vitest";
import { NOTHING_KNOWN, pause, reserve, settle, } from "../../../connectors/transport/rate-budget.ts";
import { RATE_POLICIES } from "../../../connectors/transport/rate-policy.ts";
const NOW = Date.UTC(2026, 10, 1, 12, 20);
const MINUTE = 60_000;
/** The state after one answer that told `headers`. */
function told(policy, headers, endpoint = "", from = NOTHING_KNOWN, more = {}) {
    const reservation = { until: NOW + MINUTE, at: NOW };
    return settle(from, { policy, share: 0.8 }, endpoint, reservation, { headers, json: null, vendorNow: NOW, now: NOW, ...more });
}
const wait = (state, policy, endpoint = "", { share = 0.8, now = NOW } = {}) => {
    const entry = reserve(state, { policy, share }, endpoint, now, MINUTE);
    return entry.isAllowed ? 0 : entry.waitMs;
};
const linear = (remaining, resetAt, budget = "requests") => ({
    [`x-ratelimit-${budget}-limit`]: "2500",
    [`x-ratelimit-${budget}-remaining`]: String(remaining),
    [`x-ratelimit-${budget}-reset`]: String(resetAt),
});
describe("a fifth of every quota is left to others", () => {
    test.each(["requests", "complexity", "endpoint-requests"])("Linear's %s: nothing more until the reset", (budget) => {
        const policy = RATE_POLICIES.linear;
        expect(wait(told(policy, linear(500, NOW + 90_000, budget)), policy)).toBe(90_000);
        expect(wait(told(policy, linear(501, NOW + 90_000, budget)), policy)).toBe(0);
        expect(wait(told(policy, linear(500, NOW + 90_000, budget)), policy, "", { now: NOW + 90_000 })).toBe(0);
    });
    test("the share is configurable, up to the whole", () => {
        const policy = RATE_POLICIES.linear;
        expect(wait(told(policy, linear(1, NOW + 90_000)), policy, "", { share: 1 })).toBe(0);
        expect(wait(told(policy, linear(1_250, NOW + 90_000)), policy, "", { share: 0.5 })).toBe(90_000);
    });
    test("the end of the share is spread over the time that is left", () => {
        const policy = RATE_POLICIES.linear;
        const low = told(policy, linear(600, NOW + 101_000));
        const entry = reserve(low, { policy, share: 0.8 }, "", NOW, MINUTE);
        expect(entry.isAllowed).toBe(true);
        // A hundred requests are left to us and this one: one a second.
        expect(wait(entry.state, policy)).toBe(1_000);
    });
    test("requests on their way count, and expire when nothing is ever heard of them", () => {
        const policy = RATE_POLICIES.linear;
        const first = reserve(told(policy, linear(501, NOW + 90_000)), { policy, share: 0.8 }, "", NOW, MINUTE);
        expect(wait(first.state, policy)).toBe(90_000);
        expect(wait(first.state, policy, "", { now: NOW + 89_000 })).toBe(0);
    });
    test("points: a request takes the most that one was seen to take", () => {
        const policy = RATE_POLICIES.github;
        const headers = (remaining) => ({
            "x-ratelimit-limit": "5000",
            "x-ratelimit-remaining": String(remaining),
            "x-ratelimit-reset": String((NOW + 20 * MINUTE) / 1000),
        });
        const state = told(policy, headers(1_004), "graphql", told(policy, headers(1_010), "graphql"));
        expect(wait(state, policy, "graphql")).toBe(20 * MINUTE);
        // REST has a quota of its own.
        expect(wait(state, policy, "rest")).toBe(0);
    });
    test("a bucket: only our share of what comes in", () => {
        const policy = RATE_POLICIES.jira;
        const headers = { "x-ratelimit-limit": "70", "x-ratelimit-fillrate": "5", "x-ratelimit-interval-seconds": "1" };
        expect(wait(told(policy, { ...headers, "x-ratelimit-remaining": "15" }), policy)).toBe(0);
        // One of 14 and none free: 200 ms a token, of which four fifths are ours.
        expect(wait(told(policy, { ...headers, "x-ratelimit-remaining": "14" }), policy)).toBe(250);
    });
    test("Jira's points are counted where nothing tells what is left, and taken from the vendor where it does", () => {
        const policy = RATE_POLICIES.jira;
        const names = { "ratelimit-policy": '"global-app-quota";q=1000;w=3600' };
        const json = { issues: Array.from({ length: 99 }) };
        let state = NOTHING_KNOWN;
        for (let request = 0; request < 8; request++) {
            expect(wait(state, policy)).toBe(0);
            state = told(policy, names, "", state, { json });
        }
        // 800 of 1,000 are used; the window ends at the full hour.
        expect(wait(state, policy)).toBe(40 * MINUTE);
        const tells = told(policy, { ...names, ratelimit: '"global-app-quota";r=150;t=77' });
        expect(wait(tells, policy)).toBe(77_000);
    });
    test("limits that no header tells are kept too: GitHub's 900 REST requests a minute", () => {
        const policy = RATE_POLICIES.github;
        let state = NOTHING_KNOWN;
        let now = NOW;
        const sent = [];
        while (now < NOW + 5 * MINUTE) {
            const entry = reserve(state, { policy, share: 0.8 }, "rest", now, MINUTE);
            state = entry.state;
            if (entry.isAllowed)
                sent.push(now);
            else
                now += entry.waitMs;
        }
        const inMinute = sent.map((at, index) => sent.slice(index).filter((other) => other < at + MINUTE).length);
        expect(Math.max(...inMinute)).toBeLessThanOrEqual(720);
        expect(sent.length).toBeGreaterThan(5 * 600);
    });
});
describe("what makes no sense makes no wait", () => {
    test.each([
        ["a reset in the past", linear(0, NOW - 1)],
        ["a reset in years", linear(0, NOW + 400 * 24 * 60 * MINUTE)],
        ["no limit", { ...linear(0, NOW + 9_000), "x-ratelimit-requests-limit": "0" }],
        ["words", { ...linear(0, NOW + 9_000), "x-ratelimit-requests-remaining": "none" }],
    ])("%s", (_, headers) => expect(wait(told(RATE_POLICIES.linear, headers), RATE_POLICIES.linear)).toBe(0));
});
describe("pauses", () => {
    test("of the account stop everything, of an endpoint only that", () => {
        const policy = RATE_POLICIES.jira;
        const paused = pause(NOTHING_KNOWN, "GET /a", NOW, 5_000);
        expect(wait(paused, policy, "GET /a")).toBe(5_000);
        expect(wait(paused, policy, "GET /b")).toBe(0);
        expect(wait(pause(paused, "", NOW, 3_000), policy, "GET /b")).toBe(3_000);
    });
    test("a shorter one does not end a longer one, and none is remembered for more than a day", () => {
        const policy = RATE_POLICIES.jira;
        const year = pause(NOTHING_KNOWN, "", NOW, 365 * 24 * 60 * MINUTE);
        expect(wait(pause(year, "", NOW, 1), policy)).toBe(24 * 60 * MINUTE);
    });
});
