import { sql } from "kysely";
import { ProblemError } from "../../model/problem.ts";
import { LEASE_MS, WORKSPACE_SCOPE } from "../store.ts";
/** The same statement for the query builder and for prepared statements: what makes a write one of the newest holder. */
export const RENEW_LEASE = "UPDATE lease SET expires_at = max(expires_at, ?) WHERE scope = ? AND token = ? AND owner = ?";
export function renewal({ scope, token, owner }, at) {
    return [at + LEASE_MS, scope, token, owner];
}
export function superseded({ scope }) {
    return new ProblemError({
        code: "superseded",
        ...(scope === WORKSPACE_SCOPE ? {} : { connection: scope }),
        what: `Another scan has taken over ${scope === WORKSPACE_SCOPE ? "this workspace" : scope}, so this one may no longer write; it changed nothing since.`,
        todo: "Let the other one finish. If there is none, run the same command again.",
    });
}
/** Inside the transaction of a write: renews the lease, and throws `superseded` when it is not the newest. */
export async function holdLease(trx, lease, at) {
    const [expiresAt, scope, token, owner] = renewal(lease, at);
    const { numUpdatedRows } = await trx
        .updateTable("lease")
        .set({ expires_at: sql `max(expires_at, ${expiresAt})` })
        .where("scope", "=", scope)
        .where("token", "=", token)
        .where("owner", "=", owner)
        .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n)
        throw superseded(lease);
}
export async function takeLease(db, { scope, owner, now, takeOver }) {
    const taken = await db
        .insertInto("lease")
        .values({ scope, owner, token: 1, expires_at: now + LEASE_MS })
        .onConflict((conflict) => conflict
        .column("scope")
        .doUpdateSet({ owner, token: sql `lease.token + 1`, expires_at: now + LEASE_MS })
        .where((row) => takeOver ? sql `true` : row.or([row("lease.owner", "=", ""), row("lease.expires_at", "<=", now)])))
        .returning("token")
        .executeTakeFirst();
    if (taken !== undefined)
        return { scope, owner, token: taken.token };
    throw new ProblemError({
        code: "usage",
        ...(scope === WORKSPACE_SCOPE ? {} : { connection: scope }),
        what: `Another scan is reading ${scope === WORKSPACE_SCOPE ? "this workspace" : scope}.`,
        todo: "Wait until it has finished; one that died is taken over after five minutes.",
    });
}
export async function releaseLease(db, { scope, owner, token }) {
    await db
        .updateTable("lease")
        .set({ owner: "", expires_at: 0 })
        .where("scope", "=", scope)
        .where("token", "=", token)
        .where("owner", "=", owner)
        .execute();
}
/** For changes that end every read under way: whoever holds the lease is refused from now on. */
export async function endLease(trx, scope) {
    await trx
        .updateTable("lease")
        .set({ owner: "", token: sql `token + 1`, expires_at: 0 })
        .where("scope", "=", scope)
        .execute();
}
