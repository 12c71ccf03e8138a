import { randomBytes } from "node:crypto";
import { openPostgresHome, type PostgresHomeOptions } from "../../../src/store/postgres/home.ts";
import type { OpenStoreOptions } from "../../../src/store/store-home.ts";

/** New workspaces of one database, each with a name of its own. */
export function workspacesIn(url: string) {
  let number = 0;
  return (options: Partial<PostgresHomeOptions> = {}) => {
    const workspace = `w${++number}`;
    const home = openPostgresHome({ url, randomBytes, ...options });
    return {
      workspace,
      home,
      open: (more: Partial<OpenStoreOptions> = {}) => home.open(workspace, { create: true, ...more }),
      dispose: () => home.close(),
    };
  };
}
