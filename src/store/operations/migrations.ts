import { sql, type Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Only what SQLite and PostgreSQL both understand. `bigint` on both holds an instant; on SQLite it is an integer like any other. */
const INITIAL = [
  `CREATE TABLE schedule (
    id text PRIMARY KEY, workspace text NOT NULL, cron text NOT NULL, time_zone text NOT NULL, paused smallint NOT NULL,
    next_due_at bigint, last_due_at bigint, last_run text, created_at bigint NOT NULL)`,
  "CREATE INDEX schedule_due ON schedule (next_due_at) WHERE next_due_at IS NOT NULL",
  // A row a workspace, written first by whatever queues or ends a run of it: one after the other, on every engine.
  "CREATE TABLE workspace_gate (workspace text PRIMARY KEY, at bigint NOT NULL)",
  `CREATE TABLE run (
    id text PRIMARY KEY, workspace text NOT NULL, schedule text, due_at bigint, status text NOT NULL, cancel_requested smallint NOT NULL,
    queued_at bigint NOT NULL, started_at bigint, ended_at bigint, problem_json text, changed_at bigint NOT NULL)`,
  "CREATE UNIQUE INDEX run_queued ON run (workspace) WHERE status = 'queued'",
  "CREATE UNIQUE INDEX run_running ON run (workspace) WHERE status = 'running'",
  "CREATE INDEX run_newest ON run (queued_at)",
  "CREATE INDEX run_ended ON run (ended_at) WHERE ended_at IS NOT NULL",
  `CREATE TABLE task (
    run text NOT NULL, ordinal integer NOT NULL, kind text NOT NULL, connection text, shard text, status text NOT NULL,
    attempts integer NOT NULL, crashes integer NOT NULL, not_before bigint NOT NULL, owner text NOT NULL, token integer NOT NULL,
    expires_at bigint NOT NULL, fetched bigint NOT NULL, total bigint, requests bigint NOT NULL, problem_json text,
    dispatched_at bigint, started_at bigint, ended_at bigint, PRIMARY KEY (run, ordinal))`,
  "CREATE INDEX task_open ON task (dispatched_at) WHERE status IN ('ready', 'running') AND dispatched_at IS NOT NULL",
  "CREATE TABLE outbox (job_id text PRIMARY KEY, not_before bigint NOT NULL, at bigint NOT NULL)",
  "CREATE INDEX outbox_order ON outbox (at, job_id)",
  `CREATE TABLE job (
    id text PRIMARY KEY, state text NOT NULL, attempts integer NOT NULL, not_before bigint NOT NULL, owner text NOT NULL,
    token integer NOT NULL, expires_at bigint NOT NULL)`,
  "CREATE INDEX job_waiting ON job (not_before) WHERE state = 'waiting'",
  "CREATE INDEX job_active ON job (expires_at) WHERE state = 'active'",
  "CREATE TABLE quota (key text PRIMARY KEY, state text NOT NULL, at bigint NOT NULL)",
];

const ALERTS = [
  `CREATE TABLE alert_rule (
    workspace text NOT NULL, id text NOT NULL, channel text NOT NULL, kinds_json text NOT NULL, signals_json text NOT NULL,
    shown_target text NOT NULL, added_at bigint NOT NULL, PRIMARY KEY (workspace, id))`,
  `CREATE TABLE alert (
    id text PRIMARY KEY, workspace text NOT NULL, rule text NOT NULL, alert_json text NOT NULL, state text NOT NULL, attempts integer NOT NULL,
    not_before bigint NOT NULL, token integer NOT NULL, expires_at bigint NOT NULL, made_at bigint NOT NULL, ended_at bigint,
    problem_json text)`,
  "CREATE INDEX alert_waiting ON alert (not_before) WHERE state = 'waiting'",
  "CREATE INDEX alert_newest ON alert (made_at)",
  "CREATE TABLE alert_base (workspace text PRIMARY KEY, as_of bigint NOT NULL)",
  "ALTER TABLE run ADD COLUMN told_at bigint",
  // What ended before there were alerts is nothing new.
  "UPDATE run SET told_at = ended_at WHERE ended_at IS NOT NULL",
  "CREATE INDEX run_untold ON run (ended_at) WHERE ended_at IS NOT NULL AND told_at IS NULL",
];

const HINTS = [
  `CREATE TABLE hook (
    workspace text NOT NULL, connection text NOT NULL, kind text NOT NULL, added_at bigint NOT NULL, PRIMARY KEY (workspace, connection))`,
  `CREATE TABLE hint (
    workspace text NOT NULL, connection text NOT NULL, once text NOT NULL, items_json text NOT NULL, at bigint NOT NULL, run text,
    read_at bigint, PRIMARY KEY (workspace, connection, once))`,
  "CREATE INDEX hint_waiting ON hint (workspace, at) WHERE run IS NULL",
  "CREATE INDEX hint_unread ON hint (workspace, connection, at) WHERE run IS NOT NULL AND read_at IS NULL",
  "CREATE INDEX hint_newest ON hint (workspace, connection, at)",
  "CREATE INDEX hint_oldest ON hint (at)",
];

/** In order. A migration that was released is never changed; a new one is added at the end. */
export const OPERATIONS_MIGRATIONS: Readonly<Record<string, Migration>> = {
  "0001-initial": {
    async up(db: Kysely<unknown>): Promise<void> {
      for (const statement of INITIAL) await sql.raw(statement).execute(db);
    },
  },
  "0002-alerts": {
    async up(db: Kysely<unknown>): Promise<void> {
      for (const statement of ALERTS) await sql.raw(statement).execute(db);
    },
  },
  "0003-hints": {
    async up(db: Kysely<unknown>): Promise<void> {
      for (const statement of HINTS) await sql.raw(statement).execute(db);
    },
  },
};
