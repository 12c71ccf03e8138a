import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import { describe } from "vitest";
import { postgresQueue } from "../../jobs/bullmq/postgres.ts";
import { postgres } from "../support/services.ts";
import { queueConformance } from "./queue-conformance.ts";

const server = await postgres();
describe.skipIf(server.missing !== null)(`on a real server ${server.missing ?? ""}`, () => {
  queueConformance("PostgreSQL", async () => ({
    open: () =>
      postgresQueue({
        url: server.url,
        now: () => Date.now(),
        sleep: (ms, signal) => delay(ms, undefined, { signal }).catch(() => undefined),
        onError: () => undefined,
      }),
    async dispose() {
      const client = new Client({ connectionString: server.url });
      await client.connect();
      await client.query("DROP SCHEMA bullmq CASCADE");
      await client.end();
    },
  }));
});
