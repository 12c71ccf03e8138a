/** Asks one server once, as the Jira connector does: `node meet-bomb.ts search|changelogs <port>`, and tells how it ended and what it took. */
import { createJiraClient } from "../../connectors/jira/client.ts";
import { createChangelogs } from "../../connectors/jira/changelogs.ts";
import { createSearch } from "../../connectors/jira/search.ts";
import { createHttpClient } from "../../connectors/transport/client.ts";
import { policyOf } from "../../connectors/transport/rate-policy.ts";
import { ProblemError } from "../../src/model/problem.ts";
const [what = "", port = ""] = process.argv.slice(2);
const config = { url: `http://127.0.0.1:${port}`, email: "reader@example.com", projects: null, pageSize: 100 };
const http = createHttpClient({ policy: policyOf("jira"), now: () => 0, sleep: () => Promise.resolve(), random: () => 0.5 });
const client = createJiraClient(http, config, "token");
const search = createSearch(client, "project is not empty", ["summary"], 100, "issues");
const fetchChangelogs = createChangelogs(client, "issues");
const start = { since: null, startedAt: 0, token: null, createdFrom: null, tokenFrom: null, page: 1 };
async function ask() {
    if (what === "changelogs")
        return void (await fetchChangelogs(["10001"], 1));
    for (let cursor = start; cursor !== null;)
        cursor = (await search.read(cursor)).next;
}
const before = process.memoryUsage().rss;
const peakBefore = process.resourceUsage().maxRSS * 1024;
// Starting up takes more than what is left after it: below that peak only samples tell.
let sampled = before;
setInterval(() => (sampled = Math.max(sampled, process.memoryUsage().rss)), 5).unref();
const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
const ended = await ask().then(() => "read", (error) => (error instanceof ProblemError ? error.problem.code : `uncaught ${String(error)}`));
const ms = performance.now() - startedAt;
const { user, system } = process.cpuUsage(cpu);
const peak = process.resourceUsage().maxRSS * 1024;
const most = peak > peakBefore ? peak : Math.max(sampled, process.memoryUsage().rss);
const grownMb = (most - before) / 1024 ** 2;
console.log(JSON.stringify({ ended, ms, cpuMs: (user + system) / 1000, requests: http.requests, grownMb }));
process.exit(0);
