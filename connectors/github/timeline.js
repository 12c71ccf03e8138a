const ACTOR = { actor: "actor { ...Account }" };
const ISSUE = "{ id }";
/** What points to an issue or is pointed to. */
const SUBJECT = "{ __typename ... on Issue { id } ... on PullRequest { id } }";
const FIELD = { issueField: "issueField { ... on IssueFieldCommon { name dataType } }" };
const PROJECT = { project: "project { id }", wasAutomated: "wasAutomated" };
/** Everything that carries workflow. References by commits, mentions and subscriptions are not read: they are many and say nothing of it. */
export const TIMELINE = [
    { item: "ASSIGNED_EVENT", type: "AssignedEvent", fields: { ...ACTOR, assignee: "assignee { ...Account }" } },
    { item: "UNASSIGNED_EVENT", type: "UnassignedEvent", fields: { ...ACTOR, assignee: "assignee { ...Account }" } },
    { item: "LABELED_EVENT", type: "LabeledEvent", fields: { ...ACTOR, label: "label { name }" } },
    { item: "UNLABELED_EVENT", type: "UnlabeledEvent", fields: { ...ACTOR, label: "label { name }" } },
    {
        item: "CLOSED_EVENT",
        type: "ClosedEvent",
        fields: {
            ...ACTOR,
            stateReason: "stateReason",
            closer: "closer { __typename ... on PullRequest { id } }",
        },
    },
    { item: "REOPENED_EVENT", type: "ReopenedEvent", fields: ACTOR },
    { item: "MILESTONED_EVENT", type: "MilestonedEvent", fields: { ...ACTOR, milestoneTitle: "milestoneTitle" } },
    { item: "DEMILESTONED_EVENT", type: "DemilestonedEvent", fields: { ...ACTOR, milestoneTitle: "milestoneTitle" } },
    { item: "RENAMED_TITLE_EVENT", type: "RenamedTitleEvent", fields: ACTOR },
    {
        item: "TRANSFERRED_EVENT",
        type: "TransferredEvent",
        fields: { ...ACTOR, fromRepository: "fromRepository { nameWithOwner }" },
    },
    {
        item: "MARKED_AS_DUPLICATE_EVENT",
        type: "MarkedAsDuplicateEvent",
        fields: { ...ACTOR, canonical: `canonical ${SUBJECT}`, duplicate: `duplicate ${SUBJECT}` },
    },
    {
        item: "UNMARKED_AS_DUPLICATE_EVENT",
        type: "UnmarkedAsDuplicateEvent",
        fields: { ...ACTOR, canonical: `canonical ${SUBJECT}`, duplicate: `duplicate ${SUBJECT}` },
    },
    {
        item: "CROSS_REFERENCED_EVENT",
        type: "CrossReferencedEvent",
        fields: { ...ACTOR, willCloseTarget: "willCloseTarget", source: `source ${SUBJECT}` },
        isSilent: true,
    },
    {
        item: "CONNECTED_EVENT",
        type: "ConnectedEvent",
        fields: { ...ACTOR, source: `source ${SUBJECT}`, subject: `subject ${SUBJECT}` },
        isSilent: true,
    },
    {
        item: "DISCONNECTED_EVENT",
        type: "DisconnectedEvent",
        fields: { ...ACTOR, source: `source ${SUBJECT}`, subject: `subject ${SUBJECT}` },
        isSilent: true,
    },
    {
        item: "SUB_ISSUE_ADDED_EVENT",
        type: "SubIssueAddedEvent",
        fields: { ...ACTOR, subIssue: `subIssue ${ISSUE}` },
        isSilent: true,
    },
    {
        item: "SUB_ISSUE_REMOVED_EVENT",
        type: "SubIssueRemovedEvent",
        fields: { ...ACTOR, subIssue: `subIssue ${ISSUE}` },
        isSilent: true,
    },
    {
        item: "PARENT_ISSUE_ADDED_EVENT",
        type: "ParentIssueAddedEvent",
        fields: { ...ACTOR, parent: `parent ${ISSUE}` },
        isSilent: true,
    },
    {
        item: "PARENT_ISSUE_REMOVED_EVENT",
        type: "ParentIssueRemovedEvent",
        fields: { ...ACTOR, parent: `parent ${ISSUE}` },
        isSilent: true,
    },
    {
        item: "BLOCKED_BY_ADDED_EVENT",
        type: "BlockedByAddedEvent",
        fields: { ...ACTOR, blockingIssue: `blockingIssue ${ISSUE}` },
        isSilent: true,
    },
    {
        item: "BLOCKED_BY_REMOVED_EVENT",
        type: "BlockedByRemovedEvent",
        fields: { ...ACTOR, blockingIssue: `blockingIssue ${ISSUE}` },
        isSilent: true,
    },
    {
        item: "BLOCKING_ADDED_EVENT",
        type: "BlockingAddedEvent",
        fields: { ...ACTOR, blockedIssue: `blockedIssue ${ISSUE}` },
        isSilent: true,
    },
    {
        item: "BLOCKING_REMOVED_EVENT",
        type: "BlockingRemovedEvent",
        fields: { ...ACTOR, blockedIssue: `blockedIssue ${ISSUE}` },
        isSilent: true,
    },
    { item: "ISSUE_TYPE_ADDED_EVENT", type: "IssueTypeAddedEvent", fields: { ...ACTOR, issueType: "issueType { name }" } },
    {
        item: "ISSUE_TYPE_CHANGED_EVENT",
        type: "IssueTypeChangedEvent",
        fields: { ...ACTOR, issueType: "issueType { name }", prevIssueType: "prevIssueType { name }" },
    },
    { item: "ISSUE_TYPE_REMOVED_EVENT", type: "IssueTypeRemovedEvent", fields: { ...ACTOR, issueType: "issueType { name }" } },
    {
        item: "ISSUE_FIELD_ADDED_EVENT",
        type: "IssueFieldAddedEvent",
        fields: { ...ACTOR, ...FIELD, value: "value", options: "options { name }" },
    },
    {
        item: "ISSUE_FIELD_CHANGED_EVENT",
        type: "IssueFieldChangedEvent",
        fields: {
            ...ACTOR,
            ...FIELD,
            previousValue: "previousValue",
            newValue: "newValue",
            previousOptions: "previousOptions { name }",
            newOptions: "newOptions { name }",
        },
    },
    {
        item: "ISSUE_FIELD_REMOVED_EVENT",
        type: "IssueFieldRemovedEvent",
        fields: { ...ACTOR, ...FIELD, options: "options { name }" },
    },
    {
        item: "ADDED_TO_PROJECT_V2_EVENT",
        type: "AddedToProjectV2Event",
        fields: { ...ACTOR, ...PROJECT },
        isOfProject: true,
        isSilent: true,
    },
    {
        item: "REMOVED_FROM_PROJECT_V2_EVENT",
        type: "RemovedFromProjectV2Event",
        fields: { ...ACTOR, ...PROJECT },
        isOfProject: true,
        isSilent: true,
    },
    {
        item: "PROJECT_V2_ITEM_STATUS_CHANGED_EVENT",
        type: "ProjectV2ItemStatusChangedEvent",
        fields: { ...ACTOR, ...PROJECT, previousStatus: "previousStatus", status: "status" },
        isOfProject: true,
        isSilent: true,
    },
    { item: "CONVERTED_FROM_DRAFT_EVENT", type: "ConvertedFromDraftEvent", fields: { ...ACTOR, ...PROJECT }, isOfProject: true },
    { item: "CONVERTED_NOTE_TO_ISSUE_EVENT", type: "ConvertedNoteToIssueEvent", fields: ACTOR },
    { item: "CONVERTED_TO_DISCUSSION_EVENT", type: "ConvertedToDiscussionEvent", fields: ACTOR },
    { item: "PINNED_EVENT", type: "PinnedEvent", fields: ACTOR },
    { item: "UNPINNED_EVENT", type: "UnpinnedEvent", fields: ACTOR },
    { item: "LOCKED_EVENT", type: "LockedEvent", fields: ACTOR },
    { item: "UNLOCKED_EVENT", type: "UnlockedEvent", fields: ACTOR },
    { item: "ISSUE_COMMENT", type: "IssueComment", fields: { author: "author { ...Account }", body: "body" } },
    { item: "COMMENT_DELETED_EVENT", type: "CommentDeletedEvent", fields: ACTOR },
];
