import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { JobHandler, JobQueue } from "../../jobs/queue.ts";

export interface QueueUnderTest {
  /** Another connection to the same queue, as another process has it. */
  open(): Promise<JobQueue>;
  dispose(): Promise<void>;
}

const DONE = { kind: "done" } as const;

/** Waits until something holds, looking often; a test that waits in vain is ended by its own time limit. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await delay(10);
}

/** What every `JobQueue` must do. */
export function queueConformance(engine: string, create: () => Promise<QueueUnderTest>): void {
  describe(`${engine} queue`, () => {
    let subject: QueueUnderTest;
    let queue: JobQueue;
    let other: JobQueue;
    beforeEach(async () => {
      subject = await create();
      queue = await subject.open();
      other = await subject.open();
    });
    afterEach(async () => {
      await queue.close();
      await other.close();
      await subject.dispose();
    });

    const now = (...ids: string[]) => ids.map((id) => ({ id, notBefore: 0 }));
    const isEmpty = async () => (await queue.list(10)).length === 0;

    test("hands every job to one handler, of whichever process, and forgets it when that is done", async () => {
      const seen: string[] = [];
      const handle: JobHandler = async (id) => {
        seen.push(id);
        return DONE;
      };
      await queue.process(handle, { concurrency: 2 });
      await other.process(handle, { concurrency: 2 });
      const ids = Array.from({ length: 40 }, (_, at) => `acme-${at}.0`);
      await queue.enqueue(now(...ids.slice(0, 20)));
      await other.enqueue(now(...ids.slice(20)));
      await until(isEmpty);
      expect(seen.toSorted()).toEqual(ids.toSorted());
    });

    test("does not add a job that is there, waiting, delayed or active", async () => {
      let runs = 0;
      const going = Promise.withResolvers<void>();
      await queue.enqueue(now("a.0", "a.0"));
      await queue.enqueue([{ id: "later.0", notBefore: Date.now() + 60_000 }]);
      await other.enqueue([{ id: "later.0", notBefore: 0 }]);
      const processing = await queue.process(
        async () => {
          runs++;
          await going.promise;
          return DONE;
        },
        { concurrency: 4 },
      );
      await until(() => runs === 1);
      await other.enqueue(now("a.0"));
      expect((await other.list(10)).map(({ id, state }) => `${id} ${state}`).toSorted()).toEqual([
        "a.0 active",
        "later.0 delayed",
      ]);
      going.resolve();
      await until(async () => (await queue.list(10)).length === 1);
      await processing.stop();
      expect(runs).toBe(1);
    });

    test("adds a job again when it is done", async () => {
      let runs = 0;
      await queue.process(
        async () => {
          runs++;
          return DONE;
        },
        { concurrency: 1 },
      );
      await queue.enqueue(now("a.0"));
      await until(async () => runs === 1 && (await isEmpty()));
      await queue.enqueue(now("a.0"));
      await until(async () => runs === 2 && (await isEmpty()));
      expect(runs).toBe(2);
    });

    test("works on as many at once as it was told, and never on one of them twice at once", async () => {
      const active = new Set<string>();
      let most = 0;
      const handle: JobHandler = async (id) => {
        expect(active.has(id)).toBe(false);
        active.add(id);
        most = Math.max(most, active.size);
        await delay(5);
        active.delete(id);
        return DONE;
      };
      await queue.process(handle, { concurrency: 3 });
      await queue.enqueue(now(...Array.from({ length: 30 }, (_, at) => `a-${at}.0`)));
      await until(isEmpty);
      expect(most).toBe(3);
    });

    test("hands a job out again at the time its handler asked for, as often as that asks", async () => {
      const calls: number[] = [];
      await queue.process(
        async () => {
          calls.push(Date.now());
          return calls.length < 4 ? { kind: "again", at: Date.now() + 50 } : DONE;
        },
        { concurrency: 1 },
      );
      await queue.enqueue(now("a.0"));
      await until(async () => calls.length === 4 && (await isEmpty()));
      for (const [at, call] of calls.slice(1).entries()) expect(call - calls[at]!).toBeGreaterThanOrEqual(45);
    });

    test("hands a job whose handler threw out again, after a while", async () => {
      let calls = 0;
      await queue.process(
        async () => {
          calls++;
          if (calls === 1) throw new Error("the database went away");
          return DONE;
        },
        { concurrency: 1 },
      );
      await queue.enqueue(now("a.0"));
      await until(async () => calls === 2 && (await isEmpty()));
      expect(calls).toBe(2);
    });

    test("does not hand out a job before its time", async () => {
      let calledAt = 0;
      const due = Date.now() + 300;
      await queue.process(
        async () => {
          calledAt = Date.now();
          return DONE;
        },
        { concurrency: 1 },
      );
      await queue.enqueue([{ id: "a.0", notBefore: due }]);
      await until(() => calledAt > 0);
      expect(calledAt).toBeGreaterThanOrEqual(due - 5);
    });

    test("takes away jobs that nobody works on, and no others", async () => {
      const going = Promise.withResolvers<void>();
      let runs = 0;
      await queue.process(
        async () => {
          runs++;
          await going.promise;
          return DONE;
        },
        { concurrency: 1 },
      );
      await queue.enqueue(now("active.0"));
      await until(() => runs === 1);
      await queue.enqueue([...now("waiting.0"), { id: "delayed.0", notBefore: Date.now() + 60_000 }]);
      expect([await other.cancel("active.0"), await other.cancel("none.0")]).toEqual([false, false]);
      expect([await other.cancel("waiting.0"), await other.cancel("delayed.0")]).toEqual([true, true]);
      going.resolve();
      await until(isEmpty);
      expect(runs).toBe(1);
    });

    test("stops taking jobs when told, and waits for what is in hand; what it did not take stays", async () => {
      const going = Promise.withResolvers<void>();
      let ended = 0;
      let begun = 0;
      const processing = await queue.process(
        async () => {
          begun++;
          await going.promise;
          ended++;
          return DONE;
        },
        { concurrency: 1 },
      );
      await queue.enqueue(now("a.0", "b.0"));
      await until(() => begun === 1);
      const stopped = processing.stop();
      going.resolve();
      await stopped;
      expect([begun, ended]).toEqual([1, 1]);
      expect(await other.list(10)).toMatchObject([{ state: "waiting" }]);
    });

    test("has somebody look again and again, and goes on with one process less", async () => {
      const looks = [0, 0];
      const [one, two] = [queue, other].map((each, at) => each.beat(async () => void looks[at]!++, 50));
      const total = () => looks[0]! + looks[1]!;
      await until(() => total() >= 5);
      await one!.stop();
      const [stopped] = looks;
      const before = total();
      await until(() => total() >= before + 3);
      expect(looks[0]).toBe(stopped);
      await two!.stop();
    });

    test("looks soon after each nudge, long before the next beat", async () => {
      let looks = 0;
      const beat = queue.beat(async () => void looks++, 600_000);
      for (let at = 0; at < 3; at++) {
        const before = looks;
        beat.nudge();
        await until(() => looks > before);
      }
      expect(looks).toBeGreaterThanOrEqual(3);
      await beat.stop();
    });

    test("nudged a hundred times while somebody looks it looks once more, not a hundred times, and never twice at once for them", async () => {
      let begun = 0;
      const going = Promise.withResolvers<void>();
      const beat = queue.beat(async () => {
        begun++;
        await going.promise;
      }, 600_000);
      beat.nudge();
      await until(() => begun === 1);
      for (let at = 0; at < 100; at++) {
        beat.nudge();
        if (at % 10 === 0) await delay(2);
      }
      expect(begun).toBe(1);
      going.resolve();
      await until(() => begun >= 2);
      // Whatever else there is comes before the answer to the last nudge.
      const before = begun;
      beat.nudge();
      await until(() => begun > before);
      // The first beat may be among them, the nudge that began it all, one that waited, one that was kept, and the last.
      expect(begun).toBeLessThanOrEqual(5);
      await beat.stop();
    });

    test("answers when it is there", async () => {
      await expect(queue.ping()).resolves.toBeUndefined();
    });
  });
}
