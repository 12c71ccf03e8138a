import { sql, type Kysely } from "kysely";
import type { OperationsStore } from "../operations.ts";
import { alertsIn } from "./alerts.ts";
import { hintsIn } from "./hints.ts";
import { jobTableIn } from "./job-table.ts";
import { outboxIn } from "./outbox.ts";
import { sharedQuotas } from "./quotas.ts";
import { runsIn } from "./runs.ts";
import { schedulesIn } from "./schedules.ts";
import type { OperationsSchema } from "./schema.ts";
import { tasksIn } from "./tasks.ts";

/** The operations store over any engine that has the tables: its statements are the same on all of them. */
export function operationsStore(db: Kysely<OperationsSchema>): OperationsStore {
  return {
    ...schedulesIn(db),
    ...runsIn(db),
    ...tasksIn(db),
    ...outboxIn(db),
    jobs: jobTableIn(db),
    quotas: (options) => sharedQuotas(db, options),
    alerts: alertsIn(db),
    hints: hintsIn(db),
    async ping() {
      await sql`SELECT 1`.execute(db);
    },
    close: () => db.destroy(),
  };
}
