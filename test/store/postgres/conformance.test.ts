import { describe } from "vitest";
import { postgres } from "../../support/services.ts";
import { storeConformance } from "../conformance.ts";
import { joinConformance } from "../join-conformance.ts";
import { leaseConformance } from "../lease-conformance.ts";
import { ownRulesConformance } from "../own-rules-conformance.ts";
import { shardConformance } from "../shard-conformance.ts";
import { workspacesIn } from "./workspace-in-database.ts";

const server = await postgres();
const workspaceIn = workspacesIn(server.url);

describe.skipIf(server.missing !== null)(`as every store ${server.missing ?? ""}`, () => {
  const create = async () => {
    const { workspace, open, dispose } = workspaceIn();
    return { workspace, open: () => open(), dispose };
  };
  storeConformance("PostgreSQL", create);
  leaseConformance("PostgreSQL", create);
  joinConformance("PostgreSQL", create);
  ownRulesConformance("PostgreSQL", create);
  shardConformance("PostgreSQL", create);
});
