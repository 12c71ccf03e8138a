import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { jiraDocument, SYSTEM_FIELDS } from "./jira-parts.ts";
import { sharedPath } from "./shared.ts";
/**
 * 6,686 issues of the tidev archive (Jira Server, four projects) as a Jira site: every field but no history at all, and many fields missing. What a
 * tracker looks like whose changelog was lost. Null where the data is missing.
 */
export function loadTidev() {
    const file = sharedPath("data/tidev-jira-issues.ndjson.gz");
    if (file === null)
        return null;
    const lines = gunzipSync(readFileSync(file)).toString().split("\n").filter(Boolean);
    const raw = lines.map((line) => JSON.parse(line));
    const users = new Map([
        ["reader", { accountId: "reader", accountType: "atlassian", active: true, displayName: "Reader" }],
    ]);
    const person = (value) => {
        const { name, active } = (value ?? {});
        if (name === undefined)
            return null;
        const user = { accountId: name, accountType: "atlassian", active: active !== false, displayName: name };
        users.set(name, user);
        return user;
    };
    const issues = raw.map(({ id, key, fields }) => {
        const { comment, description, ...rest } = fields;
        const comments = (comment?.comments ?? []).map((one, index) => ({
            id: `${id}${String(index).padStart(3, "0")}`,
            author: person(one["author"])?.accountId ?? "unknown",
            created: one["created"],
            body: "",
        }));
        const people = {
            assignee: person(fields["assignee"]),
            reporter: person(fields["reporter"]),
            creator: person(fields["creator"]),
        };
        const text = typeof description === "string" ? { description: jiraDocument(description) } : {};
        return { id, key, fields: { ...rest, ...text, ...people }, histories: [], comments };
    });
    const named = (field) => {
        const found = new Map();
        for (const { fields } of raw) {
            const value = fields[field];
            if (value !== null && value !== undefined && !found.has(value.id))
                found.set(value.id, value);
        }
        return [...found.values()];
    };
    return {
        site: { name: "Archive", timeZone: "UTC" },
        users: [...users.values()],
        me: "reader",
        projects: named("project").map(({ id, name, ...rest }) => ({ id, key: rest["key"], name })),
        statuses: named("status"),
        priorities: named("priority").map(({ id, name }) => ({ id, name })),
        resolutions: named("resolution").map(({ id, name }) => ({ id, name })),
        issueTypes: named("issuetype").map(({ id, name, ...rest }) => {
            const subtask = rest["subtask"] === true;
            return { id, name, subtask, hierarchyLevel: name === "Epic" ? 1 : subtask ? -1 : 0 };
        }),
        fields: SYSTEM_FIELDS,
        workflows: [],
        boards: [],
        sprints: [],
        issues,
    };
}
