import { Redis } from "ioredis";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import type { JobQueue } from "../../jobs/queue.ts";
import { timerBeat } from "../../jobs/timer-beat.ts";
import { startUpkeep, type Upkeep } from "../../jobs/upkeep.ts";
import type { OperationsStore } from "../../src/store/operations.ts";
import type { Line } from "../verify-reliability/figure.ts";
import {
  openQueue,
  openStore,
  quantile,
  sleep,
  type Engine,
  type JobFigure,
  type JobFigureInput,
  type Place,
} from "./engines.ts";

const PROCESSES = 10;
const EVERY_MS = 1000;

/** How often ten servers and workers look at an idle database, what that costs, and how long somebody waits who asks for a scan: with a beat each, and with one for all. */
export const wakeUps: JobFigure = async (input) => {
  const lines: Line[] = [];
  for (const engine of input.engines) {
    lines.push(await measured(engine, "own", input));
    if (engine.name === "redis") lines.push(await measured(engine, "shared", input));
  }
  return lines;
};

async function measured(engine: Engine, kind: "own" | "shared", { reduced, note }: JobFigureInput): Promise<Line> {
  const place = await engine.place();
  const onError = (error: unknown): void => note(String(error));
  let looks = 0;
  const heard = new Map<string, (at: number) => void>();
  const processes: { store: OperationsStore; queue: JobQueue; upkeep: Upkeep }[] = [];
  for (let at = 0; at < PROCESSES; at++) {
    const store = await openStore(place, onError);
    const counted = {
      ...store,
      dueSchedules: (...given: Parameters<typeof store.dueSchedules>) => (looks++, store.dueSchedules(...given)),
    };
    const opened = await openQueue(place, store, onError);
    const queue: JobQueue = kind === "shared" ? opened : { ...opened, beat: (look, everyMs) => timerBeat(look, everyMs, sleep) };
    const upkeep = startUpkeep({ store: counted, queue, now: () => Date.now(), sleep, onError, everyMs: EVERY_MS });
    await queue.process(
      async (id) => {
        heard.get(id.split(".")[0]!)?.(performance.now());
        return { kind: "done" };
      },
      { concurrency: 1 },
    );
    processes.push({ store, queue, upkeep });
  }
  const seconds = reduced ? 5 : 20;
  await delay(3000);
  const [before, asked, cpu] = [looks, await askedSoFar(place), process.cpuUsage()];
  await delay(1000 * seconds);
  const { user, system } = process.cpuUsage(cpu);
  const idle = {
    looks: (looks - before) / seconds,
    asked: ((await askedSoFar(place)) - asked) / seconds,
    cpu: (user + system) / 1e4 / seconds,
  };
  const waits = { nudged: await waitsOf(true), left: await waitsOf(false) };
  for (const { upkeep, queue, store } of processes) {
    await upkeep.stop();
    await queue.close();
    await store.close();
  }
  const ms = (values: readonly number[]) => `${quantile(values, 0.5).toFixed(0)} (p95 ${quantile(values, 0.95).toFixed(0)})`;
  return {
    what: `${engine.name}, ${kind === "own" ? "a beat each" : "one beat for all"}`,
    target: "",
    measured:
      `${idle.looks.toFixed(1)} looks/s, ${idle.asked.toFixed(0)} ${place.engine === "postgres" ? "transactions" : "commands of the queue"}/s, ` +
      `${idle.cpu.toFixed(1)} % of a core; request to start ${ms(waits.nudged)} ms nudged, ${ms(waits.left)} ms not`,
    met: null,
  };

  async function waitsOf(nudged: boolean): Promise<number[]> {
    const found: number[] = [];
    for (let at = 0; at < (reduced ? 10 : 40); at++) {
      const { store, upkeep } = processes[at % PROCESSES]!;
      const id = `${nudged ? "n" : "l"}${at}`;
      const { promise, resolve } = Promise.withResolvers<number>();
      heard.set(id, resolve);
      // Anywhere between two beats.
      await delay((at * 379) % EVERY_MS);
      const began = performance.now();
      await store.requestRun({ id, workspace: id, now: Date.now() });
      if (nudged) upkeep.nudge();
      found.push((await promise) - began);
    }
    return found;
  }
}

/** Transactions of the database, or commands of Redis, so far. */
async function askedSoFar(place: Place): Promise<number> {
  if (place.engine === "sqlite") return 0;
  if (place.engine === "redis") {
    const redis = new Redis(place.redis);
    const found = /total_commands_processed:(\d+)/.exec(await redis.info("stats"))?.[1];
    redis.disconnect();
    return Number(found);
  }
  const client = new Client({ connectionString: place.database });
  await client.connect();
  const { rows } = await client.query<{ count: string }>(
    "SELECT xact_commit + xact_rollback AS count FROM pg_stat_database WHERE datname = current_database()",
  );
  await client.end();
  return Number(rows[0]!.count);
}
