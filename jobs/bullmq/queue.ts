import { DelayedError, type Job, type Processor, type Queue, type Worker, type WorkerOptions } from "bullmq";
import type { Instant } from "../../src/model/window.ts";
import {
  MOST_THROWS,
  throwBackoffMs,
  type Beat,
  type JobHandler,
  type JobQueue,
  type Processing,
  type QueuedJob,
} from "../queue.ts";
import { timerBeat } from "../timer-beat.ts";
import { BEAT_QUEUE, sharedBeat } from "./beat.ts";

/** What differs between the services that BullMQ can keep its jobs in. */
export interface Backend {
  readonly engine: string;
  readonly queue: Queue;
  /** Makes the queue of wake-ups, when one is first wanted; null: each process has a beat of its own. */
  readonly beats: (() => Queue) | null;
  /** A worker of the queue of that name, with connections of its own. */
  createWorker(name: string, processor: Processor, options: Omit<WorkerOptions, "connection">): Worker;
  /** To be waited for before a worker is closed whose connections are not there, until they are or are not looked for any more; null = they are there. */
  settle(worker: Worker): Promise<void> | null;
  ping(): Promise<void>;
  /** Closes the connections, after queue and workers. */
  close(): Promise<void>;
}

export interface BullmqOptions {
  now(): Instant;
  /** Ends early, without an error, when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** What went wrong where nobody waits for an answer. */
  onError(error: unknown): void;
}

/** Name of the queue in the service, and of its jobs, whose ids say all there is. */
export const QUEUE_NAME = "tasks";

/**
 * A lock is renewed every 2.5 s, so a worker that dies is found out within 5 + 2 s. The defaults take a minute, and fail a job for good when it happens twice. A
 * worker that lost its service looks for it every second; the default is a quarter of a minute.
 */
const RECOVERY = { lockDuration: 5000, stalledInterval: 2000, maxStalledCount: 10, runRetryDelay: 1000 } as const;

/** A service that does not answer must not keep a process from ending. */
const CLOSE_WITHIN_MS = 7000;

const STATES: Readonly<Record<string, QueuedJob["state"]>> = {
  wait: "waiting",
  waiting: "waiting",
  prioritized: "waiting",
  paused: "waiting",
  delayed: "delayed",
  active: "active",
  failed: "failed",
};

/**
 * The queue over BullMQ. A job is found by its id, which BullMQ does not add twice; done or failed ones leave no trace, so that their id can be added
 * again. Their data is empty: what a job is about stands in the operations store.
 */
export function bullmqQueue(backend: Backend, { now, sleep, onError }: BullmqOptions): JobQueue {
  const { queue } = backend;
  queue.on("error", onError);
  const processings = new Set<Processing>();
  const beats = new Set<Beat>();
  let beatQueue: Queue | null = null;

  return {
    engine: backend.engine,
    async enqueue(jobs) {
      if (jobs.length === 0) return;
      await queue.addBulk(
        jobs.map(({ id, notBefore }) => ({
          name: QUEUE_NAME,
          data: {},
          opts: {
            jobId: id,
            delay: Math.max(0, notBefore - now()),
            attempts: MOST_THROWS,
            backoff: { type: "custom" },
            removeOnComplete: true,
            removeOnFail: true,
          },
        })),
      );
    },
    async process(handle, { concurrency }) {
      const worker = backend.createWorker(QUEUE_NAME, processorOf(handle), {
        ...RECOVERY,
        concurrency,
        settings: { backoffStrategy: (attempts) => throwBackoffMs(attempts) },
      });
      worker.on("error", onError);
      worker.on("failed", (_job, error) => onError(error));
      await worker.waitUntilReady();
      const processing: Processing = {
        async stop() {
          processings.delete(processing);
          await closed(worker);
        },
      };
      processings.add(processing);
      return processing;
    },
    bullmq: () => (beatQueue === null ? [queue] : [queue, beatQueue]),
    beat(look, everyMs) {
      if (backend.beats === null) return timerBeat(look, everyMs, sleep);
      if (beatQueue === null) {
        beatQueue = backend.beats();
        beatQueue.on("error", onError);
      }
      const shared = sharedBeat(look, everyMs, {
        queue: beatQueue,
        createWorker: (processor, options) => backend.createWorker(BEAT_QUEUE, processor, options),
        now,
        sleep,
        onError,
        close: closed,
      });
      const beat: Beat = {
        nudge: () => shared.nudge(),
        async stop() {
          beats.delete(beat);
          await shared.stop();
        },
      };
      beats.add(beat);
      return beat;
    },
    async cancel(id) {
      const job: Job | undefined = await queue.getJob(id);
      if (job === undefined || (await job.isActive())) return false;
      try {
        await job.remove();
        return true;
      } catch {
        // Somebody has begun with it meanwhile.
        return false;
      }
    },
    async list(limit) {
      const jobs = await queue.getJobs(["active", "wait", "prioritized", "delayed", "failed"], 0, limit - 1, true);
      const found = jobs.filter((job) => (job as Job | undefined) !== undefined).slice(0, limit);
      return Promise.all(
        found.map(async (job) => ({
          id: job.id!,
          state: STATES[await job.getState()] ?? "waiting",
          attempts: job.attemptsStarted,
        })),
      );
    },
    ping: () => backend.ping(),
    async close() {
      await Promise.all([...processings, ...beats].map((going) => going.stop()));
      for (const open of beatQueue === null ? [queue] : [queue, beatQueue]) await inTime(open.close(), () => open.disconnect());
      await backend.close();
    },
  };

  async function closed(worker: Worker): Promise<void> {
    // One that has its connections takes no job after this call.
    const settling = backend.settle(worker);
    if (settling !== null) await inTime(settling, async () => {});
    await inTime(worker.close(), () => worker.disconnect());
  }

  async function inTime(work: Promise<unknown>, otherwise: () => Promise<unknown>): Promise<void> {
    const done = new AbortController();
    const late = sleep(CLOSE_WITHIN_MS, done.signal).then(() => "late" as const);
    const how = await Promise.race([work.then(() => "in time" as const).catch(() => "in time" as const), late]);
    done.abort();
    // Not waited for: a service that is away answers nothing, and the connections are closed behind it.
    if (how === "late") void otherwise().catch(onError);
  }
}

function processorOf(handle: JobHandler): Processor {
  return async (job, token) => {
    const outcome = await handle(job.id!);
    if (outcome.kind === "done") return;
    await job.moveToDelayed(outcome.at, token);
    throw new DelayedError();
  };
}
