import { beforeEach, describe, expect, test } from "vitest";
import {
  createAttempts,
  FORGET_MS,
  FREE_FAILURES,
  LONGEST_WAIT_MS,
  MOST_WAITING,
  type Attempts,
} from "../../src/server/attempts.ts";

describe("attempts", () => {
  let now: number;
  let attempts: Attempts;
  beforeEach(() => {
    now = 0;
    attempts = createAttempts(() => now);
  });
  /** One attempt that ends at once; gives what it had to wait. */
  const attempt = (peer: string, isRight = false): number => {
    const turn = attempts.begin(peer)!;
    now += turn.waitMs;
    turn.end(isRight);
    return turn.waitMs;
  };

  test("the first few are free, then each waits twice as long up to a limit, a right one too", () => {
    const waits = Array.from({ length: FREE_FAILURES + 8 }, () => attempt("a"));
    expect(waits).toEqual([0, 0, 0, 0, 0, 0, 1000, 2000, 4000, 8000, LONGEST_WAIT_MS, LONGEST_WAIT_MS, LONGEST_WAIT_MS]);
    expect(attempt("b")).toBe(0);
    expect(attempt("a", true)).toBe(LONGEST_WAIT_MS);
    expect(attempt("a")).toBe(0);
  });

  test("a peer that let it be for long enough begins anew", () => {
    for (let time = 0; time < 7; time++) attempt("a");
    now += FORGET_MS - 1;
    expect(attempts.begin("a")!.waitMs).toBeGreaterThan(0);
    now += 1;
    // That one never ended.
    expect(Array.from({ length: 3 }, () => attempt("a"))).toEqual([0, 0, 0]);
  });

  test("many at once are not more guesses: those beyond a few are not looked at", () => {
    for (let time = 0; time < 7; time++) attempt("a");
    const turns = Array.from({ length: 50 }, () => attempts.begin("a"));
    const waiting = turns.filter((turn) => turn !== null);
    expect(waiting).toHaveLength(MOST_WAITING);
    for (const turn of waiting) turn.end(false);
    expect(attempts.begin("a")).not.toBeNull();
    expect(attempts.begin("b")?.waitMs).toBe(0);
  });

  test("peers without end do not fill the memory, and the one that failed last is kept", () => {
    for (let time = 0; time < 7; time++) attempt("old");
    for (let peer = 0; peer < 5000; peer++) {
      attempt(`peer ${peer}`);
      if (peer % 500 === 0) attempt("old");
    }
    expect(attempts.begin("old")!.waitMs).toBe(LONGEST_WAIT_MS);
    for (let peer = 0; peer < 1000; peer++) attempt(`other ${peer}`);
    expect(attempts.begin("old")!.waitMs).toBe(0);
  });
});
