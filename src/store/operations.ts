import type { Problem } from "../model/problem.ts";
import type { RunProgress, RunStatus, ScanRun, ScanTask, TaskEnding } from "../model/scan-run.ts";
import type { Schedule } from "../model/schedule.ts";
import type { AlertStore } from "./alerts.ts";
import type { HintStore } from "./hints.ts";
import type { Instant } from "../model/window.ts";
import type { SharedQuotas } from "./operations/quotas.ts";

export type TaskName = Pick<ScanTask, "run" | "ordinal">;

/**
 * The right to work on one task, held by one worker at a time. The token grows with every taking, and every write names it: a worker that was paused
 * and superseded changes nothing, whatever the clocks say. The expiry decides no more than when another may take over.
 */
export interface TaskHold extends TaskName {
  readonly owner: string;
  readonly token: number;
}

export type Taken =
  | { readonly kind: "taken"; readonly hold: TaskHold; readonly task: ScanTask; readonly run: Pick<ScanRun, "id" | "workspace"> }
  /** Another worker holds it, or it must wait; ask again then. */
  | { readonly kind: "later"; readonly at: Instant }
  /** It has ended, or it waits for others of its run: nothing is to be done by whoever has this job. */
  | { readonly kind: "over" };

export interface RunRequest {
  /** A new id; used only where the request makes a run of its own. */
  readonly id: string;
  readonly workspace: string;
  readonly now: Instant;
}

export interface NewTask {
  readonly connection: string;
  readonly shard: string | null;
}

/** A job that has to be handed to the queue. */
export interface OutboxRow {
  readonly jobId: string;
  readonly notBefore: Instant;
}

/** One job of the queue that lives in this database. */
export interface StoredJob {
  readonly id: string;
  readonly state: "waiting" | "active" | "failed";
  /** Times it was handed out. */
  readonly attempts: number;
  readonly notBefore: Instant;
}

/** What the queue that needs no service keeps here. Others keep the same in a service of their own. */
export interface JobTable {
  /** Ids that are there already stay as they are, but for failed ones, which begin again. */
  put(jobs: readonly { readonly id: string; readonly notBefore: Instant }[], now: Instant): Promise<void>;
  /** The job that has been due longest, also one whose worker has let its time run out; null = none. */
  claim(owner: string, now: Instant, holdMs: number): Promise<(StoredJob & { readonly token: number }) | null>;
  /** False: it is somebody else's now, or was taken away. */
  renew(claim: JobClaim, now: Instant, holdMs: number): Promise<boolean>;
  /** Forgets a job that is done. False as above. */
  done(claim: JobClaim): Promise<boolean>;
  /** Puts it back for later, or keeps it as failed. False as above. */
  again(claim: JobClaim, notBefore: Instant): Promise<boolean>;
  fail(claim: JobClaim): Promise<boolean>;
  /** False: there is none. */
  remove(id: string): Promise<boolean>;
  list(limit: number): Promise<readonly StoredJob[]>;
  /** When the next job becomes due; null = there is none. */
  nextDue(): Promise<Instant | null>;
}

export interface JobClaim {
  readonly id: string;
  readonly token: number;
}

/** A scan by hand, which has ended. */
export interface RecordedRun {
  readonly id: string;
  readonly workspace: string;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly status: "succeeded" | "partial";
  readonly problem: Problem | null;
}

export interface RunFilter {
  readonly workspace?: string;
  readonly statuses?: readonly RunStatus[];
  readonly limit: number;
}

/**
 * The truth about schedules and scans. Queues only carry the ids of tasks; a queue that lost everything is filled again from here.
 *
 * Contract, for every engine: each method is one transaction, and a failed call changes nothing. What two servers or workers could do at the same time is
 * decided by one conditional statement or a unique row, never by a clock: a due time fires once; a workspace has at most one running and one queued run;
 * a task is held by one worker. A change that a queue has to hear of and its row in the outbox are one transaction.
 * Throws `ProblemError` as `WorkspaceStore` does (`superseded` for a write under a hold that another has taken).
 */
export interface OperationsStore {
  /** Sorted by id. */
  schedules(): Promise<readonly Schedule[]>;
  /** False: there is one of that name, which stays as it is. */
  addSchedule(schedule: Schedule): Promise<boolean>;
  /** False: there is none of that name. */
  pauseSchedule(id: string): Promise<boolean>;
  resumeSchedule(id: string, nextDueAt: Instant | null): Promise<boolean>;
  /** Its runs stay. False as above. */
  removeSchedule(id: string): Promise<boolean>;
  /** Those whose due time has come, the oldest first. */
  dueSchedules(now: Instant, limit: number): Promise<readonly Schedule[]>;
  /** When the next one is due; null = none ever. */
  nextDue(): Promise<Instant | null>;
  /**
   * Turns the due time of a schedule as it was read into a run, or joins the run that waits already, and moves on to the next due time. Null: another
   * server was first, or the schedule has changed meanwhile.
   */
  fire(schedule: Schedule, nextDueAt: Instant | null, now: Instant): Promise<ScanRun | null>;

  /** A run for somebody who asked. Where one waits already, that is the one: what it will read is as new. */
  requestRun(request: RunRequest): Promise<{ readonly run: ScanRun; readonly isNew: boolean }>;
  /** Writes down a scan that no worker has carried out: it has no tasks, and nobody was told of it. */
  recordRun(run: RecordedRun): Promise<void>;
  run(id: string): Promise<ScanRun | null>;
  /** The newest first. */
  runs(filter: RunFilter): Promise<readonly ScanRun[]>;
  /** In their order. */
  tasks(run: string): Promise<readonly ScanTask[]>;
  /** What has not begun ends at once; what runs ends when its workers hear of it. Null: there is no such run; one that has ended stays. */
  cancelRun(id: string, now: Instant): Promise<ScanRun | null>;
  /** Forgets runs that ended before. Gives their number. */
  forgetRuns(endedBefore: Instant): Promise<number>;
  /** Runs by status, for metrics. */
  countRuns(): Promise<Readonly<Record<RunStatus, number>>>;

  takeTask(task: TaskName, owner: string, now: Instant, holdMs: number): Promise<Taken>;
  /**
   * Takes whatever of a run can be taken now, the first by its order, out of the outbox too: a worker that has ended one task goes on with the next without the
   * queue, and one whose job is over finds what a dead worker has left. Null: there is nothing.
   */
  takeNext(run: string, owner: string, now: Instant, holdMs: number): Promise<Extract<Taken, { kind: "taken" }> | null>;
  /** `cancelled`: it is held, and its run shall end. `lost`: somebody else has it. */
  renewTask(hold: TaskHold, progress: RunProgress, now: Instant, holdMs: number): Promise<"held" | "cancelled" | "lost">;
  /** Ends the plan: a run reads these side by side, then judges. */
  planned(hold: TaskHold, reads: readonly NewTask[], now: Instant): Promise<void>;
  /**
   * The read of a connection waits for shards of it, which its run reads side by side; what it had of progress stays. It can be taken again when each of them has
   * ended, one way or the other. `atOnce` of them can be taken at the same time, in their order. Attempts so far are forgotten: that it named its shards
   * was none that failed.
   */
  fanOut(
    hold: TaskHold,
    shared: {
      readonly shards: readonly { readonly shard: string; readonly total: number | null }[];
      readonly atOnce: number;
      readonly progress: RunProgress;
    },
    now: Instant,
  ): Promise<void>;
  /** Ends a task. The last read sets the judgement going; the judgement ends the run and sets the next run of the workspace going. */
  endTask(
    hold: TaskHold,
    ending: { readonly status: TaskEnding; readonly problem: Problem | null; readonly progress: RunProgress },
    now: Instant,
  ): Promise<void>;
  /** Gives a task back, to be tried again later. */
  delayTask(
    hold: TaskHold,
    delay: { readonly notBefore: Instant; readonly problem: Problem | null; readonly progress: RunProgress },
    now: Instant,
  ): Promise<void>;

  /** The oldest first. */
  outbox(limit: number): Promise<readonly OutboxRow[]>;
  /** The queue has them. */
  dispatched(jobIds: readonly string[]): Promise<void>;
  /**
   * Puts tasks into the outbox again that were put there before `dispatchedBefore` and that nobody holds: the queue may have lost them. Handing over
   * what it still has changes nothing. Gives their number.
   */
  requeueLost(now: Instant, dispatchedBefore: Instant): Promise<number>;

  readonly jobs: JobTable;
  /** Quotas of vendors' accounts, shared by all who use this database. */
  quotas<State>(options: {
    readonly randomBytes: (size: number) => Uint8Array;
    readonly now: () => Instant;
  }): Promise<SharedQuotas<State>>;
  readonly alerts: AlertStore;
  readonly hints: HintStore;
  /** Asks the database for nothing; throws when it does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
