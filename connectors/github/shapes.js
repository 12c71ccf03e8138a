export function isObject(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
/** An own property; nothing that is inherited. */
export function own(value, name) {
    return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
/** A text that is not empty, cut to `most` characters. */
export function textOf(value, most = 200) {
    return typeof value === "string" && value !== "" ? value.slice(0, most) : null;
}
export function numberOf(value) {
    return typeof value === "number" && Number.isFinite(value) ? value : null;
}
/** Ids of GitHub are short; a longer one is none of its. */
export function idOf(value) {
    const id = own(value, "id");
    return typeof id === "string" && id !== "" && id.length <= 200 ? id : null;
}
export function nameOf(value) {
    return textOf(own(value, "name"));
}
export function nodesOf(connection) {
    const nodes = own(connection, "nodes");
    return Array.isArray(nodes) ? nodes : [];
}
export function accountOf(value) {
    const login = textOf(own(value, "login"), 100);
    const type = textOf(own(value, "__typename"), 40);
    return login === null || type === null ? null : { __typename: type, login, databaseId: numberOf(own(value, "databaseId")) };
}
const isDate = (value) => typeof value === "string" && value.length <= 40 && !Number.isNaN(Date.parse(value));
export function isTimelineNode(value) {
    return (isObject(value) && typeof own(value, "__typename") === "string" && idOf(value) !== null && isDate(own(value, "createdAt")));
}
export function isPullRequest(value) {
    return (isObject(value) &&
        idOf(value) !== null &&
        Number.isSafeInteger(own(value, "number")) &&
        typeof own(value, "url") === "string" &&
        typeof own(value, "title") === "string" &&
        isDate(own(value, "createdAt")) &&
        isDate(own(value, "updatedAt")));
}
export function isIssue(value) {
    return isPullRequest(value) && typeof own(value, "state") === "string";
}
