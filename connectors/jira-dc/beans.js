import { ownText } from "../jira/schema.ts";
import { isHistory, isIssue } from "../jira/shapes.ts";
function isRecord(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
/** Null when it is no issue. `sprintField`: the custom field with sprints; null = there is none. */
export function readIssue(value, sprintField) {
    if (!isRecord(value) || !isRecord(value["fields"]))
        return null;
    const fields = { ...value["fields"] };
    for (const name of ["assignee", "reporter", "creator"])
        fields[name] = accountOf(fields[name]);
    if (isRecord(fields["comment"]))
        fields["comment"] = commentsOf(fields["comment"]);
    if (sprintField !== null && Array.isArray(fields[sprintField]))
        fields[sprintField] = fields[sprintField].map(sprintOf);
    const issue = { id: value["id"], key: value["key"], fields };
    if (!isIssue(issue))
        return null;
    const changelog = isRecord(value["changelog"]) ? value["changelog"] : {};
    const entries = Array.isArray(changelog["histories"]) ? changelog["histories"] : [];
    const histories = entries.map(historyOf).filter((one) => one !== null);
    const total = typeof changelog["total"] === "number" ? changelog["total"] : entries.length;
    return { issue, histories, historyComplete: Array.isArray(changelog["histories"]) && histories.length >= total };
}
function historyOf(value) {
    if (!isRecord(value))
        return null;
    const { id, created, items, historyMetadata } = value;
    const history = { id, created, items, historyMetadata, author: accountOf(value["author"]) };
    return isHistory(history) ? history : null;
}
function commentsOf(comment) {
    const { comments } = comment;
    return Array.isArray(comments) ? { ...comment, comments: comments.map(readComment) } : comment;
}
export function readComment(value) {
    return isRecord(value) ? { ...value, author: accountOf(value["author"]) } : value;
}
/** Atlassian's name of the account that rules act under unless they are given another (Automation for Jira, "Key concepts"). Nobody else is called so. */
const RULE_ACTOR = "Automation for Jira";
/**
 * Accounts have a key that never changes; before Jira 8.4 it was their name, and old histories name people by it. There are no kinds of accounts,
 * but the one of Jira's own automation is known by what it is called. Null = nobody, or somebody who is gone.
 */
function accountOf(value) {
    if (!isRecord(value))
        return null;
    const accountId = ownText(value, "key") ?? ownText(value, "name");
    if (accountId === null || accountId === "")
        return null;
    return {
        accountId,
        accountType: ownText(value, "displayName") === RULE_ACTOR ? "app" : null,
        active: typeof value["active"] === "boolean" ? value["active"] : null,
    };
}
/** What stands in front of a value; a comma inside a name has a space behind it or no such word. */
const SPRINT_MARKS = /[[,](id|rapidViewId|state|name|startDate|endDate|completeDate|activatedDate|sequence|goal|synced|autoStartStop)=/g;
/**
 * A sprint in an issue: an object where Jira is new, else the text of a Java object,
 * `com.atlassian.greenhopper.service.sprint.Sprint@1a2b[id=7,rapidViewId=1,state=CLOSED,name=Sprint 7,startDate=2026-01-05T09:00:00.000+01:00,...]`.
 */
export function sprintOf(value) {
    if (typeof value !== "string")
        return value;
    const begin = value.indexOf("[");
    if (begin < 0)
        return value;
    const inside = value.slice(begin, begin + 3_000);
    const marks = [...inside.matchAll(SPRINT_MARKS)];
    const parts = new Map();
    for (const [at, mark] of marks.entries()) {
        const end = marks[at + 1]?.index ?? inside.lastIndexOf("]");
        if (!parts.has(mark[1]))
            parts.set(mark[1], inside.slice(mark.index + mark[0].length, end).trim());
    }
    const date = (name) => {
        const text = parts.get(name);
        return text === undefined || text === "<null>" || text === "" ? null : text;
    };
    return {
        id: Number(parts.get("id")),
        name: parts.get("name") ?? "",
        startDate: date("startDate"),
        endDate: date("endDate"),
        completeDate: date("completeDate"),
    };
}
