import { createHmac } from "node:crypto";
import type { Kysely } from "kysely";
import { DAY_MS, type Instant } from "../../model/window.ts";
import type { OperationsSchema } from "./schema.ts";

/** What workers of several machines need of each other: one value a key, changed by one at a time. The shape is that of the transport's `SharedBudget`. */
export interface SharedQuotas<State> {
  hash(account: string): string;
  update<T>(key: string, change: (stored: State | null) => { readonly state: State; readonly result: T }): Promise<T>;
}

const SALT_BYTES = 16;
/** No quota lasts longer, and a token that is not used any more leaves no trace. */
const KEEP_MS = 2 * DAY_MS;

/** Quotas in the database. Changes of one key are decided by comparing what was read, so that nobody waits for a lock. */
export async function sharedQuotas<State>(
  db: Kysely<OperationsSchema>,
  options: { readonly randomBytes: (size: number) => Uint8Array; readonly now: () => Instant },
): Promise<SharedQuotas<State>> {
  const { randomBytes, now } = options;
  // Made by whoever is first; the others find it.
  await db
    .insertInto("quota")
    .values({ key: "", state: Buffer.from(randomBytes(SALT_BYTES)).toString("hex"), at: now() })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .execute();
  const salt = await db.selectFrom("quota").select("state").where("key", "=", "").executeTakeFirstOrThrow();
  const hmacKey = Buffer.from(salt.state, "hex");

  return {
    hash: (account) => createHmac("sha256", hmacKey).update(account).digest("base64url"),
    async update(key, change) {
      for (;;) {
        const stored = await db.selectFrom("quota").select("state").where("key", "=", key).executeTakeFirst();
        const { state, result } = change(stored === undefined ? null : (JSON.parse(stored.state) as State));
        const text = JSON.stringify(state);
        if (stored === undefined) {
          await db
            .deleteFrom("quota")
            .where("at", "<", now() - KEEP_MS)
            .where("key", "<>", "")
            .execute();
          const made = await db
            .insertInto("quota")
            .values({ key, state: text, at: now() })
            .onConflict((conflict) => conflict.column("key").doNothing())
            .executeTakeFirstOrThrow();
          if ((made.numInsertedOrUpdatedRows ?? 0n) > 0n) return result;
        } else {
          const changed = await db
            .updateTable("quota")
            .set({ state: text, at: now() })
            .where("key", "=", key)
            .where("state", "=", stored.state)
            .executeTakeFirstOrThrow();
          if (changed.numUpdatedRows > 0n) return result;
        }
        // Somebody was in between: again, from what that one left.
      }
    },
  };
}
