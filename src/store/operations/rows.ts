import type { Selectable } from "kysely";
import type { Problem } from "../../model/problem.ts";
import type { ScanTask } from "../../model/scan-run.ts";
import type { Schedule } from "../../model/schedule.ts";
import type { ScheduleTable, TaskTable } from "./schema.ts";

export function scheduleOf(row: Selectable<ScheduleTable>): Schedule {
  return {
    id: row.id,
    workspace: row.workspace,
    cron: row.cron,
    timeZone: row.time_zone,
    paused: row.paused === 1,
    nextDueAt: row.next_due_at,
    lastDueAt: row.last_due_at,
    lastRun: row.last_run,
    createdAt: row.created_at,
  };
}

export function taskOf(row: Selectable<TaskTable>): ScanTask {
  return {
    run: row.run,
    ordinal: row.ordinal,
    kind: row.kind,
    connection: row.connection,
    shard: row.shard,
    status: row.status,
    attempts: row.attempts,
    crashes: row.crashes,
    notBefore: row.not_before,
    progress: { fetched: row.fetched, total: row.total, requests: row.requests },
    problem: problemOf(row.problem_json),
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}

export function problemOf(json: string | null): Problem | null {
  return json === null ? null : (JSON.parse(json) as Problem);
}

export function jsonOf(problem: Problem | null): string | null {
  return problem === null ? null : JSON.stringify(problem);
}
