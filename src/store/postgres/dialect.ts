import {
  ColumnNode,
  OperationNodeTransformer,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type KyselyPlugin,
  type OnConflictNode,
  type QueryResult,
} from "kysely";
import { ask, beginOn, type Borrower, type Database } from "./database.ts";
import { storeFault } from "./faults.ts";

interface Connection extends DatabaseConnection, Borrower {
  isInTransaction: boolean;
  error: unknown;
}

/**
 * Kysely over the connections of a database, for one workspace. Every statement runs in a transaction that says which workspace is meant, one of
 * its own where no other is open: there is no way to ask without.
 */
export function workspaceDialect(database: Database, workspace: string): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => workspaceDriver(database, workspace),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

function workspaceDriver(database: Database, workspace: string): Driver {
  const send = async (connection: Connection, text: string): Promise<void> => {
    try {
      await connection.client.query(text);
    } catch (error) {
      connection.error = error;
      throw storeFault(error, database);
    }
  };
  const begin = async (connection: Connection): Promise<void> => {
    try {
      await beginOn(connection, database.begin(workspace), database);
    } catch (error) {
      connection.error = error;
      throw storeFault(error, database);
    }
  };
  const own = (connection: DatabaseConnection): Connection => connection as Connection;

  const execute = async <R>(connection: Connection, query: CompiledQuery): Promise<QueryResult<R>> => {
    const isAlone = !connection.isInTransaction;
    if (isAlone) await begin(connection);
    try {
      const { rows, count } = await ask(connection.client, query.sql, query.parameters);
      if (isAlone) await connection.client.query("COMMIT");
      return { rows: rows as R[], numAffectedRows: BigInt(count) };
    } catch (error) {
      connection.error = error;
      if (isAlone) await connection.client.query("ROLLBACK").catch(() => undefined);
      throw storeFault(error, database);
    }
  };

  return {
    init: async () => {},
    acquireConnection: async (): Promise<Connection> => {
      const client = await database.connect();
      const connection: Connection = {
        client,
        isInTransaction: false,
        error: undefined,
        executeQuery: <R>(query: CompiledQuery) => execute<R>(connection, query),
        async *streamQuery<R>(query: CompiledQuery) {
          yield await execute<R>(connection, query);
        },
      };
      return connection;
    },
    releaseConnection: async (connection) => database.release(own(connection).client, own(connection).error),
    beginTransaction: async (connection) => {
      await begin(own(connection));
      own(connection).isInTransaction = true;
    },
    commitTransaction: async (connection) => {
      own(connection).isInTransaction = false;
      await send(own(connection), "COMMIT");
    },
    rollbackTransaction: async (connection) => {
      own(connection).isInTransaction = false;
      // Of a connection that is lost, the server has undone what was begun.
      await send(own(connection), "ROLLBACK").catch(() => undefined);
    },
    destroy: async () => {},
  };
}

/** Keys begin with the workspace in every table. What people write names the rest. */
class WorkspaceKey extends OperationNodeTransformer {
  protected override transformOnConflict(node: OnConflictNode): OnConflictNode {
    const { columns, ...rest } = super.transformOnConflict(node);
    return columns === undefined ? rest : { ...rest, columns: [ColumnNode.create("workspace"), ...columns] };
  }
}

export function workspaceKey(): KyselyPlugin {
  const transformer = new WorkspaceKey();
  return {
    transformQuery: ({ node }) => transformer.transformNode(node),
    transformResult: async ({ result }) => result,
  };
}
