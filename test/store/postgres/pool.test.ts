import type { Pool } from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startToxicProxy, type ToxicProxy } from "../../../fixtures/server/toxic-proxy.ts";
import { watchedPool } from "../../../src/store/postgres/pool.ts";
import { postgres } from "../../support/services.ts";

const server = await postgres();
const SILENT_MS = 300;

describe.skipIf(server.missing !== null)(`connections that do not answer any more ${server.missing ?? ""}`, () => {
  let proxy: ToxicProxy;
  let pool: Pool;
  beforeEach(async () => {
    const url = new URL(server.url);
    proxy = await startToxicProxy({ host: url.hostname, port: Number(url.port) });
    Object.assign(url, { hostname: "127.0.0.1", port: String(proxy.port) });
    pool = watchedPool({ connectionString: url.href, max: 3, silentMs: SILENT_MS, onError: () => undefined });
  });
  afterEach(async () => {
    await pool.end();
    await proxy.close();
  });
  const pids = () =>
    Promise.all([1, 2, 3].map(() => pool.query<{ pid: number }>("SELECT pg_backend_pid() AS pid, pg_sleep(0.05)")));

  test("are given up, and with them those that waited beside them", async () => {
    const before = (await pids()).map(({ rows }) => rows[0]!.pid);
    await proxy.set({ kind: "half-open" });
    await expect(pool.query("SELECT 1")).rejects.toMatchObject({ code: "ETIMEDOUT" });
    await proxy.set(null);
    const after = (await pids()).map(({ rows }) => rows[0]!.pid);
    expect(after.filter((pid) => before.includes(pid))).toEqual([]);
  });

  test("are given up in the middle of an answer", async () => {
    const client = await pool.connect();
    const begun = Promise.withResolvers<void>();
    client.connection.stream.once("data", () => begun.resolve());
    // What is sent at once is filled by each row.
    const asked = client.query("SELECT pg_sleep(0.02), repeat('x', 9000) FROM generate_series(1, 100)");
    await begun.promise;
    await proxy.set({ kind: "half-open" });
    await expect(asked).rejects.toMatchObject({ code: "ETIMEDOUT" });
    client.release(true);
    await proxy.set(null);
    expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  });

  test("are looked for by the server, too", async () => {
    const { rows } = await pool.query(
      `SELECT current_setting('tcp_keepalives_idle') AS idle, current_setting('tcp_keepalives_interval') AS interval,
        current_setting('tcp_keepalives_count') AS count`,
    );
    expect(rows).toEqual([{ idle: "20", interval: "10", count: "3" }]);
  });

  test("are kept when they wait for nothing, and when rows keep coming", async () => {
    const [before] = (await pool.query<{ pid: number }>("SELECT pg_backend_pid() AS pid")).rows;
    // Twice as long as silence may last, with a row every now and then that fills what is sent at once.
    await pool.query("SELECT pg_sleep(0.02), repeat('x', 9000) FROM generate_series(1, 30)");
    await new Promise((resolve) => setTimeout(resolve, 2 * SILENT_MS));
    const [after] = (await pool.query<{ pid: number }>("SELECT pg_backend_pid() AS pid")).rows;
    expect(after).toEqual(before);
  });
});
