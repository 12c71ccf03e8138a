import type { JiraDataset } from "../../fixtures/jira-server/dataset.ts";
import { startJiraServer, type JiraServer } from "../../fixtures/jira-server/server.ts";
import { createOpenApiCheck } from "../../test/support/openapi.ts";
import { withRead, type Read } from "./read.ts";

export interface Synced extends Read {
  readonly server: JiraServer;
  /** What the vendor's description has against the requests that were sent. */
  readonly violations: readonly string[];
}

export const CONNECTION = "jira";

/** Serves `dataset` over HTTP and reads it as Jira. */
export async function withSynced<T>(dataset: JiraDataset, use: (synced: Synced) => Promise<T>): Promise<T> {
  const check = createOpenApiCheck();
  const server = await startJiraServer(dataset, check === null ? {} : { onRequest: check.hooks.onRequest });
  try {
    return await withRead(CONNECTION, { url: server.url, email: server.email }, server.token, (read) =>
      use({ ...read, server, violations: check?.violations ?? [] }),
    );
  } finally {
    await server.close();
  }
}
