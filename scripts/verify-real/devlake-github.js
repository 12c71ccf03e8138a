import { readFileSync } from "node:fs";
import { startGithubServer } from "../../fixtures/github-server/server.ts";
import { KIND, ORIGIN } from "../../src/event-log/columns.ts";
import { devlakeTable } from "../../test/support/devlake.ts";
import { loadDevlakeGithub } from "../../test/support/devlake-github.ts";
import { sharedPath } from "../../test/support/shared.ts";
import { compareSets } from "./check.ts";
import { compareLeadTimes } from "./lead-times.ts";
import { withRead } from "./read.ts";
const TABLES = "github/e2e/snapshot_tables";
const END_OF_TIME = Date.parse("2100-01-01T00:00:00Z");
const iso = (date) => new Date(date).toISOString();
const numberOf = (id) => /\d{1,20}$/.exec(id)?.[0] ?? "";
/** DevLake's recorded GitHub payloads through the real connector, against what DevLake made of them. */
export async function verifyDevlakeGithub(print, report) {
    const dataset = loadDevlakeGithub();
    const sdl = readFileSync(sharedPath("schemas/github.graphql"), "utf8");
    const server = await startGithubServer(dataset, sdl);
    try {
        await withRead("github", { repos: ["panjf2000/ants"], apiUrl: server.url }, server.token, async ({ outcome, facts, seconds }) => {
            const counts = `${dataset.issues.length} issues and ${dataset.pullRequests.length} pull requests`;
            print(`     ${counts} in ${seconds.toFixed(1)} s with ${server.requests.length} requests`);
            report({
                name: "streams without a problem",
                agreed: outcome.status === "complete" ? 1 : 0,
                of: 1,
                atLeast: 1,
                exceptions: outcome.problems.map(({ what }) => what),
            });
            for (const check of compare(await facts(END_OF_TIME)))
                report(check);
        });
    }
    finally {
        await server.close();
    }
}
function compare({ log }) {
    const { items, pullRequests } = log;
    const rows = (name) => devlakeTable(`${TABLES}/${name}.csv`);
    const listed = rows("issues");
    const ids = new Set(items.id.map(numberOf));
    const createdAt = new Map(items.id.map((id, item) => [numberOf(id), items.createdAt[item]]));
    const ofIssues = rows("_tool_github_issue_events").filter((row) => ids.has(row["issue_id"]));
    const toldOf = (row) => {
        const { issue_id: id = "", type = "", github_created_at: at = "" } = row;
        return `${id} ${type} ${momentOf(type, Date.parse(at), createdAt.get(id))}`;
    };
    const listedEvents = ofIssues.map(toldOf);
    // Of most issues the first events were not recorded, so what those were created with is not known to DevLake.
    const withForm = new Set(listedEvents.filter((one) => one.endsWith(AT_CREATION)));
    const known = new Set(listed.map((row) => numberOf(row["id"])));
    // Their closings were not recorded, so there is a gap between what is told of them and what they are now.
    const closedUnseen = items.id.flatMap((id, item) => (known.has(numberOf(id)) ? [items.historyComplete[item]] : []));
    const agreed = closedUnseen.filter((complete) => complete === 0).length;
    return [
        compareLeadTimes("lead times, against DevLake's lead_time_minutes", log, listed),
        compareSets("issues closed, assigned, labelled and renamed, against DevLake's issue events", listedEvents, eventsOf(log).filter((one) => !one.endsWith(AT_CREATION) || withForm.has(one))),
        compareSets("comments of issues, against DevLake's issue_comments", rows("_tool_github_issue_comments").map((row) => `${row["issue_id"]} comment ${iso(row["github_created_at"])}`), eventsOf(log, true)),
        compareSets("pull requests created, merged and closed, against DevLake's pull_requests", rows("pull_requests").map((row) => told(row["id"], [row["created_date"], row["merged_date"], row["closed_date"]])), pullRequests.id.map((id, index) => told(id, [pullRequests.createdAt[index], pullRequests.mergedAt[index], pullRequests.closedAt[index]]))),
        compareSets("reviews, against DevLake's pull request reviews", rows("_tool_github_pull_request_reviews").map((row) => `${row["pull_request_id"]} reviewed ${iso(row["github_submit_at"])}`), pullRequests.id.flatMap((id, index) => Array.from(pullRequests.reviewAt.subarray(pullRequests.firstReview[index], pullRequests.firstReview[index + 1]), (at) => `${numberOf(id)} reviewed ${iso(at)}`))),
        {
            name: "issues whose closing was not recorded are known to have a gap",
            agreed,
            of: closedUnseen.length,
            atLeast: closedUnseen.length,
            exceptions: [],
        },
    ];
}
function told(id, dates) {
    return [numberOf(id), ...dates.map((date) => (date === "" || Number.isNaN(date) ? "never" : iso(date)))].join(" ");
}
const GIVEN_WITH_THE_FORM = new Set(["labeled", "assigned"]);
/** GitHub writes down what an issue was created with as events of the same second or the next; the connector takes it for the values at creation. */
const WITH_THE_FORM_MS = 2_000;
const AT_CREATION = "at its creation";
function momentOf(word, at, createdAt) {
    return GIVEN_WITH_THE_FORM.has(word) && at - createdAt <= WITH_THE_FORM_MS ? AT_CREATION : iso(at);
}
/** What happened to issues in DevLake's words, and what they were created with; or only what was said. */
function eventsOf({ items, events, statuses, texts }, isComment = false) {
    const found = [];
    for (let index = 0; index < events.count; index++) {
        const kind = events.kind[index];
        const word = wordOf(kind, index);
        if (word === null || (word === "comment") !== isComment)
            continue;
        const item = events.item[index];
        if (events.origin[index] !== ORIGIN.history && !GIVEN_WITH_THE_FORM.has(word))
            continue;
        found.push(`${numberOf(items.id[item])} ${word} ${momentOf(word, events.at[index], items.createdAt[item])}`);
    }
    return found;
    function wordOf(kind, index) {
        if (kind === KIND.status)
            return statuses[events.to[index]]?.category === "done" ? "closed" : null;
        if (kind === KIND.label)
            return events.to[index] < 0 ? "unlabeled" : "labeled";
        if (kind === KIND.title)
            return "renamed";
        if (kind === KIND.assignee)
            return "assigned";
        if (kind === KIND.comment)
            return "comment";
        return kind === KIND.other && texts[events.detail[index]] === "another assignee" ? "assigned" : null;
    }
}
