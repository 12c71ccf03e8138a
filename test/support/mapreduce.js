import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readCsv } from "./csv.ts";
import { CATEGORIES, jiraDate, SYSTEM_FIELDS } from "./jira-parts.ts";
import { sharedPath } from "./shared.ts";
/** Statuses with the ids that Jira Server gives them; an issue without any transition is still in the first. */
const STATUSES = [
    { id: "1", name: "Open", statusCategory: CATEGORIES.new },
    { id: "3", name: "In Progress", statusCategory: CATEGORIES.indeterminate },
    { id: "4", name: "Reopened", statusCategory: CATEGORIES.new },
    { id: "10002", name: "Patch Available", statusCategory: CATEGORIES.indeterminate },
    { id: "5", name: "Resolved", statusCategory: CATEGORIES.done },
    { id: "6", name: "Closed", statusCategory: CATEGORIES.done },
];
const PRIORITIES = ["Blocker", "Critical", "Major", "Minor", "Trivial"];
const TYPES = ["Bug", "Improvement", "New Feature", "Sub-task", "Task", "Test", "Wish"];
/** Ids of issues outside of the data that links point to; far above every real one. */
const FIRST_FOREIGN_ID = 90_000_000;
/**
 * The issues of the Apache project MAPREDUCE (Public Jira Dataset, until January 2022) as a Jira site. What the data does not have is not there either:
 * authors of changes, changes other than those of the status, resolutions, descriptions, due dates (fields left out, as Jira leaves out hidden fields). The
 * present assignee is left out too: without its history it would look like one set at creation. Null where the data
 * is missing.
 */
export function loadMapreduce() {
    const folder = sharedPath("data/apache-jira/MAPREDUCE");
    if (folder === null)
        return null;
    const read = (name) => readCsv(readFileSync(join(folder, name), "utf8"));
    const rows = read("issues.csv");
    const transitions = Map.groupBy(read("status_events.csv"), (row) => row["issue_key"]);
    const links = linksOf(rows, read("issue_links.csv"));
    const accounts = new Set(rows.map((row) => accountOf(row["creator_key"])).filter((account) => account !== null));
    const components = [...new Set(rows.flatMap((row) => row["components"].split(";")))].filter(Boolean).toSorted();
    const project = { id: "12310941", key: "MAPREDUCE", name: "Hadoop Map/Reduce" };
    const issueOf = (row) => {
        const id = row["jira_id"];
        const changes = (transitions.get(row["issue_key"]) ?? []).toSorted((a, b) => Date.parse(a["event_time"]) - Date.parse(b["event_time"]));
        const creator = accountOf(row["creator_key"]);
        const person = creator === null ? null : { accountId: creator, accountType: "atlassian", active: true, displayName: creator };
        return {
            id,
            key: row["issue_key"],
            fields: {
                summary: row["summary"],
                issuetype: {
                    id: String(TYPES.indexOf(row["issuetype_name"]) + 1),
                    name: row["issuetype_name"],
                    subtask: row["issuetype_name"] === "Sub-task",
                },
                project,
                status: statusNamed(changes.at(-1)?.["to_status"] ?? "Open"),
                priority: { id: String(PRIORITIES.indexOf(row["priority_name"]) + 1), name: row["priority_name"] },
                resolutiondate: row["resolutiondate"] === "" ? null : jiraDate(row["resolutiondate"]),
                created: jiraDate(row["created"]),
                updated: jiraDate(row["updated"]),
                creator: person,
                reporter: person,
                components: row["components"].split(";")
                    .filter(Boolean)
                    .map((name) => ({ id: String(components.indexOf(name) + 1), name })),
                issuelinks: links.get(row["issue_key"]) ?? [],
            },
            histories: changes.map((change, index) => historyOf(`${id}${String(index).padStart(3, "0")}`, change)),
            comments: [],
        };
    };
    return {
        site: { name: "Apache", timeZone: "UTC" },
        users: [
            { accountId: "reader", accountType: "atlassian", active: true, displayName: "Reader" },
            ...Array.from(accounts, (accountId) => ({
                accountId,
                accountType: "atlassian",
                active: true,
                displayName: accountId,
            })),
        ],
        me: "reader",
        projects: [project],
        statuses: STATUSES,
        priorities: PRIORITIES.map((name, index) => ({ id: String(index + 1), name })),
        resolutions: [],
        issueTypes: TYPES.map((name, index) => {
            const subtask = name === "Sub-task";
            return { id: String(index + 1), name, subtask, hierarchyLevel: subtask ? -1 : 0 };
        }),
        fields: SYSTEM_FIELDS.filter(({ id }) => !["assignee", "description", "resolution", "duedate", "labels", "fixVersions", "subtasks", "parent"].includes(id)),
        workflows: [],
        boards: [],
        sprints: [],
        issues: rows.map((row) => issueOf(row)),
    };
}
function statusNamed(name) {
    const found = STATUSES.find((status) => status.name === name);
    if (found === undefined)
        throw new Error(`MAPREDUCE has a status that the loader does not know: ${name}`);
    return found;
}
function historyOf(id, change) {
    const from = statusNamed(change["from_status"]);
    const to = statusNamed(change["to_status"]);
    return {
        id,
        author: null,
        created: jiraDate(change["event_time"]),
        items: [
            {
                field: "status",
                fieldId: "status",
                fieldtype: "jira",
                from: from.id,
                fromString: from.name,
                to: to.id,
                toString: to.name,
            },
        ],
    };
}
/** The token inside `<<|author_key|TOKEN|>>`. */
function accountOf(key) {
    return /\|([0-9a-f-]{36})\|/.exec(key)?.[1] ?? null;
}
/** The `issuelinks` of every issue. The data has a link once; Jira shows it on both ends. */
function linksOf(rows, links) {
    const ids = new Map(rows.map((row) => [row["issue_key"], row["jira_id"]]));
    const known = new Set(ids.keys());
    const phrases = Map.groupBy(links, (link) => link["raw_link_type"]);
    const types = new Map(Array.from(phrases, ([name, of], index) => {
        const phrase = (direction) => of.find((link) => link["direction"] === direction)?.["link_type"];
        const outward = phrase("outward") ?? name;
        return [name, { id: String(10_000 + index), name, inward: phrase("inward") ?? outward, outward }];
    }));
    const found = new Map();
    const add = (key, link) => {
        const list = found.get(key);
        if (list === undefined)
            found.set(key, [link]);
        else
            list.push(link);
    };
    const seen = new Set();
    for (const [index, link] of links.entries()) {
        const [from, to] = [link["from_issue_key"], link["to_issue_key"]];
        const outward = link["direction"] === "outward";
        const name = link["raw_link_type"];
        const identity = JSON.stringify(outward ? [name, from, to] : [name, to, from]);
        if (seen.has(identity))
            continue;
        seen.add(identity);
        const issue = (key) => {
            const id = ids.get(key) ?? String(FIRST_FOREIGN_ID + ids.size);
            ids.set(key, id);
            return { id, key };
        };
        const common = { id: String(12_000_000 + index), type: types.get(name) };
        if (known.has(from))
            add(from, { ...common, ...(outward ? { outwardIssue: issue(to) } : { inwardIssue: issue(to) }) });
        if (known.has(to))
            add(to, { ...common, ...(outward ? { inwardIssue: issue(from) } : { outwardIssue: issue(from) }) });
    }
    return found;
}
