import { existsSync } from "node:fs";
import { join } from "node:path";
import type { OperationsStore } from "../store/operations.ts";
import type { Ports } from "./ports.ts";
import { databaseUrl, home } from "./workspace.ts";

/** Opens what is known about schedules and scans, in the database that DATABASE_URL names or else a file; made where there is none. */
export async function openOperations(ports: Ports, onError: (error: unknown) => void = () => {}): Promise<OperationsStore> {
  const url = databaseUrl(ports);
  if (url !== null) {
    const { openPostgresOperations } = await import("../store/postgres/open-operations.ts");
    return openPostgresOperations(url, onError);
  }
  const { OPERATIONS_FILE, openSqliteOperations } = await import("../store/sqlite/open-operations.ts");
  return openSqliteOperations(join(home(ports), OPERATIONS_FILE));
}

/** Whether anybody has ever kept schedules or alerts there; makes nothing. */
export async function areOperationsThere(ports: Ports): Promise<boolean> {
  const url = databaseUrl(ports);
  if (url !== null) return (await import("../store/postgres/open-operations.ts")).postgresOperationsAreThere(url);
  const { OPERATIONS_FILE } = await import("../store/sqlite/open-operations.ts");
  return existsSync(join(home(ports), OPERATIONS_FILE));
}

/** Opens, uses and always closes. */
export async function withOperations<T>(ports: Ports, use: (store: OperationsStore) => Promise<T>): Promise<T> {
  const store = await openOperations(ports);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/** `acme-3f9c01d2`: of a run that somebody asked for. */
export function newRunId(workspace: string, ports: Ports): string {
  return `${workspace}-${Buffer.from(ports.randomBytes(4)).toString("hex")}`;
}
