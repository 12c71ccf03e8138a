export const NO_SETUP = { statusLabels: new Set(), templates: new Set() };
/** Ids of GitHub are unique over all kinds of things. */
export const recordId = ({ connection }, id) => `${connection}/${id}`;
export const pullRequestId = ({ connection }, id) => `${connection}/pr/${id}`;
export const sprintId = ({ connection }, project, iteration) => `${connection}/${project}:${iteration}`;
/** GitHub's own two states. */
export function ownStatuses(site) {
    return {
        open: {
            id: recordId(site, "open"),
            name: "Open",
            categoryRaw: "OPEN",
            category: "backlog",
            categoryBasis: "github issue state=open: whether somebody works on it is not said",
        },
        closed: {
            id: recordId(site, "closed"),
            name: "Closed",
            categoryRaw: "CLOSED",
            category: "done",
            categoryBasis: "github issue state=closed; the reason given tells done from not done",
        },
    };
}
