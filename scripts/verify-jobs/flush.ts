import { Redis } from "ioredis";
import { setTimeout as delay } from "node:timers/promises";
import { taskHandler } from "../../jobs/scan/run-task.ts";
import { startUpkeep } from "../../jobs/upkeep.ts";
import { startRedis } from "../../test/support/services/redis-server.ts";
import { openQueue, openStore, sleep, until, type JobFigure, type JobFigureInput, type Place } from "./engines.ts";
import { stubPorts } from "./stub-ports.ts";

/** Everything must be back within this. */
const BACK_MS = 60_000;
const AWAY_MS = 3000;

/** Redis loses everything while scans wait and run, and while schedules become due: by FLUSHALL, and by `kill -9` with nothing on its disk. */
export const flush: JobFigure = async (input) => {
  const engine = input.engines.find(({ name }) => name === "redis");
  if (engine === undefined) return [{ what: "Redis is not there", target: "", measured: "not measured", met: null }];
  const place = await engine.place();
  const flushed = await losing("FLUSHALL", place, input, async () => {
    const redis = new Redis(place.redis);
    await redis.flushall();
    redis.disconnect();
  });
  let server = await startRedis();
  try {
    const killed = await losing("kill -9", { ...(await engine.place()), redis: server.url }, input, async () => {
      process.kill(server.pid, "SIGKILL");
      await delay(AWAY_MS);
      server = await startRedis(server.port, new URL(server.url).password);
    });
    return [flushed, killed];
  } finally {
    await server.stop();
  }
};

async function losing(how: string, place: Place, { reduced, note }: JobFigureInput, lose: () => Promise<void>) {
  const onError = (error: unknown): void => note(String(error));
  const store = await openStore(place);
  const queue = await openQueue(place, store, onError);
  const upkeep = startUpkeep({ store, queue, now: () => Date.now(), sleep, onError });
  const ports = stubPorts(store, { worker: "only", onChange: () => upkeep.nudge(), onError, judge: () => delay(100) });
  await queue.process(taskHandler(ports), { concurrency: 2 });
  const scans = reduced ? 60 : 200;
  for (let at = 0; at < scans; at++) await store.requestRun({ id: `acme-${at}`, workspace: `acme-${at}`, now: Date.now() });
  upkeep.nudge();
  const dueAt = Date.now() + 2000;
  for (let at = 0; at < scans; at++) {
    const schedule = { id: `s-${at}`, workspace: `scheduled-${at}`, cron: "0 0 1 1 *", timeZone: "UTC", paused: false };
    await store.addSchedule({ ...schedule, nextDueAt: dueAt, lastDueAt: null, lastRun: null, createdAt: 0 });
  }
  await until(async () => (await queue.list(10_000)).length > 0, 10_000);
  const lost = (await queue.list(10_000)).length;
  await lose();
  const lostAt = performance.now();
  const allFired = await until(async () => (await store.schedules()).every(({ lastDueAt }) => lastDueAt === dueAt), BACK_MS);
  // Whatever has not ended is known to the queue again.
  const isBack = async (): Promise<boolean> => {
    const open = await store.runs({ limit: 10_000, statuses: ["queued", "running"] });
    const known = new Set((await queue.list(10_000)).map(({ id }) => id.split(".")[0]));
    return open.every(({ id }) => known.has(id));
  };
  const allBack = await until(() => isBack().catch(() => false), BACK_MS);
  const backMs = performance.now() - lostAt;
  await until(async () => (await store.runs({ limit: 1, statuses: ["queued", "running"] })).length === 0, 5 * BACK_MS);
  const runs = await store.runs({ limit: 10_000 });
  const ended = runs.filter(({ status }) => status !== "queued" && status !== "running").length;
  await upkeep.stop();
  await queue.close();
  await store.close();
  return {
    what: `redis: ${how} with ${lost} jobs in it; all back, ${scans} schedules fired`,
    target: "<= 60 s",
    measured: `${allBack && allFired ? "" : "not all "}back after ${(backMs / 1000).toFixed(1)} s; ${ended} of ${runs.length} runs ended`,
    met: allBack && allFired && ended === 2 * scans && runs.length === 2 * scans && backMs <= BACK_MS,
  };
}
