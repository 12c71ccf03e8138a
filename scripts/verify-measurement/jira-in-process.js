import { createRoutes } from "../../fixtures/jira-server/routes.ts";
import { createSite } from "../../fixtures/jira-server/site.ts";
export const JIRA_URL = "https://jira.example";
const EMAIL = "reader@example.com";
/** The fixture server's own routes behind the interface that connectors ask, with no socket between. */
export function jiraInProcess(dataset, now) {
    const respond = createRoutes(EMAIL);
    const site = createSite(dataset);
    const viewer = { signedIn: true, permissions: { VIEW_READONLY_WORKFLOW: true }, canBrowse: () => true };
    let requests = 0;
    return {
        send(request) {
            requests++;
            const url = new URL(request.url);
            const { status, json } = respond({
                method: request.method,
                path: url.pathname,
                query: url.searchParams,
                body: request.body,
                site,
                viewer,
                baseUrl: JIRA_URL,
                now,
            });
            if (status !== 200 && request.expect?.includes(status) !== true)
                throw new Error(`${request.url}: ${status}`);
            const answer = request.reader === undefined ? json : request.reader.read(Buffer.from(JSON.stringify(json)));
            return Promise.resolve({ status, headers: {}, json: answer, sha256: "", bytes: 0 });
        },
        fetch: () => Promise.reject(new Error("nothing of this goes by fetch")),
        get requests() {
            return requests;
        },
    };
}
export const JIRA_CONFIG = { url: JIRA_URL, email: EMAIL };
