import { createHash } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openSqliteStore } from "../../../src/store/sqlite/open.ts";
import { spellOut } from "../../../test/store/contents.ts";
import { saltBytes, WORKSPACE } from "./job.ts";
export function openStored(home) {
    return openSqliteStore({
        path: join(home, `${WORKSPACE}.sqlite`),
        workspace: WORKSPACE,
        create: true,
        randomBytes: saltBytes,
    });
}
/** SHA-256 over everything that was read: items with their events, actors, definitions; in an order that does not depend on that of reading. */
export async function storedHash(store, connection) {
    const { items, actors, ...definitions } = spellOut(await store.load(Number.MAX_SAFE_INTEGER));
    const sorted = [...items, ...actors, ...Object.values(definitions).flat()].map((one) => JSON.stringify(one)).toSorted();
    return createHash("sha256")
        .update(JSON.stringify([sorted, await store.liveItems(connection)]))
        .digest("hex");
}
/** Whether SQLite finds the file sound, and whether an item's history names one event twice. */
export function isSound(home) {
    const database = new DatabaseSync(join(home, `${WORKSPACE}.sqlite`));
    try {
        return database.prepare("PRAGMA integrity_check").get()?.["integrity_check"] === "ok";
    }
    finally {
        database.close();
    }
}
