import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Result } from "../../src/model/result.ts";
import { moveWorkspace } from "../../src/store/move-workspace.ts";
import { openPostgresHome } from "../../src/store/postgres/home.ts";
import { openSqliteHome } from "../../src/store/sqlite/home.ts";
import type { StoreHome } from "../../src/store/store-home.ts";
import { WORKSPACE_SCOPE, type WorkspaceStore } from "../../src/store/store.ts";
import { TRANSFER_TABLES } from "../../src/store/transfer.ts";
import { postgres } from "../support/services.ts";
import { contents } from "./contents.ts";
import { held } from "./held.ts";
import { CONNECTION, itemId, pageOf, pageOfItems, readInPages, STREAM } from "./tracker.ts";

const server = await postgres();

/** Everything that a store answers. */
const all = async (store: WorkspaceStore) => ({
  ...(await contents(store, CONNECTION)),
  connections: await store.connections(),
  reports: await store.streamReports(),
  state: await store.streamState(CONNECTION, STREAM),
  shards: await store.shards(CONNECTION, "shared"),
  results: [await store.keptResult(0), await store.keptResult(1)],
  accounts: await store.accounts(),
  teams: await store.teams(),
  joins: await store.joinDecisions(),
  ruleset: await store.ownRuleset(),
  statements: await store.statements(),
  pseudonym: store.pseudonym("jira", "someone"),
});

async function fill(store: WorkspaceStore): Promise<void> {
  await store.saveConnection({
    ...{ id: CONNECTION, kind: "jira", config: { url: "https://acme.example" }, tokenEnv: "T", keepTitles: true, addedAt: 1 },
  });
  const lease = await held(store);
  await store.beginRead(lease, STREAM, 1);
  for (const page of readInPages(1_500, 300)) await store.commitPage(lease, STREAM, page, 1, 10);
  await store.beginRead(lease, "boards", 1);
  const odd = "a\0b\u0001 😀";
  const page = pageOf(
    {
      actors: [{ id: "actor-1", kind: "human", kindBasis: odd, active: true, identities: ["x", "y"] }],
      teams: [{ id: "t", name: odd, basis: "native" }],
      drift: [{ path: odd, value: odd, count: 3 }],
    },
    { cursor: { next: odd } },
  );
  await store.commitPage(lease, "boards", page, 1, 11);
  await store.commitPage(lease, STREAM, { ...pageOfItems([[7, 4]]), gone: [{ item: itemId(3), basis: "deleted" }] }, 1, 12);
  await store.planShards(
    lease,
    "shared",
    [
      { id: "A", parts: ["A"], items: 3 },
      { id: odd, parts: [odd], items: null },
    ],
    13,
  );
  await store.decideJoin({ kind: "person", a: "actor-1", b: "actor-2", declared: true, refused: false, at: 5 });
  await store.decideActorKind("actor-1", "integration", 6);
  await store.setOwnRuleset("// mine\n{}", 7);
  await store.sign({ kind: "attestation", characteristic: "3.4", reason: "seen", author: "Ada", at: 1, until: 9 });
  for (const workspace of ["first", "second"])
    await store.saveResult(await held(store, WORKSPACE_SCOPE), { workspace } as Result, 20, `{"of":"${workspace}"}`);
}

describe.skipIf(server.missing !== null)(`moving a workspace ${server.missing ?? ""}`, () => {
  const directory = mkdtempSync(join(tmpdir(), "wmmm-move-"));
  const files = (name: string) => openSqliteHome({ directory: join(directory, name), platform: process.platform, randomBytes });
  let database: StoreHome;
  let from: StoreHome;
  let before: Awaited<ReturnType<typeof all>>;
  const read = async (home: StoreHome) => {
    const store = await home.open("acme", { create: false });
    const found = await all(store);
    await store.close();
    return found;
  };
  beforeAll(async () => {
    database = openPostgresHome({ url: server.url, randomBytes });
    from = files("from");
    const store = await from.open("acme", { create: true });
    await fill(store);
    await store.close();
    before = await read(from);
  });
  afterAll(async () => {
    await database.close();
    rmSync(directory, { recursive: true, force: true });
  });

  test("carries everything over, there and back, and says of each table how much it was", async () => {
    const there = await moveWorkspace("acme", from, database);
    expect(there.wasThere).toBe(false);
    expect(there.tables.map(({ name }) => name)).toEqual(TRANSFER_TABLES.map(({ name }) => name));
    expect(there.tables.find(({ name }) => name === "item")).toMatchObject({ rows: 1_500 });
    // A table that holds nothing would show nothing.
    expect(there.tables.filter(({ rows }) => rows === 0).map(({ name }) => name)).toEqual(["pull_request"]);
    expect(await read(database)).toEqual(before);

    const back = await moveWorkspace("acme", database, files("back"));
    expect(back).toEqual(there);
    expect(await read(files("back"))).toEqual(before);
    expect(await moveWorkspace("acme", from, database)).toEqual({ ...there, wasThere: true });
  });

  test("what was carried over goes on as if it had always been there", async () => {
    const next = pageOfItems([
      [7, 6],
      [9_000, 2],
    ]);
    const [moved, original] = await Promise.all([database, from].map((home) => home.open("acme", { create: false })));
    for (const store of [moved!, original!]) {
      await store.commitPage(await held(store), STREAM, next, 1, 30);
      await store.saveResult(await held(store, WORKSPACE_SCOPE), { workspace: "third" } as Result, 40);
    }
    expect(await all(moved!)).toEqual(await all(original!));
    await moved!.close();
    await original!.close();
  });

  test("another workspace of that name is left alone", async () => {
    const other = files("other");
    await (await other.open("acme", { create: true })).close();
    await expect(moveWorkspace("acme", from, other)).rejects.toMatchObject({ problem: { code: "usage" } });
    expect((await (await other.open("acme", { create: false })).connections()).length).toBe(0);
  });

  test.each(["files", "database"])("what ends it midway leaves nothing in the %s, and it can be done again", async (target) => {
    const to = target === "files" ? files("again") : openPostgresHome({ url: (await postgres()).url, randomBytes });
    let left = 3;
    const failing: StoreHome = {
      ...from,
      read: (workspace, use) =>
        from.read(workspace, (source) =>
          use({
            async *rows(table) {
              if (table.name === "item" && --left < 2) throw new Error("killed");
              yield* source.rows(table);
            },
          }),
        ),
    };
    await expect(moveWorkspace("acme", failing, to)).rejects.toThrow("killed");
    expect(await to.names()).toEqual([]);
    expect(target === "files" ? readdirSync(join(directory, "again")).filter((name) => !name.endsWith("-lock")) : []).toEqual([]);
    expect((await moveWorkspace("acme", from, to)).wasThere).toBe(false);
    await to.close();
  });
});
