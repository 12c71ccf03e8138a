import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MIGRATIONS } from "../../../src/store/postgres/migrations/list.ts";
import type { WorkspaceStore } from "../../../src/store/store.ts";
import { postgres } from "../../support/services.ts";
import { held } from "../held.ts";
import { CONNECTION, itemId, readInPages, STREAM } from "../tracker.ts";
import { problemOf } from "./problem-of.ts";
import { workspacesIn } from "./workspace-in-database.ts";

const server = await postgres();
const workspaceIn = workspacesIn(server.url);
const TABLES = MIGRATIONS.flatMap(({ tables }) => tables);

describe.skipIf(server.missing !== null)(`workspaces of one database ${server.missing ?? ""}`, () => {
  const first = workspaceIn();
  let store: WorkspaceStore;
  let owner: Client;
  beforeAll(async () => {
    store = await first.open();
    owner = new Client({ connectionString: server.url });
    await owner.connect();
    const pages = readInPages(6, 3);
    for (const page of pages) await store.commitPage(await held(store), STREAM, page, 1, 10);
    const values = `INSERT INTO wmmm.own_ruleset (one, text, at) VALUES (1, '{}', 1);
      INSERT INTO wmmm.attestation (characteristic, kind, reason, author, at, until) VALUES ('2.1', 'attestation', 'r', 'a', 1, 2);
      INSERT INTO wmmm.pull_request (id, connection, updated_at, record_json) VALUES ('p', 'c', 1, '{}');
      INSERT INTO wmmm.definition (connection, kind, id, record_json) VALUES ('c', 'team', 't', '{}');
      INSERT INTO wmmm.actor (id, kind, kind_basis) VALUES ('a', 'human', 'b');
      INSERT INTO wmmm.actor_kind (actor, kind, at) VALUES ('a', 'bot', 1);
      INSERT INTO wmmm.join_decision (kind, a, b, declared, refused, at) VALUES ('actor', 'a', 'b', 1, 0, 1);
      INSERT INTO wmmm.connection (id, kind, config_json, token_env, keep_titles, added_at) VALUES ('c', 'jira', '{}', 'T', 1, 1);
      INSERT INTO wmmm.shard (connection, stream, id, place, parts_json, cursor_json, done) VALUES ('c', 's', 'A', 0, '[]', 'null', 0);
      INSERT INTO wmmm.credential_workspace DEFAULT VALUES;
      INSERT INTO wmmm.data_key (id, wrapped_by, wrapped, made_at) VALUES ('k', 'w', 'x', 1);
      INSERT INTO wmmm.secret (owner, field, data_key, sealed) VALUES ('c', 'token', 'k', 'x');
      INSERT INTO wmmm.scan (at, result_json) VALUES (1, '{}')`;
    await owner.query(`BEGIN; SELECT set_config('wmmm.workspace', '${first.workspace}', true); ${values}; COMMIT`);
  });
  afterAll(async () => {
    await store.close();
    await first.dispose();
    await owner.end();
  });

  const count = async (client: Client, table: string) =>
    Number((await client.query<{ n: string }>(`SELECT count(*) AS n FROM wmmm.${table}`)).rows[0]?.n);

  test("every table but that of the migrations belongs to workspaces, and holds rows in this test", async () => {
    const { rows } = await owner.query<{ tablename: string }>("SELECT tablename FROM pg_tables WHERE schemaname = 'wmmm'");
    expect(rows.map(({ tablename }) => tablename).toSorted()).toEqual([...TABLES, "migration"].toSorted());
    await owner.query(`BEGIN; SELECT set_config('wmmm.workspace', '${first.workspace}', true)`);
    for (const table of TABLES) expect([table, await count(owner, table)]).not.toEqual([table, 0]);
    await owner.query("ROLLBACK");
  });

  test.each(TABLES)("%s shows nothing without a workspace, to its owner and to the role of the application", async (table) => {
    const role = `"wmmm_app_${new URL(server.url).pathname.slice(1)}"`;
    expect(await count(owner, table)).toBe(0);
    await owner.query(`SET ROLE ${role}`);
    expect(await count(owner, table)).toBe(0);
    // What an earlier transaction of the same connection was for has ended with it.
    await owner.query(`BEGIN; SELECT set_config('wmmm.workspace', '${first.workspace}', true); COMMIT`);
    expect(await count(owner, table)).toBe(0);
    await owner.query("RESET ROLE");
  });

  test("the role of the application can pass over nothing", async () => {
    const { rows } = await owner.query(
      `SELECT rolsuper, rolbypassrls, rolcanlogin, (SELECT count(*)::int FROM pg_class WHERE relowner = pg_roles.oid) AS owned
       FROM pg_roles WHERE rolname = 'wmmm_app_' || current_database()`,
    );
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcanlogin: false, owned: 0 }]);
  });

  test("a row of another workspace cannot be written or moved", async () => {
    const inFirst = `BEGIN; SELECT set_config('wmmm.workspace', '${first.workspace}', true)`;
    for (const statement of [
      "INSERT INTO wmmm.lease (workspace, scope, owner, token, expires_at) VALUES ('other', 's', 'o', 1, 1)",
      "UPDATE wmmm.lease SET workspace = 'other'",
      "INSERT INTO wmmm.lease (scope, owner, token, expires_at, workspace) SELECT scope, owner, token, expires_at, 'w9' FROM wmmm.lease",
    ]) {
      await owner.query(inFirst);
      await expect(owner.query(statement)).rejects.toMatchObject({ code: "42501" });
      await owner.query("ROLLBACK");
    }
  });

  test("the same items in two workspaces stay apart, and one is deleted without the other", async () => {
    const second = workspaceIn();
    const other = await second.open();
    expect(await other.liveItems(CONNECTION)).toEqual([]);
    expect(other.pseudonym("jira", "someone")).not.toBe(store.pseudonym("jira", "someone"));
    for (const page of readInPages(4, 2, 5)) await other.commitPage(await held(other), STREAM, page, 1, 10);
    const all = async () => [await store.liveItems(CONNECTION), await store.storedItems(CONNECTION), await store.streamReports()];
    const before = await all();
    expect(await other.liveItems(CONNECTION)).toEqual([0, 1, 2, 3].map(itemId));
    expect(await first.home.names()).toEqual([first.workspace, second.workspace]);
    expect(await first.home.remove(second.workspace)).toBe(true);
    expect(await first.home.remove(second.workspace)).toBe(false);
    expect(await first.home.names()).toEqual([first.workspace]);
    expect(await all()).toEqual(before);
    expect(await problemOf(second.open({ create: false }))).toMatchObject({
      code: "usage",
      what: `There is no workspace "${second.workspace}".`,
    });
    await other.close();
    await second.dispose();
  });

  test("names that are none never reach the database", async () => {
    expect(await problemOf(first.home.open("x'; DROP TABLE item; --", { create: true }))).toMatchObject({ code: "usage" });
  });
});
