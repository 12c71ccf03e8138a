import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jobIdOf, NO_PROGRESS, type ScanRun } from "../../src/model/scan-run.ts";
import type { Schedule } from "../../src/model/schedule.ts";
import type { OperationsStore, TaskHold } from "../../src/store/operations.ts";
import { MOST_CRASHES } from "../../src/store/operations/tasks.ts";
import { codeOf } from "../support/code-of.ts";
import { openEachTwice, type UnderTest } from "../support/open-each.ts";

export type OperationsUnderTest = UnderTest<OperationsStore>;

export const HOLD = 5000;

export const scheduleOf = (id: string, nextDueAt: number | null = 1000, workspace = id): Schedule => ({
  id,
  workspace,
  cron: "* * * * *",
  timeZone: "UTC",
  paused: nextDueAt === null,
  nextDueAt,
  lastDueAt: null,
  lastRun: null,
  createdAt: 0,
});

/** What every `OperationsStore` must do. */
export function operationsConformance(engine: string, create: () => Promise<OperationsUnderTest>): void {
  describe(`${engine} operations`, () => {
    let store: OperationsStore;
    let other: OperationsStore;
    openEachTwice(create, (opened) => ({ store, other } = opened));

    const request = async (workspace: string, now = 0, id = `${workspace}-${now}`) => store.requestRun({ id, workspace, now });
    const take = async (run: string, ordinal: number, now = 0, owner = "a"): Promise<TaskHold> => {
      const taken = await store.takeTask({ run, ordinal }, owner, now, HOLD);
      expect(taken.kind).toBe("taken");
      return (taken as Extract<typeof taken, { kind: "taken" }>).hold;
    };
    const end = (hold: TaskHold, status: "succeeded" | "partial" | "failed" | "cancelled" = "succeeded", now = 10) =>
      store.endTask(hold, { status, problem: null, progress: NO_PROGRESS }, now);
    const read = (connection: string) => ({ connection, shard: null });
    const statusOf = async (id: string) => (await store.run(id))?.status;
    const jobs = async () => (await store.outbox(1000)).map(({ jobId }) => jobId);
    /** The jobs that are handed to a queue now. */
    const sent = async () => {
      const all = await jobs();
      await store.dispatched(all);
      return all;
    };

    describe("schedules", () => {
      test("are kept as they were added, by name; one name has one", async () => {
        const schedule = scheduleOf("acme", 1234, "acme-platform");
        expect(await store.addSchedule(schedule)).toBe(true);
        expect(await store.addSchedule({ ...schedule, cron: "@daily" })).toBe(false);
        expect(await other.schedules()).toEqual([schedule]);
        expect(await store.removeSchedule("acme")).toBe(true);
        expect(await store.removeSchedule("acme")).toBe(false);
        expect(await other.schedules()).toEqual([]);
      });

      test("are due from their due time on, the oldest first; paused ones never", async () => {
        for (const [id, due] of [
          ["late", 3000],
          ["early", 1000],
          ["paused", 500],
        ] as const)
          await store.addSchedule(scheduleOf(id, due));
        await store.pauseSchedule("paused");
        const due = async (now: number) => (await store.dueSchedules(now, 10)).map(({ id }) => id);
        expect([await due(999), await due(1000), await due(3000)]).toEqual([[], ["early"], ["early", "late"]]);
        expect(await store.nextDue()).toBe(1000);
        expect(await store.resumeSchedule("paused", 700)).toBe(true);
        expect(await store.nextDue()).toBe(700);
        expect(await store.pauseSchedule("nobody")).toBe(false);
      });

      test("fire a due time once, however many servers find it", async () => {
        const schedule = scheduleOf("acme");
        await store.addSchedule(schedule);
        const servers = await Promise.all([store, other, store, other].map((one) => one.fire(schedule, 2000, 1500)));
        const runs = servers.filter((run) => run !== null);
        expect(runs).toHaveLength(1);
        expect(runs[0]).toMatchObject({ id: "acme-19700101T000001Z", schedule: "acme", dueAt: 1000, status: "queued" });
        expect(await store.schedules()).toMatchObject([{ nextDueAt: 2000, lastDueAt: 1000, lastRun: runs[0]!.id }]);
        expect(await jobs()).toEqual([`${runs[0]!.id}.0`]);
      });

      test("do not fire a due time again when they are removed and added anew, nor one that was changed meanwhile", async () => {
        const schedule = scheduleOf("acme");
        await store.addSchedule(schedule);
        await store.fire(schedule, 2000, 1000);
        await store.removeSchedule("acme");
        await store.addSchedule(schedule);
        expect(await store.fire(schedule, 2000, 1000)).toBeNull();
        await store.pauseSchedule("acme");
        expect(await store.fire({ ...schedule, nextDueAt: 2000 }, 3000, 2000)).toBeNull();
      });

      test("join the run that waits already", async () => {
        await request("acme");
        const { run: waiting } = await request("acme", 1, "another");
        const schedule = scheduleOf("acme");
        await store.addSchedule(schedule);
        expect((await store.fire(schedule, 2000, 1000))?.id).toBe(waiting.id);
        expect(await store.schedules()).toMatchObject([{ lastRun: waiting.id, nextDueAt: 2000 }]);
      });
    });

    describe("runs", () => {
      test("of a workspace: one waits, however many ask at once; of several workspaces one each", async () => {
        const asked = await Promise.all(
          Array.from({ length: 20 }, (_, at) =>
            (at % 2 === 0 ? store : other).requestRun({ id: `r${at}`, workspace: at % 4 < 2 ? "a" : "b", now: at }),
          ),
        );
        expect(asked.filter(({ isNew }) => isNew)).toHaveLength(2);
        expect(new Set(asked.map(({ run }) => run.id)).size).toBe(2);
      });

      test("plan, read side by side, judge, end; each step is handed to the queue once", async () => {
        const { run } = await request("acme");
        expect(await sent()).toEqual([jobIdOf({ run: run.id, ordinal: 0 })]);
        await store.planned(await take(run.id, 0), [read("jira"), read("github")], 5);
        expect(await statusOf(run.id)).toBe("running");
        expect(await sent()).toEqual([`${run.id}.1`, `${run.id}.2`]);
        const [first, second] = [await take(run.id, 1), await take(run.id, 2, 0, "b")];
        await end(first);
        expect(await sent()).toEqual([]);
        await end(second);
        expect(await sent()).toEqual([`${run.id}.3`]);
        await end(await take(run.id, 3), "succeeded", 99);
        expect(await store.run(run.id)).toMatchObject({ status: "succeeded", endedAt: 99, tasks: { ended: 4, all: 4 } });
        expect(await sent()).toEqual([]);
      });

      test.each([
        [["succeeded", "succeeded", "succeeded"], "succeeded"],
        [["succeeded", "partial", "succeeded"], "partial"],
        [["failed", "succeeded", "succeeded"], "partial"],
        [["failed", "failed", "failed"], "failed"],
      ] as const)("whose two reads and judgement end as %j end as %s", async ([one, two, judge], ending) => {
        const { run } = await request("acme");
        await store.planned(await take(run.id, 0), [read("jira"), read("github")], 5);
        await end(await take(run.id, 1), one);
        await end(await take(run.id, 2), two);
        await end(await take(run.id, 3), judge);
        expect(await statusOf(run.id)).toBe(ending);
      });

      test("whose plan failed have failed, with its problem", async () => {
        const { run } = await request("acme");
        const problem = { code: "usage", connection: null, stream: null, page: null, what: "No.", todo: "Yes." } as const;
        await store.endTask(await take(run.id, 0), { status: "failed", problem, progress: NO_PROGRESS }, 1);
        expect(await store.run(run.id)).toMatchObject({ status: "failed", problem });
      });

      test("of one workspace come one after the other: the second is handed out when the first has ended", async () => {
        const { run: first } = await request("acme");
        await store.planned(await take(first.id, 0), [read("jira")], 5);
        const { run: second } = await request("acme", 7);
        expect(second.id).not.toBe(first.id);
        expect((await jobs()).filter((job) => job.startsWith(second.id))).toEqual([]);
        expect((await store.takeTask({ run: second.id, ordinal: 0 }, "b", 8, HOLD)).kind).toBe("over");
        await end(await take(first.id, 1));
        await end(await take(first.id, 2));
        expect(await jobs()).toContain(`${second.id}.0`);
        await take(second.id, 0);
      });

      test("have the progress of all their tasks; a total only when every read has one", async () => {
        const { run } = await request("acme");
        await store.planned(await take(run.id, 0), [read("jira"), read("github")], 5);
        const [one, two] = [await take(run.id, 1), await take(run.id, 2)];
        await store.renewTask(one, { fetched: 100, total: 300, requests: 3 }, 1, HOLD);
        expect((await store.run(run.id))?.progress).toEqual({ fetched: 100, total: null, requests: 3 });
        await store.renewTask(two, { fetched: 5, total: 10, requests: 1 }, 1, HOLD);
        expect((await store.run(run.id))?.progress).toEqual({ fetched: 105, total: 310, requests: 4 });
      });

      test("are listed from the newest on, by workspace and status; old ones are forgotten with their tasks", async () => {
        await request("a", 1);
        await request("b", 2);
        const ids = (runs: readonly ScanRun[]) => runs.map(({ id }) => id);
        expect(ids(await store.runs({ limit: 10 }))).toEqual(["b-2", "a-1"]);
        expect(ids(await store.runs({ limit: 1 }))).toEqual(["b-2"]);
        await store.cancelRun("a-1", 50);
        expect(ids(await store.runs({ limit: 10, statuses: ["queued"] }))).toEqual(["b-2"]);
        expect(ids(await store.runs({ limit: 10, workspace: "a" }))).toEqual(["a-1"]);
        expect(await store.countRuns()).toMatchObject({ queued: 1, cancelled: 1, failed: 0 });
        expect([await store.forgetRuns(50), await store.forgetRuns(51)]).toEqual([0, 1]);
        expect([await store.run("a-1"), await store.tasks("a-1")]).toEqual([null, []]);
      });
    });

    describe("reads that are shared out", () => {
      const shared = (atOnce: number, ...names: readonly string[]) => ({
        shards: names.map((shard) => ({ shard, total: 10 })),
        atOnce,
        progress: { fetched: 0, total: 0, requests: 4 },
      });
      const shown = async (run: string) =>
        (await store.tasks(run)).map(({ kind, connection, shard, status }) => [kind, connection, shard, status].join(" "));

      test("wait for their shards, some at once, and go on behind the last of them; the judgement waits for all", async () => {
        const { run } = await request("acme");
        await store.planned(await take(run.id, 0), [read("jira"), read("github")], 5);
        await sent();
        await store.fanOut(await take(run.id, 1), shared(2, "A", "B", "C"), 6);
        expect(await shown(run.id)).toEqual([
          "plan   succeeded",
          "read jira  waiting",
          "read github  ready",
          "judge   waiting",
          "read jira A ready",
          "read jira B ready",
          "read jira C waiting",
        ]);
        expect(await sent()).toEqual([`${run.id}.4`, `${run.id}.5`]);
        expect((await store.takeTask({ run: run.id, ordinal: 1 }, "b", 7, HOLD)).kind).toBe("over");
        await end(await take(run.id, 2));
        await end(await take(run.id, 5), "failed");
        expect(await sent()).toEqual([`${run.id}.6`]);
        await end(await take(run.id, 4));
        expect(await sent()).toEqual([]);
        await end(await take(run.id, 6));
        expect(await sent()).toEqual([`${run.id}.1`]);
        const back = await store.takeTask({ run: run.id, ordinal: 1 }, "c", 20, HOLD);
        expect(back).toMatchObject({ kind: "taken", task: { attempts: 1, crashes: 0 } });
        await end((back as Extract<typeof back, { kind: "taken" }>).hold);
        expect(await sent()).toEqual([`${run.id}.3`]);
        await end(await take(run.id, 3));
        expect(await store.run(run.id)).toMatchObject({ status: "partial", tasks: { ended: 7, all: 7 } });
      });

      test("have one progress with their shards", async () => {
        const { run } = await request("acme");
        await store.planned(await take(run.id, 0), [read("jira")], 5);
        await store.fanOut(await take(run.id, 1), shared(2, "A", "B"), 6);
        expect((await store.run(run.id))?.progress).toEqual({ fetched: 0, total: 20, requests: 4 });
        await store.renewTask(await take(run.id, 3), { fetched: 7, total: 10, requests: 3 }, 7, HOLD);
        await store.renewTask(await take(run.id, 4), { fetched: 5, total: 12, requests: 2 }, 7, HOLD);
        expect((await store.run(run.id))?.progress).toEqual({ fetched: 12, total: 22, requests: 9 });
      });

      test("are not shared out by a worker that was superseded; a cancelled run ends with what was in hand", async () => {
        const { run } = await request("acme");
        await store.planned(await take(run.id, 0), [read("jira")], 5);
        const late = await take(run.id, 1);
        const hold = await take(run.id, 1, HOLD);
        expect(await codeOf(store.fanOut(late, shared(2, "A", "B"), 6))).toBe("superseded");
        await store.fanOut(hold, shared(1, "A", "B"), 6);
        const shard = await take(run.id, 3, 7);
        await store.cancelRun(run.id, 8);
        expect(await store.renewTask(shard, NO_PROGRESS, 9, HOLD)).toBe("cancelled");
        await end(shard, "cancelled");
        expect(await statusOf(run.id)).toBe("cancelled");
        const { run: next } = await request("other");
        await store.planned(await take(next.id, 0), [read("jira")], 5);
        const last = await take(next.id, 1);
        await store.cancelRun(next.id, 6);
        await store.fanOut(last, shared(1, "A", "B"), 7);
        expect(await statusOf(next.id)).toBe("cancelled");
      });
    });

    describe("cancelling", () => {
      test("ends what waits at once, and lets the next run of the workspace begin", async () => {
        const { run } = await request("acme");
        expect(await store.cancelRun(run.id, 3)).toMatchObject({ status: "cancelled", endedAt: 3 });
        expect(await jobs()).toEqual([]);
        expect((await request("acme", 4)).isNew).toBe(true);
        expect(await jobs()).toHaveLength(1);
        expect(await store.cancelRun("nobody", 3)).toBeNull();
      });

      test("lets whoever works on it hear of it, and ends with the last of them", async () => {
        const { run } = await request("acme");
        await store.planned(await take(run.id, 0), [read("jira"), read("github"), read("linear")], 5);
        const [one, two] = [await take(run.id, 1), await take(run.id, 2)];
        expect(await store.cancelRun(run.id, 6)).toMatchObject({ status: "running", cancelRequested: true });
        expect(await store.renewTask(one, NO_PROGRESS, 7, HOLD)).toBe("cancelled");
        await end(one, "cancelled");
        expect(await statusOf(run.id)).toBe("running");
        await end(two, "succeeded");
        expect(await statusOf(run.id)).toBe("cancelled");
        expect((await store.tasks(run.id)).map(({ status }) => status)).toEqual([
          "succeeded",
          "cancelled",
          "succeeded",
          "cancelled",
          "cancelled",
        ]);
      });

      test("of a run whose worker died ends it when it is taken next; a run that has ended stays as it is", async () => {
        const { run } = await request("acme");
        await take(run.id, 0);
        await store.cancelRun(run.id, 1);
        expect((await store.takeTask({ run: run.id, ordinal: 0 }, "b", HOLD, HOLD)).kind).toBe("over");
        expect(await statusOf(run.id)).toBe("cancelled");
        expect(await store.cancelRun(run.id, 9999)).toMatchObject({ status: "cancelled", endedAt: HOLD });
      });
    });

    describe("tasks", () => {
      test("are held by one worker, until it lets its time run out", async () => {
        const { run } = await request("acme");
        const all = await Promise.all(
          [store, other, store].map((one, at) => one.takeTask({ run: run.id, ordinal: 0 }, `w${at}`, 0, HOLD)),
        );
        expect(all.map(({ kind }) => kind).sort()).toEqual(["later", "later", "taken"]);
        expect(all.find(({ kind }) => kind === "later")).toEqual({ kind: "later", at: HOLD });
        const second = await take(run.id, 0, HOLD, "b");
        expect(second.token).toBe(2);
        expect((await store.tasks(run.id))[0]).toMatchObject({ attempts: 2, crashes: 1, status: "running" });
      });

      test("that another has taken over cannot be written by the one before, whatever the clocks say", async () => {
        const { run } = await request("acme");
        const first = await take(run.id, 0);
        const second = await take(run.id, 0, HOLD, "a");
        expect(await store.renewTask(first, NO_PROGRESS, 1, HOLD)).toBe("lost");
        const before = await store.tasks(run.id);
        expect(await codeOf(end(first))).toBe("superseded");
        expect(await codeOf(store.planned(first, [read("jira")], 1))).toBe("superseded");
        expect(await codeOf(store.delayTask(first, { notBefore: 0, problem: null, progress: NO_PROGRESS }, 1))).toBe(
          "superseded",
        );
        expect(await store.tasks(run.id)).toEqual(before);
        expect(await store.renewTask(second, NO_PROGRESS, 1, HOLD)).toBe("held");
      });

      test("that are given back wait for their time, with their problem and progress", async () => {
        const { run } = await request("acme");
        const problem = { code: "timeout", connection: "jira", stream: null, page: null, what: "Late.", todo: "Wait." } as const;
        const progress = { fetched: 7, total: 9, requests: 2 };
        await store.delayTask(await take(run.id, 0), { notBefore: 500, problem, progress }, 100);
        expect(await store.takeTask({ run: run.id, ordinal: 0 }, "b", 499, HOLD)).toEqual({ kind: "later", at: 500 });
        await take(run.id, 0, 500, "b");
        expect((await store.tasks(run.id))[0]).toMatchObject({ attempts: 2, crashes: 0, problem, progress });
      });

      test(`whose workers died more than ${MOST_CRASHES} times fail, and with them the run`, async () => {
        const { run } = await request("acme");
        for (let attempt = 0; attempt <= MOST_CRASHES; attempt++) await take(run.id, 0, attempt * HOLD);
        expect((await store.takeTask({ run: run.id, ordinal: 0 }, "b", 100 * HOLD, HOLD)).kind).toBe("over");
        expect(await store.run(run.id)).toMatchObject({ status: "failed", problem: { code: "internal" } });
      });

      test("that come next are taken without the queue, by one worker, also what a dead one has left", async () => {
        const { run } = await request("acme");
        await store.planned(await take(run.id, 0), [read("jira"), read("github")], 5);
        const next = async (now: number, owner = "a") => (await store.takeNext(run.id, owner, now, HOLD))?.hold.ordinal ?? null;
        expect([await next(5), await next(5, "b"), await next(5, "c")]).toEqual([1, 2, null]);
        expect(await jobs()).toEqual([`${run.id}.0`]);
        expect([await next(5 + HOLD, "c"), await next(5 + HOLD, "d")]).toEqual([1, 2]);
        expect((await store.tasks(run.id)).map(({ crashes }) => crashes)).toEqual([0, 1, 1, 0]);
        expect(await store.takeNext("nobody", "a", 5, HOLD)).toBeNull();
      });

      test("that nobody knows are over", async () => {
        expect((await store.takeTask({ run: "none", ordinal: 0 }, "a", 0, HOLD)).kind).toBe("over");
      });
    });

    describe("outbox", () => {
      test("keeps what the queue has not taken; handing over twice changes nothing", async () => {
        const { run } = await request("acme");
        expect(await jobs()).toEqual([`${run.id}.0`]);
        expect(await jobs()).toEqual([`${run.id}.0`]);
        await store.dispatched([`${run.id}.0`]);
        await store.dispatched([`${run.id}.0`, "unknown.3", "no job"]);
        expect(await jobs()).toEqual([]);
      });

      test("gets back what a queue has lost, and nothing that somebody holds or that waits for its time", async () => {
        const { run: lost } = await request("lost");
        const { run: worked } = await request("worked");
        const { run: dead } = await request("dead");
        const { run: delayed } = await request("delayed");
        await sent();
        const hold = await take(worked.id, 0);
        await take(dead.id, 0);
        await store.delayTask(await take(delayed.id, 0), { notBefore: 90_000, problem: null, progress: NO_PROGRESS }, 0);
        await store.renewTask(hold, NO_PROGRESS, 20_000, HOLD);
        expect(await store.requeueLost(20_000, 0)).toBe(0);
        expect(await store.requeueLost(20_001, 1)).toBe(2);
        expect((await jobs()).sort()).toEqual([`${dead.id}.0`, `${lost.id}.0`]);
        expect(await store.requeueLost(20_001, 1)).toBe(0);
      });
    });

    test("whatever happens in whatever order: one run at most runs and one waits; when all is done, nothing is left", async () => {
      const step = fc.record({ what: fc.constantFrom("ask", "work", "die", "delay", "cancel", "sweep"), pick: fc.nat(1000) });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
          const workspace = `w${Math.abs(steps.reduce((hash, { pick }) => (hash * 31 + pick) | 0, steps.length))}`;
          let now = 1;
          let queue: string[] = [];
          const pull = async () => {
            const all = (await store.outbox(1000)).map(({ jobId }) => jobId).filter((id) => id.startsWith(`${workspace}-`));
            await store.dispatched(all);
            queue = [...new Set([...queue, ...all])];
          };
          const work = async (id: string, how: string) => {
            const [run, ordinal] = id.split(".") as [string, string];
            const taken = await store.takeTask({ run, ordinal: Number(ordinal) }, "a", now, HOLD);
            queue = queue.filter((one) => one !== id);
            if (taken.kind === "later") queue.push(id);
            if (taken.kind !== "taken" || how === "die") return;
            if (how === "delay") {
              await store.delayTask(taken.hold, { notBefore: now + 10, problem: null, progress: NO_PROGRESS }, now);
              queue.push(id);
            } else if (taken.task.kind === "plan") await store.planned(taken.hold, [read("jira"), read("github")], now);
            else await end(taken.hold, "succeeded", now);
          };
          const check = async () => {
            const open = (await store.runs({ limit: 1000, workspace })).filter(({ endedAt }) => endedAt === null);
            expect(open.filter(({ status }) => status === "running").length).toBeLessThanOrEqual(1);
            expect(open.filter(({ status }) => status === "queued").length).toBeLessThanOrEqual(1);
            return open.length;
          };
          for (const { what, pick } of steps) {
            now += 7;
            await pull();
            if (what === "ask") await store.requestRun({ id: `${workspace}-${now}`, workspace, now });
            else if (what === "sweep") await store.requeueLost((now += 10 * HOLD), now);
            else if (what === "cancel") {
              const runs = await store.runs({ limit: 1000, workspace });
              if (runs.length > 0) await store.cancelRun(runs[pick % runs.length]!.id, now);
            } else if (queue.length > 0) await work(queue[pick % queue.length]!, what);
            await check();
          }
          for (let round = 0; round < 200 && (await check()) > 0; round++) {
            now += 10 * HOLD;
            await store.requeueLost(now, now);
            await pull();
            for (const id of queue) await work(id, "work");
          }
          expect(await check()).toBe(0);
        }),
        { numRuns: 25 },
      );
    });

    describe("quotas", () => {
      const options = { randomBytes: (size: number) => new Uint8Array(size).fill(7), now: () => 0 };

      test("are changed by one at a time, and known to all by the same keyed hash of the account", async () => {
        const [one, two] = [
          await store.quotas<number>(options),
          await other.quotas<number>({ ...options, randomBytes: () => new Uint8Array(16) }),
        ];
        expect(one.hash("token")).toBe(two.hash("token"));
        expect(one.hash("token")).not.toContain("token");
        const add = (of: typeof one) => of.update("k", (stored) => ({ state: (stored ?? 0) + 1, result: (stored ?? 0) + 1 }));
        const seen = await Promise.all(Array.from({ length: 40 }, (_, at) => add(at % 2 === 0 ? one : two)));
        expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
      });

      test("that nobody has used for days are forgotten", async () => {
        let now = 0;
        const quotas = await store.quotas<string>({ ...options, now: () => now });
        await quotas.update("old", () => ({ state: "seen", result: null }));
        now = 3 * 86_400_000;
        await quotas.update("new", () => ({ state: "seen", result: null }));
        expect(await quotas.update("old", (stored) => ({ state: "again", result: stored }))).toBeNull();
      });
    });

    describe("jobs of the queue without a service", () => {
      const put = (...ids: string[]) =>
        store.jobs.put(
          ids.map((id, at) => ({ id, notBefore: at })),
          0,
        );

      test("are claimed by one, the one due longest first", async () => {
        await put("a", "b", "c");
        const claims = await Promise.all([store, other, store, other].map((one, at) => one.jobs.claim(`w${at}`, 5, HOLD)));
        expect(claims.map((claim) => claim?.id ?? "").sort()).toEqual(["", "a", "b", "c"]);
      });

      test("come back when their worker lets its time run out, and only the last one may end them", async () => {
        await put("a");
        const first = (await store.jobs.claim("w", 0, HOLD))!;
        expect(await store.jobs.claim("v", HOLD - 1, HOLD)).toBeNull();
        const second = (await other.jobs.claim("v", HOLD, HOLD))!;
        expect(second).toMatchObject({ id: "a", attempts: 2 });
        expect(await store.jobs.renew(first, 1, HOLD)).toBe(false);
        expect(await store.jobs.done(first)).toBe(false);
        expect(await store.jobs.again(second, 100)).toBe(true);
        expect([await store.jobs.nextDue(), await store.jobs.claim("w", 99, HOLD)]).toEqual([100, null]);
        expect(await store.jobs.done((await store.jobs.claim("w", 100, HOLD))!)).toBe(true);
        expect(await store.jobs.list(10)).toEqual([]);
      });

      test("that are there already stay as they are; failed ones begin again", async () => {
        await put("a");
        await put("a", "b");
        const claim = (await store.jobs.claim("w", 0, HOLD))!;
        await put("a");
        expect((await store.jobs.list(10)).map(({ id, state }) => [id, state])).toEqual([
          ["a", "active"],
          ["b", "waiting"],
        ]);
        await store.jobs.fail(claim);
        expect(await store.jobs.claim("w", 0, HOLD)).toBeNull();
        await put("a");
        expect(await store.jobs.claim("w", 0, HOLD)).toMatchObject({ id: "a", attempts: 1 });
        expect([await store.jobs.remove("b"), await store.jobs.remove("b")]).toEqual([true, false]);
      });
    });
  });
}
