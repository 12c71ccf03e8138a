import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { until } from "../jobs/queue-conformance.ts";
import { createBench, type Bench } from "./command-line.ts";

let bench: Bench;
afterEach(() => bench.dispose());

test("a server answers probes and counts, keeps schedules, and ends when it is asked to", async () => {
  bench = createBench();
  const stopping = new AbortController();
  let log = "";
  bench.ports = {
    now: () => Date.now(),
    sleep: (ms, signal) => delay(Math.min(ms, 50), undefined, { signal }),
    err: (text) => void (log += text),
    interrupt: stopping.signal,
  };
  const serving = bench.run("serve", "--port", "0", "--no-worker");
  await until(() => log.includes('"msg":"listening"'));
  const { port } = JSON.parse(log.split("\n").find((line) => line.includes('"listening"'))!) as { port: number };
  const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
  expect((await ask("/healthz")).status).toBe(200);
  const ready = await ask("/readyz");
  expect([ready.status, await ready.json()]).toEqual([200, { ready: true, checks: { store: true, queue: true, upkeep: true } }]);
  const metrics = await (await ask("/metrics")).text();
  expect(metrics).toContain('wmmm_runs{status="queued"} 0\n');
  expect(metrics).toContain('wmmm_schedules{paused="false"} 0\n');
  // What Prometheus expects of names: counters end with _total and nothing else does, each is told once, with its kind.
  const kinds = [...metrics.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, kind]) => [name, kind] as const);
  expect(new Set(kinds.map(([name]) => name)).size).toBe(kinds.length);
  for (const [name, kind] of kinds) {
    expect(name).toMatch(/^(?:wmmm|process)_[a-z_]+$/);
    expect(name!.endsWith("_total"), name).toBe(kind === "counter");
  }
  expect((await ask("/../../etc/passwd")).status).toBe(404);
  stopping.abort();
  expect((await serving).code).toBe(0);
  await expect(ask("/healthz")).rejects.toThrow("fetch failed");
});

test("an admin's secret that could be guessed is refused; a good one guards the board", async () => {
  bench = createBench();
  bench.env["WMMM_ADMIN_SECRET"] = "letmein";
  const weak = await bench.run("serve", "--port", "0", "--no-worker");
  expect([weak.code, weak.said]).toEqual([2, expect.stringContaining("WMMM_ADMIN_SECRET is no secret")]);
  expect(weak.said).not.toContain("letmein");
  bench.env["WMMM_ADMIN_SECRET"] = "0123456789abcdef01234567";
  const stopping = new AbortController();
  let log = "";
  bench.ports = {
    sleep: (ms, signal) => delay(Math.min(ms, 50), undefined, { signal }),
    err: (text) => void (log += text),
    interrupt: stopping.signal,
  };
  const serving = bench.run("serve", "--port", "0", "--no-worker");
  await until(() => log.includes('"msg":"listening"'));
  const { port } = JSON.parse(log.split("\n").find((line) => line.includes('"listening"'))!) as { port: number };
  const ask = (headers: Record<string, string>) => fetch(`http://127.0.0.1:${port}/board`, { headers });
  expect((await ask({})).status).toBe(401);
  const basic = `Basic ${Buffer.from("admin:0123456789abcdef01234567").toString("base64")}`;
  // On SQLite there is no queue of BullMQ to be looked at.
  expect((await ask({ authorization: basic })).status).toBe(503);
  stopping.abort();
  expect((await serving).code).toBe(0);
});

test("a port that is taken is a sentence and 2", async () => {
  bench = createBench();
  const taken = createServer();
  await new Promise<void>((resolve) => void taken.listen(0, "127.0.0.1", resolve));
  bench.ports = { sleep: (ms, signal) => delay(Math.min(ms, 50), undefined, { signal }) };
  const { port } = taken.address() as AddressInfo;
  const ran = await bench.run("serve", "--port", String(port));
  expect([ran.code, ran.said]).toEqual([2, expect.stringContaining(`could not listen at 127.0.0.1:${port} (EADDRINUSE)`)]);
  taken.close();
});
