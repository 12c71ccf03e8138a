/** What Jira knows under these ids everywhere. */
export const CATEGORIES = {
    new: { id: 2, key: "new", name: "To Do" },
    indeterminate: { id: 4, key: "indeterminate", name: "In Progress" },
    done: { id: 3, key: "done", name: "Done" },
};
/** The system fields that the loaders fill. */
export const SYSTEM_FIELDS = [
    ["summary", "Summary", "string"],
    ["description", "Description", "string"],
    ["issuetype", "Issue Type", "issuetype"],
    ["project", "Project", "project"],
    ["status", "Status", "status"],
    ["priority", "Priority", "priority"],
    ["resolution", "Resolution", "resolution"],
    ["resolutiondate", "Resolved", "datetime"],
    ["created", "Created", "datetime"],
    ["updated", "Updated", "datetime"],
    ["duedate", "Due date", "date"],
    ["assignee", "Assignee", "user"],
    ["reporter", "Reporter", "user"],
    ["creator", "Creator", "user"],
    ["labels", "Labels", "array"],
    ["components", "Components", "array"],
    ["fixVersions", "Fix versions", "array"],
    ["parent", "Parent", "issuelink"],
    ["subtasks", "Sub-tasks", "array"],
    ["issuelinks", "Linked Issues", "array"],
    ["comment", "Comment", "comments-page"],
].map(([id, name, type]) => ({ id, name, custom: false, schema: { type, system: id } }));
/** An ISO instant of any zone as Jira writes instants. */
export function jiraDate(iso) {
    return new Date(iso).toISOString().replace("Z", "+0000");
}
/** Text as the document that v3 of the API has in the place of texts. */
export function jiraDocument(text) {
    return {
        type: "doc",
        version: 1,
        content: text
            .split(/\r?\n/)
            .map((line) => ({ type: "paragraph", content: line === "" ? [] : [{ type: "text", text: line }] })),
    };
}
