import { z } from "zod";
import { isObject, nameOf, numberOf, own, textOf, isIssue, isTimelineNode, } from "../shapes.ts";
/** Rows of the REST API in the shapes of the other interface, so that both are read by the same rules. */
export const repositoryRow = z.looseObject({
    node_id: z.string(),
    name: z.string(),
    full_name: z.string(),
    private: z.boolean().nullish(),
    archived: z.boolean().nullish(),
    fork: z.boolean().nullish(),
    has_issues: z.boolean().nullish(),
    owner: z.looseObject({ login: z.string(), type: z.string() }),
});
export const rows = z.array(z.unknown());
/** Kinds of accounts that GitHub has; whatever else is written there is not known. */
const ACCOUNT_TYPES = new Set(["User", "Bot", "Organization", "Mannequin", "EnterpriseUserAccount"]);
/** Stands for everybody whose account was deleted; the other interface shows nobody there. https://api.github.com/users/ghost */
const GHOST_ID = 10_137;
/** Null = nobody. */
export function account(row) {
    const login = textOf(own(row, "login"), 100);
    const databaseId = numberOf(own(row, "id"));
    if (login === null || databaseId === GHOST_ID)
        return null;
    const type = textOf(own(row, "type"), 40) ?? "";
    return { __typename: ACCOUNT_TYPES.has(type) ? type : "Unknown", login, databaseId };
}
const isOfPullRequest = (row) => isObject(own(row, "pull_request"));
/** The list of issues holds pull requests as well: null for these, undefined for what cannot be read. */
export function issueOf(row, repository) {
    if (isOfPullRequest(row))
        return null;
    const labels = own(row, "labels");
    const assignees = own(row, "assignees");
    const type = nameOf(own(row, "type"));
    const issue = {
        ...common(row),
        state: upper(own(row, "state")),
        stateReason: upper(own(row, "state_reason")),
        repository,
        labels: {
            nodes: (Array.isArray(labels) ? labels : []).map((label) => ({
                name: typeof label === "string" ? label : own(label, "name"),
            })),
        },
        assignees: { nodes: (Array.isArray(assignees) ? assignees : []).map(account) },
        milestone: own(row, "milestone") ?? null,
        issueType: type === null ? null : { name: type },
    };
    return isIssue(issue) ? issue : undefined;
}
function common(row) {
    return {
        id: own(row, "node_id"),
        number: own(row, "number"),
        url: own(row, "html_url"),
        title: own(row, "title"),
        body: own(row, "body") ?? "",
        createdAt: own(row, "created_at"),
        updatedAt: own(row, "updated_at"),
        closedAt: own(row, "closed_at") ?? null,
        author: account(own(row, "user")),
    };
}
function upper(value) {
    return textOf(value, 40)?.toUpperCase() ?? null;
}
/** GitHub's words for events that are read, and the type of each in the other interface. */
const TYPES = new Map([
    ["assigned", "AssignedEvent"],
    ["unassigned", "UnassignedEvent"],
    ["labeled", "LabeledEvent"],
    ["unlabeled", "UnlabeledEvent"],
    ["closed", "ClosedEvent"],
    ["reopened", "ReopenedEvent"],
    ["milestoned", "MilestonedEvent"],
    ["demilestoned", "DemilestonedEvent"],
    ["renamed", "RenamedTitleEvent"],
    ["transferred", "TransferredEvent"],
    ["issue_type_added", "IssueTypeAddedEvent"],
    ["issue_type_changed", "IssueTypeChangedEvent"],
    ["issue_type_removed", "IssueTypeRemovedEvent"],
    ["added_to_project_v2", "AddedToProjectV2Event"],
    ["removed_from_project_v2", "RemovedFromProjectV2Event"],
    ["project_v2_item_status_changed", "ProjectV2ItemStatusChangedEvent"],
    ["converted_from_draft", "ConvertedFromDraftEvent"],
    ["converted_note_to_issue", "ConvertedNoteToIssueEvent"],
    ["converted_to_discussion", "ConvertedToDiscussionEvent"],
    ["pinned", "PinnedEvent"],
    ["unpinned", "UnpinnedEvent"],
    ["locked", "LockedEvent"],
    ["unlocked", "UnlockedEvent"],
    ["comment_deleted", "CommentDeletedEvent"],
]);
/** Told here without what they are about (relations), or about people and commits only; none is read. */
const LEFT_OUT = /^(?:mentioned|subscribed|unsubscribed|referenced|connected|disconnected|marked_as_duplicate|unmarked_as_duplicate|cross-referenced|commented|user_blocked|issue_comment_(?:un)?pinned|(?:sub_issue|parent_issue|blocked_by|blocking)_(?:added|removed)|issue_field_(?:added|changed|removed)|(?:added_to|moved_columns_in|removed_from)_project)$/;
/** Undefined: a word that this version does not know; null: one that is not read. */
export function eventOf(row) {
    const word = textOf(own(row, "event"), 60) ?? "";
    const type = TYPES.get(word);
    if (type === undefined)
        return LEFT_OUT.test(word) ? null : undefined;
    // Of an assignment the one who was assigned stood as actor once; who did it has a field of its own.
    const doer = own(row, "assigner") ?? own(row, "actor");
    const node = {
        __typename: type,
        id: own(row, "node_id"),
        createdAt: own(row, "created_at"),
        actor: account(doer),
        ...(word.endsWith("assigned") ? { assignee: account(own(row, "assignee")) } : {}),
        ...(word.endsWith("labeled") ? { label: { name: own(own(row, "label"), "name") } } : {}),
        ...(word.endsWith("milestoned") ? { milestoneTitle: own(own(row, "milestone"), "title") } : {}),
        ...(word === "closed" ? { stateReason: upper(own(row, "state_reason")) } : {}),
    };
    return isTimelineNode(node) ? node : undefined;
}
/** Node id of the issue that an event of the whole repository belongs to; null = it belongs to a pull request, or to nothing that is told. */
export function issueOfEvent(row) {
    const issue = own(row, "issue");
    return isOfPullRequest(issue) ? null : textOf(own(issue, "node_id"));
}
