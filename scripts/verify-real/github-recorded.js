import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Octokit } from "@octokit/rest";
import { createHttpClient } from "../../connectors/transport/client.ts";
import { RATE_POLICIES } from "../../connectors/transport/rate-policy.ts";
import { ProblemError } from "../../src/model/problem.ts";
import { sharedPath } from "../../test/support/shared.ts";
import { compareSets } from "./check.ts";
import { startRecordedServer } from "./recorded-server.ts";
const NOW = Date.parse("2026-07-01T08:00:00Z");
/** GitHub says to wait a minute at least where a secondary limit does not say how long. */
const UNSAID_MS = 60_000;
/** Clocks of whole seconds, and a little so that nobody comes a moment too early. */
const TOLERANCE_MS = 2_000;
/** A clock that only waiting moves. */
function virtualClient() {
    let now = NOW;
    const waits = [];
    const http = createHttpClient({
        policy: RATE_POLICIES.github,
        now: () => now,
        random: () => 0.5,
        sleep: async (ms) => {
            waits.push(ms);
            now += ms;
        },
    });
    return { http, waits, now: () => now };
}
/** Pages by `Link` headers: GitHub's own client over our transport. */
export async function comparePaging() {
    const folder = sharedPath("data/github-recorded/GHIssueEventTest/wiremock/testRepositoryEvents");
    const { http, now } = virtualClient();
    const server = await startRecordedServer(folder, now);
    try {
        const octokit = new Octokit({ auth: "ghp_fixture", baseUrl: server.url, request: { fetch: http.fetch } });
        const found = (await octokit.paginate("GET /repos/{owner}/{repo}/issues/events", {
            owner: "hub4j-test-org",
            repo: "github-api",
        }));
        const recorded = readdirSync(join(folder, "__files"))
            .filter((name) => name.includes("issues_events"))
            .flatMap((name) => JSON.parse(readFileSync(join(folder, "__files", name), "utf8")));
        const named = ({ id }) => String(id);
        return compareSets(`issue events on ${server.answered.length} pages by Link headers`, recorded.map(named), found.map(named));
    }
    finally {
        await server.close();
    }
}
/** Refusals for the rate: waited for as long as the headers of each say, and the same request answered after it. */
export async function compareWaits() {
    const exceptions = [];
    let of = 0;
    for (const handler of ["RateLimitHandlerTest", "AbuseLimitHandlerTest"]) {
        const root = sharedPath(`data/github-recorded/${handler}/wiremock`);
        for (const name of readdirSync(root).toSorted()) {
            of++;
            const wrong = await waitFor(join(root, name));
            if (wrong !== null)
                exceptions.push(`${handler} ${name}: ${wrong}`);
        }
    }
    return {
        name: "refusals for the rate waited for as their headers say",
        agreed: of - exceptions.length,
        of,
        atLeast: of,
        exceptions,
    };
}
async function waitFor(folder) {
    const { http, waits, now } = virtualClient();
    const server = await startRecordedServer(folder, now);
    try {
        const path = server.paths.find((one) => one.startsWith("/repos/"));
        const outcome = await http
            .send({
            method: "GET",
            url: `${server.url}${path}`,
            headers: { authorization: "Bearer ghp_fixture" },
            stream: "issues",
            page: null,
        })
            .then(({ status }) => String(status))
            .catch((error) => (error instanceof ProblemError ? error.problem.code : "another error"));
        const [refused] = server.answered;
        if (refused === undefined || refused.status < 400)
            return "was not refused";
        const said = saidMs(refused.headers, NOW);
        const [waited = 0] = waits;
        if (waited < said || waited > said + TOLERANCE_MS)
            return `waited ${waited} ms where ${said} ms were asked for`;
        // A recording without a second answer refuses for ever, which must end, and say why.
        const isStuck = server.answered.every(({ status }) => status >= 400);
        return outcome === (isStuck ? "rate-limited" : "200") ? null : `ended as ${outcome}`;
    }
    finally {
        await server.close();
    }
}
/** How long GitHub's documentation says to wait: Retry-After, else the reset where nothing remains, else a minute. */
function saidMs(headers, now) {
    const after = headers["retry-after"];
    if (after !== undefined)
        return /^\d+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - now;
    return headers["x-ratelimit-remaining"] === "0" ? Number(headers["x-ratelimit-reset"]) * 1000 - now : UNSAID_MS;
}
