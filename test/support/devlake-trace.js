import { devlakeTable } from "./devlake.ts";
import { CATEGORIES, jiraDate, SYSTEM_FIELDS } from "./jira-parts.ts";
/** Name under which the trace's empty status is served: one story came from another tool, which had none before its first change. */
export const NO_STATUS = "(no status)";
/**
 * `issue_trace/e2e/raw_tables`: 32 issues and 693 changes in DevLake's own shape, which name statuses but have no status ids; a status gets one per name.
 * Null where the data is missing.
 */
export function loadDevlakeTrace() {
    const rows = devlakeTable("issue_trace/e2e/raw_tables/issues.csv");
    const changes = devlakeTable("issue_trace/e2e/raw_tables/issue_changelogs.csv");
    if (rows === null || changes === null)
        return null;
    const statuses = statusesOf(rows, changes);
    const statusNamed = (name) => statuses.get(name || NO_STATUS);
    const accounts = new Set();
    const person = (id) => {
        const accountId = accountOf(id);
        if (accountId === null)
            return null;
        accounts.add(accountId);
        return { accountId, accountType: "atlassian", active: true, displayName: accountId };
    };
    const jiraId = new Map(rows.map((row, index) => [row["id"], row["id"].startsWith("jira:") ? lastPart(row["id"]) : String(99_000_000 + index)]));
    const byIssue = Map.groupBy(changes, (change) => change["issue_id"]);
    const types = [...new Set(rows.map((row) => row["original_type"]))];
    const itemOf = (change) => {
        const field = change["field_name"];
        const [from, to] = [change["original_from_value"], change["original_to_value"]];
        const common = {
            field,
            fieldId: change["field_id"],
            fieldtype: change["field_id"].startsWith("customfield_") ? "custom" : "jira",
        };
        if (field === "status") {
            const [left, entered] = [statusNamed(from), statusNamed(to)];
            return { ...common, from: left.id, fromString: left.name, to: entered.id, toString: entered.name };
        }
        if (field === "assignee") {
            const [left, entered] = [person(from)?.accountId ?? null, person(to)?.accountId ?? null];
            return { ...common, from: left, fromString: left, to: entered, toString: entered };
        }
        return { ...common, from: from || null, fromString: from || null, to: to || null, toString: to || null };
    };
    const issues = rows.map((row) => {
        const mine = Map.groupBy(byIssue.get(row["id"]) ?? [], historyIdOf);
        const histories = Array.from(mine, ([id, items]) => ({
            id,
            author: person(items[0]["author_id"])?.accountId ?? null,
            created: jiraDate(items[0]["created_date"]),
            items: items.map((item) => itemOf(item)),
        }));
        const isJira = row["id"].startsWith("jira:");
        return {
            id: jiraId.get(row["id"]),
            key: isJira ? row["issue_key"] : "TAPD-1",
            fields: {
                summary: row["issue_key"],
                description: null,
                issuetype: {
                    id: String(types.indexOf(row["original_type"]) + 1),
                    name: row["original_type"],
                    subtask: false,
                    hierarchyLevel: 0,
                },
                project: isJira ? PROJECTS[0] : PROJECTS[1],
                status: statusNamed(row["original_status"]),
                priority: row["priority"] === "" ? null : { id: "3", name: row["priority"] },
                resolution: row["resolution_date"] === "" ? null : { id: "10000", name: "Done" },
                resolutiondate: row["resolution_date"] === "" ? null : jiraDate(row["resolution_date"]),
                created: jiraDate(row["created_date"]),
                updated: jiraDate(row["updated_date"]),
                duedate: null,
                assignee: person(row["assignee_id"]),
                creator: person(row["creator_id"]),
                reporter: person(row["creator_id"]),
                labels: [],
                components: [],
                fixVersions: [],
                subtasks: [],
                issuelinks: [],
            },
            histories: histories.toSorted((a, b) => a.created === b.created ? Number(a.id) - Number(b.id) : a.created < b.created ? -1 : 1),
            comments: [],
        };
    });
    return {
        jiraId,
        dataset: {
            site: { name: "DevLake issue trace", timeZone: "UTC" },
            users: ["reader", ...accounts].map((accountId) => ({
                accountId,
                accountType: "atlassian",
                active: true,
                displayName: accountId,
            })),
            me: "reader",
            projects: PROJECTS,
            statuses: [...statuses.values()],
            priorities: [{ id: "3", name: "Medium" }],
            resolutions: [{ id: "10000", name: "Done" }],
            issueTypes: types.map((name, index) => ({ id: String(index + 1), name, subtask: false, hierarchyLevel: 0 })),
            fields: SYSTEM_FIELDS,
            workflows: [],
            boards: [],
            sprints: [],
            issues,
        },
    };
}
const PROJECTS = [
    { id: "10003", key: "EE", name: "Enterprise Edition" },
    { id: "10004", key: "TAPD", name: "Other tool" },
];
/** Every status name in the tables; the category is told from DevLake's own mapping of it (waiting, finished, anything between). */
function statusesOf(issues, changes) {
    const mapped = new Map();
    for (const change of changes) {
        if (change["field_name"] !== "status")
            continue;
        mapped.set(change["original_from_value"] || NO_STATUS, change["from_value"]);
        mapped.set(change["original_to_value"] || NO_STATUS, change["to_value"]);
    }
    for (const issue of issues)
        mapped.set(issue["original_status"], issue["status"]);
    return new Map(Array.from(mapped, ([name, word], index) => {
        const statusCategory = word === "等待" || word === "" ? CATEGORIES.new : word === "完成" ? CATEGORIES.done : CATEGORIES.indeterminate;
        return [name, { id: String(20_001 + index), name, statusCategory }];
    }));
}
/** `jira:JiraAccount:2:5e97...` -> `5e97...`. */
function accountOf(id) {
    return id === "" ? null : lastPart(id);
}
function lastPart(id) {
    return id.slice(id.lastIndexOf(":") + 1);
}
/** `jira:JiraIssueChangelogItems:2:10645:Rank` -> `10645`. */
function historyIdOf(change) {
    return change["id"].split(":")[3];
}
