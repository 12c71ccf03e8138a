import type { Kysely } from "kysely";
import type { WorkspaceStore } from "../store.ts";
import type { Schema } from "../tables.ts";

/** The rules of a workspace's own, and what people state about it. */
export function ownRuleQueries(
  db: Kysely<Schema>,
): Pick<WorkspaceStore, "ownRuleset" | "setOwnRuleset" | "statements" | "sign" | "withdraw"> {
  return {
    async ownRuleset() {
      const row = await db.selectFrom("own_ruleset").select("text").executeTakeFirst();
      return row?.text ?? null;
    },

    async setOwnRuleset(text, at) {
      if (text === null) {
        await db.deleteFrom("own_ruleset").execute();
        return;
      }
      await db
        .insertInto("own_ruleset")
        .values({ one: 1, text, at })
        .onConflict((conflict) => conflict.column("one").doUpdateSet({ text, at }))
        .execute();
    },

    async statements() {
      return db
        .selectFrom("attestation")
        .select(["kind", "characteristic", "reason", "author", "at", "until"])
        .orderBy("characteristic")
        .execute();
    },

    async sign(statement) {
      const { characteristic, kind, reason, author, at, until } = statement;
      const values = { kind, reason, author, at, until };
      await db
        .insertInto("attestation")
        .values({ characteristic, ...values })
        .onConflict((conflict) => conflict.column("characteristic").doUpdateSet(values))
        .execute();
    },

    async withdraw(characteristic) {
      const { numDeletedRows } = await db
        .deleteFrom("attestation")
        .where("characteristic", "=", characteristic)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}
