import { openDatabase } from "./database.ts";
import { schemaStatus } from "./migrate.ts";

export interface DatabaseHealth {
  /** `host:port/database`. */
  readonly place: string;
  /** Of the server, e.g. `15.8`. */
  readonly version: string;
  readonly bytes: number;
  /** Migrations that were applied, and those that this version knows. */
  readonly schema: number;
  readonly newestSchema: number;
}

/** Looks at a database and changes nothing. Throws `ProblemError`. */
export async function databaseHealth(url: string): Promise<DatabaseHealth> {
  const database = openDatabase({ url });
  try {
    const { applied, known } = await schemaStatus(database);
    const [row] = await database.asOwner((querier) =>
      querier.rows<[string, number]>("SELECT current_setting('server_version'), pg_database_size(current_database())"),
    );
    const [version, bytes] = row!;
    // Distributions add their own words behind it.
    return { place: database.name, version: version.split(" ")[0]!, bytes, schema: applied, newestSchema: known };
  } finally {
    await database.close();
  }
}
