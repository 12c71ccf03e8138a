import { MINUTE_MS } from "../../src/model/window.ts";
import { categorise } from "../text/status-categories.ts";
import { own, nodesOf, idOf, textOf } from "./shapes.ts";
import { NO_SETUP, ownStatuses, recordId } from "./site.ts";
/**
 * Boards and forms take an issue in after it exists: what came this soon is how it was created. A minute, since their rules run after the answer
 * to who created it, and a person who looks at a new issue first takes longer.
 */
const ENTRY_MS = MINUTE_MS;
/**
 * Where an issue stood: closed while it was closed, whatever its column; else in the column of the project that says so; else open. `column`
 * events without a known option keep their word as a status of their own. The first column, if it came with the creation, is no move.
 */
export function statusHistory(site, issue, nodes) {
    const { open, closed } = ownStatuses(site);
    const columns = columnsOf(site, issue, nodes);
    const status = () => (isClosed ? closed : (column ?? open));
    let isClosed = nodes.find(({ __typename }) => __typename === "ClosedEvent" || __typename === "ReopenedEvent")?.__typename ===
        "ReopenedEvent";
    let column = columns.first;
    const moves = [];
    const entryEndsAt = Date.parse(issue.createdAt) + ENTRY_MS;
    for (const node of nodes) {
        const before = status();
        if (node.__typename === "ClosedEvent")
            isClosed = true;
        else if (node.__typename === "ReopenedEvent")
            isClosed = false;
        else {
            const next = columns.after(node);
            if (next === undefined)
                continue;
            const isEntry = column === null && next !== null && moves.length === 0 && Date.parse(node.createdAt) <= entryEndsAt;
            column = next;
            if (isEntry)
                continue;
        }
        const after = status();
        if (after.id !== before.id)
            moves.push({ node, from: before, to: after });
    }
    const isClosedNow = issue.state === "CLOSED";
    const now = isClosedNow ? closed : (columns.now ?? open);
    return { moves, now, isWhole: status().id === now.id };
}
function columnsOf(site, issue, nodes) {
    const project = projectOf(site, issue, nodes);
    return project === null ? labelColumns(site, issue, nodes) : projectColumns(site, project, issue, nodes);
}
/** The first project, in the order of the site, that the issue is in, or was in when it is in none. */
export function projectOf(site, issue, nodes) {
    const present = new Set(nodesOf(own(issue, "projectItems")).map((item) => idOf(own(item, "project"))));
    const isIn = site.projects.find(({ id }) => present.has(id));
    if (isIn !== undefined)
        return isIn;
    const past = new Set(nodes.map((node) => idOf(own(node, "project"))));
    return site.projects.find(({ id }) => past.has(id)) ?? null;
}
/** A value of the field of an item in a project, by the id of the field. */
export function fieldValuesOf(issue, project) {
    const item = nodesOf(own(issue, "projectItems")).find((one) => idOf(own(one, "project")) === project.id);
    return nodesOf(own(item, "fieldValues"));
}
function projectColumns(site, project, issue, all) {
    const nodes = all.filter((node) => idOf(own(node, "project")) === project.id);
    const value = fieldValuesOf(issue, project).find((one) => idOf(own(one, "field")) === project.statusField);
    const optionId = textOf(own(value, "optionId"), 100);
    const now = project.options.find(({ id }) => id === optionId) ?? null;
    const nowRecord = now === null ? null : optionStatus(site, project, now);
    const lastChange = nodes.findLast(({ __typename }) => __typename === "ProjectV2ItemStatusChangedEvent");
    const byName = (name) => {
        if (name === null)
            return null;
        const option = project.options.find((one) => one.name === name);
        return option === undefined ? formerOption(site, project, name) : optionStatus(site, project, option);
    };
    const columnAfter = (index) => {
        const node = nodes[index];
        if (node.__typename === "RemovedFromProjectV2Event")
            return null;
        if (node.__typename === "ProjectV2ItemStatusChangedEvent") {
            const name = textOf(own(node, "status"), 100);
            // An option that was renamed since: the history has its old name, and the issue stands in it now.
            const isRenamed = node === lastChange && nowRecord !== null && project.options.every((one) => one.name !== name);
            return isRenamed ? nowRecord : byName(name);
        }
        // Added: into the column that the next change leaves, or that the issue is in if there was none. A column given right after out of none is
        // that of the addition, and so is who did it: most boards have a rule for new ones.
        const next = nodes[index + 1];
        if (next === undefined)
            return nowRecord;
        if (next.__typename !== "ProjectV2ItemStatusChangedEvent")
            return null;
        const before = textOf(own(next, "previousStatus"), 100);
        const isOneAct = before === null && Date.parse(next.createdAt) - Date.parse(node.createdAt) <= ENTRY_MS;
        return isOneAct ? columnAfter(index + 1) : byName(before);
    };
    const after = new Map(nodes.map((node, index) => [node, columnAfter(index)]));
    const [first] = nodes;
    // Without any event of the project it is not known since when the issue is where it is: its moves are then those of GitHub's own two states.
    const wasIn = first?.__typename === "ProjectV2ItemStatusChangedEvent" ? textOf(own(first, "previousStatus"), 100) : null;
    return { first: byName(wasIn), now: nowRecord, after: (node) => after.get(node) };
}
/** Labels of a family, e.g. `status: in progress`: the one that came last and is still there. */
function labelColumns(site, issue, nodes) {
    const repository = idOf(own(issue, "repository")) ?? "";
    const { statusLabels } = site.setups.get(repository) ?? NO_SETUP;
    const none = { first: null, now: null, after: () => undefined };
    if (statusLabels.size === 0)
        return none;
    const labelOf = (node) => textOf(own(own(node, "label"), "name"));
    const isStatus = (name) => name !== null && statusLabels.has(name.toLowerCase());
    const held = new Set(nodesOf(own(issue, "labels"))
        .map((label) => textOf(own(label, "name")))
        .filter(isStatus));
    for (const node of nodes.toReversed()) {
        const name = labelOf(node);
        if (!isStatus(name))
            continue;
        if (node.__typename === "LabeledEvent")
            held.delete(name);
        else if (node.__typename === "UnlabeledEvent")
            held.add(name);
    }
    const current = () => {
        const name = [...held].at(-1);
        return name === undefined ? null : labelStatus(site, repository, name);
    };
    const first = current();
    const after = new Map();
    for (const node of nodes) {
        const name = labelOf(node);
        if (!isStatus(name))
            continue;
        held.delete(name);
        if (node.__typename === "LabeledEvent")
            held.add(name);
        after.set(node, current());
    }
    return { first, now: current(), after: (node) => after.get(node) };
}
export function optionStatus(site, project, { id, name }) {
    const { category, basis } = categorise(name, null);
    return {
        id: recordId(site, `${project.id}:${id}`),
        name,
        categoryRaw: null,
        category,
        categoryBasis: `github project option: ${basis}`,
    };
}
/** Options that were deleted or renamed since: only their name is left in the history. */
function formerOption(site, project, name) {
    const { category, basis } = categorise(name, null);
    return {
        id: recordId(site, `${project.id}:name:${name.toLowerCase()}`),
        name,
        categoryRaw: null,
        category,
        categoryBasis: `github project option that no longer exists: ${basis}`,
    };
}
export function labelStatus(site, repository, name) {
    const { category, basis } = categorise(statusWord(name) ?? name, null);
    return {
        id: recordId(site, `${repository}:label:${name.toLowerCase()}`),
        name,
        categoryRaw: null,
        category,
        categoryBasis: `github label: ${basis}`,
    };
}
const STATUS_LABEL = /^(?:status|state|stage|workflow) {0,2}[:/-] {0,2}(\S.{0,60})$/i;
const MOVING = new Set(["active", "wait", "review", "blocked"]);
function statusWord(label) {
    return STATUS_LABEL.exec(label.slice(0, 100))?.[1] ?? null;
}
/**
 * Labels that tell where an issue stands, in lower case. Only a clear family counts: two or more of one form, of which one at least reads as
 * work in progress. A lone `blocked` or `in progress` is a label like others.
 */
export function statusFamily(labels) {
    const family = labels.filter((label) => statusWord(label) !== null);
    const isMoving = family.some((label) => MOVING.has(categorise(statusWord(label), null).category));
    return new Set(family.length >= 2 && isMoving ? family.map((label) => label.toLowerCase()) : []);
}
