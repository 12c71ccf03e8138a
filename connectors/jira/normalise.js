import { EMPTY_BATCH } from "../../src/model/batch.ts";
import { categorise } from "../text/status-categories.ts";
import { withHistory } from "./issues.ts";
import { projectTeam, statusId } from "./site.ts";
/** Issues with their histories as one batch. Actors are not part of it: they are known only after they were looked up. */
export function normaliseIssues(site, issues) {
    const items = [];
    const events = [];
    const sprints = new Map();
    const teams = new Map();
    const statuses = new Map();
    const known = new Set(site.statuses.map(({ id }) => id));
    for (const issue of issues) {
        const normalised = withHistory(site, issue);
        items.push(normalised.item);
        addEvents(site, normalised.events, events, known, statuses);
        for (const sprint of normalised.sprints)
            sprints.set(sprint.id, sprint);
        for (const team of normalised.teams)
            teams.set(team.id, team);
        const { status } = issue.prepared;
        if (!known.has(status.id))
            statuses.set(statusId(site, status.id), statusRecord(site, status));
    }
    return {
        ...EMPTY_BATCH,
        items,
        events,
        sprints: [...sprints.values()],
        teams: [...teams.values()],
        statuses: [...statuses.values()],
    };
}
function addEvents(site, events, all, known, statuses) {
    for (const event of events) {
        all.push(event);
        if (event.kind === "status")
            addFormerStatuses(site, event, known, statuses);
    }
}
/** Statuses that were deleted since: the history still names them, their category is a guess by name. */
function addFormerStatuses(site, event, known, found) {
    addFormerStatus(site, event.from, event.fromRaw, known, found);
    addFormerStatus(site, event.to, event.toRaw, known, found);
}
function addFormerStatus(site, id, name, known, found) {
    if (id === null || name === null || found.has(id) || known.has(id.slice(site.connection.length + 1)))
        return;
    const { category, basis } = categorise(name, null);
    found.set(id, { id, name, categoryRaw: null, category, categoryBasis: `no longer exists; ${basis}` });
}
export function statusRecord(site, status) {
    const key = status.statusCategory?.key ?? null;
    const { category, basis } = categorise(status.name, key);
    return { id: statusId(site, status.id), name: status.name, categoryRaw: key, category, categoryBasis: basis };
}
export function projectRecords(site, projects) {
    return {
        projects: projects.map(({ key, name }) => ({ key, name, team: projectTeam(site, key) })),
        teams: projects.map(({ key, name }) => ({ id: projectTeam(site, key), name, basis: `jira project ${key}` })),
    };
}
/**
 * `statusIds` translates the references of the answer that the workflow came in. A transition without a start is allowed from
 * everywhere; the first one (`INITIAL`) is creation and no transition of an item.
 */
export function workflowRecord(site, workflow, statusIds, projectKeys) {
    const idOf = (reference) => statusId(site, statusIds.get(reference) ?? reference);
    const transitions = (workflow.transitions ?? []).flatMap(({ type, toStatusReference, links, actions, validators, conditions }) => {
        if (type === "INITIAL")
            return [];
        const hasRule = (actions?.length ?? 0) > 0 ||
            (validators?.length ?? 0) > 0 ||
            (typeof conditions === "object" && conditions !== null && Object.keys(conditions).length > 0);
        const starts = (links ?? []).flatMap(({ fromStatusReference }) => fromStatusReference ?? []);
        // A transition that loops names no target: it leads back to where it began and allows nothing new.
        if (toStatusReference === null || toStatusReference === undefined || toStatusReference === "")
            return [];
        const to = idOf(toStatusReference);
        return starts.length === 0 ? [{ from: null, to, hasRule }] : starts.map((from) => ({ from: idOf(from), to, hasRule }));
    });
    return {
        id: `${site.connection}/${workflow.id}`,
        name: workflow.name,
        statuses: (workflow.statuses ?? []).map(({ statusReference }) => idOf(statusReference)),
        transitions,
        projectKeys,
        typesRaw: [],
    };
}
export function boardRecord(site, board, configuration) {
    const projectKey = board.location?.projectKey;
    return {
        id: `${site.connection}/${board.id}`,
        name: board.name,
        kind: board.type === "scrum" || board.type === "kanban" ? board.type : "other",
        projectKeys: projectKey === null || projectKey === undefined ? [] : [projectKey],
        columns: configuration.columnConfig.columns.map(({ name, statuses, max }) => ({
            name,
            statuses: (statuses ?? []).map(({ id }) => statusId(site, id)),
            wipLimit: max ?? null,
        })),
    };
}
/** Counts equal surprises. */
export function countDrift(seen) {
    const counts = new Map();
    for (const { path, value } of seen) {
        const name = `${path}\n${value}`;
        counts.set(name, { path, value, count: (counts.get(name)?.count ?? 0) + 1 });
    }
    return [...counts.values()];
}
