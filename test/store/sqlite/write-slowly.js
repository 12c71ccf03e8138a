import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { stdin, stdout } from "node:process";
import { ProblemError } from "../../../src/model/problem.ts";
import { openSqliteStore } from "../../../src/store/sqlite/open.ts";
import { CONNECTION, readInPages, STREAM } from "../tracker.ts";
/** Run by `paused.test.ts`: takes the lease at the given time and stores a page for every line it is told; says how each ended. */
const [path, owner, now, version] = process.argv.slice(2);
const store = await openSqliteStore({ path: path, workspace: "acme", create: true, randomBytes });
const lease = await store.takeLease({ scope: CONNECTION, owner: owner, now: Number(now), takeOver: false });
await store.beginRead(lease, STREAM, Number(now));
stdout.write(`token ${lease.token}\n`);
for (const page of readInPages(12, 4, Number(version))) {
    await once(stdin, "data");
    try {
        await store.commitPage(lease, STREAM, page, 1, Number(now));
        stdout.write("stored\n");
    }
    catch (error) {
        stdout.write(`${error instanceof ProblemError ? error.problem.code : "another error"}\n`);
    }
}
await store.close();
stdin.destroy();
