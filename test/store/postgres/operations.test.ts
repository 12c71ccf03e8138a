import { Client } from "pg";
import { describe } from "vitest";
import { openPostgresOperations } from "../../../src/store/postgres/open-operations.ts";
import { postgres } from "../../support/services.ts";
import { operationsConformance } from "../operations-conformance.ts";

const server = await postgres();
describe.skipIf(server.missing !== null)(`on a real server ${server.missing ?? ""}`, () => {
  operationsConformance("PostgreSQL", async () => ({
    open: () => openPostgresOperations(server.url, () => undefined),
    async dispose() {
      const client = new Client({ connectionString: server.url });
      await client.connect();
      await client.query("DROP SCHEMA wmmm_operations CASCADE");
      await client.end();
    },
  }));
});
