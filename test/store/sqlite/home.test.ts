import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteHome } from "../../../src/store/sqlite/home.ts";
import { homeConformance } from "../home-conformance.ts";

homeConformance("SQLite", async () => {
  const directory = mkdtempSync(join(tmpdir(), "wmmm-home-"));
  return {
    open: () => openSqliteHome({ directory, platform: process.platform, randomBytes }),
    dispose: async () => rmSync(directory, { recursive: true, force: true }),
  };
});
