import { randomBytes } from "node:crypto";
import { stdout } from "node:process";
import { openSqliteStore } from "../../../src/store/sqlite/open.ts";
import { CONNECTION, readInPages, STREAM } from "../tracker.ts";
import { held } from "../held.ts";
/** Run by `kill.test.ts`: reads the made-up tracker again and again from where the file says it stands, until it is killed. */
const [path, items, itemsPerPage, once] = process.argv.slice(2);
const store = await openSqliteStore({ path: path, workspace: "acme", create: true, randomBytes });
const pages = readInPages(Number(items), Number(itemsPerPage));
const lease = await held(store);
stdout.write("ready\n");
for (;;) {
    const { cursor } = await store.streamState(CONNECTION, STREAM);
    const next = cursor === null ? 0 : cursor.page;
    await store.beginRead(lease, STREAM, 1);
    for (const page of pages.slice(next))
        await store.commitPage(lease, STREAM, page, 1, 10);
    if (once === "once")
        break;
}
await store.close();
