import { connect, createServer, type Server } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { until } from "../jobs/queue-conformance.ts";
import { freePort } from "../support/services/free-port.ts";
import { postgres } from "../support/services.ts";
import { createBench, type Bench } from "./command-line.ts";

const server = await postgres();

describe.skipIf(server.missing !== null)(`a database that is away when a server starts ${server.missing ?? ""}`, () => {
  let bench: Bench;
  let stopping: AbortController;
  let log: string;
  let door: Server | null;
  beforeEach(() => {
    bench = createBench();
    stopping = new AbortController();
    log = "";
    door = null;
    bench.ports = {
      sleep: (ms, signal) => delay(Math.min(ms, 20), undefined, { signal }),
      err: (text) => void (log += text),
      interrupt: stopping.signal,
    };
  });
  afterEach(async () => {
    // Where a test gave up, its server still waits.
    stopping.abort();
    door?.close();
    await bench.dispose();
  });

  /** The address of the database by way of a port at which nobody listens yet. */
  const behind = (port: number): string => {
    const url = new URL(server.url);
    url.port = String(port);
    return url.href;
  };
  const openDoor = async (port: number): Promise<void> => {
    const { hostname, port: real } = new URL(server.url);
    door = createServer((socket) => {
      const other = connect(Number(real), hostname);
      socket.on("error", () => other.destroy()).pipe(other);
      other.on("error", () => socket.destroy()).pipe(socket);
    });
    await new Promise<void>((resolve) => void door!.listen(port, "127.0.0.1", resolve));
  };

  test("it waits, answers 503 meanwhile, to vendors too, and goes on when it comes", async () => {
    const [port, own] = [await freePort(), await freePort()];
    bench.env["DATABASE_URL"] = behind(port);
    const ask = async (path: string, method = "GET") => {
      const answer = await fetch(`http://127.0.0.1:${own}${path}`, { method });
      return { status: answer.status, text: await answer.text() };
    };
    const serving = bench.run("serve", "--port", String(own), "--no-worker");
    await until(() => log.includes("cannot be used; scans wait"));
    expect((await ask("/healthz")).status).toBe(200);
    expect(await ask("/readyz")).toEqual({
      ...{ status: 503, text: '{"ready":false,"checks":{"store":false,"queue":false,"upkeep":false}}' },
    });
    expect((await ask("/metrics")).text).toMatch(/^wmmm_info\{version="[^"]+"\} 1$/m);
    expect((await ask("/hooks/acme/jira", "POST")).status).toBe(503);
    expect(log).not.toContain(new URL(server.url).password || "no password");
    await openDoor(port);
    await until(() => log.includes('"msg":"listening"'));
    expect(log).toMatch(/"awayMs":\d+,"msg":"the database [^"]+ is there again"/);
    await until(async () => (await ask("/readyz")).status === 200);
    stopping.abort();
    expect((await serving).code).toBe(0);
  });

  test("asked to end while it waits, it ends", async () => {
    bench.env["DATABASE_URL"] = behind(await freePort());
    for (const command of [["serve", "--port", "0"], ["worker"]]) {
      stopping = new AbortController();
      bench.ports = { ...bench.ports, interrupt: stopping.signal };
      log = "";
      const running = bench.run(...command);
      await until(() => log.includes("cannot be used; scans wait"));
      stopping.abort();
      expect((await running).code).toBe(0);
    }
  });

  test("what waiting does not mend ends it at once", async () => {
    const url = new URL(server.url);
    url.pathname = "/there_is_none";
    bench.env["DATABASE_URL"] = url.href;
    expect((await bench.run("serve", "--port", "0")).code).toBe(2);
    expect(log).toContain("There is no database");
    expect(log).not.toContain("scans wait");
  });
});
