import type { FailpointPort } from "../../model/failpoint.ts";
import { ProblemError } from "../../model/problem.ts";
import { SCHEMA, type Database, type Querier } from "./database.ts";
import { MIGRATIONS } from "./migrations/list.ts";

export const LATEST = MIGRATIONS.length;

/** "wmmm" in ASCII: whoever migrates holds this lock until the end of the transaction. */
const LOCK = 0x776d6d6d;

export interface SchemaStatus {
  /** Migrations that were applied, and those that this version knows. */
  readonly applied: number;
  readonly known: number;
  /** Names of those that are still to come. */
  readonly pending: readonly string[];
}

async function applied(querier: Querier): Promise<number> {
  const [found] = await querier.rows<[string | null]>("SELECT to_regclass($1)::text", [`${SCHEMA}.migration`]);
  if (found?.[0] == null) return 0;
  const [row] = await querier.rows<[number | null]>(`SELECT max(number) FROM ${SCHEMA}.migration`);
  return row?.[0] ?? 0;
}

/** Changes nothing. A newer schema is told, not refused. */
export async function schemaStatus(database: Database): Promise<SchemaStatus> {
  const count = await database.asOwner(applied);
  return { applied: count, known: LATEST, pending: MIGRATIONS.slice(count).map(({ name }) => name) };
}

function refuseNewer(count: number, database: Database): void {
  if (count <= LATEST) return;
  throw new ProblemError({
    code: "store-newer",
    what: `The database ${database.name} was written by a newer version of wmmm (schema ${count}, this version knows ${LATEST}).`,
    todo: "Update wmmm, or name another database in DATABASE_URL.",
  });
}

/**
 * Brings the tables up to date, in one transaction under a lock of the whole database: whatever ends it midway leaves everything as it was, and of
 * several that try at once one does it. A schema that is up to date costs one query. Throws `ProblemError` (`store-newer`, `forbidden`).
 */
export async function migrate(database: Database, failpoint?: FailpointPort): Promise<void> {
  const { applied: before } = await schemaStatus(database);
  refuseNewer(before, database);
  if (before === LATEST) return;
  await database.asOwner(async (querier) => {
    failpoint?.("open:before-tables");
    await querier.rows("SELECT pg_advisory_xact_lock($1)", [LOCK]);
    await querier.run(`CREATE SCHEMA IF NOT EXISTS ${SCHEMA}`);
    await querier.run(
      `CREATE TABLE IF NOT EXISTS ${SCHEMA}.migration (number integer PRIMARY KEY, name text NOT NULL, at timestamptz NOT NULL DEFAULT now())`,
    );
    // Another may have done it while this one waited for the lock.
    const count = await applied(querier);
    refuseNewer(count, database);
    const role = quoted(database.role);
    if (count < LATEST) await makeRole(querier, database.role);
    await querier.run(`GRANT USAGE ON SCHEMA ${SCHEMA} TO ${role}; GRANT SELECT ON ${SCHEMA}.migration TO ${role}`);
    for (const [index, { name, statements, tables, catalogues }] of MIGRATIONS.entries()) {
      if (index < count) continue;
      for (const statement of statements) {
        await querier.run(statement);
        failpoint?.("open:table-made");
      }
      for (const table of tables) {
        await isolate(querier, table, role, catalogues.includes(table));
        failpoint?.("open:table-made");
      }
      await querier.run(`INSERT INTO ${SCHEMA}.migration (number, name) VALUES ($1, $2)`, [index + 1, name]);
    }
    failpoint?.("open:tables-made");
  });
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The role that rows are read and written as. It cannot log in: whoever DATABASE_URL names becomes it for a transaction. */
async function makeRole(querier: Querier, name: string): Promise<void> {
  const role = quoted(name);
  const [row] = await querier.rows("SELECT 1 FROM pg_roles WHERE rolname = $1", [name]);
  if (row === undefined) await querier.run(`CREATE ROLE ${role} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE`);
  const [member] = await querier.rows<[boolean]>("SELECT pg_has_role(current_user, $1, 'MEMBER')", [name]);
  if (member?.[0] !== true) await querier.run(`GRANT ${role} TO CURRENT_USER`);
}

/** Rows of a table are seen and written in their own workspace alone, by its owner too. */
async function isolate(querier: Querier, table: string, role: string, isCatalogue: boolean): Promise<void> {
  const isOwn = "workspace = current_setting('wmmm.workspace', true)";
  await querier.run(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
  await querier.run(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
  await querier.run(`CREATE POLICY own_workspace ON ${table} USING (${isOwn}) WITH CHECK (${isOwn})`);
  await querier.run(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO ${role}`);
  // Whoever lists workspaces sees their names, and nothing of them.
  if (isCatalogue)
    await querier.run(`CREATE POLICY catalogue ON ${table} FOR SELECT USING (current_setting('wmmm.catalogue', true) = 'on')`);
}
