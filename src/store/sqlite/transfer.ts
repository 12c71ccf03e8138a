import { renameSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import type { Row, TransferTable, WorkspaceSink, WorkspaceSource } from "../transfer.ts";
import { storeFault } from "./faults.ts";
import { openSqliteStore } from "./open.ts";

const ROWS_AT_ONCE = 1_000;

/** A workspace file as rows, inside one transaction that changes nothing. */
export async function readFile<T>(path: string, use: (source: WorkspaceSource) => Promise<T>): Promise<T> {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 10_000 });
  try {
    database.exec("BEGIN");
    return await use({ rows: (table) => rowsOf(database, table) });
  } catch (error) {
    throw storeFault(error, path);
  } finally {
    database.close();
  }
}

async function* rowsOf(database: DatabaseSync, { name, columns, order }: TransferTable): AsyncGenerator<readonly Row[]> {
  const places = order.length === 0 ? "rowid" : order.join(", ");
  const statement = database.prepare(`SELECT ${columns.join(", ")} FROM ${name} ORDER BY ${places}`);
  statement.setReturnArrays(true);
  let some: Row[] = [];
  for (const row of statement.iterate()) {
    some.push(row as unknown as Row);
    if (some.length < ROWS_AT_ONCE) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

/** Fills a file under another name and gives it its own when it is whole. */
export async function receiveFile(path: string, workspace: string, fill: (sink: WorkspaceSink) => Promise<void>): Promise<void> {
  const unfinished = `${path}-moving`;
  const remove = () => ["", "-wal", "-shm"].forEach((suffix) => rmSync(unfinished + suffix, { force: true }));
  // Of a move that was killed.
  remove();
  // The salt is among what comes.
  const made = await openSqliteStore({ path: unfinished, workspace, create: true, randomBytes: (size) => new Uint8Array(size) });
  await made.close();
  const database = new DatabaseSync(unfinished);
  try {
    database.exec("BEGIN IMMEDIATE");
    database.exec("DELETE FROM setting");
    await fill({
      add: async ({ name, columns }, rows) => {
        const places = columns.map(() => "?").join(", ");
        const insert = database.prepare(`INSERT INTO ${name} (${columns.join(", ")}) VALUES (${places})`);
        for (const row of rows) insert.run(...row);
      },
    });
    database.exec("COMMIT");
    // One file, with nothing beside it that a new name would lose.
    database.exec("PRAGMA journal_mode = DELETE");
    database.close();
    renameSync(unfinished, path);
  } catch (error) {
    if (database.isOpen) database.close();
    remove();
    throw storeFault(error, path);
  }
}
