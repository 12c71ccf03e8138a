import { startJiraServer } from "../../fixtures/jira-server/server.ts";
import { createOpenApiCheck } from "../../test/support/openapi.ts";
import { withRead } from "./read.ts";
export const CONNECTION = "jira";
/** Serves `dataset` over HTTP and reads it as Jira. */
export async function withSynced(dataset, use) {
    const check = createOpenApiCheck();
    const server = await startJiraServer(dataset, check === null ? {} : { onRequest: check.hooks.onRequest });
    try {
        return await withRead(CONNECTION, { url: server.url, email: server.email }, server.token, (read) => use({ ...read, server, violations: check?.violations ?? [] }));
    }
    finally {
        await server.close();
    }
}
