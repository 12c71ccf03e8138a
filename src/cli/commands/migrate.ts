import { workspaceFile } from "../../store/home.ts";
import { EXIT, type Ports } from "../ports.ts";
import { databaseUrl, home, storeHome, withWorkspace, workspaceNames } from "../workspace.ts";

export async function migrateStatus(ports: Ports): Promise<number> {
  const url = databaseUrl(ports);
  const { place } = await storeHome(ports);
  if (url !== null) {
    const { schemaStatusAt } = await import("../../store/postgres/schema-at.ts");
    const { applied, known, pending } = await schemaStatusAt(url);
    ports.out(`${place}: schema ${applied}, this version knows ${known}\n`);
    for (const name of pending) ports.out(`  to come: ${name}\n`);
    return EXIT.ok;
  }
  const { storeHealth } = await import("../../store/sqlite/health.ts");
  ports.out(`${place}\n`);
  for (const name of await workspaceNames(ports)) {
    const { schema, newestSchema } = storeHealth(workspaceFile(home(ports), name, ports.platform));
    ports.out(`  ${name}: schema ${schema}, this version knows ${newestSchema}\n`);
  }
  return EXIT.ok;
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
  return migrateStatus(ports);
}
