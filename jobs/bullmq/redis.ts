import { Queue, Worker } from "bullmq";
import { Redis, type RedisOptions } from "ioredis";
import type { JobQueue } from "../queue.ts";
import { BEAT_QUEUE } from "./beat.ts";
import { bullmqQueue, QUEUE_NAME, type BullmqOptions } from "./queue.ts";

export interface RedisQueueOptions extends BullmqOptions {
  /** `redis://` or `rediss://`. */
  readonly url: string;
  /** Begins every key. */
  readonly prefix: string;
}

const SETTLED: ReadonlySet<string> = new Set(["ready", "end", "wait"]);

/**
 * Until a connection is made or is given up. One that is told to end between two tries does neither, and says nothing (ioredis 6); whoever waits for its end, as
 * BullMQ does, waits for ever.
 */
async function settled(connection: Redis): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  connection.once("ready", () => resolve());
  connection.once("end", () => resolve());
  await promise;
}

type Settings = Pick<
  RedisOptions,
  "maxRetriesPerRequest" | "connectTimeout" | "commandTimeout" | "socketTimeout" | "keepAlive" | "retryStrategy"
>;

/** Half a second, a second ... five seconds: Redis is back soon, or somebody has to look after it. */
function retryStrategy(times: number): number {
  return Math.min(5000, 500 * times);
}

/** Nobody of ours listens to events of the queue; the default keeps ten thousand. */
const EVENTS_KEPT = 100;

/**
 * A connection that does not answer is given up, since what lies between may have forgotten it without a word. A worker asks to be told of the next job for up to
 * 10 s (BullMQ's `maximumBlockTimeout`), so it waits longer than that.
 */
const COMMON: Settings = { connectTimeout: 5000, keepAlive: 10_000, retryStrategy };

/** Whoever adds a job hears at once when Redis is away, since the outbox keeps it; a worker waits for as long as it takes. */
const FAIL_FAST: Settings = { ...COMMON, maxRetriesPerRequest: 1, commandTimeout: 10_000, socketTimeout: 5000 };
const WAIT: Settings = { ...COMMON, maxRetriesPerRequest: null, socketTimeout: 15_000 };

/** Jobs in Redis 6.2 or newer; it should not evict keys (`maxmemory-policy noeviction`). */
export function redisQueue(options: RedisQueueOptions): JobQueue {
  const { url, prefix, onError } = options;
  const connections: Redis[] = [];
  const known = (made: Redis): Redis => {
    made.on("error", onError);
    connections.push(made);
    return made;
  };
  const connection = (settings: Settings): Redis => known(new Redis(url, settings));
  const settling = new WeakMap<Worker, () => Promise<void> | null>();
  const adding = connection(FAIL_FAST);
  const queue = (name: string): Queue =>
    new Queue(name, { connection: adding, prefix, streams: { events: { maxLen: EVENTS_KEPT } } });
  return bullmqQueue(
    {
      engine: "redis",
      queue: queue(QUEUE_NAME),
      beats: () => queue(BEAT_QUEUE),
      createWorker(name, processor, settings) {
        let isEnding = false;
        const own = connection({ ...WAIT, retryStrategy: (times) => (isEnding ? null : retryStrategy(times)) });
        const both = [own];
        // The worker makes another one of it, to wait for jobs on.
        const duplicate = own.duplicate.bind(own);
        own.duplicate = (override) => {
          const other = known(duplicate(override));
          both.push(other);
          return other;
        };
        const worker = new Worker(name, processor, { ...settings, connection: own, prefix });
        settling.set(worker, () => {
          isEnding = true;
          const missing = both.filter(({ status }) => !SETTLED.has(status));
          return missing.length === 0 ? null : Promise.all(missing.map(settled)).then(() => undefined);
        });
        return worker;
      },
      settle: (worker) => settling.get(worker)?.() ?? null,
      async ping() {
        await adding.ping();
      },
      async close() {
        for (const made of connections) made.disconnect();
      },
    },
    options,
  );
}
