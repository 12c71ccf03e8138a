import type { Instant } from "../../src/model/window.ts";
import type { JobTable } from "../../src/store/operations.ts";
import { MOST_THROWS, throwBackoffMs, type JobHandler, type JobQueue, type Processing } from "../queue.ts";
import { timerBeat } from "../timer-beat.ts";

export interface InProcessOptions {
  readonly jobs: JobTable;
  /** Unique to this process. */
  readonly owner: string;
  now(): Instant;
  /** Ends early, without an error, when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** What went wrong where nobody waits for an answer. */
  onError(error: unknown): void;
  /** How often an idle worker looks for jobs of other processes; its own it hears of at once. */
  readonly pollMs?: number;
  /** A job is renewed three times in it; one that is not is handed to somebody else. */
  readonly holdMs?: number;
}

/**
 * The queue of those who run no service: rows of the operations store, handed out by conditional updates, to any number of processes that share its file.
 */
export function inProcessQueue(options: InProcessOptions): JobQueue {
  const { jobs, owner, now, sleep, onError, pollMs = 500, holdMs = 5000 } = options;
  const processings = new Set<Processing>();
  const wakers = new Set<() => void>();

  return {
    engine: "sqlite",
    async enqueue(requests) {
      await jobs.put(requests, now());
      for (const wake of wakers) wake();
    },
    async process(handle, { concurrency }) {
      const processing = begin(handle, concurrency);
      processings.add(processing);
      return processing;
    },
    beat: (look, everyMs) => timerBeat(look, everyMs, sleep),
    async cancel(id) {
      const found = (await jobs.list(Number.MAX_SAFE_INTEGER)).find((job) => job.id === id);
      return found !== undefined && found.state !== "active" && jobs.remove(id);
    },
    async list(limit) {
      return (await jobs.list(limit)).map(({ id, state, attempts, notBefore }) => ({
        id,
        state: state === "waiting" && notBefore > now() ? "delayed" : state,
        attempts,
      }));
    },
    async ping() {
      await jobs.nextDue();
    },
    async close() {
      await Promise.all([...processings].map((processing) => processing.stop()));
    },
  };

  function begin(handle: JobHandler, concurrency: number): Processing {
    const stopping = new AbortController();
    const inHand = new Set<Promise<void>>();
    let waking = new AbortController();
    const wake = (): void => waking.abort();
    wakers.add(wake);
    stopping.signal.addEventListener("abort", wake);

    async function pump(): Promise<void> {
      while (!stopping.signal.aborted) {
        waking = new AbortController();
        try {
          while (inHand.size < concurrency && !stopping.signal.aborted) {
            const job = await jobs.claim(owner, now(), holdMs);
            if (job === null) break;
            const work = carry(job.id, job.token, job.attempts).finally(() => {
              inHand.delete(work);
              wake();
            });
            inHand.add(work);
          }
        } catch (error) {
          onError(error);
        }
        if (!stopping.signal.aborted && !waking.signal.aborted) await sleep(pollMs, waking.signal);
      }
      await Promise.all(inHand);
    }

    /** Never rejects. */
    async function carry(id: string, token: number, attempts: number): Promise<void> {
      const ended = new AbortController();
      const claim = { id, token };
      const renewing = keep(claim, ended.signal);
      try {
        const outcome = await handle(id).catch((error: unknown) => {
          onError(error);
          return { kind: "threw" } as const;
        });
        if (outcome.kind === "done") await jobs.done(claim);
        else if (outcome.kind === "again") await jobs.again(claim, outcome.at);
        else if (attempts >= MOST_THROWS) await jobs.fail(claim);
        else await jobs.again(claim, now() + throwBackoffMs(attempts));
      } catch (error) {
        // It is handed out again when its time has run out.
        onError(error);
      } finally {
        ended.abort();
        await renewing;
      }
    }

    async function keep(claim: { id: string; token: number }, ended: AbortSignal): Promise<void> {
      for (;;) {
        await sleep(holdMs / 3, ended);
        if (ended.aborted) return;
        // Should another worker have it by now, its hold on the task decides who may write.
        await jobs.renew(claim, now(), holdMs).catch(onError);
      }
    }

    const pumping = pump();
    const processing: Processing = {
      async stop() {
        stopping.abort();
        await pumping;
        wakers.delete(wake);
        processings.delete(processing);
      },
    };
    return processing;
  }
}
