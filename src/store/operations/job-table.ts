import type { Kysely, Selectable } from "kysely";
import type { JobClaim, JobTable, StoredJob } from "../operations.ts";
import type { JobTableRow, OperationsSchema } from "./schema.ts";

export function jobTableIn(db: Kysely<OperationsSchema>): JobTable {
  return {
    async put(jobs) {
      if (jobs.length === 0) return;
      await db
        .insertInto("job")
        .values(jobs.map(({ id, notBefore }) => ({ ...WAITING, id, not_before: notBefore, token: 0 })))
        .onConflict((conflict) =>
          conflict
            .column("id")
            .doUpdateSet((row) => ({ ...WAITING, not_before: row.ref("excluded.not_before") }))
            .where("job.state", "=", "failed"),
        )
        .execute();
    },
    async claim(owner, now, holdMs) {
      for (;;) {
        const next = await db
          .selectFrom("job")
          .select(["id", "token"])
          .where((row) =>
            row.or([
              row.and([row("state", "=", "waiting"), row("not_before", "<=", now)]),
              row.and([row("state", "=", "active"), row("expires_at", "<=", now)]),
            ]),
          )
          .orderBy("not_before")
          .orderBy("id")
          .limit(1)
          .executeTakeFirst();
        if (next === undefined) return null;
        const row = await db
          .updateTable("job")
          .set((row) => ({
            state: "active" as const,
            owner,
            token: next.token + 1,
            expires_at: now + holdMs,
            attempts: row("attempts", "+", 1),
          }))
          .where("id", "=", next.id)
          .where("token", "=", next.token)
          .returningAll()
          .executeTakeFirst();
        // Otherwise another worker was first, and has another job than the one we look for next.
        if (row !== undefined) return { ...jobOf(row), token: row.token };
      }
    },
    renew: (claim, now, holdMs) => change(claim, { expires_at: now + holdMs }),
    again: (claim, notBefore) => change(claim, { state: "waiting", owner: "", not_before: notBefore }),
    fail: (claim) => change(claim, { state: "failed", owner: "" }),
    async done({ id, token }) {
      const gone = await db
        .deleteFrom("job")
        .where("id", "=", id)
        .where("token", "=", token)
        .where("state", "=", "active")
        .executeTakeFirstOrThrow();
      return gone.numDeletedRows > 0n;
    },
    async remove(id) {
      return (await db.deleteFrom("job").where("id", "=", id).executeTakeFirstOrThrow()).numDeletedRows > 0n;
    },
    async list(limit) {
      return (await db.selectFrom("job").selectAll().orderBy("not_before").orderBy("id").limit(limit).execute()).map(jobOf);
    },
    async nextDue() {
      const row = await db
        .selectFrom("job")
        .select("not_before")
        .where("state", "=", "waiting")
        .orderBy("not_before")
        .limit(1)
        .executeTakeFirst();
      return row?.not_before ?? null;
    },
  };

  async function change({ id, token }: JobClaim, values: Partial<JobTableRow>): Promise<boolean> {
    const changed = await db
      .updateTable("job")
      .set(values)
      .where("id", "=", id)
      .where("token", "=", token)
      .where("state", "=", "active")
      .executeTakeFirstOrThrow();
    return changed.numUpdatedRows > 0n;
  }
}

const WAITING = { state: "waiting", attempts: 0, owner: "", expires_at: 0 } as const;

function jobOf(row: Selectable<JobTableRow>): StoredJob {
  return { id: row.id, state: row.state, attempts: row.attempts, notBefore: row.not_before };
}
