/** What kind of work an item is; `container` (epic, initiative) is left out of flow, `sub-task` is rolled up to its parent. */
export const WORK_TYPES = ["story", "task", "bug", "request", "improvement", "container", "sub-task", "other"];
/** The connection that a record id begins with; empty where it begins with none. */
export function connectionOf(id) {
    const slash = id.indexOf("/");
    return slash < 0 ? "" : id.slice(0, slash);
}
/** How events name another item: its id when it is in this connection, else `<connection>/key:<KEY>`. */
export function itemReference(connection, externalId, key) {
    return externalId === null ? `${connection}/key:${key}` : `${connection}/${externalId}`;
}
