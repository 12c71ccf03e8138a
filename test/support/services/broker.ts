import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { startPostgres, type PostgresServer } from "./postgres-server.ts";
import { ServiceMissingError, type Service } from "./programs.ts";
import { REDIS_DATABASES, startRedis, type RedisServer } from "./redis-server.ts";

/** What a test file is given: the service's address, or why there is none. */
export type Answer =
  | { readonly url: string; readonly adminUrl: string }
  | { readonly missing: string }
  | { readonly error: string };

export interface Broker {
  /** Where test files ask: a socket that only this user can open. */
  readonly path: string;
  close(): Promise<void>;
}

/**
 * Starts each service when the first test file asks for it, once a run, and gives every asker a database of its own. A run in which nobody
 * asks starts nothing.
 */
export async function openBroker(env: Readonly<Record<string, string | undefined>>): Promise<Broker> {
  const directory = mkdtempSync(join(tmpdir(), "wmmm-services-"));
  const path = join(directory, "socket");
  let redisServer: Promise<RedisServer> | null = null;
  let postgresServer: Promise<PostgresServer> | null = null;
  let number = 0;
  const dropped: { readonly adminUrl: string; readonly name: string }[] = [];

  const redis = async (): Promise<Answer> => {
    const given = env["WMMM_TEST_REDIS_URL"];
    if (given !== undefined && given !== "") return { url: given, adminUrl: given };
    redisServer ??= startRedis();
    const { url } = await redisServer;
    const database = number++ % REDIS_DATABASES;
    return { url: `${url}/${database}`, adminUrl: url };
  };

  const postgresql = async (): Promise<Answer> => {
    const given = env["WMMM_TEST_DATABASE_URL"];
    const isGiven = given !== undefined && given !== "";
    if (!isGiven) postgresServer ??= startPostgres();
    const adminUrl = isGiven ? given : (await postgresServer!).adminUrl;
    const name = `wmmm_test_${randomBytes(6).toString("hex")}`;
    const client = new Client({ connectionString: adminUrl });
    await client.connect();
    try {
      const url = new URL(adminUrl);
      if (!isGiven) {
        // The owner of the tables is no superuser, as it should be everywhere.
        const password = randomBytes(18).toString("hex");
        await client.query(`CREATE ROLE ${name} LOGIN CREATEROLE PASSWORD '${password}'`);
        url.username = name;
        url.password = password;
      }
      await client.query(`CREATE DATABASE ${name} TEMPLATE template0${isGiven ? "" : ` OWNER ${name}`}`);
      if (isGiven) dropped.push({ adminUrl, name });
      url.pathname = `/${name}`;
      return { url: url.href, adminUrl };
    } finally {
      await client.end();
    }
  };

  const answer = async (service: Service): Promise<Answer> => {
    try {
      return await (service === "redis" ? redis() : postgresql());
    } catch (error) {
      if (error instanceof ServiceMissingError) return { missing: error.message };
      return { error: error instanceof Error ? error.message : String(error) };
    }
  };

  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    socket.once("data", (data) => {
      const service = data.toString("latin1") === "redis" ? "redis" : "postgresql";
      void answer(service).then((given) => socket.end(JSON.stringify(given)));
    });
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(path, () => resolve());
  await promise;

  return {
    path,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      for (const { adminUrl, name } of dropped) {
        const client = new Client({ connectionString: adminUrl });
        await client.connect();
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
        await client.end();
      }
      const started = await Promise.allSettled([redisServer, postgresServer]);
      for (const one of started) if (one.status === "fulfilled") await one.value?.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
