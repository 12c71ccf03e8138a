import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { openPostgresHome } from "../../src/store/postgres/home.ts";
import { openSqliteHome } from "../../src/store/sqlite/home.ts";
import type { StoreHome } from "../../src/store/store-home.ts";
import { loadConnector } from "../../src/cli/sync-workspace.ts";
import { saltBytes } from "../verify-reliability/kills/job.ts";
import { storedHash } from "../verify-reliability/kills/stored.ts";
import type { Place } from "./engines.ts";
import type { VendorAddress } from "./vendors.ts";

const VENDORS = fileURLToPath(new URL("vendors.ts", import.meta.url));
const CONNECTION = "jira";

/** Trackers in a process of their own, one an account. */
export async function startVendors(accounts: number, issues: number, latencyMs: number) {
  const vendors = fork(VENDORS, [accounts, issues, latencyMs].map(String));
  const [addresses] = (await once(vendors, "message")) as [readonly VendorAddress[]];
  return { addresses, pid: vendors.pid!, stop: () => vendors.disconnect() };
}

/** Workspaces of a place, looked at beside the process that works with them. All have the same salt, so that equal histories are equal. */
export interface Workspaces {
  readonly home: StoreHome;
  /** A workspace with one connection, whose token is in this variable. */
  connect(workspace: string, vendor: VendorAddress, tokenEnv: string): Promise<void>;
  /** SHA-256 over everything that is stored of what was read. */
  hash(workspace: string): Promise<string>;
  close(): Promise<void>;
}

export async function openWorkspaces({ database, home: directory }: Pick<Place, "database" | "home">): Promise<Workspaces> {
  const home =
    database === ""
      ? openSqliteHome({ directory, platform: process.platform, randomBytes: saltBytes })
      : openPostgresHome({ url: database, randomBytes: saltBytes });
  const connector = await loadConnector("jira");
  return {
    home,
    async connect(workspace, { url, email }, tokenEnv) {
      const store = await home.open(workspace, { create: true });
      const config = connector.parseConfig({ url, email });
      await store.saveConnection({ id: CONNECTION, kind: "jira", config, tokenEnv, keepTitles: false, addedAt: Date.now() });
      await store.close();
    },
    async hash(workspace) {
      const store = await home.open(workspace, { create: false });
      try {
        return await storedHash(store, CONNECTION);
      } finally {
        await store.close();
      }
    },
    close: () => home.close(),
  };
}
