import { statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { storeFault } from "./faults.ts";
import { LATEST } from "./migrate.ts";
/** Looks at the file of a workspace with SQLite's `quick_check`, changing nothing. Throws `ProblemError` (`store-damaged`, `usage`). */
export function storeHealth(path) {
    let database = null;
    try {
        database = new DatabaseSync(path, { readOnly: true, timeout: 10_000 });
        const first = database.prepare("PRAGMA quick_check(1)").get();
        return {
            bytes: sizeOf(path) + sizeOf(`${path}-wal`),
            schema: Number(database.prepare("PRAGMA user_version").get()?.["user_version"]),
            newestSchema: LATEST,
            whole: first?.["quick_check"] === "ok",
        };
    }
    catch (error) {
        throw storeFault(error, path);
    }
    finally {
        database?.close();
    }
}
function sizeOf(path) {
    return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
