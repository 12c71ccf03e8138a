import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { describe, expect, test } from "vitest";
import { postgres, redis } from "./services.ts";

const [cache, database] = await Promise.all([redis(), postgres()]);

describe.skipIf(cache.missing !== null)(`Redis for tests ${cache.missing ?? ""}`, () => {
  test("answers, with a password only", async () => {
    const { hostname, port } = new URL(cache.url);
    const socket = connect(Number(port), hostname, () => socket.write("PING\r\n"));
    const [answer] = (await once(socket, "data")) as [Buffer];
    socket.destroy();
    expect(answer.toString()).toMatch(/^(?:-NOAUTH|\+PONG)/);
  });

  test("a server is gone with the process that started it, even when that is killed", { timeout: 60_000 }, async () => {
    const child = spawn(process.execPath, [fileURLToPath(new URL("services/start-and-wait.ts", import.meta.url))], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const { pid, directory } = JSON.parse(line.toString()) as { readonly pid: number; readonly directory: string };
    const isAlive = () => existsSync(`/proc/${pid}`) || existsSync(directory);
    expect(existsSync(directory)).toBe(true);
    child.kill("SIGKILL");
    await once(child, "exit");
    while (isAlive()) await pause(10);
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  });
});

describe.skipIf(database.missing !== null)(`PostgreSQL for tests ${database.missing ?? ""}`, () => {
  const rows = async (url: string, query: string) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(query)).rows as readonly Readonly<Record<string, unknown>>[];
    } finally {
      await client.end();
    }
  };

  test("gives every asker an empty database of its own", async () => {
    const other = await postgres();
    expect(new URL(other.url).pathname).not.toBe(new URL(database.url).pathname);
    expect(await rows(database.url, "SELECT count(*)::int AS n FROM pg_tables WHERE schemaname = 'public'")).toEqual([{ n: 0 }]);
  });
});
