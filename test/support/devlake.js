import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readCsv } from "./csv.ts";
import { SYSTEM_FIELDS, jiraDocument } from "./jira-parts.ts";
import { sharedPath } from "./shared.ts";
/** A table of DevLake's end-to-end data, e.g. `jira/e2e/snapshot_tables/issues.csv`. Null where the data is missing. */
export function devlakeTable(path) {
    const folder = sharedPath("data/devlake/backend/plugins");
    return folder === null ? null : readCsv(readFileSync(join(folder, path), "utf8"));
}
/**
 * The Jira payloads that Apache DevLake recorded (33 issues with their whole changelogs, statuses, users, sprints, issue types) as a Jira site. Names and
 * addresses of people are left behind; texts of v2 become the documents of v3. Null where the data is missing.
 */
export function loadDevlakeJira() {
    const payloads = (name) => devlakeTable(`jira/e2e/raw_tables/_raw_jira_api_${name}.csv`)?.map((row) => JSON.parse(row["data"])) ?? null;
    const raw = payloads("issues");
    if (raw === null)
        return null;
    const users = new Map();
    const see = (value) => {
        if (!isRecord(value) || typeof value["accountId"] !== "string" || value["accountId"] === "")
            return null;
        const accountId = value["accountId"];
        const accountType = value["accountType"] === "app" || value["accountType"] === "customer" ? value["accountType"] : "atlassian";
        if (!users.has(accountId))
            users.set(accountId, { accountId, accountType, active: value["active"] !== false, displayName: accountId });
        return accountId;
    };
    for (const user of payloads("users"))
        see(user);
    const issues = raw.map((one) => issueOf(one, see));
    const statuses = new Map();
    const known = payloads("status");
    // What an issue says of its own status counts less: some recorded issues contradict the list.
    for (const status of [...known, ...raw.map((one) => one["fields"]["status"])]) {
        const { id, name } = status;
        if (!statuses.has(id))
            statuses.set(id, { id, name, ...categoryOf(status) });
    }
    const projects = distinct(raw.map((one) => one["fields"]["project"])).map(({ id, key, name }) => ({
        id: text(id),
        key: text(key),
        name: text(name),
    }));
    const types = distinct([...payloads("issue_types"), ...raw.map((one) => one["fields"]["issuetype"])]);
    const sprints = payloads("sprints");
    return {
        site: { name: "DevLake", timeZone: "Asia/Shanghai" },
        users: [...users.values(), { accountId: "reader", accountType: "atlassian", active: true, displayName: "Reader" }],
        me: "reader",
        projects,
        statuses: [...statuses.values()],
        priorities: distinct(raw.map((one) => one["fields"]["priority"])).map(({ id, name }) => ({
            id: text(id),
            name: text(name),
        })),
        resolutions: distinct(raw.map((one) => one["fields"]["resolution"])).map(({ id, name }) => ({
            id: text(id),
            name: text(name),
        })),
        issueTypes: types.map((type) => ({
            id: text(type["id"]),
            name: text(type["name"]),
            subtask: type["subtask"] === true,
            hierarchyLevel: typeof type["hierarchyLevel"] === "number" ? type["hierarchyLevel"] : type["subtask"] === true ? -1 : 0,
        })),
        fields: [
            ...SYSTEM_FIELDS,
            {
                id: "customfield_10020",
                name: "Sprint",
                custom: true,
                schema: { type: "array", items: "json", custom: "com.pyxis.greenhopper.jira:gh-sprint", customId: 10_020 },
            },
        ],
        workflows: [],
        boards: distinct(sprints.map((sprint) => ({ id: sprint["originBoardId"] }))).map(({ id }) => ({
            id: Number(id),
            name: `Board ${text(id)}`,
            type: "scrum",
            projectKey: projects[0].key,
            columns: [],
        })),
        sprints: sprints.map(sprintOf),
        issues,
    };
}
function issueOf(raw, see) {
    const fields = raw["fields"];
    const histories = raw["changelog"].histories;
    const comments = fields["comment"]?.comments ?? [];
    const { comment: _, ...rest } = fields;
    const person = (value) => {
        const accountId = see(value);
        return accountId === null
            ? null
            : { accountId, accountType: "atlassian", active: isRecord(value) && value["active"] !== false, displayName: accountId };
    };
    const description = fields["description"];
    return {
        id: text(raw["id"]),
        key: text(raw["key"]),
        fields: {
            ...rest,
            description: typeof description === "string" ? jiraDocument(description) : (description ?? null),
            assignee: person(fields["assignee"]),
            reporter: person(fields["reporter"]),
            creator: person(fields["creator"]),
        },
        // Recorded newest first.
        histories: histories.toReversed().map((history) => historyOf(history, see)),
        comments: comments.map((comment) => ({
            id: text(comment["id"]),
            author: see(comment["author"]) ?? "unknown",
            created: text(comment["created"]),
            body: text(comment["body"]),
        })),
    };
}
function historyOf(history, see) {
    return {
        id: text(history["id"]),
        author: see(history["author"]),
        created: text(history["created"]),
        ...(isRecord(history["historyMetadata"]) ? { historyMetadata: history["historyMetadata"] } : {}),
        items: history["items"].map((item) => itemOf(item)),
    };
}
function sprintOf(sprint) {
    return {
        id: Number(sprint["id"]),
        boardId: Number(sprint["originBoardId"]),
        name: text(sprint["name"]),
        state: sprint["state"],
        ...picked(sprint, ["startDate", "endDate", "completeDate"]),
    };
}
function itemOf(item) {
    const value = (name) => (Object.hasOwn(item, name) && typeof item[name] === "string" ? item[name] : null);
    const isAssignee = item["field"] === "assignee";
    return {
        field: text(item["field"]),
        ...(typeof item["fieldId"] === "string" ? { fieldId: item["fieldId"] } : {}),
        fieldtype: item["fieldtype"] === "custom" ? "custom" : "jira",
        from: value("from"),
        fromString: isAssignee ? value("from") : value("fromString"),
        to: value("to"),
        toString: isAssignee ? value("to") : value("toString"),
    };
}
function categoryOf(status) {
    const category = status["statusCategory"];
    if (!isRecord(category))
        return {};
    return { statusCategory: { id: Number(category["id"]), key: category["key"], name: text(category["name"]) } };
}
function distinct(all) {
    const byId = new Map();
    for (const one of all)
        if (one && !byId.has(one["id"]))
            byId.set(one["id"], one);
    return [...byId.values()];
}
function picked(raw, names) {
    return Object.fromEntries(names.flatMap((name) => (typeof raw[name] === "string" ? [[name, raw[name]]] : [])));
}
function isRecord(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
function text(value) {
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
