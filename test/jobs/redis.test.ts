import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { startToxicProxy } from "../../fixtures/server/toxic-proxy.ts";
import { redisQueue } from "../../jobs/bullmq/redis.ts";
import { redis } from "../support/services.ts";
import { queueConformance } from "./queue-conformance.ts";

const server = await redis();
describe.skipIf(server.missing !== null)(`on a real server ${server.missing ?? ""}`, () => {
  queueConformance("Redis", async () => {
    const prefix = `${server.prefix}-${randomBytes(4).toString("hex")}`;
    return {
      open: async () =>
        redisQueue({
          url: server.url,
          prefix,
          now: () => Date.now(),
          sleep: (ms, signal) => delay(ms, undefined, { signal }).catch(() => undefined),
          onError: () => undefined,
        }),
      dispose: async () => {},
    };
  });

  test("a worker whose network is cut ends when it is asked to", { timeout: 60_000 }, async () => {
    const url = new URL(server.url);
    const proxy = await startToxicProxy({ host: url.hostname, port: Number(url.port) });
    Object.assign(url, { hostname: "127.0.0.1", port: String(proxy.port) });
    const queue = redisQueue({
      url: url.href,
      prefix: `${server.prefix}-cut`,
      now: () => Date.now(),
      sleep: (ms, signal) => delay(ms, undefined, { signal }).catch(() => undefined),
      onError: () => undefined,
    });
    await queue.process(async () => ({ kind: "done" }), { concurrency: 1 });
    await proxy.set({ kind: "cut" });
    await expect(queue.ping()).rejects.toThrow(/./);
    await queue.close();
    await proxy.close();
  });
});
