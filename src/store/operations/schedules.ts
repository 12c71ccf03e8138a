import type { Kysely } from "kysely";
import type { Schedule } from "../../model/schedule.ts";
import type { Instant } from "../../model/window.ts";
import type { OperationsStore } from "../operations.ts";
import { scheduleOf } from "./rows.ts";
import { queueRun, runById } from "./runs.ts";
import type { OperationsSchema } from "./schema.ts";

type Schedules = Pick<
  OperationsStore,
  "schedules" | "addSchedule" | "pauseSchedule" | "resumeSchedule" | "removeSchedule" | "dueSchedules" | "nextDue" | "fire"
>;

export function schedulesIn(db: Kysely<OperationsSchema>): Schedules {
  return {
    async schedules() {
      return (await db.selectFrom("schedule").selectAll().orderBy("id").execute()).map(scheduleOf);
    },
    async addSchedule(schedule) {
      const { numInsertedOrUpdatedRows = 0n } = await db
        .insertInto("schedule")
        .values({
          id: schedule.id,
          workspace: schedule.workspace,
          cron: schedule.cron,
          time_zone: schedule.timeZone,
          paused: schedule.paused ? 1 : 0,
          next_due_at: schedule.nextDueAt,
          last_due_at: schedule.lastDueAt,
          last_run: schedule.lastRun,
          created_at: schedule.createdAt,
        })
        .onConflict((conflict) => conflict.column("id").doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows > 0n;
    },
    pauseSchedule: (id) => change(id, { paused: 1, next_due_at: null }),
    resumeSchedule: (id, nextDueAt) => change(id, { paused: 0, next_due_at: nextDueAt }),
    async removeSchedule(id) {
      const { numDeletedRows } = await db.deleteFrom("schedule").where("id", "=", id).executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },
    async dueSchedules(now, limit) {
      const rows = await db
        .selectFrom("schedule")
        .selectAll()
        .where("next_due_at", "<=", now)
        .orderBy("next_due_at")
        .limit(limit)
        .execute();
      return rows.map(scheduleOf);
    },
    async nextDue() {
      const row = await db
        .selectFrom("schedule")
        .select("next_due_at")
        .where("next_due_at", "is not", null)
        .orderBy("next_due_at")
        .limit(1)
        .executeTakeFirst();
      return row?.next_due_at ?? null;
    },
    fire: (schedule, nextDueAt, now) =>
      db.transaction().execute(async (trx) => {
        const dueAt = schedule.nextDueAt;
        if (dueAt === null) return null;
        // Whoever moves the due time on has it: the others find it moved.
        const { numUpdatedRows } = await trx
          .updateTable("schedule")
          .set({ next_due_at: nextDueAt, last_due_at: dueAt })
          .where("id", "=", schedule.id)
          .where("next_due_at", "=", dueAt)
          .where("paused", "=", 0)
          .executeTakeFirstOrThrow();
        if (numUpdatedRows === 0n) return null;
        const id = runIdOf(schedule, dueAt);
        // A schedule that was removed and made again does not fire a due time again that has fired.
        if ((await runById(trx, id)) !== null) return null;
        const { run } = await queueRun(trx, { id, workspace: schedule.workspace, schedule: schedule.id, dueAt, now });
        await trx.updateTable("schedule").set({ last_run: run.id }).where("id", "=", schedule.id).execute();
        return run;
      }),
  };

  async function change(id: string, values: { paused: number; next_due_at: Instant | null }): Promise<boolean> {
    const { numUpdatedRows } = await db.updateTable("schedule").set(values).where("id", "=", id).executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }
}

/** `acme-20261130T050000Z`. */
function runIdOf(schedule: Schedule, dueAt: Instant): string {
  return `${schedule.id}-${new Date(dueAt).toISOString().replaceAll(/[-:]|\.\d{3}/g, "")}`;
}
