function isObject(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
function isText(value) {
    return typeof value === "string" || value === null || value === undefined;
}
function isNumber(value) {
    return typeof value === "number" && Number.isFinite(value);
}
function isAbsent(value) {
    return value === null || value === undefined;
}
function isListOf(value, isOne) {
    return Array.isArray(value) && value.every((one) => isOne(one));
}
export function isUser(value) {
    if (!isObject(value))
        return false;
    const { accountId, accountType, appType, emailAddress, active } = value;
    return (typeof accountId === "string" &&
        isText(accountType) &&
        isText(appType) &&
        isText(emailAddress) &&
        (typeof active === "boolean" || isAbsent(active)));
}
function isNamed(value) {
    return isObject(value) && typeof value["id"] === "string" && isText(value["name"]);
}
function isLinked(value) {
    return isObject(value) && typeof value["key"] === "string" && isText(value["id"]);
}
function isStatus(value) {
    if (!isObject(value))
        return false;
    const { id, name, statusCategory } = value;
    return (typeof id === "string" &&
        typeof name === "string" &&
        (isAbsent(statusCategory) || (isObject(statusCategory) && isText(statusCategory["key"]))));
}
function isIssueType(value) {
    if (!isObject(value))
        return false;
    const { id, name, subtask, hierarchyLevel } = value;
    return (typeof id === "string" &&
        typeof name === "string" &&
        (typeof subtask === "boolean" || isAbsent(subtask)) &&
        (isNumber(hierarchyLevel) || isAbsent(hierarchyLevel)));
}
function isProject(value) {
    if (!isObject(value))
        return false;
    const { id, key, name } = value;
    return typeof id === "string" && typeof key === "string" && typeof name === "string";
}
function isLink(value) {
    if (!isObject(value))
        return false;
    const { type, inwardIssue, outwardIssue } = value;
    return (isObject(type) &&
        isText(type["name"]) &&
        isText(type["inward"]) &&
        isText(type["outward"]) &&
        (isAbsent(inwardIssue) || isLinked(inwardIssue)) &&
        (isAbsent(outwardIssue) || isLinked(outwardIssue)));
}
export function isSprint(value) {
    if (!isObject(value))
        return false;
    const { id, name, startDate, endDate, completeDate } = value;
    return isNumber(id) && typeof name === "string" && isText(startDate) && isText(endDate) && isText(completeDate);
}
function isCommentList(value) {
    return isObject(value) && Array.isArray(value["comments"]) && isNumber(value["total"]);
}
function areFields(value) {
    if (!isObject(value))
        return false;
    const { assignee, reporter, creator, priority, resolution, parent, labels, components, fixVersions, issuelinks } = value;
    return (isText(value["summary"]) &&
        isIssueType(value["issuetype"]) &&
        isProject(value["project"]) &&
        isStatus(value["status"]) &&
        (isAbsent(priority) || isNamed(priority)) &&
        (isAbsent(resolution) || isNamed(resolution)) &&
        (isAbsent(assignee) || isUser(assignee)) &&
        (isAbsent(reporter) || isUser(reporter)) &&
        (isAbsent(creator) || isUser(creator)) &&
        typeof value["created"] === "string" &&
        typeof value["updated"] === "string" &&
        isText(value["resolutiondate"]) &&
        isText(value["duedate"]) &&
        (isAbsent(labels) || isListOf(labels, (label) => typeof label === "string")) &&
        (isAbsent(components) || isListOf(components, isNamed)) &&
        (isAbsent(fixVersions) || isListOf(fixVersions, isNamed)) &&
        (isAbsent(parent) || isLinked(parent)) &&
        (isAbsent(issuelinks) || isListOf(issuelinks, isLink)) &&
        (isAbsent(value["timeoriginalestimate"]) || isNumber(value["timeoriginalestimate"])) &&
        (isAbsent(value["comment"]) || isCommentList(value["comment"])));
}
export function isIssue(value) {
    return isObject(value) && typeof value["id"] === "string" && typeof value["key"] === "string" && areFields(value["fields"]);
}
export function isComment(value) {
    if (!isObject(value))
        return false;
    const { id, author, created } = value;
    return typeof id === "string" && typeof created === "string" && (isAbsent(author) || isUser(author));
}
function isChangeItem(value) {
    if (!isObject(value))
        return false;
    const { field, fieldId, from, fromString, to } = value;
    return typeof field === "string" && isText(fieldId) && isText(from) && isText(fromString) && isText(to);
}
export function isHistory(value) {
    if (!isObject(value))
        return false;
    const { id, author, created, historyMetadata, items } = value;
    return (typeof id === "string" &&
        (typeof created === "string" || isNumber(created)) &&
        (isAbsent(author) || isUser(author)) &&
        (isAbsent(historyMetadata) || (isObject(historyMetadata) && isText(historyMetadata["type"]))) &&
        isListOf(items, isChangeItem));
}
