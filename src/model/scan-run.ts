import type { Problem } from "./problem.ts";
import type { Instant } from "./window.ts";

/**
 * `partial`: judged, and something could not be read. `failed`: there is no judgement. A run that was cancelled keeps what it had read: every page
 * is stored for good.
 */
export const RUN_STATUSES = ["queued", "running", "succeeded", "partial", "failed", "cancelled"] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** How far a task or a run has come. Counts of this run, across all attempts. */
export interface RunProgress {
  /** Records read. */
  readonly fetched: number;
  /** How many there will be; null = not known. */
  readonly total: number | null;
  readonly requests: number;
}

export const NO_PROGRESS: RunProgress = { fetched: 0, total: null, requests: 0 };

/** One scan of one workspace, by whichever workers. */
export interface ScanRun {
  /** `<schedule>-20261130T050000Z` for a due time, `<workspace>-<random>` for one that somebody asked for. */
  readonly id: string;
  readonly workspace: string;
  /** Null = somebody asked for it. */
  readonly schedule: string | null;
  readonly dueAt: Instant | null;
  readonly status: RunStatus;
  /** It shall end as soon as its workers hear of it. */
  readonly cancelRequested: boolean;
  readonly queuedAt: Instant;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  /** What went wrong first; null = nothing. */
  readonly problem: Problem | null;
  /** Of all tasks together. */
  readonly progress: RunProgress;
  readonly tasks: { readonly ended: number; readonly all: number };
}

/** In the order in which they run; those of one kind run side by side. */
export const TASK_KINDS = ["plan", "read", "judge"] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** `waiting`: for others of its run. `ready`: for a worker. */
export const TASK_STATUSES = ["waiting", "ready", "running", "succeeded", "partial", "failed", "cancelled"] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

/** How a task can end. */
export type TaskEnding = "succeeded" | "partial" | "failed" | "cancelled";

/** The part of a run that one job carries. */
export interface ScanTask {
  readonly run: string;
  /** 0 = the plan. Unique in its run. */
  readonly ordinal: number;
  readonly kind: TaskKind;
  /** Of a read; null otherwise. */
  readonly connection: string | null;
  /** What of the connection is read, e.g. a project; null = all of it. */
  readonly shard: string | null;
  readonly status: TaskStatus;
  /** How often a worker has taken it. */
  readonly attempts: number;
  /** Of these, how often the worker did not come back. */
  readonly crashes: number;
  /** Not before this instant, after an attempt that failed. */
  readonly notBefore: Instant;
  readonly progress: RunProgress;
  readonly problem: Problem | null;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
}

const JOB_ID = /^([a-z0-9][A-Za-z0-9-]{0,119})\.(\d{1,6})$/;

/** The same task has the same job whoever asks for it, so that asking twice changes nothing. */
export function jobIdOf({ run, ordinal }: Pick<ScanTask, "run" | "ordinal">): string {
  return `${run}.${ordinal}`;
}

/** The task of a job; null where the text is no id of one. */
export function taskOfJob(jobId: string): { readonly run: string; readonly ordinal: number } | null {
  const found = JOB_ID.exec(jobId);
  return found === null ? null : { run: found[1]!, ordinal: Number(found[2]) };
}
