import type { Queue } from "bullmq";
import type { Instant } from "../src/model/window.ts";

export interface JobRequest {
  /** Letters, digits, `-` and `.`. The same work has the same id. */
  readonly id: string;
  readonly notBefore: Instant;
}

export interface QueuedJob {
  readonly id: string;
  /** `delayed`: not before an instant to come. `failed`: its handler threw as often as is tried. */
  readonly state: "waiting" | "delayed" | "active" | "failed";
  /** Times it was handed to a handler. */
  readonly attempts: number;
}

/** What a handler wants to become of its job. A handler that throws is called again later, `MOST_THROWS` times in all. */
export type JobOutcome = { readonly kind: "done" } | { readonly kind: "again"; readonly at: Instant };
export type JobHandler = (jobId: string) => Promise<JobOutcome>;

export interface Processing {
  /** Takes no more jobs; resolves when all that are in hand have come back from their handlers. */
  stop(): Promise<void>;
}

export interface Beat {
  /** Somebody looks soon; once more where somebody looks right now, however many nudge meanwhile. Never throws. */
  nudge(): void;
  /** Resolves when nobody looks here any more. */
  stop(): Promise<void>;
}

/**
 * Carries ids of work from those who know of it to those who do it, at least once each. It knows nothing of scans, holds nothing but ids, and may lose
 * everything: the operations store can fill it again. So what runs is decided there, and a queue may hand out a job twice.
 *
 * Contract, for every engine: a job that is waiting, delayed or active is not added again by its id (`enqueue` with known ids changes nothing; a failed one begins
 * again); jobs that are due are handed out about in the order in which they became due; a job whose worker died is handed out again within 15 seconds,
 * however often that happens.
 */
export interface JobQueue {
  /** E.g. `sqlite`, `redis`, `postgres`. */
  readonly engine: string;
  enqueue(jobs: readonly JobRequest[]): Promise<void>;
  process(handle: JobHandler, options: { readonly concurrency: number }): Promise<Processing>;
  /**
   * Calls `look`, which never rejects, about every `everyMs` in one or more of all processes that do so on this queue, also in several at once. Nowhere while
   * the service behind it is away: whoever must not miss anything looks by itself now and then.
   */
  beat(look: () => Promise<void>, everyMs: number): Beat;
  /** Takes away a job that nobody works on. False: there is none. */
  cancel(id: string): Promise<boolean>;
  list(limit: number): Promise<readonly QueuedJob[]>;
  /** Where it is one of BullMQ: its queues, to be looked at. */
  bullmq?(): readonly Queue[];
  /** Throws when the service behind it does not answer. */
  ping(): Promise<void>;
  /** Ends every processing first. */
  close(): Promise<void>;
}

/** Handlers give tasks back by themselves, so one that throws has lost its database: a few tries bridge a restart of that. */
export const MOST_THROWS = 10;

/** Wait before the next try of a handler that threw: 1 s, 2 s, 4 s ... at most half a minute. */
export function throwBackoffMs(attempts: number): number {
  return Math.min(30_000, 1000 * 2 ** (attempts - 1));
}
