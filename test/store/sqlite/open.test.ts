import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ProblemError } from "../../../src/model/problem.ts";
import { listWorkspaces } from "../../../src/store/sqlite/home.ts";
import { openSqliteStore } from "../../../src/store/sqlite/open.ts";
import { storeConformance } from "../conformance.ts";
import { joinConformance } from "../join-conformance.ts";
import { leaseConformance } from "../lease-conformance.ts";
import { shardConformance } from "../shard-conformance.ts";
import { ownRulesConformance } from "../own-rules-conformance.ts";
import { contentHash } from "../contents.ts";
import { CONNECTION, pageOfItems, readInPages, STREAM } from "../tracker.ts";
import { held } from "../held.ts";
import { workspaceInTemporaryDirectory } from "./workspace-file.ts";

joinConformance("SQLite", async () => workspaceInTemporaryDirectory());
leaseConformance("SQLite", async () => workspaceInTemporaryDirectory());
shardConformance("SQLite", async () => workspaceInTemporaryDirectory());
ownRulesConformance("SQLite", async () => workspaceInTemporaryDirectory());
storeConformance("SQLite", async () => {
  const { workspace, open, dispose } = workspaceInTemporaryDirectory();
  return { workspace, open: () => open(), dispose };
});

describe("the file of a workspace", () => {
  let file: ReturnType<typeof workspaceInTemporaryDirectory>;
  beforeEach(() => (file = workspaceInTemporaryDirectory()));
  afterEach(() => file.dispose());

  const problemOf = async (work: Promise<unknown>) => {
    const error = (await work.then(
      () => null,
      (thrown: unknown) => thrown,
    )) as ProblemError | null;
    return error?.problem ?? null;
  };
  const fill = async (items: number) => {
    const store = await file.open();
    for (const page of readInPages(items, 50)) await store.commitPage(await held(store), STREAM, page, 1, 1);
    await store.close();
  };

  test("keeps what finds duplicates, packed", async () => {
    await fill(3);
    const database = new DatabaseSync(file.path, { readOnly: true });
    const rows = database.prepare("SELECT hex(minhash) AS hex FROM item WHERE minhash IS NOT NULL").all();
    database.close();
    expect(rows.map(({ hex }) => hex)).toEqual(["0123456789ABCDEF".repeat(32), "0123456789ABCDEF".repeat(32)]);
  });

  test("is made only on request, readable by its owner alone", async () => {
    const path = join(file.directory, "deep", "er", "acme.sqlite");
    expect(await problemOf(file.open({ path, create: false }))).toMatchObject({
      code: "usage",
      what: "There is no workspace acme.",
    });
    expect(existsSync(path)).toBe(false);
    const store = await file.open({ path });
    await store.commitPage(await held(store), STREAM, pageOfItems([[1, 1]]), 1, 1);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(`${path}-wal`).mode & 0o777).toBe(0o600);
    expect(statSync(join(path, "..")).mode & 0o777).toBe(0o700);
    await store.close();
  });

  test("never holds an account id", async () => {
    const store = await file.open();
    store.pseudonym(CONNECTION, "account-4711");
    await store.close();
    expect(readFileSync(file.path).includes("account-4711")).toBe(false);
  });

  test("takes its salt from the given randomness, once", async () => {
    let asked = 0;
    const counted = (size: number) => {
      asked++;
      return new Uint8Array(size).fill(asked);
    };
    const first = await file.open({ randomBytes: counted });
    const pseudonym = first.pseudonym("jira", "someone");
    await first.close();
    const second = await file.open({ randomBytes: counted });
    expect(second.pseudonym("jira", "someone")).toBe(pseudonym);
    await second.close();
    // HMAC-SHA256 with 32 bytes of 1 as its key over "jira\0someone", computed with Python's hmac.
    expect(pseudonym).toBe("7l2Q-Gq-PlRyXBxN");
  });

  test("that is empty, as a crash right after its creation leaves it, becomes a workspace", async () => {
    writeFileSync(file.path, "");
    const store = await file.open({ create: false });
    expect(await store.connections()).toEqual([]);
    await store.close();
  });

  test("of a newer version is left alone", async () => {
    await fill(3);
    const database = new DatabaseSync(file.path);
    database.exec("PRAGMA user_version = 99");
    database.close();
    const problem = await problemOf(file.open());
    expect(problem).toMatchObject({ code: "store-newer" });
    expect(problem!.what).toMatch(/newer version of wmmm/);
  });

  test("that is no database, or not ours, is damaged and stays as it is", async () => {
    writeFileSync(file.path, "Dear diary, ".repeat(1000));
    expect(await problemOf(file.open())).toMatchObject({ code: "store-damaged" });
    expect(readFileSync(file.path, "utf8")).toBe("Dear diary, ".repeat(1000));

    const other = join(file.directory, "other.sqlite");
    const database = new DatabaseSync(other);
    database.exec("CREATE TABLE diary (day TEXT)");
    database.close();
    const before = readFileSync(other);
    expect(await problemOf(file.open({ path: other }))).toMatchObject({ code: "store-damaged" });
    expect(readFileSync(other).equals(before)).toBe(true);
  });

  test("with pages overwritten is damaged, at the latest when they are read", async () => {
    await fill(400);
    const bytes = readFileSync(file.path);
    for (let page = 2; page * 4096 < bytes.length; page++) bytes.fill(0xa5, page * 4096, page * 4096 + 4096);
    writeFileSync(file.path, bytes);
    const read = async () => {
      const store = await file.open();
      try {
        return await store.load(Number.MAX_SAFE_INTEGER);
      } finally {
        await store.close();
      }
    };
    expect(await problemOf(read())).toMatchObject({ code: "store-damaged" });
  });

  test("on a full disk keeps all that was stored and takes the next page when there is room", async () => {
    await fill(50);
    const pages = readInPages(5000, 2500);
    const pagesNow = statSync(file.path).size / 4096;
    const full = await file.open({ maxPages: pagesNow + 20 });
    const before = await contentHash(full, CONNECTION);
    expect(await problemOf(full.commitPage(await held(full), STREAM, pages[0]!, 1, 1))).toMatchObject({ code: "disk-full" });
    expect(await contentHash(full, CONNECTION)).toBe(before);
    // What still fits is taken: the failure left no transaction open and nothing wrong in memory.
    await full.commitPage(await held(full), STREAM, pageOfItems([[60, 1]]), 1, 1);
    await full.close();
    const roomy = await file.open();
    await roomy.commitPage(await held(roomy), STREAM, pages[0]!, 1, 1);
    expect(await roomy.liveItems(CONNECTION)).toHaveLength(2500);
    await roomy.close();
  });

  test("that another process is writing to is not waited for without end", async () => {
    await fill(3);
    const store = await file.open({ busyTimeoutMs: 20 });
    const lease = await held(store);
    const other = new DatabaseSync(file.path);
    other.exec("BEGIN IMMEDIATE");
    const problem = await problemOf(store.commitPage(lease, STREAM, pageOfItems([[9, 1]]), 1, 1));
    expect(problem).toMatchObject({ code: "usage" });
    expect(problem!.what).toMatch(/Another process/);
    other.exec("ROLLBACK");
    other.close();
    await store.commitPage(await held(store), STREAM, pageOfItems([[9, 1]]), 1, 1);
    expect(await store.liveItems(CONNECTION)).toHaveLength(4);
    await store.close();
  });

  test("in a place that cannot be written to is a usage problem", async () => {
    writeFileSync(join(file.directory, "blocked"), "");
    expect(await problemOf(file.open({ path: join(file.directory, "blocked", "acme.sqlite") }))).toMatchObject({ code: "usage" });
  });

  test("needs a workspace name that is a slug", async () => {
    expect(await problemOf(file.open({ workspace: "../acme" }))).toMatchObject({ code: "usage" });
  });

  test("workspaces are listed by name; other files are not", async () => {
    expect(listWorkspaces(join(file.directory, "missing"))).toEqual([]);
    for (const name of ["zeta", "acme"]) {
      const path = join(file.directory, `${name}.sqlite`);
      await (await openSqliteStore({ path, workspace: name, create: true, randomBytes })).close();
    }
    writeFileSync(join(file.directory, "notes.txt"), "");
    writeFileSync(join(file.directory, "Not A Slug.sqlite"), "");
    expect(listWorkspaces(file.directory)).toEqual(["acme", "zeta"]);
  });
});
