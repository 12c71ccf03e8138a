import { setTimeout as delay } from "node:timers/promises";
import { cronTimes } from "../../jobs/cron.ts";
import { startUpkeep } from "../../jobs/upkeep.ts";
import { openQueue, openStore, sleep, type Engine, type JobFigure, type JobFigureInput } from "./engines.ts";

/** Each due once a day, at a minute of its own. */
const SCHEDULES = 10_000;

/** What keeping many schedules costs a server that has nothing else to do; those that become due meanwhile fire. */
export const manySchedules: JobFigure = async (input) => {
  const lines = [];
  for (const engine of input.engines) lines.push(await ofEngine(engine, input));
  return lines;
};

async function ofEngine(engine: Engine, { reduced, note }: JobFigureInput) {
  const place = await engine.place();
  const onError = (error: unknown): void => note(`${engine.name}: ${String(error)}`);
  const store = await openStore(place, onError);
  const queue = await openQueue(place, store, onError);
  const now = Date.now();
  for (let at = 0; at < SCHEDULES; at++) {
    const cron = `${at % 60} ${Math.floor(at / 60) % 24} * * *`;
    const nextDueAt = cronTimes(cron, "Europe/Berlin", now).nextAfter(now);
    const id = `s-${at}`;
    const schedule = {
      id,
      workspace: id,
      cron,
      timeZone: "Europe/Berlin",
      paused: false,
      nextDueAt,
      lastDueAt: null,
      lastRun: null,
    };
    await store.addSchedule({ ...schedule, createdAt: now });
  }
  const upkeep = startUpkeep({ store, queue, now: () => Date.now(), sleep, onError });
  // Long enough for every minute's worth to become due at least once.
  await delay(2000);
  const before = process.cpuUsage();
  const startedAt = performance.now();
  await delay(reduced ? 5000 : 65_000);
  const { user, system } = process.cpuUsage(before);
  const share = (user + system) / 1000 / (performance.now() - startedAt);
  const fired = (await store.runs({ limit: SCHEDULES })).length;
  await upkeep.stop();
  await queue.close();
  await store.close();
  return {
    what: `${engine.name}: ${SCHEDULES} schedules kept by one server`,
    target: "< 5 % of a core",
    measured: `${(share * 100).toFixed(2)} %, ${fired} fired meanwhile`,
    met: share < 0.05,
  };
}
