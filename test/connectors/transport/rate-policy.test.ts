import { describe, expect, test } from "vitest";
import { paceMs, RATE_POLICIES } from "../../../connectors/transport/rate-policy.ts";

const NOW = Date.UTC(2026, 10, 1);

describe("holding back when a quota runs low", () => {
  const linear = (remaining: number, resetAt: number, budget = "requests") => ({
    [`x-ratelimit-${budget}-limit`]: "2500",
    [`x-ratelimit-${budget}-remaining`]: String(remaining),
    [`x-ratelimit-${budget}-reset`]: String(resetAt),
  });

  test("resets in epoch milliseconds are understood, for each of Linear's budgets", () => {
    for (const budget of ["requests", "complexity", "endpoint-requests"])
      expect(paceMs(RATE_POLICIES.linear, linear(0, NOW + 90_000, budget), NOW)).toBe(90_000);
  });

  test("what is left is spread over the time to the reset, and plenty is not held back", () => {
    expect(paceMs(RATE_POLICIES.linear, linear(99, NOW + 100_000), NOW)).toBe(1_000);
    expect(paceMs(RATE_POLICIES.linear, linear(2_000, NOW + 100_000), NOW)).toBe(0);
    expect(paceMs(RATE_POLICIES.linear, linear(0, NOW - 1), NOW)).toBe(0);
  });
});
