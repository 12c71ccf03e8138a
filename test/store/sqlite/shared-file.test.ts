import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { contents } from "../contents.ts";
import { held } from "../held.ts";
import { CONNECTION, pageOf, readInPages, STREAM } from "../tracker.ts";
import { workspaceInTemporaryDirectory } from "./workspace-file.ts";

const SCRIPT = fileURLToPath(new URL("./write-shard.ts", import.meta.url));
const ITEMS = 240;

test(
  "three processes write to shards of one file at once: each waits for its turn, and nothing is lost",
  { timeout: 60_000 },
  async () => {
    const shared = workspaceInTemporaryDirectory();
    const alone = workspaceInTemporaryDirectory();
    const [store, single] = [await shared.open(), await alone.open()];
    try {
      const shards = ["0", "1", "2"];
      const lease = await held(store);
      const planned = shards.map((from) => ({ id: `S${from}`, parts: [from], items: null }));
      await store.planShards(lease, STREAM, planned, 1);
      const ended = await Promise.all(
        shards.map(async (from) => {
          const child = spawn(process.execPath, [SCRIPT, shared.path, from, String(ITEMS)], {
            stdio: ["ignore", "ignore", "inherit"],
          });
          return (await once(child, "exit")) as [number | null];
        }),
      );
      expect(ended).toEqual([
        [0, null],
        [0, null],
        [0, null],
      ]);
      await store.joinShards(lease, STREAM, { joined: true }, 4);
      await store.commitPage(lease, STREAM, { ...pageOf({}, { done: true, watermark: 9 }), bodies: [] }, 0, 5);
      const whole = await held(single);
      for (const page of readInPages(ITEMS, 60))
        await single.commitPage(whole, STREAM, { ...page, bodies: [], batch: { ...page.batch, drift: [] } }, 1, 2);
      expect(await contents(store, CONNECTION)).toEqual(await contents(single, CONNECTION));
      expect((await store.streamReports())[0]).toMatchObject({ status: "complete", stored: ITEMS, requests: ITEMS });
    } finally {
      await store.close();
      await single.close();
      await shared.dispose();
      await alone.dispose();
    }
  },
);
