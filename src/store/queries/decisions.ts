import type { Kysely } from "kysely";
import type { ProjectRecord, TeamRecord } from "../../model/workflow.ts";
import type { StoredTeam, WorkspaceStore } from "../store.ts";
import { KIND_SAID } from "../assemble.ts";
import type { Schema } from "../tables.ts";
import type { Engine } from "./engine.ts";

/** What somebody said about the workspace's records, and the names by which they may be meant. */
export function decisionQueries(
  db: Kysely<Schema>,
  { pullRequestKey, termCode }: Engine,
): Pick<
  WorkspaceStore,
  "accounts" | "teams" | "workByKey" | "joinDecisions" | "decideJoin" | "forgetJoinDecision" | "decideActorKind"
> {
  return {
    async accounts() {
      const rows = await db
        .selectFrom("actor")
        .leftJoin("actor_kind", "actor_kind.actor", "actor.id")
        .select([
          "actor.id",
          "actor.connection",
          "actor.kind",
          "actor.kind_basis",
          "actor.identities_json",
          "actor_kind.kind as said",
        ])
        .orderBy("actor.id")
        .execute();
      return rows.map(({ id, connection, kind, kind_basis, identities_json, said }) => ({
        id,
        connection,
        kind: said ?? kind,
        kindBasis: said === null ? kind_basis : KIND_SAID,
        identities: JSON.parse(identities_json) as readonly string[],
      }));
    },

    async teams() {
      const rows = await db.selectFrom("definition").selectAll().where("kind", "in", ["team", "project"]).orderBy("id").execute();
      const teams = new Map<string, StoredTeam & { projectKeys: string[] }>();
      for (const { connection, kind, record_json } of rows) {
        const record = JSON.parse(record_json) as TeamRecord | ProjectRecord;
        const id = "team" in record ? record.team : record.id;
        const team = teams.get(id) ?? { id, connection, name: id, projectKeys: [] };
        if ("team" in record) team.projectKeys.push(record.key);
        teams.set(id, kind === "team" ? { ...team, name: record.name } : team);
      }
      return [...teams.values()];
    },

    async workByKey(connection, key) {
      const items = await db
        .selectFrom("item")
        .select("item.id")
        .where("item.connection", "=", termCode(connection))
        .where("updated_at", "is not", null)
        .where((is) => is(is.fn<string>("upper", ["key"]), "=", key.toUpperCase()))
        .orderBy("item.id")
        .execute();
      const pullRequests = await db
        .selectFrom("pull_request")
        .select("id")
        .where("connection", "=", connection)
        .where((is) => is(is.fn<string>("upper", [pullRequestKey]), "=", key.toUpperCase()))
        .orderBy("id")
        .execute();
      return [...items, ...pullRequests].map(({ id }) => id);
    },

    async joinDecisions() {
      const rows = await db
        .selectFrom("join_decision")
        .select(["kind", "a", "b", "declared", "refused", "at"])
        .orderBy("kind")
        .orderBy("a")
        .orderBy("b")
        .execute();
      return rows.map((row) => ({ ...row, declared: row.declared === 1, refused: row.refused === 1 }));
    },

    async decideJoin({ kind, a, b, declared, refused, at }) {
      const values = { declared: declared ? 1 : 0, refused: refused ? 1 : 0, at };
      await db
        .insertInto("join_decision")
        .values({ kind, a, b, ...values })
        .onConflict((conflict) => conflict.columns(["kind", "a", "b"]).doUpdateSet(values))
        .execute();
    },

    async forgetJoinDecision(kind, a, b) {
      await db.deleteFrom("join_decision").where("kind", "=", kind).where("a", "=", a).where("b", "=", b).execute();
    },

    async decideActorKind(actor, kind, at) {
      if (kind === null) {
        await db.deleteFrom("actor_kind").where("actor", "=", actor).execute();
        return;
      }
      await db
        .insertInto("actor_kind")
        .values({ actor, kind, at })
        .onConflict((conflict) => conflict.column("actor").doUpdateSet({ kind, at }))
        .execute();
    },
  };
}
