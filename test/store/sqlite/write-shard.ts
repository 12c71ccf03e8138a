import { randomBytes } from "node:crypto";
import { openSqliteStore } from "../../../src/store/sqlite/open.ts";
import { shardScope } from "../../../src/store/store.ts";
import { CONNECTION, pageOf, pageOfItems, STREAM } from "../tracker.ts";

/** Run by `shared-file.test.ts`: reads every third item, from one on, into its shard, a page an item, as fast as it can. */
const [path, from, items] = process.argv.slice(2);
const place = { connection: CONNECTION, stream: STREAM, shard: `S${from!}` };
const store = await openSqliteStore({ path: path!, workspace: "acme", create: false, randomBytes });
const lease = await store.takeLease({ scope: shardScope(place), owner: String(process.pid), now: 1, takeOver: false });
for (let n = Number(from); n < Number(items); n += 3)
  await store.commitShardPage(lease, place, { ...pageOfItems([[n, 3]], { cursor: n }), bodies: [] }, 1, 2);
await store.commitShardPage(lease, place, { ...pageOf({}, { done: true }), bodies: [] }, 0, 3);
await store.releaseLease(lease);
await store.close();
