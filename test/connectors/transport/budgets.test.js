import { expect, test } from "vitest";
import { budgetsOf } from "../../../connectors/transport/budgets.ts";
import { RATE_POLICIES } from "../../../connectors/transport/rate-policy.ts";
const NOW = Date.UTC(2026, 10, 1);
test("each quota that the headers tell of, with its name, and when it is filled up", () => {
    const headers = {
        "x-ratelimit-requests-limit": "2500",
        "x-ratelimit-requests-remaining": "2499",
        "x-ratelimit-requests-reset": String(NOW),
        "x-ratelimit-complexity-limit": "3000000",
        "x-ratelimit-complexity-remaining": "2990000",
    };
    expect(budgetsOf(RATE_POLICIES.linear, headers)).toEqual([
        { name: "requests", limit: 2_500, remaining: 2_499, resetAt: NOW },
        { name: "complexity", limit: 3_000_000, remaining: 2_990_000, resetAt: null },
    ]);
});
test("a quota without a name of its own counts requests; nonsense and silence are no quota", () => {
    const iso = new Date(NOW).toISOString();
    const headers = { "x-ratelimit-limit": "350", "x-ratelimit-remaining": "10", "x-ratelimit-reset": iso };
    expect(budgetsOf(RATE_POLICIES.jira, headers)).toEqual([{ name: "requests", limit: 350, remaining: 10, resetAt: NOW }]);
    expect(budgetsOf(RATE_POLICIES.jira, { ...headers, "x-ratelimit-limit": "many" })).toEqual([]);
    expect(budgetsOf(RATE_POLICIES.jira, {})).toEqual([]);
});
