/**
 * What a status means for flow. Connectors map the tool's own statuses to these and keep the tool's words beside them.
 * Order is the order of a usual left-to-right board; `blocked` and `cancelled` stand outside of it.
 */
export const STATE_CATEGORIES = ["backlog", "ready", "active", "wait", "review", "blocked", "done", "cancelled"];
/** Position on the board, for "moved backwards" questions; `blocked` has none, since it can be entered from anywhere. */
export const BOARD_POSITION = {
    backlog: 0,
    ready: 1,
    active: 2,
    wait: 3,
    review: 4,
    blocked: null,
    done: 5,
    cancelled: 5,
};
/** Work has started and has not finished: the categories whose items count as WIP (Kanban Guide). */
export function isInProgress(category) {
    return category === "active" || category === "wait" || category === "review" || category === "blocked";
}
/** The item has left the board, with or without a result. */
export function isClosed(category) {
    return category === "done" || category === "cancelled";
}
