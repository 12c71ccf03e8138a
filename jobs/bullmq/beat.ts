import type { Processor, Queue, Worker, WorkerOptions } from "bullmq";
import type { Instant } from "../../src/model/window.ts";
import type { Beat } from "../queue.ts";

/** The queue of wake-ups, beside that of tasks: whoever is busy with tasks still looks. */
export const BEAT_QUEUE = "upkeep";
/** Id of the scheduler, and of what nudges are told apart by. */
const BEAT = "beat";
const NUDGE = "nudge";

/** Nothing of a wake-up is worth keeping; one that fails is followed by the next. */
const LEAVES_NOTHING = { removeOnComplete: true, removeOnFail: true, attempts: 1 } as const;
/** A scheduler that went with a flushed service is made again within this. */
const KEEP_MS = 10_000;
/** One that is so late has lost its next job. */
const LATE_MS = 5000;
/** A wake-up takes milliseconds. One whose process died is of no more use than the next. */
const SETTINGS = { concurrency: 1, lockDuration: 10_000, stalledInterval: 10_000 } as const;

export interface BeatOptions {
  readonly queue: Queue;
  createWorker(processor: Processor, options: Omit<WorkerOptions, "connection">): Worker;
  now(): Instant;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  onError(error: unknown): void;
  close(worker: Worker): Promise<void>;
}

/**
 * One beat for all processes of a service: a job scheduler makes a job every so often, and whichever worker takes it looks. A nudge is a job too, of which there is
 * one at a time: where one waits already it is the same; while one is being worked on, one more follows, however many ask for it.
 */
export function sharedBeat(look: () => Promise<void>, everyMs: number, options: BeatOptions): Beat {
  const { queue, now, sleep, onError } = options;
  const stopping = new AbortController();
  // What is under way while the process ends may find its connection closed.
  const failed = (error: unknown): void => {
    if (!stopping.signal.aborted) onError(error);
  };
  let telling: Promise<void> | null = null;
  let tellAgain = false;
  const worker = options.createWorker(async () => look(), SETTINGS);
  worker.on("error", onError);

  async function keep(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const known = await queue.getJobScheduler(BEAT);
        const isThere = known?.every === everyMs && (known.next ?? 0) > now() - everyMs - LATE_MS;
        if (!isThere) await queue.upsertJobScheduler(BEAT, { every: everyMs }, { name: BEAT, data: {}, opts: LEAVES_NOTHING });
      } catch (error) {
        failed(error);
      }
      await sleep(KEEP_MS, stopping.signal);
    }
  }

  async function tell(): Promise<void> {
    do {
      tellAgain = false;
      try {
        await queue.add(NUDGE, {}, { ...LEAVES_NOTHING, deduplication: { id: NUDGE, keepLastIfActive: true } });
      } catch (error) {
        // The next beat, or the own look of a process, finds the same.
        failed(error);
      }
    } while (tellAgain);
    telling = null;
  }

  void keep();
  return {
    nudge() {
      if (stopping.signal.aborted) return;
      tellAgain = true;
      telling ??= tell();
    },
    async stop() {
      stopping.abort();
      await options.close(worker);
    },
  };
}
