import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { openSqliteStore } from "../../../src/store/sqlite/open.ts";
/** A workspace file in a directory of its own. */
export function workspaceInTemporaryDirectory() {
    const directory = mkdtempSync(join(tmpdir(), "wmmm-store-"));
    const path = join(directory, "acme.sqlite");
    return {
        workspace: "acme",
        directory,
        path,
        open: (options = {}) => openSqliteStore({ path, workspace: "acme", create: true, randomBytes, ...options }),
        dispose: async () => rmSync(directory, { recursive: true, force: true }),
    };
}
