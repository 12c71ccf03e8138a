import { spawn } from "node:child_process";
import { once } from "node:events";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { contentHash } from "../contents.ts";
import { CONNECTION, readInPages, STREAM } from "../tracker.ts";
import { held } from "../held.ts";
import { readOn } from "../read-on.ts";
import { workspaceInTemporaryDirectory } from "./workspace-file.ts";

const SCRIPT = fileURLToPath(new URL("./commit-endlessly.ts", import.meta.url));
const ITEMS = 1_000;
const ITEMS_PER_PAGE = 4;
/** Each costs the start of a process. Many more, through the whole program: `npm run verify:reliability`. */
const KILLS = 5;

/** A process that commits pages, killed `afterMs` after its first sign of life; resolves when it is dead. */
async function commitAndKill(path: string, afterMs: number): Promise<void> {
  const child = spawn(process.execPath, [SCRIPT, path, String(ITEMS), String(ITEMS_PER_PAGE)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const dead = once(child, "exit");
  await Promise.race([once(child.stdout, "data"), dead]);
  await pause(afterMs);
  child.kill("SIGKILL");
  const [, signal] = await dead;
  expect(signal).toBe("SIGKILL");
}

test(
  `${KILLS} kills at any moment lose nothing, double nothing and leave a sound file`,
  { timeout: 30_000 + KILLS * 1_000 },
  async () => {
    const uninterrupted = workspaceInTemporaryDirectory();
    const killed = workspaceInTemporaryDirectory();
    try {
      const expected = await uninterrupted.open();
      const lease = await held(expected);
      const pages = readInPages(ITEMS, ITEMS_PER_PAGE);
      for (const page of pages) await expected.commitPage(lease, STREAM, page, 1, 10);

      const cursors = new Set<string>();
      for (let kill = 0; kill < KILLS; kill++) {
        // 0 to 60 ms, spread evenly by the golden ratio.
        await commitAndKill(killed.path, 60 * ((kill * 0.618034) % 1));
        const database = new DatabaseSync(killed.path);
        expect(database.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
        database.close();
        const store = await killed.open();
        const { cursor, stored } = await store.streamState(CONNECTION, STREAM);
        cursors.add(JSON.stringify(cursor));
        // In the first read, the cursor says exactly which items are stored.
        const [report] = await store.streamReports();
        const isFirstRead = report?.status === "partial";
        expect(isFirstRead ? stored : null).toBe(
          isFirstRead ? (cursor as { readonly page: number }).page * ITEMS_PER_PAGE : null,
        );
        await store.close();
      }
      // The kills fell at different places, else they have shown nothing.
      expect(cursors.size).toBeGreaterThan(Math.min(KILLS / 3, 10));

      const store = await killed.open();
      await readOn(store, await held(store), pages);
      expect(await store.liveItems(CONNECTION)).toEqual(await expected.liveItems(CONNECTION));
      expect(await contentHash(store, CONNECTION)).toBe(await contentHash(expected, CONNECTION));
      expect((await store.streamReports())[0]).toMatchObject({ status: "complete", stored: ITEMS });
      await store.close();
      await expected.close();
    } finally {
      await killed.dispose();
      await uninterrupted.dispose();
    }
  },
);
