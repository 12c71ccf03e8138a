import { randomBytes } from "node:crypto";
import { describe } from "vitest";
import { openPostgresHome } from "../../../src/store/postgres/home.ts";
import { postgres } from "../../support/services.ts";
import { homeConformance } from "../home-conformance.ts";

const server = await postgres();

describe.skipIf(server.missing !== null)(`as every home ${server.missing ?? ""}`, () => {
  homeConformance("PostgreSQL", async () => {
    const { url } = await postgres();
    return { open: () => openPostgresHome({ url, randomBytes }), dispose: async () => undefined };
  });
});
