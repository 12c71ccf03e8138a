import { expect, test } from "vitest";
import { storedCount, streamReport, streamStatus } from "../../src/store/stream-status.ts";
const PROBLEM = {
    code: "timeout",
    connection: "jira",
    stream: "issues",
    page: null,
    what: "It took too long.",
    todo: "Try again.",
};
const row = (change) => ({
    connection: "jira",
    stream: "issues",
    outcome: "complete",
    fetched: 0,
    requests: 0,
    fetchedInRead: 0,
    fetchedWhole: null,
    vendorTotal: null,
    leftOut: null,
    ending: null,
    completedAt: null,
    ...change,
});
test.each([
    ["complete", row({ outcome: "complete", completedAt: 5 })],
    ["partial", row({ outcome: "partial", leftOut: PROBLEM, fetchedInRead: 3, completedAt: 5 })],
    ["partial", row({ outcome: "partial", leftOut: PROBLEM, completedAt: 5 })],
    ["partial", row({ outcome: "partial", ending: PROBLEM, fetchedInRead: 3, completedAt: 5 })],
    ["stale", row({ outcome: "partial", ending: PROBLEM, fetchedInRead: 0, completedAt: 5 })],
    ["partial", row({ outcome: "partial", ending: PROBLEM, fetchedInRead: 0 })],
    ["failed", row({ outcome: "failed", ending: PROBLEM })],
    ["stale", row({ outcome: "failed", ending: PROBLEM, completedAt: 5 })],
    ["never", row({ outcome: "reading" })],
    ["partial", row({ outcome: "reading", fetchedInRead: 1 })],
    ["stale", row({ outcome: "reading", fetchedInRead: 1, completedAt: 5 })],
    ["stale", row({ outcome: "outdated", completedAt: 5 })],
    ["never", row({ outcome: "outdated", fetchedInRead: 9 })],
])("%s: %j", (expected, given) => {
    expect(streamStatus(given)).toBe(expected);
});
test("items are counted as they live, everything else as it was last read whole", () => {
    expect(storedCount(row({ fetchedWhole: 10 }), 7)).toBe(7);
    expect(storedCount(row({ stream: "boards", fetchedWhole: 10, fetchedInRead: 2 }), 7)).toBe(10);
    expect(storedCount(row({ stream: "boards", fetchedInRead: 2 }), 7)).toBe(2);
});
test("why a read ended comes before what it left out", () => {
    const leftOut = { ...PROBLEM, code: "history-incomplete" };
    expect(streamReport(row({ outcome: "partial", leftOut, ending: PROBLEM }), 0).problem).toBe(PROBLEM);
    expect(streamReport(row({ outcome: "partial", leftOut }), 0).problem).toBe(leftOut);
});
