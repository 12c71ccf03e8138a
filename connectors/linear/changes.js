import { itemReference } from "../../src/model/work-item.ts";
import { instantOf } from "./schema.ts";
import { recordId } from "./site.ts";
const PRIORITIES = [null, "Urgent", "High", "Medium", "Low"];
/** Linear's words for its numbers; 0 is no priority. */
export function priorityOf(value) {
    return value === null || value === undefined ? null : (PRIORITIES[value] ?? null);
}
/** Estimates as the shortest decimal, so that `3` and `3.0` are the same. */
export function estimateOf(value) {
    return value === null || value === undefined ? null : String(value);
}
/**
 * The history of one issue as changes, oldest first. A project holds issues as an epic does, so it is the parent of an issue that never had another
 * (`isPartOfIssue` false), and a component of one that had. `unknown` hears of what this version cannot read.
 */
export function changesOf(site, actors, entries, isPartOfIssue, unknown) {
    const dated = [];
    for (const entry of entries) {
        const at = instantOf(entry.createdAt);
        if (at !== null)
            dated.push({ entry, at });
    }
    dated.sort((a, b) => a.at - b.at || (a.entry.id < b.entry.id ? -1 : a.entry.id > b.entry.id ? 1 : 0));
    const lasting = additionsThatLast(dated.map(({ entry }) => entry));
    const changes = [];
    for (const { entry, at } of dated) {
        const actor = actors.author(entry);
        const viaAutomation = byRule(entry);
        const positions = new Map();
        for (const { kind, from, to, fromRaw = null, toRaw = null, detail = null } of valuesOf(site, actors, entry, isPartOfIssue, lasting, unknown)) {
            const position = positions.get(kind) ?? 0;
            positions.set(kind, position + 1);
            const key = `h${entry.id}:${kind}${position === 0 ? "" : `:${position}`}`;
            changes.push({ kind, key, at, actor, viaAutomation, from, to, fromRaw, toRaw, detail });
        }
    }
    return changes;
}
function byRule(entry) {
    return (entry.autoClosed === true ||
        entry.autoArchived === true ||
        entry.triageResponsibilityAutoAssigned === true ||
        /^(?:workflow|automation|triage)/i.test((entry.botActor?.type ?? "").slice(0, 40)));
}
function filled(value) {
    return value === undefined || value === null || value === "" ? null : value;
}
function valuesOf(site, actors, entry, isPartOfIssue, lasting, unknown) {
    const found = [];
    const one = (kind, from, to, raw) => {
        if (from !== to)
            found.push({ kind, from, to, ...raw });
    };
    const id = (value) => (filled(value) === null ? null : recordId(site, value));
    const both = (kind, from, to) => {
        if (from === to)
            return;
        if (from !== null)
            found.push({ kind, from, to: null });
        if (to !== null)
            found.push({ kind, from: null, to });
    };
    if (filled(entry.fromTeamId) !== null || filled(entry.toTeamId) !== null) {
        one("team", id(entry.fromTeamId), id(entry.toTeamId));
        one("project", teamKey(site, entry.fromTeamId), teamKey(site, entry.toTeamId));
    }
    one("status", id(entry.fromStateId), id(entry.toStateId), {
        fromRaw: site.states.get(entry.fromStateId ?? "")?.name ?? null,
        toRaw: site.states.get(entry.toStateId ?? "")?.name ?? null,
    });
    one("assignee", actors.user(entry.fromAssigneeId), actors.user(entry.toAssigneeId));
    one("delegate", actors.user(entry.fromDelegate?.id), actors.user(entry.toDelegate?.id));
    one("priority", priorityOf(entry.fromPriority), priorityOf(entry.toPriority));
    one("estimate", estimateOf(entry.fromEstimate), estimateOf(entry.toEstimate));
    one("due-date", filled(entry.fromDueDate), filled(entry.toDueDate));
    one("parent", id(entry.fromParentId), id(entry.toParentId));
    both("sprint", id(entry.fromCycleId), id(entry.toCycleId));
    if (isPartOfIssue)
        both("component", projectName(site, entry.fromProjectId), projectName(site, entry.toProjectId));
    else
        one("parent", id(entry.fromProjectId), id(entry.toProjectId));
    for (const label of entry.removedLabelIds ?? [])
        found.push({ kind: "label", from: labelName(site, label), to: null });
    for (const label of entry.addedLabelIds ?? [])
        found.push({ kind: "label", from: null, to: labelName(site, label) });
    for (const change of entry.relationChanges ?? [])
        found.push(...relation(site, change, lasting, unknown));
    if (filled(entry.toTitle) !== null)
        found.push({ kind: "title", from: null, to: null });
    if (entry.updatedDescription === true)
        found.push({ kind: "description", from: null, to: null });
    if (entry.archived === true || entry.autoArchived === true)
        found.push({
            kind: "archived",
            from: null,
            to: null,
            detail: entry.autoArchived === true ? "linear autoArchived" : "linear archived",
        });
    if (entry.trashed === true)
        found.push({ kind: "deleted", from: null, to: null, detail: "linear trashed" });
    const other = (detail) => found.push({ kind: "other", from: null, to: null, detail });
    if (entry.archived === false)
        other("unarchived");
    if (entry.trashed === false)
        other("restored from trash");
    if (filled(entry.attachmentId) !== null)
        other("attachment");
    if (entry.toSlaBreached === true)
        other("sla breached");
    else if (filled(entry.toSlaStartedAt) !== null)
        other("sla started");
    if (filled(entry.toConvertedProjectId) !== null)
        other("converted to project");
    if (entry.autoClosed === true)
        other("auto-closed");
    return found;
}
function teamKey(site, id) {
    return id === null || id === undefined ? null : (site.teams.get(id)?.key ?? id);
}
/** A project, or a label, that is no longer listed keeps its id as its name. */
export function projectName(site, id) {
    return filled(id) === null ? null : (site.projects.get(id) ?? id).slice(0, 200);
}
export function labelName(site, id) {
    return (site.labels.get(id) ?? id).slice(0, 200);
}
/** `ab` = added, blocked by; `rx` = removed, blocks. Linear documents no letter, so others are kept as `other` and counted. */
const RELATION_LETTERS = { b: "is-blocked-by", x: "blocks" };
/** The last additions of relations that were not taken away again: those are read from the list of relations, with their own date. */
function additionsThatLast(entries) {
    const last = new Map();
    for (const { relationChanges } of entries)
        for (const change of relationChanges ?? [])
            last.set(`${change.type.slice(1)} ${change.identifier}`, change.type.startsWith("a") ? change : null);
    return new Set([...last.values()].filter((change) => change !== null));
}
function relation(site, change, lasting, unknown) {
    const { identifier, type } = change;
    const detail = RELATION_LETTERS[type.slice(1)];
    if (detail === undefined || !/^[ar]/.test(type)) {
        unknown("history.relationChanges.type", type.slice(0, 10));
        return [{ kind: "other", from: null, to: null, detail: "relation" }];
    }
    const other = itemReference(site.connection, null, identifier.slice(0, 40));
    if (type.startsWith("r"))
        return [{ kind: "link", from: other, to: null, detail }];
    return lasting.has(change) ? [] : [{ kind: "link", from: null, to: other, detail }];
}
