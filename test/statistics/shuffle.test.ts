import { describe, expect, test } from "vitest";
import { seededRandom } from "../../src/statistics/random.ts";
import { shuffle, shuffleFirst } from "../../src/statistics/shuffle.ts";

const rowsOf = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, i) => i);

describe("shuffles", () => {
  test("draw the same places as swapping each row at once", () => {
    const expected = rowsOf(500);
    const one = seededRandom("shuffle");
    for (let i = expected.length - 1; i > 0; i--) {
      const j = one.below(i + 1);
      [expected[i], expected[j]] = [expected[j]!, expected[i]!];
    }
    const rows = rowsOf(500);
    const other = seededRandom("shuffle");
    shuffle(rows, other, new Uint32Array(500));
    expect(rows).toEqual(expected);
    expect(other.next()).toBe(one.next());
  });

  test("every order of three is as likely as the others", () => {
    const random = seededRandom("orders");
    const counts = new Map<string, number>();
    const room = new Uint32Array(3);
    for (let n = 0; n < 6_000; n++) {
      const rows = rowsOf(3);
      shuffle(rows, random, room);
      counts.set(rows.join(), (counts.get(rows.join()) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    // Four standard deviations of a count of 1,000 among 6,000.
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(116);
  });

  test("the first few are a choice of all, and none is lost", () => {
    const random = seededRandom("first");
    const chosen = new Uint32Array(10);
    const rows = Uint8Array.from({ length: 10 }, (_, i) => i);
    for (let n = 0; n < 5_000; n++) {
      shuffleFirst(rows, 3, random, new Uint32Array(10));
      for (const row of rows.subarray(0, 3)) chosen[row]!++;
    }
    expect(rows.toSorted()).toEqual(Uint8Array.from({ length: 10 }, (_, i) => i));
    for (const count of chosen) expect(Math.abs(count - 1_500)).toBeLessThan(130);
  });
});
