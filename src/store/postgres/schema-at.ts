import { openDatabase, type Database } from "./database.ts";
import { migrate, schemaStatus, type SchemaStatus } from "./migrate.ts";

async function withDatabase<T>(url: string, use: (database: Database) => Promise<T>): Promise<T> {
  const database = openDatabase({ url });
  try {
    return await use(database);
  } finally {
    await database.close();
  }
}

/** Changes nothing. Throws `ProblemError`. */
export function schemaStatusAt(url: string): Promise<SchemaStatus> {
  return withDatabase(url, schemaStatus);
}

/** See `migrate`. Gives the role that rows are read and written as. */
export function migrateAt(url: string): Promise<{ readonly role: string }> {
  return withDatabase(url, async (database) => {
    await migrate(database);
    return { role: database.role };
  });
}
