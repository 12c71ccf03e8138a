/** Kinds of events that a row can tell of, with other words for them; documented in this order. */
export const KIND_WORDS = {
    created: ["created", "create", "creation", "opened"],
    status: ["status", "state", "status change", "status changed", "state change", "transition", "moved"],
    assignee: ["assignee", "assigned", "assign", "owner", "assignee changed", "assigned to"],
    delegate: ["delegate", "delegated"],
    priority: ["priority", "severity"],
    type: ["type", "issue type", "issuetype"],
    resolution: ["resolution"],
    estimate: ["estimate", "story points", "points"],
    "due-date": ["due date", "duedate", "due"],
    team: ["team", "squad"],
    project: ["project"],
    parent: ["parent", "epic", "epic link"],
    sprint: ["sprint", "iteration", "cycle"],
    label: ["label", "labels", "tag", "tags"],
    component: ["component", "components", "area"],
    milestone: ["milestone", "fix version", "release"],
    flag: ["flag", "flagged", "impediment"],
    link: ["link", "relation", "linked"],
    comment: ["comment", "commented", "note"],
    title: ["title", "summary"],
    description: ["description"],
    archived: ["archived"],
    deleted: ["deleted"],
};
const BY_WORD = new Map(Object.entries(KIND_WORDS).flatMap(([kind, words]) => words.map((word) => [word, kind])));
/** Fields that nobody knows are changes all the same. */
export function kindOf(normalWord) {
    return BY_WORD.get(normalWord) ?? "other";
}
/** Kinds of which an item has one value at a time. */
export const SINGLE = [
    "status",
    "assignee",
    "delegate",
    "priority",
    "type",
    "resolution",
    "estimate",
    "due-date",
    "team",
    "project",
    "parent",
];
/** Kinds of which it has any number. */
export const SEVERAL = ["sprint", "label", "component", "milestone", "flag", "link"];
export function isSingle(kind) {
    return SINGLE.some((one) => one === kind);
}
export function isSeveral(kind) {
    return SEVERAL.some((one) => one === kind);
}
