import { randomBytes } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.ts";
import { startGuarded, type GuardedServer } from "./guarded.ts";
import { programsOf } from "./programs.ts";
import { untilReady } from "./until-ready.ts";

export interface RedisServer extends GuardedServer {
  /** Without a database number. */
  readonly url: string;
  readonly port: number;
}

/** Every test file has a database of its own. */
export const REDIS_DATABASES = 4_096;

/** A private server: own port, own password, nothing on disk. Throws `ServiceMissingError`. */
export async function startRedis(port?: number, password = randomBytes(18).toString("hex")): Promise<RedisServer> {
  const command = programsOf("redis");
  const directory = mkdtempSync(join(tmpdir(), "wmmm-redis-"));
  const chosen = port ?? (await freePort());
  const settings = {
    bind: "127.0.0.1",
    port: chosen,
    requirepass: password,
    databases: REDIS_DATABASES,
    save: '""',
    appendonly: "no",
    "maxmemory-policy": "noeviction",
  };
  // In a file, not as arguments, which everybody can see.
  writeFileSync(
    join(directory, "redis.conf"),
    Object.entries(settings)
      .map(([name, value]) => `${name} ${value}\n`)
      .join(""),
    { mode: 0o600 },
  );
  const server = await startGuarded({ directory, command, arguments: ["redis.conf"], signal: "TERM" });
  await untilReady("redis-server", server, () => answersPing(chosen, password));
  return { ...server, port: chosen, url: `redis://:${password}@127.0.0.1:${chosen}` };
}

function answersPing(port: number, password: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, "127.0.0.1", () => socket.write(`AUTH ${password}\r\nPING\r\n`));
  let answer = "";
  socket.on("data", (data) => {
    answer += data.toString("latin1");
    if (/\+PONG|^-/.test(answer)) socket.end();
  });
  socket.on("error", () => resolve(false));
  socket.on("close", () => resolve(answer.includes("+PONG")));
  return promise;
}
