import { z } from "zod";
import { ProblemError } from "../../src/model/problem.ts";
import { knownActor } from "../actors/known-actors.ts";
import { kindOfAccount } from "./actors.ts";
import { problemOf } from "./graphql-errors.ts";
import { MOST } from "./page-sizes.ts";
import { instantOf } from "./schema.ts";
import { accountOf, own, textOf } from "./shapes.ts";
import { recordId } from "./site.ts";
/** What the agent did, by GitHub's word for it, in ours. */
const WORDS = new Map([
    ["copilot_work_started", "agent work started"],
    ["copilot_work_finished", "agent work finished"],
    ["copilot_work_finished_failure", "agent work failed"],
]);
const AGENT = "copilot-swe-agent";
const entry = z.looseObject({
    event: z.string().nullish(),
    id: z.union([z.number(), z.string()]).nullish(),
    created_at: z.string().nullish(),
    performed_via_github_app: z.looseObject({ slug: z.string().nullish() }).nullish(),
});
/** Issues a run, at most: each takes a request of its own, where all others come by the hundred. The rest is asked for at the next runs. */
const MOST_ISSUES = 300;
/**
 * When Copilot's agent began and ended its work stands only in the timeline of GitHub's REST API, which goes issue by issue. It is asked for
 * issues that were handed to an agent, or in which Copilot acted, and for no others.
 */
export function createAgentWork({ http, config, token, connection, warn, most = MOST_ISSUES }) {
    let client = null;
    let asked = 0;
    let isTold = false;
    const of = async (raws, actors) => {
        const events = [];
        const unasked = [];
        for (const raw of raws.filter(hasAgent)) {
            const { issue } = raw;
            if (asked >= most) {
                if (!isTold)
                    warn(tooMany(connection, most));
                isTold = true;
                unasked.push(issue.id);
                continue;
            }
            asked++;
            client ??= createClient(http, config, token);
            const [owner = "", repo = ""] = (textOf(own(own(issue, "repository"), "nameWithOwner")) ?? "").split("/");
            for (const one of await timelineOf(await client, { owner, repo, number: issue.number })) {
                const detail = WORDS.get(one.event ?? "");
                const at = instantOf(one.created_at);
                if (detail === undefined || at === null)
                    continue;
                // The actor is who gave the order; the work is the agent's.
                const login = one.performed_via_github_app?.slug ?? AGENT;
                const id = knownActor("github", { botLogin: login })?.id ?? null;
                events.push({
                    item: recordId({ connection }, issue.id),
                    key: `w${one.id ?? at}:other`,
                    at,
                    kind: "other",
                    origin: "history",
                    actor: actors.account({ __typename: "Bot", login, databaseId: id === null ? null : Number(id) }),
                    ...{ from: null, to: null, fromRaw: null, toRaw: null, detail, viaAutomation: false },
                });
            }
        }
        return { events, unasked };
    };
    return { of, room: () => most - asked };
}
function tooMany(connection, most) {
    return {
        code: "history-incomplete",
        connection,
        stream: "issues",
        page: null,
        what: `More than ${most} issues were handed to agents; when Copilot began and ended its work was asked for ${most} of them now.`,
        todo: "Run again: each run asks for as many more. Assignments, pull requests and comments of agents are read for all issues.",
    };
}
function hasAgent({ issue, timeline }) {
    const isCopilot = (account) => account !== null && /^copilot(?:-swe-agent)?(?:\[bot\])?$/i.test(account.login);
    const isAgent = (account) => account !== null && kindOfAccount(account).kind === "ai-agent";
    return (isCopilot(accountOf(own(issue, "author"))) ||
        timeline.some((node) => isAgent(accountOf(own(node, "assignee"))) ||
            isCopilot(accountOf(own(node, "actor"))) ||
            isCopilot(accountOf(own(node, "author")))));
}
/** GitHub's own client over our transport; its plugins for retries and limits are left out, since the transport has one policy for both. */
async function createClient(http, { apiUrl }, token) {
    const { Octokit } = await import("@octokit/rest");
    const nobody = () => undefined;
    return new Octokit({
        auth: token,
        baseUrl: apiUrl,
        request: { fetch: http.fetch },
        // Its warnings hold addresses.
        log: { debug: nobody, info: nobody, warn: nobody, error: nobody },
    });
}
async function timelineOf(client, { owner, repo, number }) {
    const found = [];
    for (let page = 1;; page++) {
        const data = await client.rest.issues
            .listEventsForTimeline({ owner, repo, issue_number: number, per_page: MOST, page })
            .then((answer) => (Array.isArray(answer.data) ? answer.data : []))
            .catch((error) => refused(error));
        if (data === null)
            return found;
        for (const one of data) {
            const parsed = entry.safeParse(one);
            if (parsed.success)
                found.push(parsed.data);
        }
        if (data.length < MOST)
            return found;
    }
}
/** An issue that is gone or hidden by now has no timeline; everything else stops the read, in our words, since the client's hold answers. */
function refused(error) {
    const { status, cause } = Object(error);
    if (cause instanceof ProblemError)
        throw cause;
    if (status === 404 || status === 410)
        return null;
    const code = status === 401 ? "unauthenticated" : status === 403 ? "forbidden" : "server-error";
    throw problemOf(code, typeof status === "number" ? status : 0, { stream: "issues", page: null });
}
