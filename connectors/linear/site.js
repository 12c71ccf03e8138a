/** Ids of Linear are unique over all kinds of things, so one form serves issues, states, teams and cycles. */
export const recordId = ({ connection }, id) => `${connection}/${id}`;
/** States that were deleted since: only their id is left in the history. */
export function formerState(site, id) {
    return {
        id: recordId(site, id),
        name: "a state that no longer exists",
        categoryRaw: null,
        category: "backlog",
        categoryBasis: "linear no longer lists this state: taken as not started",
    };
}
