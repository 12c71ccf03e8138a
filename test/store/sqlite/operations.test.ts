import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { OPERATIONS_FILE, openSqliteOperations } from "../../../src/store/sqlite/open-operations.ts";
import { codeOf } from "../../support/code-of.ts";
import { alertConformance } from "../alert-conformance.ts";
import { hintConformance } from "../hint-conformance.ts";
import { operationsConformance, type OperationsUnderTest } from "../operations-conformance.ts";

const directory = () => mkdtempSync(join(tmpdir(), "wmmm-operations-"));

async function onSqlite(): Promise<OperationsUnderTest> {
  const home = directory();
  return {
    open: () => openSqliteOperations(join(home, OPERATIONS_FILE)),
    async dispose() {
      rmSync(home, { recursive: true, force: true });
    },
  };
}

operationsConformance("SQLite", onSqlite);
alertConformance("SQLite", onSqlite);
hintConformance("SQLite", onSqlite);

test("a file that is none of ours, or of a newer version, is refused and stays as it is", async () => {
  const home = directory();
  writeFileSync(join(home, "text.db"), "not a database at all, and longer than a header would be");
  expect(await codeOf(openSqliteOperations(join(home, "text.db")))).toBe("store-damaged");
  const other = new DatabaseSync(join(home, "other.db"));
  other.exec("CREATE TABLE mine (a)");
  other.close();
  expect(await codeOf(openSqliteOperations(join(home, "other.db")))).toBe("store-damaged");
  await (await openSqliteOperations(join(home, "newer.db"))).close();
  const newer = new DatabaseSync(join(home, "newer.db"));
  newer.exec("PRAGMA user_version = 999");
  newer.close();
  expect(await codeOf(openSqliteOperations(join(home, "newer.db")))).toBe("store-newer");
  rmSync(home, { recursive: true, force: true });
});
