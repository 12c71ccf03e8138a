import { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nodeSqliteDialect } from "../../../src/store/sqlite/dialect.ts";
import { LATEST } from "../../../src/store/sqlite/migrate.ts";
import { MIGRATIONS } from "../../../src/store/sqlite/migrations/list.ts";
import { WORKSPACE_SCOPE } from "../../../src/store/store.ts";
import { sampleResult } from "../../support/sample-result.ts";
import { contents } from "../contents.ts";
import { held } from "../held.ts";
import { CONNECTION, itemRecord, pageOfItems, readInPages, STREAM } from "../tracker.ts";
import { workspaceInTemporaryDirectory } from "./workspace-file.ts";

const VERSIONS = Array.from({ length: LATEST - 1 }, (_, at) => at + 1);
const NAMES = Object.keys(MIGRATIONS);

const tablesOf = (database: DatabaseSync, schema: string): string[] =>
  database
    .prepare(
      `SELECT name FROM ${schema}.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'kysely%'`,
    )
    .all()
    .map(({ name }) => String(name));
const columnsOf = (database: DatabaseSync, schema: string, table: string): string[] =>
  database
    .prepare(`SELECT name FROM pragma_table_info(?, ?)`)
    .all(table, schema)
    .map(({ name }) => String(name));

/** A file as the version with so many migrations left it: its own tables, filled with what `source` has in columns of the same names. */
async function fileOfVersion(version: number, path: string, source: string): Promise<void> {
  const database = new DatabaseSync(path);
  const db = new Kysely<unknown>({ dialect: nodeSqliteDialect(database, path) });
  // "wmmm" in ASCII.
  database.exec("PRAGMA application_id = 2003660141");
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
  const { error } = await migrator.migrateTo(NAMES[version - 1]!);
  expect(error).toBeUndefined();
  database.exec(`PRAGMA user_version = ${version}`);
  database.prepare("ATTACH DATABASE ? AS source").run(source);
  for (const table of tablesOf(database, "main")) {
    const known = new Set(columnsOf(database, "source", table));
    const columns = columnsOf(database, "main", table).filter((name) => known.has(name));
    if (columns.length === 0) continue;
    const list = columns.map((name) => `"${name}"`).join(", ");
    database.exec(`INSERT INTO main."${table}" (${list}) SELECT ${list} FROM source."${table}"`);
  }
  database.exec("DETACH DATABASE source");
  await db.destroy();
  if (database.isOpen) database.close();
}

describe("a file of an earlier version", () => {
  let now: ReturnType<typeof workspaceInTemporaryDirectory>;
  let old: ReturnType<typeof workspaceInTemporaryDirectory>;
  beforeEach(() => {
    now = workspaceInTemporaryDirectory();
    old = workspaceInTemporaryDirectory();
  });
  afterEach(async () => {
    await now.dispose();
    await old.dispose();
  });

  async function filled() {
    const store = await now.open();
    for (const page of readInPages(40, 15)) await store.commitPage(await held(store), STREAM, page, 1, 1);
    await store.setOwnRuleset('{"form": 1}', 5);
    const lease = await held(store, WORKSPACE_SCOPE);
    await store.saveResult(lease, sampleResult({ workspace: "acme" }), 7, '{"kept": true}');
    const what = await contents(store, CONNECTION);
    await store.close();
    // What is only in the log beside the file would not be copied.
    const database = new DatabaseSync(now.path);
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    database.close();
    return what;
  }

  test.each(VERSIONS)("%i is brought up to date, keeps its history and its results, and takes the next page", async (version) => {
    const before = await filled();
    await fileOfVersion(version, old.path, now.path);
    const store = await old.open({ create: false });
    const after = await contents(store, CONNECTION);
    const withoutNames = ({ items, ...rest }: typeof before.log) => ({
      ...rest,
      items: items.map((item) => ({ ...item, description: { ...item.description, names: undefined } })),
    });
    expect(withoutNames(after.log)).toEqual(withoutNames(before.log));
    expect(after.live).toEqual(before.live);
    expect(after.pages).toEqual(before.pages);
    const kept = await store.keptResult(0);
    expect(kept!.result).toEqual(sampleResult({ workspace: "acme" }));
    expect(kept!.basis).toBe(version >= 8 ? '{"kept": true}' : null);
    expect(await store.ownRuleset()).toBe(version >= 6 ? '{"form": 1}' : null);
    await store.commitPage(await held(store), STREAM, pageOfItems([[99, 2]]), 9, 9);
    expect(await store.liveItems(CONNECTION)).toHaveLength(41);
    await store.close();

    const again = new DatabaseSync(old.path, { readOnly: true });
    expect(again.prepare("PRAGMA user_version").get()).toEqual({ user_version: LATEST });
    const named = (id: string) => again.prepare("SELECT names FROM item WHERE id = ?").get(id)!["names"];
    // The keys that a text names were not kept before version 7, and are from the next read on.
    expect(named(itemRecord(3, 3).id)).toBe(version >= 7 ? "ACME-4 ACME-5" : null);
    expect(named(itemRecord(99, 2).id)).toBe("ACME-100 ACME-101");
    again.close();
  });

  test("that is newer by one is refused as it is, with what to do", async () => {
    await filled();
    const database = new DatabaseSync(now.path);
    database.exec(`PRAGMA user_version = ${LATEST + 1}`);
    database.close();
    await expect(now.open({ create: false })).rejects.toMatchObject({
      problem: { code: "store-newer", todo: expect.stringContaining("Update wmmm") },
    });
  });
});
