import { randomBytes } from "node:crypto";
import { stdout } from "node:process";
import { openSqliteStore } from "../../../src/store/sqlite/open.ts";
import { held } from "../held.ts";
import { readOn } from "../read-on.ts";
import { readInPages } from "../tracker.ts";

/** Run by `kill.test.ts`: reads the made-up tracker again and again from where the file says it stands, until it is killed. */
const [path, items, itemsPerPage] = process.argv.slice(2);
const store = await openSqliteStore({ path: path!, workspace: "acme", create: true, randomBytes });
const pages = readInPages(Number(items), Number(itemsPerPage));
const lease = await held(store);
stdout.write("ready\n");
for (;;) await readOn(store, lease, pages);
