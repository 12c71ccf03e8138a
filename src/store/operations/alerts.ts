import { sql, type Kysely, type Selectable, type Transaction } from "kysely";
import type { Alert, AlertChannel, AlertKind, AlertRule } from "../../model/alert.ts";
import type { Instant } from "../../model/window.ts";
import type { AlertClaim, AlertStore, StoredAlert, Told } from "../alerts.ts";
import { jsonOf, problemOf } from "./rows.ts";
import { runById } from "./runs.ts";
import type { AlertRuleTable, AlertTable, OperationsSchema } from "./schema.ts";

export function alertsIn(db: Kysely<OperationsSchema>): AlertStore {
  /** Ends or delays a claim that still holds. */
  async function settle({ stored, token }: AlertClaim, change: Partial<Selectable<AlertTable>>): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable("alert")
      .set({ ...change, expires_at: 0 })
      .where("id", "=", stored.alert.id)
      .where("token", "=", token)
      .where("state", "=", "waiting")
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }

  return {
    async rules(workspace) {
      const all = db.selectFrom("alert_rule").selectAll().orderBy("workspace").orderBy("id");
      const rows = await (workspace === null ? all : all.where("workspace", "=", workspace)).execute();
      return rows.map(ruleOf);
    },
    async addRule({ workspace, id, channel, kinds, signals, shownTarget, addedAt }) {
      const { numInsertedOrUpdatedRows = 0n } = await db
        .insertInto("alert_rule")
        .values({
          ...{ workspace, id, channel, shown_target: shownTarget, added_at: addedAt },
          ...{ kinds_json: JSON.stringify(kinds), signals_json: JSON.stringify(signals) },
        })
        .onConflict((conflict) => conflict.columns(["workspace", "id"]).doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows > 0n;
    },
    removeRule: (workspace, id) =>
      db.transaction().execute(async (trx) => {
        const ofIt = trx.deleteFrom("alert").where("workspace", "=", workspace).where("rule", "=", id);
        await ofIt.where("state", "=", "waiting").execute();
        const { numDeletedRows } = await trx
          .deleteFrom("alert_rule")
          .where("workspace", "=", workspace)
          .where("id", "=", id)
          .executeTakeFirstOrThrow();
        return numDeletedRows > 0n;
      }),
    async untoldRuns(limit) {
      const rows = await db
        .selectFrom("run")
        .select("id")
        .where("ended_at", "is not", null)
        .where("told_at", "is", null)
        .orderBy("ended_at")
        .limit(limit)
        .execute();
      const runs = await Promise.all(rows.map(({ id }) => runById(db, id)));
      return runs.filter((run) => run !== null);
    },
    async toldUpTo(workspace) {
      const row = await db.selectFrom("alert_base").select("as_of").where("workspace", "=", workspace).executeTakeFirst();
      return row?.as_of ?? null;
    },
    async beginAt(workspace, asOf) {
      const { numInsertedOrUpdatedRows = 0n } = await db
        .insertInto("alert_base")
        .values({ workspace, as_of: asOf })
        .onConflict((conflict) => conflict.column("workspace").doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows > 0n;
    },
    tell: ({ id, workspace, upTo }, alerts, now) =>
      db.transaction().execute(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable("run")
          .set({ told_at: now })
          .where("id", "=", id)
          .where("told_at", "is", null)
          .executeTakeFirstOrThrow();
        // Another process has told it.
        if (numUpdatedRows === 0n) return 0;
        if (upTo !== null) {
          await trx
            .insertInto("alert_base")
            .values({ workspace, as_of: upTo })
            .onConflict((conflict) => conflict.column("workspace").doUpdateSet({ as_of: upTo }))
            .execute();
        }
        return keep(trx, alerts, now);
      }),
    add: (alerts, now) => db.transaction().execute((trx) => keep(trx, alerts, now)),
    async claim(now, holdMs) {
      const row = await db
        .updateTable("alert")
        .set((row) => ({ attempts: row("attempts", "+", 1), token: row("token", "+", 1), expires_at: now + holdMs }))
        .where("id", "=", (inner) =>
          inner
            .selectFrom("alert as due")
            .select("due.id")
            .where("due.state", "=", "waiting")
            .where("due.not_before", "<=", now)
            .where("due.expires_at", "<=", now)
            .orderBy("due.not_before")
            .orderBy("due.id")
            .limit(1),
        )
        // Two that look at the same instant: the second finds it taken.
        .where("expires_at", "<=", now)
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? null : { stored: alertOf(row), token: row.token };
    },
    sent: (claim, now) => settle(claim, { state: "sent", ended_at: now, problem_json: null }),
    again: (claim, notBefore, problem) => settle(claim, { not_before: notBefore, problem_json: jsonOf(problem) }),
    failed: (claim, problem, now) => settle(claim, { state: "failed", ended_at: now, problem_json: jsonOf(problem) }),
    async alerts(workspace, limit) {
      const all = db.selectFrom("alert").selectAll().orderBy("made_at", "desc").orderBy("id").limit(limit);
      const rows = await (workspace === null ? all : all.where("workspace", "=", workspace)).execute();
      return rows.map(alertOf);
    },
    async forgetAlerts(endedBefore) {
      const { numDeletedRows } = await db.deleteFrom("alert").where("ended_at", "<", endedBefore).executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

/** Those that are there already stay as they are; those whose rule is gone are not kept. */
async function keep(trx: Transaction<OperationsSchema>, alerts: readonly Told[], now: Instant): Promise<number> {
  let count = 0;
  for (const { rule, alert } of alerts) {
    const known = await trx
      .selectFrom("alert_rule")
      .select(sql<number>`1`.as("one"))
      .where("workspace", "=", alert.workspace)
      .where("id", "=", rule)
      .executeTakeFirst();
    if (known === undefined) continue;
    const { numInsertedOrUpdatedRows = 0n } = await trx
      .insertInto("alert")
      .values({
        ...{ id: alert.id, workspace: alert.workspace, rule, alert_json: JSON.stringify(alert), state: "waiting", attempts: 0 },
        ...{ not_before: now, token: 0, expires_at: 0, made_at: now, ended_at: null, problem_json: null },
      })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .executeTakeFirstOrThrow();
    count += Number(numInsertedOrUpdatedRows);
  }
  return count;
}

function ruleOf(row: Selectable<AlertRuleTable>): AlertRule {
  return {
    id: row.id,
    workspace: row.workspace,
    channel: row.channel as AlertChannel,
    kinds: JSON.parse(row.kinds_json) as readonly AlertKind[],
    signals: JSON.parse(row.signals_json) as readonly string[],
    shownTarget: row.shown_target,
    addedAt: row.added_at,
  };
}

function alertOf(row: Selectable<AlertTable>): StoredAlert {
  return {
    alert: JSON.parse(row.alert_json) as Alert,
    rule: row.rule,
    state: row.state,
    attempts: row.attempts,
    notBefore: row.not_before,
    madeAt: row.made_at,
    endedAt: row.ended_at,
    problem: problemOf(row.problem_json),
  };
}
