export const EMPTY_BATCH = {
    items: [],
    events: [],
    actors: [],
    statuses: [],
    workflows: [],
    teams: [],
    projects: [],
    sprints: [],
    boards: [],
    pullRequests: [],
    drift: [],
};
