import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { describe } from "vitest";
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
});
