import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from "kysely";
import { isBusy, storeFault } from "./faults.ts";

/** Kysely leaves migrations outside of transactions on SQLite; SQLite itself can take schema changes back. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/**
 * Kysely over one open connection of node:sqlite. The connection is lent to one caller at a time, so that nothing slips into another
 * caller's transaction between two awaits. Errors come out as `ProblemError`s where they have a meaning for users. `patience` = how often a
 * statement that begins something is tried while another connection writes, 5 ms apart and without keeping the thread busy; 1 = the database's own
 * timeout is all the waiting there is.
 */
export function nodeSqliteDialect(database: DatabaseSync, path: string, patience = 1): Dialect {
  return {
    createAdapter: () => new TransactionalAdapter(),
    createDriver: () => nodeSqliteDriver(database, path, patience),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

function nodeSqliteDriver(database: DatabaseSync, path: string, patience: number): Driver {
  const attempt = <R>(query: CompiledQuery): QueryResult<R> => {
    const statement = database.prepare(query.sql);
    const parameters = query.parameters as readonly SQLInputValue[];
    if (statement.columns().length > 0) return { rows: statement.all(...parameters) as R[] };
    const { changes, lastInsertRowid } = statement.run(...parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  };
  const execute = async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
    for (let tries = 1; ; tries++) {
      try {
        return attempt<R>(query);
      } catch (error) {
        if (tries >= patience || database.isTransaction || !isBusy(error)) throw storeFault(error, path);
        await delay(5);
      }
    }
  };
  const connection: DatabaseConnection = {
    executeQuery: <R>(query: CompiledQuery) => execute<R>(query),
    async *streamQuery<R>(query: CompiledQuery) {
      yield await execute<R>(query);
    },
  };
  const run = async (statement: string): Promise<void> => {
    await execute(CompiledQuery.raw(statement));
  };

  let last: Promise<void> = Promise.resolve();
  let release = (): void => {};
  return {
    init: async () => {},
    acquireConnection: async () => {
      const before = last;
      const { promise, resolve } = Promise.withResolvers<void>();
      last = promise;
      await before;
      release = resolve;
      return connection;
    },
    releaseConnection: async () => release(),
    // Immediate: a transaction that reads first and writes later must not find that another process wrote in between.
    beginTransaction: () => run("BEGIN IMMEDIATE"),
    commitTransaction: () => run("COMMIT"),
    // A full disk may have rolled the transaction back already.
    rollbackTransaction: async () => (database.isTransaction ? run("ROLLBACK") : undefined),
    destroy: async () => database.close(),
  };
}
