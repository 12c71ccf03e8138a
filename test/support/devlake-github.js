import { devlakeTable } from "./devlake.ts";
const REPOSITORY = "R_ants";
/**
 * The GitHub payloads that Apache DevLake recorded of one repository through REST: 42 issues and pull requests, 50 events with the issues they are
 * of, 50 pull requests with commits and reviews, 95 comments. Node ids are `issue:<number of the REST id>` and the like, so that they can be found
 * again in DevLake's own tables; texts of people stay behind where nothing needs them. Events of other issues than the listed ones are all
 * that is there of their histories. Null where the data is missing.
 */
export function loadDevlakeGithub() {
    const payloads = (name) => devlakeTable(`github/e2e/raw_tables/_raw_github_api_${name}.csv`)?.map((row) => JSON.parse(row["data"])) ?? null;
    const listed = payloads("issues");
    if (listed === null)
        return null;
    const events = distinct(payloads("events"));
    const accounts = new Map();
    const see = (value) => {
        if (!isRecord(value) || typeof value["login"] !== "string")
            return null;
        const type = value["type"] === "Bot" ? "Bot" : value["type"] === "Organization" ? "Organization" : "User";
        const login = value["login"].replace(/\[bot\]$/, "");
        accounts.set(login, { login, type, databaseId: Number(value["id"]) });
        return login;
    };
    const timelines = new Map();
    const add = (number, event) => {
        if (event !== null)
            timelines.set(number, [...(timelines.get(number) ?? []), event]);
    };
    for (const event of events)
        add(event["issue"].number, eventOf(event, see));
    for (const comment of distinct(payloads("comments")))
        add(numberIn(comment["issue_url"]), {
            id: `comment:${text(comment["id"])}`,
            createdAt: text(comment["created_at"]),
            actor: see(comment["user"]),
            type: "IssueComment",
            body: text(comment["body"]),
        });
    const rawIssues = distinct([...listed, ...events.map((event) => event["issue"])]).filter((one) => one["pull_request"] === undefined);
    const issues = rawIssues.map((raw) => issueOf(raw, timelines.get(Number(raw["number"])) ?? [], see));
    const commits = Map.groupBy(devlakeTable("github/e2e/raw_tables/_raw_github_api_pull_request_commits.csv"), ({ input }) => {
        const { Number: number } = JSON.parse(input);
        return number;
    });
    const reviews = Map.groupBy(distinct(payloads("pull_request_reviews")), (review) => numberIn(review["pull_request_url"]));
    const pullRequests = distinct(payloads("pull_requests")).map((raw) => {
        const number = Number(raw["number"]);
        return pullRequestOf(raw, (commits.get(number) ?? []).map((row) => JSON.parse(row["data"])), reviews.get(number) ?? [], see);
    });
    return {
        viewer: "reader",
        accounts: [
            { login: "panjf2000", type: "User", databaseId: 7_496_278 },
            ...[...accounts.values()].filter(({ login }) => login !== "panjf2000"),
            { login: "reader", type: "User", databaseId: 1 },
        ],
        repositories: [
            {
                id: REPOSITORY,
                owner: "panjf2000",
                name: "ants",
                createdAt: "2018-05-19T00:00:00Z",
                labels: [...new Set(issues.flatMap(({ labels }) => labels))],
                milestones: [],
            },
        ],
        issueTypes: [],
        issueFields: [],
        projects: [],
        issues,
        pullRequests,
    };
}
function issueOf(raw, timeline, see) {
    const isClosed = raw["state"] === "closed";
    const labels = raw["labels"].map(({ name }) => name);
    return {
        id: `issue:${text(raw["id"])}`,
        number: Number(raw["number"]),
        databaseId: Number(raw["id"]),
        repository: REPOSITORY,
        title: text(raw["title"]),
        body: text(raw["body"]),
        author: see(raw["user"]),
        createdAt: text(raw["created_at"]),
        updatedAt: text(raw["updated_at"]),
        closedAt: isClosed ? text(raw["closed_at"]) : null,
        state: isClosed ? "CLOSED" : "OPEN",
        stateReason: isClosed ? reasonOf(raw["state_reason"]) : null,
        labels,
        assignees: raw["assignees"].flatMap((account) => see(account) ?? []),
        milestone: null,
        issueType: null,
        parent: null,
        blockedBy: [],
        timeline: timeline.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1)),
    };
}
function pullRequestOf(raw, commits, reviews, see) {
    const when = (name) => (typeof raw[name] === "string" ? raw[name] : null);
    return {
        id: `pull:${text(raw["id"])}`,
        number: Number(raw["number"]),
        databaseId: Number(raw["id"]),
        repository: REPOSITORY,
        title: text(raw["title"]),
        body: text(raw["body"]),
        author: see(raw["user"]),
        headRefName: text(raw["head"]["ref"]),
        createdAt: text(raw["created_at"]),
        updatedAt: text(raw["updated_at"]),
        closedAt: when("closed_at"),
        mergedAt: when("merged_at"),
        mergedBy: null,
        commits: commits.map((commit) => ({
            oid: text(commit["sha"]),
            authoredDate: text(commit["commit"]["author"]["date"]),
        })),
        reviews: reviews.map((review) => ({
            id: `review:${text(review["id"])}`,
            state: text(review["state"]),
            submittedAt: text(review["submitted_at"]),
            author: see(review["user"]),
        })),
        closes: [],
    };
}
function eventOf(raw, see) {
    const common = { id: `event:${text(raw["id"])}`, createdAt: text(raw["created_at"]), actor: see(raw["actor"]) };
    switch (raw["event"]) {
        case "closed":
            return { ...common, type: "ClosedEvent", stateReason: raw["state_reason"] === null ? null : reasonOf(raw["state_reason"]) };
        case "reopened":
            return { ...common, type: "ReopenedEvent" };
        case "assigned":
        case "unassigned":
            return {
                ...common,
                type: raw["event"] === "assigned" ? "AssignedEvent" : "UnassignedEvent",
                assignee: see(raw["assignee"]),
            };
        case "labeled":
        case "unlabeled":
            return {
                ...common,
                type: raw["event"] === "labeled" ? "LabeledEvent" : "UnlabeledEvent",
                label: text(raw["label"]["name"]),
            };
        case "renamed": {
            const { from, to } = raw["rename"];
            return { ...common, type: "RenamedTitleEvent", previousTitle: from, currentTitle: to };
        }
        default:
            // Events of pull requests, mentions and subscriptions.
            return null;
    }
}
function reasonOf(value) {
    return value === "not_planned" ? "NOT_PLANNED" : "COMPLETED";
}
/** Of several recordings of one thing the last. */
function distinct(rows) {
    return [...new Map(rows.map((row) => [row["id"], row])).values()];
}
/** `.../issues/12` -> 12 */
function numberIn(url) {
    return Number(/\/(\d{1,9})$/.exec(text(url))?.[1]);
}
function text(value) {
    return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}
function isRecord(value) {
    return typeof value === "object" && value !== null;
}
