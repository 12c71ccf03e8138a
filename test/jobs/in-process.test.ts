import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { inProcessQueue } from "../../jobs/in-process/queue.ts";
import { openSqliteOperations } from "../../src/store/sqlite/open-operations.ts";
import { queueConformance } from "./queue-conformance.ts";

queueConformance("SQLite", async () => {
  const home = mkdtempSync(join(tmpdir(), "wmmm-queue-"));
  const stores: { close(): Promise<void> }[] = [];
  return {
    async open() {
      const store = await openSqliteOperations(join(home, "operations.db"));
      stores.push(store);
      return inProcessQueue({
        jobs: store.jobs,
        owner: `process ${stores.length}`,
        now: () => Date.now(),
        sleep: (ms, signal) => delay(ms, undefined, { signal }).catch(() => undefined),
        onError: () => undefined,
        pollMs: 20,
      });
    },
    async dispose() {
      for (const store of stores) await store.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
});
