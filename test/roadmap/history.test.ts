import { describe, expect, test } from "vitest";
import { largestMove, type PastValue } from "../../src/roadmap-history.ts";

const days = ["2025-10-01", "2026-01-01", "2026-04-01", "2026-07-01"];
const series = (...values: readonly (number | null)[]): PastValue[] =>
  values.map((value, k) => ({ at: Date.parse(`${days[k]!}T00:00:00Z`), value }));

describe("largest move in a quarter", () => {
  test("is the largest towards better, of neighbouring dates only", () => {
    expect(largestMove(series(40, 45, 43, 52), "higher")).toEqual({
      ...{ from: 43, to: 52, since: "2026-04-01T00:00:00.000Z", until: "2026-07-01T00:00:00.000Z" },
    });
    expect(largestMove(series(40, 30, 35, 33), "lower")).toMatchObject({ from: 40, to: 30 });
    expect(largestMove(series(10, null, 90, 91), "higher")).toMatchObject({ from: 90, to: 91 });
  });

  test("is none where it only got worse or stayed, and unknown without two neighbouring dates", () => {
    expect(largestMove(series(40, 40, 39, 38), "higher")).toBeNull();
    expect(largestMove(series(40, null, 39, null), "higher")).toBeUndefined();
    expect(largestMove([], "lower")).toBeUndefined();
  });
});
