import { Kysely, PostgresDialect } from "kysely";
import { Migrator } from "kysely/migration";
import { Pool, types } from "pg";
import { ProblemError } from "../../model/problem.ts";
import type { OperationsStore } from "../operations.ts";
import { OPERATIONS_MIGRATIONS } from "../operations/migrations.ts";
import { operationsStore } from "../operations/operations-store.ts";
import type { OperationsSchema } from "../operations/schema.ts";

/** Apart from everything else in that database. */
const SCHEMA = "wmmm_operations";
const CONNECTIONS = 4;
const CONNECT_MS = 5000;

/**
 * Opens the operations store of a PostgreSQL database, for servers and workers of several machines, and brings its tables up to date under a lock. The role
 * may make a schema, or owns the schema `wmmm_operations`. Throws `ProblemError` (`unreachable`, `store-newer`).
 */
export async function openPostgresOperations(url: string, onError: (error: unknown) => void): Promise<OperationsStore> {
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    options: `-c search_path=${SCHEMA}`,
    types: {
      // `bigint`: instants and counts, all of which a number holds exactly.
      getTypeParser: (id: Parameters<typeof types.getTypeParser>[0], format?: "text" | "binary"): unknown =>
        id === types.builtins.INT8 && format !== "binary" ? Number : types.getTypeParser(id, format),
    },
  });
  // A connection that idles and is cut is replaced by the next one that is needed.
  pool.on("error", onError);
  // One that is cut while it is used tells its user, and this as well: an event that nobody listens to would end the process.
  pool.on("connect", (client) => client.on("error", onError));
  const db = new Kysely<OperationsSchema>({ dialect: new PostgresDialect({ pool }) });
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
