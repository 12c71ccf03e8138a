import { Client } from "pg";
import { describe } from "vitest";
import { openPostgresOperations } from "../../../src/store/postgres/open-operations.ts";
import { postgres } from "../../support/services.ts";
import { alertConformance } from "../alert-conformance.ts";
import { hintConformance } from "../hint-conformance.ts";
import { operationsConformance, type OperationsUnderTest } from "../operations-conformance.ts";

const server = await postgres();
describe.skipIf(server.missing !== null)(`on a real server ${server.missing ?? ""}`, () => {
  const create = async (): Promise<OperationsUnderTest> => ({
    open: () => openPostgresOperations(server.url, () => undefined),
    async dispose() {
      const client = new Client({ connectionString: server.url });
      await client.connect();
      await client.query("DROP SCHEMA wmmm_operations CASCADE");
      await client.end();
    },
  });
  operationsConformance("PostgreSQL", create);
  alertConformance("PostgreSQL", create);
  hintConformance("PostgreSQL", create);
});
