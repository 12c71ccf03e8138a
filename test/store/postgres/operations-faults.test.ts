import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { describe, expect, test } from "vitest";
import { openPostgresOperations } from "../../../src/store/postgres/open-operations.ts";
import { postgres } from "../../support/services.ts";

const server = await postgres();

describe.skipIf(server.missing !== null)(`operations whose server ends connections ${server.missing ?? ""}`, () => {
  test("calls under way fail, the process goes on, and the next call works", { timeout: 30_000 }, async () => {
    const told: unknown[] = [];
    const store = await openPostgresOperations(server.url, (error) => told.push(error));
    const admin = new Client({ connectionString: server.url });
    await admin.connect();
    const other = new Client({ connectionString: server.url });
    await other.connect();
    // Holds every request of a run back, so that connections are cut in the middle of their transactions.
    await admin.query("BEGIN; LOCK TABLE wmmm_operations.run IN ACCESS EXCLUSIVE MODE");
    const asked = ["a", "b", "c"].map((id) => store.requestRun({ id, workspace: id, now: 1 }));
    const waiting = new Set(asked);
    const ended = Promise.allSettled(asked.map((one) => one.finally(() => waiting.delete(one))));
    const others =
      "datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND wait_event_type = 'Lock'";
    // Not in the transaction of the lock, which would see the connections of its first look for ever.
    while (waiting.size > 0) {
      await other.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${others}`);
      await pause(10);
    }
    expect((await ended).map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    await admin.query("ROLLBACK");
    expect((await store.requestRun({ id: "d", workspace: "d", now: 2 })).isNew).toBe(true);
    expect((await store.runs({ limit: 9 })).map(({ id }) => id)).toEqual(["d"]);
    expect(told.length).toBeGreaterThan(0);
    await store.close();
    await admin.end();
    await other.end();
  });
});
