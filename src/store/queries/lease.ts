import { sql, type Kysely, type Transaction } from "kysely";
import { ProblemError } from "../../model/problem.ts";
import type { Instant } from "../../model/window.ts";
import { LEASE_MS, WORKSPACE_SCOPE, type Lease, type LeaseRequest } from "../store.ts";
import type { Schema } from "../tables.ts";

export function superseded({ scope }: Pick<Lease, "scope">): ProblemError {
  return new ProblemError({
    code: "superseded",
    ...connectionOf(scope),
    what: `Another scan has taken over ${scope === WORKSPACE_SCOPE ? "this workspace" : scope}, so this one may no longer write; it changed nothing since.`,
    todo: "Let the other one finish. If there is none, run the same command again.",
  });
}

/** That of a shard begins with its connection. */
function connectionOf(scope: string): { readonly connection?: string } {
  return scope === WORKSPACE_SCOPE ? {} : { connection: scope.split("/", 1)[0]! };
}

/** Inside the transaction of a write: renews the lease, and throws `superseded` when it is not the newest. */
export async function holdLease(trx: Transaction<Schema>, lease: Lease, at: Instant): Promise<void> {
  const { scope, token, owner } = lease;
  const expiresAt = at + LEASE_MS;
  const { numUpdatedRows } = await trx
    .updateTable("lease")
    .set({ expires_at: sql<number>`CASE WHEN expires_at > ${expiresAt} THEN expires_at ELSE ${expiresAt} END` })
    .where("scope", "=", scope)
    .where("token", "=", token)
    .where("owner", "=", owner)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) throw superseded(lease);
}

export async function takeLease(db: Kysely<Schema>, { scope, owner, now, takeOver }: LeaseRequest): Promise<Lease> {
  const taken = await db
    .insertInto("lease")
    .values({ scope, owner, token: 1, expires_at: now + LEASE_MS })
    .onConflict((conflict) =>
      conflict
        .column("scope")
        .doUpdateSet({ owner, token: sql<number>`lease.token + 1`, expires_at: now + LEASE_MS })
        .where((row) =>
          takeOver ? sql<boolean>`true` : row.or([row("lease.owner", "=", ""), row("lease.expires_at", "<=", now)]),
        ),
    )
    .returning("token")
    .executeTakeFirst();
  if (taken !== undefined) return { scope, owner, token: taken.token };
  throw new ProblemError({
    code: "usage",
    ...connectionOf(scope),
    what: `Another scan is reading ${scope === WORKSPACE_SCOPE ? "this workspace" : scope}.`,
    todo: "Wait until it has finished; one that died is taken over after five minutes.",
  });
}

export async function releaseLease(db: Kysely<Schema>, { scope, owner, token }: Lease): Promise<void> {
  await db
    .updateTable("lease")
    .set({ owner: "", expires_at: 0 })
    .where("scope", "=", scope)
    .where("token", "=", token)
    .where("owner", "=", owner)
    .execute();
}

/** For changes that end every read under way: whoever holds the lease is refused from now on. */
export async function endLease(trx: Transaction<Schema>, scope: string): Promise<void> {
  await trx
    .updateTable("lease")
    .set({ owner: "", token: sql<number>`token + 1`, expires_at: 0 })
    .where("scope", "=", scope)
    .execute();
}
