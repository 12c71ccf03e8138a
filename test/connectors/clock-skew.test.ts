import { expect, test } from "vitest";
import { clockSkew } from "../../connectors/clock-skew.ts";

const NOW = Date.UTC(2026, 6, 20, 12);

test("clocks that agree to five minutes are told and not warned of", () => {
  expect(clockSkew("Mon, 20 Jul 2026 12:05:00 GMT", NOW, "Jira")).toEqual({ ms: 300_000, warning: null });
  expect(clockSkew("Mon, 20 Jul 2026 11:55:00 GMT", NOW, "Jira")).toEqual({ ms: -300_000, warning: null });
});

test("beyond, the sentence says whose clock is where", () => {
  expect(clockSkew("Mon, 20 Jul 2026 12:10:00 GMT", NOW, "Linear")).toMatchObject({
    ms: 600_000,
    warning: { code: "clock-skew", what: "The clock of this machine is 10 minutes behind Linear's." },
  });
  expect(clockSkew("Mon, 20 Jul 2026 11:50:00 GMT", NOW, "Linear").warning?.what).toBe(
    "The clock of this machine is 10 minutes ahead of Linear's.",
  );
});

test("an answer without a date, or with one that is none, says nothing", () => {
  expect(clockSkew(undefined, NOW, "GitHub")).toEqual({ ms: 0, warning: null });
  expect(clockSkew("yesterday", NOW, "GitHub")).toEqual({ ms: 0, warning: null });
});
