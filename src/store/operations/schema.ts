import type { TaskKind, TaskStatus, RunStatus } from "../../model/scan-run.ts";

/** Tables of the operations store, the same on every engine. Instants are milliseconds since 1970; flags 0 or 1; `json` columns hold JSON text. */
export interface OperationsSchema {
  schedule: ScheduleTable;
  workspace_gate: { workspace: string; at: number };
  run: RunTable;
  task: TaskTable;
  outbox: { job_id: string; not_before: number; at: number };
  job: JobTableRow;
  /** Key "" holds the salt. */
  quota: { key: string; state: string; at: number };
  alert_rule: AlertRuleTable;
  alert: AlertTable;
  /** The judgement that a workspace was told about last. */
  alert_base: { workspace: string; as_of: number };
  hook: HookTable;
  hint: HintTable;
}

export interface HookTable {
  workspace: string;
  connection: string;
  kind: string;
  added_at: number;
}

/** One delivery that was checked. */
export interface HintTable {
  workspace: string;
  connection: string;
  once: string;
  items_json: string;
  at: number;
  /** The run that was asked for because of it; null = none yet. */
  run: string | null;
  /** When a read that was told of it came to its end. */
  read_at: number | null;
}

export interface ScheduleTable {
  id: string;
  workspace: string;
  cron: string;
  time_zone: string;
  paused: number;
  next_due_at: number | null;
  last_due_at: number | null;
  last_run: string | null;
  created_at: number;
}

export interface RunTable {
  id: string;
  workspace: string;
  schedule: string | null;
  due_at: number | null;
  status: RunStatus;
  cancel_requested: number;
  queued_at: number;
  started_at: number | null;
  ended_at: number | null;
  problem_json: string | null;
  /** Written first by every change of one of its tasks, so that two changes of one run come one after the other. */
  changed_at: number;
  /** When alerts about it were made; null = nobody has looked. */
  told_at: number | null;
}

export interface AlertRuleTable {
  workspace: string;
  id: string;
  channel: string;
  kinds_json: string;
  signals_json: string;
  shown_target: string;
  added_at: number;
}

export interface AlertTable {
  id: string;
  workspace: string;
  rule: string;
  alert_json: string;
  state: "waiting" | "sent" | "failed";
  attempts: number;
  not_before: number;
  token: number;
  /** 0 = nobody is sending it. */
  expires_at: number;
  made_at: number;
  ended_at: number | null;
  problem_json: string | null;
}

export interface TaskTable {
  run: string;
  ordinal: number;
  kind: TaskKind;
  connection: string | null;
  shard: string | null;
  status: TaskStatus;
  attempts: number;
  crashes: number;
  not_before: number;
  /** Empty = nobody. */
  owner: string;
  token: number;
  expires_at: number;
  fetched: number;
  total: number | null;
  requests: number;
  problem_json: string | null;
  /** When it was put into the outbox, taken or given back last; null = it waits or has ended. */
  dispatched_at: number | null;
  started_at: number | null;
  ended_at: number | null;
}

export interface JobTableRow {
  id: string;
  state: "waiting" | "active" | "failed";
  attempts: number;
  not_before: number;
  owner: string;
  token: number;
  expires_at: number;
}
