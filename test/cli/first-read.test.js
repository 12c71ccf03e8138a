import { describe, expect, test } from "vitest";
import { firstReadSentence } from "../../src/cli/first-read.ts";
const NOW = Date.UTC(2026, 6, 20, 12);
const estimate = (low, high) => ({ requests: [low, high], basis: "By 100." });
describe("what the first scan will cost", () => {
    test("a range of requests, and of time at 0.3 to 2 seconds each", () => {
        expect(firstReadSentence(3_900, estimate(53, 95), [], NOW)).toBe("The first scan will read about 3,900 issues with 53 to 95 requests, in up to 4 minutes.");
        expect(firstReadSentence(1, estimate(3, 3), [], NOW)).toBe("The first scan will read about 1 issue with 3 requests, in under a minute.");
        expect(firstReadSentence(1_000_000, estimate(11_000, 14_000), [], NOW)).toBe("The first scan will read about 1,000,000 issues with 11,000 to 14,000 requests, in 1 to 8 hours.");
    });
    test("nothing is guessed where the vendor does not count or nobody is asked", () => {
        expect(firstReadSentence(null, estimate(1, 2), [], NOW)).toMatch(/^How much there is to read is not told before/);
        expect(firstReadSentence(5, null, [], NOW)).toBe("The first scan will read about 5 issues.");
    });
    test("a quota that does not cover it is told, one that does is not", () => {
        const budget = (remaining) => ({ name: "requests", limit: 2_500, remaining, resetAt: NOW + 1_800_000 });
        expect(firstReadSentence(90_000, estimate(1_500, 2_200), [budget(400)], NOW)).toContain("400 of 2,500 are left for the next 30 minutes; what that does not cover is waited for, or read by the next scan.");
        expect(firstReadSentence(90_000, estimate(1_500, 2_200), [budget(2_300)], NOW)).not.toContain("left");
        const burst = { ...budget(99), resetAt: NOW + 60_000 };
        expect(firstReadSentence(90_000, estimate(1_500, 2_200), [burst], NOW)).not.toContain("left");
    });
});
