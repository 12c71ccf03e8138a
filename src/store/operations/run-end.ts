import type { Transaction } from "kysely";
import type { Problem } from "../../model/problem.ts";
import { jobIdOf, type RunStatus } from "../../model/scan-run.ts";
import type { Instant } from "../../model/window.ts";
import { jsonOf } from "./rows.ts";
import { passGate, toOutbox } from "./gate.ts";
import type { OperationsSchema } from "./schema.ts";

/** Ends a run and lets the one begin that waits for its workspace. */
export async function endRun(
  trx: Transaction<OperationsSchema>,
  id: string,
  status: RunStatus,
  problem: Problem | null,
  now: Instant,
): Promise<void> {
  const run = await trx.selectFrom("run").select("workspace").where("id", "=", id).executeTakeFirstOrThrow();
  await passGate(trx, run.workspace, now);
  await trx
    .updateTable("run")
    .set({ status, problem_json: jsonOf(problem), ended_at: now, changed_at: now })
    .where("id", "=", id)
    .execute();
  const next = await trx
    .selectFrom("run")
    .select("id")
    .where("workspace", "=", run.workspace)
    .where("status", "=", "queued")
    .executeTakeFirst();
  if (next === undefined) return;
  await trx
    .updateTable("task")
    .set({ status: "ready", dispatched_at: now })
    .where("run", "=", next.id)
    .where("ordinal", "=", 0)
    .where("status", "=", "waiting")
    .execute();
  await toOutbox(trx, [{ run: next.id, ordinal: 0 }], now, now);
}

/** Tasks that no worker has end here; when there is none left, the run ends. */
export async function cancelWhatWaits(trx: Transaction<OperationsSchema>, run: string, now: Instant): Promise<void> {
  const ended = await trx
    .updateTable("task")
    .set({ status: "cancelled", ended_at: now, dispatched_at: null })
    .where("run", "=", run)
    .where("status", "in", ["waiting", "ready"])
    .returning("ordinal")
    .execute();
  const jobs = ended.map(({ ordinal }) => jobIdOf({ run, ordinal }));
  if (jobs.length > 0) await trx.deleteFrom("outbox").where("job_id", "in", jobs).execute();
  const atWork = await trx.selectFrom("task").select("ordinal").where("run", "=", run).where("status", "=", "running").execute();
  if (atWork.length === 0) await endRun(trx, run, "cancelled", null, now);
}
