import { setTimeout as delay } from "node:timers/promises";
import { beforeEach, expect, test } from "vitest";
import { END_WITHIN_MS, endInTime } from "../../src/cli/end-in-time.ts";

let told: string[] = [];
beforeEach(() => void (told = []));
const log = { warn: (_: unknown, text?: string) => void told.push(String(text)) };

test("what ends by itself is waited for, and nothing is said", async () => {
  const slept: number[] = [];
  await endInTime(() => delay(5), log, {
    sleep: async (ms, signal) => {
      slept.push(ms);
      await delay(60_000, undefined, { signal });
    },
    exit: (code) => void told.push(`exit ${code}`),
  });
  expect([slept, told]).toEqual([[END_WITHIN_MS], []]);
});

test("what does not is left behind, with a line that says so", async () => {
  const left = Promise.withResolvers<void>();
  await endInTime(() => left.promise, log, {
    sleep: async () => {},
    exit(code) {
      told.push(`exit ${code}`);
      left.resolve();
    },
  });
  expect(told).toEqual([expect.stringContaining("ended before all was given back"), "exit 0"]);
});

test("a failure on the way is the caller's", async () => {
  const fails = async (): Promise<void> => {
    throw new Error("the file is gone");
  };
  const ports = {
    sleep: (_: number, signal: AbortSignal) => delay(60_000, undefined, { signal }),
    exit: () => void told.push("exit"),
  };
  await expect(endInTime(fails, log, ports)).rejects.toThrow("the file is gone");
  expect(told).toEqual([]);
});
