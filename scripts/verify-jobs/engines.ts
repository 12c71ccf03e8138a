import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import type { JobQueue } from "../../jobs/queue.ts";
import type { OperationsStore } from "../../src/store/operations.ts";
import { startPostgres } from "../../test/support/services/postgres-server.ts";
import { ServiceMissingError } from "../../test/support/services/programs.ts";
import { startRedis } from "../../test/support/services/redis-server.ts";
import type { Line } from "../verify-reliability/figure.ts";

/** Addresses that a process of its own opens the same things by. */
export interface Place {
  readonly engine: "sqlite" | "redis" | "postgres";
  readonly home: string;
  readonly redis: string;
  readonly database: string;
  /** Begins keys in Redis. */
  readonly prefix: string;
}

/** One kind of queue with the operations store that belongs to it. */
export interface Engine {
  readonly name: Place["engine"];
  /** An empty one. */
  place(): Promise<Place>;
}

export interface JobFigureInput {
  /** A sample that finishes within seconds. */
  readonly reduced: boolean;
  readonly engines: readonly Engine[];
  /** Shown with `--detail`. */
  note(text: string): void;
}

/** Measures one figure: one line for each thing it counts. */
export type JobFigure = (input: JobFigureInput) => Promise<readonly Line[]>;

export const sleep = (ms: number, signal: AbortSignal): Promise<void> => delay(ms, undefined, { signal }).catch(() => undefined);

export async function openStore(place: Place, onError: (error: unknown) => void = () => {}): Promise<OperationsStore> {
  if (place.engine === "postgres") {
    const { openPostgresOperations } = await import("../../src/store/postgres/open-operations.ts");
    return openPostgresOperations(place.database, onError);
  }
  const { openSqliteOperations } = await import("../../src/store/sqlite/open-operations.ts");
  return openSqliteOperations(join(place.home, "operations.db"));
}

export async function openQueue(place: Place, store: OperationsStore, onError: (error: unknown) => void): Promise<JobQueue> {
  const options = { now: () => Date.now(), sleep, onError };
  switch (place.engine) {
    case "redis":
      return (await import("../../jobs/bullmq/redis.ts")).redisQueue({ ...options, url: place.redis, prefix: place.prefix });
    case "postgres":
      return (await import("../../jobs/bullmq/postgres.ts")).postgresQueue({ ...options, url: place.database });
    case "sqlite":
      return (await import("../../jobs/in-process/queue.ts")).inProcessQueue({
        ...options,
        jobs: store.jobs,
        owner: randomBytes(8).toString("hex"),
      });
  }
}

/** Starts what is there. `only` = the name of one engine; null = all. */
export async function openEngines(only: string | null) {
  const missing: string[] = [];
  const home = mkdtempSync(join(tmpdir(), "wmmm-verify-jobs-"));
  const found = async <Server>(name: string, start: () => Promise<Server>): Promise<Server | null> => {
    if (only !== null && only !== name) return null;
    try {
      return await start();
    } catch (error) {
      if (!(error instanceof ServiceMissingError)) throw error;
      missing.push(error.message);
      return null;
    }
  };
  const redis = await found("redis", () => startRedis());
  const postgres = await found("postgres", () => startPostgres());
  let number = 0;
  const place = (engine: Place["engine"], more: Partial<Place> = {}): Place => ({
    engine,
    home: mkdtempSync(join(home, "place-")),
    redis: "",
    database: "",
    prefix: `verify-${++number}`,
    ...more,
  });
  const all: Engine[] = [];
  if (only === null || only === "sqlite") all.push({ name: "sqlite", place: async () => place("sqlite") });
  if (redis !== null) all.push({ name: "redis", place: async () => place("redis", { redis: redis.url }) });
  if (postgres !== null) {
    all.push({
      name: "postgres",
      async place() {
        const name = `verify_${++number}`;
        const client = new Client({ connectionString: postgres.adminUrl });
        await client.connect();
        await client.query(`CREATE DATABASE ${name}`);
        await client.end();
        const url = new URL(postgres.adminUrl);
        url.pathname = `/${name}`;
        return place("postgres", { database: url.href });
      },
    });
  }
  return {
    all,
    missing,
    async close() {
      await redis?.stop();
      await postgres?.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

export async function until(holds: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean> {
  const end = performance.now() + withinMs;
  while (performance.now() < end) {
    if (await holds()) return true;
    await delay(20);
  }
  return false;
}
