import type { ScanRun } from "../src/model/scan-run.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from "../src/model/window.ts";
import type { OperationsStore } from "../src/store/operations.ts";
import { dispatch } from "./dispatch.ts";
import { forgetHints, requestHinted } from "./hints.ts";
import type { JobQueue } from "./queue.ts";
import { fireDueSchedules } from "./schedules.ts";

export interface UpkeepOptions {
  readonly store: OperationsStore;
  readonly queue: JobQueue;
  now(): Instant;
  /** Ends early, without an error, when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  onError(error: unknown): void;
  onRun?(run: ScanRun): void;
  /** Absent: what webhooks say is left to others. */
  newRunId?(workspace: string): string;
  /** A schedule that cannot be read on this machine. */
  onBrokenSchedule?(id: string): void;
  readonly everyMs?: number;
}

export interface Upkeep {
  /** There may be something in the outbox: look now. */
  nudge(): void;
  /** When a whole round succeeded last; null = none yet. */
  lastRoundAt(): Instant | null;
  stop(): Promise<void>;
}

/** What a queue was given so long ago, and nobody works on, may have been lost with it. Given again, it changes nothing where it was not. */
const LOST_AFTER_MS = 20_000;
const LOOK_FOR_LOST_MS = 10_000;
/** Whatever becomes of the beat that all share, each process looks for itself so often. */
const OWN_LOOK_MS = 10_000;
/** A storm of deliveries must not fill the disk. */
const FORGET_HINTS_MS = 10 * MINUTE_MS;
/** Whoever asks how scans went asks about weeks; results and histories are kept in workspaces for ever. */
const KEEP_RUNS_MS = 90 * DAY_MS;

/**
 * What every server and worker does again and again, side by side with all others: fire schedules, hand jobs to the queue, find lost ones. Each step is decided
 * in the store, so it does not matter how many do it or which of them die.
 */
export function startUpkeep(options: UpkeepOptions): Upkeep {
  const { store, queue, now, sleep, onError, everyMs = 1000 } = options;
  const stopping = new AbortController();
  let roundAt: Instant | null = null;
  let lookedForLostAt = now();
  let forgotAt: Instant = -Infinity;
  let forgotHintsAt: Instant = -Infinity;

  async function round(): Promise<void> {
    for (const run of await fireDueSchedules(store, now(), options.onBrokenSchedule ?? (() => {}))) options.onRun?.(run);
    if (options.newRunId !== undefined)
      for (const run of await requestHinted(store, now(), options.newRunId)) options.onRun?.(run);
    if (now() - lookedForLostAt >= LOOK_FOR_LOST_MS) {
      lookedForLostAt = now();
      await store.requeueLost(now(), now() - LOST_AFTER_MS);
    }
    await dispatch(store, queue);
    if (now() - forgotHintsAt >= FORGET_HINTS_MS) {
      forgotHintsAt = now();
      await forgetHints(store, now());
    }
    if (now() - forgotAt >= HOUR_MS) {
      forgotAt = now();
      await store.forgetRuns(now() - KEEP_RUNS_MS);
    }
    roundAt = now();
  }

  /** One after the other, whoever asks for it. */
  let last = Promise.resolve();
  function look(): Promise<void> {
    last = last.then(() => (stopping.signal.aborted ? undefined : round())).catch(onError);
    return last;
  }

  /** The queue may be away, or others may have had every beat. */
  async function keepLooking(): Promise<void> {
    while (!stopping.signal.aborted) {
      const age = now() - (roundAt ?? -Infinity);
      if (age >= OWN_LOOK_MS) await look();
      await sleep(Math.max(everyMs, Math.min(OWN_LOOK_MS, OWN_LOOK_MS - age)), stopping.signal);
    }
  }

  const beat = queue.beat(look, everyMs);
  const looking = keepLooking();
  return {
    nudge: () => beat.nudge(),
    lastRoundAt: () => roundAt,
    async stop() {
      stopping.abort();
      await beat.stop();
      await looking;
      await last;
    },
  };
}
