function isObject(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
function isAbsent(value) {
    return value === null || value === undefined;
}
const isText = (value) => isAbsent(value) || typeof value === "string";
const isFlag = (value) => isAbsent(value) || typeof value === "boolean";
const isAmount = (value) => isAbsent(value) || (typeof value === "number" && Number.isFinite(value));
const isTexts = (value) => isAbsent(value) || (Array.isArray(value) && value.every((one) => typeof one === "string"));
const hasId = (value) => isObject(value) && typeof value["id"] === "string";
const isReference = (value) => isAbsent(value) || hasId(value);
const isBot = (value) => isAbsent(value) || (isObject(value) && typeof value["type"] === "string" && isText(value["subType"]));
const isNamed = (value) => isAbsent(value) || (isObject(value) && isText(value["name"]));
const isDate = (value) => typeof value === "string" && value.length <= 40 && !Number.isNaN(Date.parse(value));
const isInTeam = (value) => hasId(value) && hasId(value["team"]);
function every(value, names, test) {
    for (const name of names)
        if (!test(value[name]))
            return false;
    return true;
}
const HISTORY_TEXTS = [
    ...["actorId", "fromStateId", "toStateId", "fromAssigneeId", "toAssigneeId", "fromTeamId", "toTeamId", "fromProjectId"],
    ...["toProjectId", "fromCycleId", "toCycleId", "fromParentId", "toParentId", "fromDueDate", "toDueDate", "attachmentId"],
    ...["toTitle", "toConvertedProjectId", "toSlaStartedAt"],
];
const HISTORY_AMOUNTS = ["fromPriority", "toPriority", "fromEstimate", "toEstimate"];
const HISTORY_FLAGS = [
    ...[
        "archived",
        "trashed",
        "autoArchived",
        "autoClosed",
        "updatedDescription",
        "triageResponsibilityAutoAssigned",
        "toSlaBreached",
    ],
];
export function isHistory(value) {
    return (hasId(value) &&
        isObject(value) &&
        isDate(value["createdAt"]) &&
        every(value, HISTORY_TEXTS, isText) &&
        every(value, HISTORY_AMOUNTS, isAmount) &&
        every(value, HISTORY_FLAGS, isFlag) &&
        every(value, ["addedLabelIds", "removedLabelIds"], isTexts) &&
        every(value, ["fromDelegate", "toDelegate"], isReference) &&
        isBot(value["botActor"]) &&
        areRelationChanges(value["relationChanges"]));
}
function areRelationChanges(value) {
    if (isAbsent(value))
        return true;
    return (Array.isArray(value) &&
        value.every((one) => isObject(one) && typeof one["identifier"] === "string" && typeof one["type"] === "string"));
}
const ISSUE_TEXTS = ["description", "dueDate", "archivedAt", "autoArchivedAt", "autoClosedAt", "completedAt", "canceledAt"];
const ISSUE_REFERENCES = [
    ...["assignee", "creator", "delegate", "cycle", "project", "parent"],
    ...["lastAppliedTemplate", "recurringIssueTemplate", "externalUserCreator"],
];
export function isIssue(value) {
    return (hasId(value) &&
        isObject(value) &&
        every(value, ["identifier", "title", "url"], (one) => typeof one === "string") &&
        every(value, ["createdAt", "updatedAt"], isDate) &&
        every(value, ISSUE_TEXTS, isText) &&
        every(value, ["priority", "estimate"], isAmount) &&
        isFlag(value["trashed"]) &&
        every(value, ["labelIds", "previousIdentifiers"], isTexts) &&
        hasId(value["state"]) &&
        hasId(value["team"]) &&
        every(value, ISSUE_REFERENCES, isReference) &&
        isBot(value["botActor"]) &&
        isNamed(value["projectMilestone"]));
}
export function isComment(value) {
    return (hasId(value) &&
        isObject(value) &&
        every(value, ["createdAt", "updatedAt"], isDate) &&
        typeof value["body"] === "string" &&
        every(value, ["user", "externalUser"], isReference) &&
        isBot(value["botActor"]) &&
        (isAbsent(value["issue"]) || (isInTeam(value["issue"]) && typeof value["issue"]["identifier"] === "string")));
}
export function isAttachment(value) {
    return (hasId(value) &&
        isObject(value) &&
        every(value, ["createdAt", "updatedAt"], isDate) &&
        typeof value["url"] === "string" &&
        isText(value["sourceType"]) &&
        isReference(value["creator"]) &&
        isInTeam(value["issue"]));
}
export function isRelation(value) {
    return (hasId(value) &&
        isObject(value) &&
        every(value, ["createdAt", "updatedAt"], isDate) &&
        typeof value["type"] === "string" &&
        isInTeam(value["issue"]) &&
        isInTeam(value["relatedIssue"]));
}
