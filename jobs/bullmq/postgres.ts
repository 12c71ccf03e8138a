import { createPostgresBackend, runMigrations, withBackend, type PgPool, type Queue, type Worker } from "bullmq";
import type { Pool } from "pg";
import { endPool, watchedPool } from "../../src/store/postgres/pool.ts";
import type { JobQueue } from "../queue.ts";
import { bullmqQueue, QUEUE_NAME, type BullmqOptions } from "./queue.ts";

export interface PostgresQueueOptions extends BullmqOptions {
  /** `postgres://...`; the role may make a schema, or the schema `bullmq` is there and its own. */
  readonly url: string;
}

/** BullMQ's own name for its schema; it cannot be told another one together with a pool. */
const SCHEMA = "bullmq";

/** Its statements take milliseconds. Locks of a worker that the network has cut off are let go before others give up. */
const IDLE_MS = 5000;
const SILENT_MS = 8000;
/** A worker that waits for jobs gives its connection back only when it has ended. */
const END_WITHIN_MS = 2000;

const backed = withBackend(createPostgresBackend);

/** Jobs in PostgreSQL 14 or newer, for those who run no Redis. Brings BullMQ's tables up to date first. */
export async function postgresQueue(options: PostgresQueueOptions): Promise<JobQueue> {
  const { url, onError } = options;
  const pools: Pool[] = [];
  const pool = (max: number): Pool => {
    const made = watchedPool({
      connectionString: url,
      max,
      options: `-c search_path=${SCHEMA} -c idle_in_transaction_session_timeout=${IDLE_MS}`,
      connectionTimeoutMillis: 5000,
      silentMs: SILENT_MS,
      onError,
    });
    pools.push(made);
    return made;
  };
  const adding = pool(2);
  const client = await adding.connect();
  try {
    await runMigrations(client, SCHEMA);
  } finally {
    client.release();
  }
  return bullmqQueue(
    {
      engine: "postgres",
      queue: new backed.Queue(QUEUE_NAME, { connection: adding as unknown as PgPool }) as unknown as Queue,
      // One job a second takes BullMQ more transactions here than ten processes take to look by themselves (docs/jobs.md).
      beats: null,
      settle: () => null,
      // One to listen, one to look for stalled jobs and renew locks, and one for what the jobs in hand come to.
      createWorker: (name, processor, settings) =>
        new backed.Worker(name, processor, { ...settings, connection: pool(4) as unknown as PgPool }) as unknown as Worker,
      async ping() {
        await adding.query("SELECT 1");
      },
      async close() {
        await Promise.all(pools.map((made) => endPool(made, END_WITHIN_MS)));
      },
    },
    options,
  );
}
