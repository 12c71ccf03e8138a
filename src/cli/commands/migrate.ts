import { escapedJson } from "../../report/json.ts";
import { workspaceFile } from "../../store/home.ts";
import { EXIT, type Ports } from "../ports.ts";
import { databaseUrl, home, storeHome, withWorkspace, workspaceNames } from "../workspace.ts";

/** Tables that are brought up to date as one: those of a database, or those of a workspace's file. */
interface SchemaState {
  /** Null: all workspaces of the database. */
  readonly workspace: string | null;
  /** Steps that were taken, and those that this version knows. */
  readonly applied: number;
  readonly known: number;
  /** Names of the steps still to come, where steps have names (PostgreSQL). */
  readonly pending: readonly string[] | null;
}

/** `json`: one object with `engine`, `place` and `schemas`. Changes nothing. */
export async function migrateStatus({ json = false }: { readonly json?: boolean }, ports: Ports): Promise<number> {
  const { engine, place } = await storeHome(ports);
  const schemas = await schemaStates(ports);
  if (json) {
    ports.out(`${escapedJson({ engine, place, schemas }, 2)}\n`);
    return EXIT.ok;
  }
  if (engine === "sqlite") ports.out(`${place}\n`);
  for (const { workspace, applied, known, pending } of schemas) {
    ports.out(`${workspace === null ? place : `  ${workspace}`}: schema ${applied}, this version knows ${known}\n`);
    for (const name of pending ?? []) ports.out(`  to come: ${name}\n`);
  }
  return EXIT.ok;
}

async function schemaStates(ports: Ports): Promise<readonly SchemaState[]> {
  const url = databaseUrl(ports);
  if (url !== null) {
    const { schemaStatusAt } = await import("../../store/postgres/schema-at.ts");
    return [{ workspace: null, ...(await schemaStatusAt(url)) }];
  }
  const { storeHealth } = await import("../../store/sqlite/health.ts");
  return (await workspaceNames(ports)).map((workspace) => {
    const { schema, newestSchema } = storeHealth(workspaceFile(home(ports), workspace, ports.platform));
    return { workspace, applied: schema, known: newestSchema, pending: null };
  });
}

export async function migrateUp(ports: Ports): Promise<number> {
  const url = databaseUrl(ports);
  if (url === null)
    for (const name of await workspaceNames(ports)) await withWorkspace(name, false, ports, async () => undefined);
  else {
    const { migrateAt } = await import("../../store/postgres/schema-at.ts");
    const { role } = await migrateAt(url);
    ports.err(
      `  Rows are read and written as role ${role}; a user who shall use wmmm without owning it needs: GRANT "${role}" TO <user>\n`,
    );
  }
  return migrateStatus({}, ports);
}
