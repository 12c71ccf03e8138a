import { Kysely, PostgresDialect, type DatabaseConnection, type Dialect, type Driver } from "kysely";
import { Migrator } from "kysely/migration";
import { Client, types } from "pg";
import { ProblemError } from "../../model/problem.ts";
import type { OperationsStore } from "../operations.ts";
import { OPERATIONS_MIGRATIONS } from "../operations/migrations.ts";
import { operationsStore } from "../operations/operations-store.ts";
import type { OperationsSchema } from "../operations/schema.ts";
import { placeOf } from "./place.ts";
import { storeFault, type Place } from "./faults.ts";
import { watchedPool } from "./pool.ts";

/** Apart from everything else in that database. */
const SCHEMA = "wmmm_operations";
const CONNECTIONS = 4;
const CONNECT_MS = 5000;
/**
 * Transactions take milliseconds. A worker that is silent for as long as a hold is taken for dead, and the locks of its transaction go then too; others wait
 * longer than that for a lock, and for an answer longer still.
 */
const IDLE_MS = 5000;
const LOCK_MS = 7000;
const SILENT_MS = 8000;

/**
 * Opens the operations store of a PostgreSQL database, for servers and workers of several machines, and brings its tables up to date under a lock. The role
 * may make a schema, or owns the schema `wmmm_operations`. Throws `ProblemError` (`unreachable`, `store-newer`).
 */
export async function openPostgresOperations(url: string, onError: (error: unknown) => void): Promise<OperationsStore> {
  const pool = watchedPool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    silentMs: SILENT_MS,
    onError,
    options: `-c search_path=${SCHEMA} -c idle_in_transaction_session_timeout=${IDLE_MS} -c lock_timeout=${LOCK_MS}`,
    types: {
      // `bigint`: instants and counts, all of which a number holds exactly.
      getTypeParser: (id: Parameters<typeof types.getTypeParser>[0], format?: "text" | "binary"): unknown =>
        id === types.builtins.INT8 && format !== "binary" ? Number : types.getTypeParser(id, format),
    },
  });
  const db = new Kysely<OperationsSchema>({ dialect: toldAsProblems(new PostgresDialect({ pool }), placeOf(url)) });
  try {
    const migrator = new Migrator({
      db,
      provider: { getMigrations: async () => ({ ...OPERATIONS_MIGRATIONS }) },
      migrationTableSchema: SCHEMA,
    });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw error instanceof Error ? error : new Error("the tables could not be made");
    return operationsStore(db);
  } catch (error) {
    await db.destroy();
    throw problemOf(error);
  }
}

/** Whether somebody has ever kept schedules or alerts there, and this user may look at them. Makes nothing. */
export async function postgresOperationsAreThere(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  // Told by what is asked of it.
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ may: boolean }>(
      "SELECT has_schema_privilege(oid, 'USAGE') AS may FROM pg_catalog.pg_namespace WHERE nspname = $1",
      [SCHEMA],
    );
    return rows[0]?.may === true;
  } catch (error) {
    throw storeFault(error, placeOf(url));
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The dialect with errors that have a meaning for users as `ProblemError`. */
function toldAsProblems(dialect: Dialect, place: Place): Dialect {
  const told = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw storeFault(error, place);
    }
  };
  /** The driver keeps its connections, and gives out the same ones again. */
  const known = new WeakSet<DatabaseConnection>();
  const driverOf = (driver: Driver): Driver => ({
    init: () => driver.init(),
    async acquireConnection() {
      const connection = await told(driver.acquireConnection());
      if (known.has(connection)) return connection;
      known.add(connection);
      const execute = connection.executeQuery.bind(connection);
      connection.executeQuery = (query) => told(execute(query));
      return connection;
    },
    beginTransaction: (connection, settings) => told(driver.beginTransaction(connection, settings)),
    commitTransaction: (connection) => told(driver.commitTransaction(connection)),
    // Of a connection that is lost, the server has undone what was begun; why it was lost has been told.
    rollbackTransaction: (connection) => driver.rollbackTransaction(connection).catch(() => undefined),
    releaseConnection: (connection) => driver.releaseConnection(connection),
    destroy: () => driver.destroy(),
  });
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => driverOf(dialect.createDriver()),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

function problemOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (/previously executed migration/.test(error.message)) {
    return new ProblemError(
      {
        code: "store-newer",
        what: "The tables of schedules and scans in the database were made by a newer version of wmmm.",
        todo: "Update wmmm.",
      },
      { cause: error },
    );
  }
  if (error instanceof ProblemError) return error;
  const code = "code" in error ? String(error.code) : error.name;
  return new ProblemError(
    {
      code: "unreachable",
      what: `The database of schedules and scans could not be opened (${code}).`,
      todo: "Check DATABASE_URL, that the server runs, and that its role may make a schema.",
    },
    { cause: error },
  );
}
