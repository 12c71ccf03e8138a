import type { Kysely } from "kysely";
import type { OperationsStore } from "../operations.ts";
import { passGate, toOutbox } from "./gate.ts";
import type { OperationsSchema } from "./schema.ts";

type Outbox = Pick<OperationsStore, "outbox" | "dispatched" | "requeueLost">;

/** The gate of those who write tasks of many runs at once, so that two of them never wait for each other; no workspace has this name. */
const ALL = "";

export function outboxIn(db: Kysely<OperationsSchema>): Outbox {
  return {
    async outbox(limit) {
      const rows = await db
        .selectFrom("outbox")
        .select(["job_id", "not_before"])
        .orderBy("at")
        .orderBy("job_id")
        .limit(limit)
        .execute();
      return rows.map((row) => ({ jobId: row.job_id, notBefore: row.not_before }));
    },
    async dispatched(jobIds) {
      if (jobIds.length === 0) return;
      await db
        .deleteFrom("outbox")
        .where("job_id", "in", [...jobIds])
        .execute();
    },
    requeueLost: (now, dispatchedBefore) =>
      db.transaction().execute(async (trx) => {
        await passGate(trx, ALL, now);
        const lost = await trx
          .updateTable("task")
          .set({ dispatched_at: now })
          .where("dispatched_at", "<", dispatchedBefore)
          .where((row) =>
            row.or([
              row.and([row("status", "=", "ready"), row("not_before", "<", dispatchedBefore)]),
              row.and([row("status", "=", "running"), row("expires_at", "<", now)]),
            ]),
          )
          .returning(["run", "ordinal"])
          .execute();
        await toOutbox(trx, lost, now, now);
        return lost.length;
      }),
  };
}
