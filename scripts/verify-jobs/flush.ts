import { Redis } from "ioredis";
import { setTimeout as delay } from "node:timers/promises";
import { taskHandler } from "../../jobs/scan/run-task.ts";
import { startUpkeep } from "../../jobs/upkeep.ts";
import { openQueue, openStore, sleep, until, type JobFigure } from "./engines.ts";
import { stubPorts } from "./stub-ports.ts";

/** Redis loses everything while scans wait and run, and while schedules become due. */
export const flush: JobFigure = async ({ reduced, engines, note }) => {
  const engine = engines.find(({ name }) => name === "redis");
  if (engine === undefined) return [{ what: "Redis is not there", target: "", measured: "not measured", met: null }];
  const place = await engine.place();
  const onError = (error: unknown): void => note(String(error));
  const store = await openStore(place);
  const queue = await openQueue(place, store, onError);
  const upkeep = startUpkeep({ store, queue, now: () => Date.now(), sleep, onError });
  await queue.process(
    taskHandler(stubPorts(store, { worker: "only", onChange: () => upkeep.nudge(), onError, judge: () => delay(100) })),
    { concurrency: 2 },
  );
  const scans = reduced ? 20 : 200;
  for (let at = 0; at < scans; at++) await store.requestRun({ id: `acme-${at}`, workspace: `acme-${at}`, now: Date.now() });
  const dueAt = Date.now() + 5000;
  for (let at = 0; at < scans; at++) {
    await store.addSchedule({
      id: `s-${at}`,
      workspace: `scheduled-${at}`,
      cron: "0 0 1 1 *",
      timeZone: "UTC",
      paused: false,
      nextDueAt: dueAt,
      lastDueAt: null,
      lastRun: null,
      createdAt: 0,
    });
  }
  upkeep.nudge();
  await delay(3000);
  const redis = new Redis(place.redis);
  const lost = (await queue.list(10_000)).length;
  await redis.flushall();
  redis.disconnect();
  const flushedAt = performance.now();
  // Everything that had not ended is known to the queue again, or has ended meanwhile, and every schedule has fired.
  const allFired = await until(async () => (await store.schedules()).every(({ lastDueAt }) => lastDueAt === dueAt), 60_000);
  const isBack = async (): Promise<boolean> => {
    const open = await store.runs({ limit: 10_000, statuses: ["queued", "running"] });
    const known = new Set((await queue.list(10_000)).map(({ id }) => id.split(".")[0]));
    return open.every(({ id }) => known.has(id));
  };
  const allBack = await until(isBack, 60_000);
  const backMs = performance.now() - flushedAt;
  const allEnded = await until(
    async () => (await store.runs({ limit: 1, statuses: ["queued", "running"] })).length === 0,
    180_000,
  );
  const runs = await store.runs({ limit: 10_000 });
  const ended = runs.filter(({ endedAt }) => endedAt !== null).length;
  await upkeep.stop();
  await queue.close();
  await store.close();
  return [
    {
      what: `redis: FLUSHALL with ${lost} jobs in it; all back, and ${scans} schedules fired`,
      target: "<= 60 s",
      measured: `${allBack && allFired ? "" : "not all "}back after ${(backMs / 1000).toFixed(1)} s; ${ended} of ${runs.length} runs ended`,
      met: allBack && allFired && allEnded && runs.length === 2 * scans && backMs <= 60_000,
    },
  ];
};
