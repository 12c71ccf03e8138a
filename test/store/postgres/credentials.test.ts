import { describe } from "vitest";
import { openPostgresCredentials } from "../../../src/store/postgres/credentials.ts";
import { postgres } from "../../support/services.ts";
import { credentialConformance } from "../credential-conformance.ts";

const server = await postgres();

describe.skipIf(server.missing !== null)(`as every store of secrets ${server.missing ?? ""}`, () => {
  credentialConformance("PostgreSQL", { open: async () => openPostgresCredentials((await postgres()).url) });
});
