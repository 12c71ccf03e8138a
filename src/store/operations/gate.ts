import type { Transaction } from "kysely";
import { jobIdOf } from "../../model/scan-run.ts";
import type { Instant } from "../../model/window.ts";
import type { OperationsSchema } from "./schema.ts";

export const BLANK_TASK = {
  connection: null,
  shard: null,
  attempts: 0,
  crashes: 0,
  not_before: 0,
  owner: "",
  token: 0,
  expires_at: 0,
  fetched: 0,
  total: null,
  requests: 0,
  problem_json: null,
  dispatched_at: null,
  started_at: null,
  ended_at: null,
} as const;

export async function passGate(trx: Transaction<OperationsSchema>, workspace: string, now: Instant): Promise<void> {
  await trx
    .insertInto("workspace_gate")
    .values({ workspace, at: now })
    .onConflict((conflict) => conflict.column("workspace").doUpdateSet({ at: now }))
    .execute();
}

export async function toOutbox(
  trx: Transaction<OperationsSchema>,
  tasks: readonly { readonly run: string; readonly ordinal: number }[],
  notBefore: Instant,
  now: Instant,
): Promise<void> {
  if (tasks.length === 0) return;
  await trx
    .insertInto("outbox")
    .values(tasks.map((task) => ({ job_id: jobIdOf(task), not_before: notBefore, at: now })))
    .onConflict((conflict) => conflict.column("job_id").doUpdateSet({ not_before: notBefore }))
    .execute();
}
