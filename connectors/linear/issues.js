import { initialValues, isChain } from "../history/roll-back.ts";
import { fromLines } from "../text/plain-text.ts";
import { descriptionFacts, minhash } from "../text/text-facts.ts";
import { workTypeOf } from "../text/work-types.ts";
import { changesOf, estimateOf, labelName, priorityOf, projectName } from "./changes.ts";
import { instantOf } from "./schema.ts";
import { formerState, recordId } from "./site.ts";
/** Pure but for `actors`, which remembers whom it met: the same issue gives the same records. Null when its dates cannot be read. */
export function normaliseIssue(site, actors, raw, unknown) {
    const { issue } = raw;
    const createdAt = instantOf(issue.createdAt);
    const updatedAt = instantOf(issue.updatedAt);
    if (createdAt === null || updatedAt === null)
        return null;
    const id = recordId(site, issue.id);
    const isPart = wasPart(raw);
    const changes = changesOf(site, actors, raw.history, isPart, unknown);
    const creator = actors.user(issue.creator?.id) ?? actors.bot(issue.botActor);
    const isChained = isChain(changes, "status", recordId(site, issue.state.id));
    const none = { from: null, fromRaw: null, to: null, toRaw: null, detail: null, viaAutomation: false };
    const byRule = issue.recurringIssueTemplate !== null && issue.recurringIssueTemplate !== undefined;
    const events = [
        {
            ...none,
            item: id,
            key: "created",
            at: createdAt,
            kind: "created",
            origin: "history",
            actor: creator,
            viaAutomation: byRule,
        },
    ];
    const counts = new Map();
    for (const { kind, origin, value } of initialValues(presentOf(site, actors, issue, isPart), changes, raw.historyComplete)) {
        const count = (counts.get(kind) ?? 0) + 1;
        counts.set(kind, count);
        events.push({
            ...none,
            item: id,
            key: count === 1 ? `initial:${kind}` : `initial:${kind}:${count}`,
            at: createdAt,
            kind,
            origin,
            actor: origin === "initial" ? creator : null,
            to: value.value,
            toRaw: value.raw,
            detail: value.detail,
        });
    }
    const milestone = issue.projectMilestone?.name?.slice(0, 200);
    // Changes of it would have to be asked for as objects, twice an entry; since when it is so is left open.
    if (milestone)
        events.push({
            ...none,
            item: id,
            key: "initial:milestone",
            at: createdAt,
            kind: "milestone",
            origin: "snapshot",
            actor: null,
            to: milestone,
        });
    for (const { kind, key, at, actor, viaAutomation, from, to, fromRaw, toRaw, detail } of changes)
        events.push({ item: id, key, at, kind, origin: "history", actor, from, to, fromRaw, toRaw, detail, viaAutomation });
    events.push(...endings(id, issue, changes, updatedAt));
    const description = fromLines(issue.description ?? "");
    const typeRaw = typeOf(site, issue);
    const item = {
        id,
        key: issue.identifier,
        url: issue.url,
        title: site.keepTitles ? issue.title.slice(0, 300) : null,
        projectKey: teamKey(site, issue.team.id),
        typeRaw,
        type: isPartNow(issue) ? "sub-task" : workTypeOf({ name: typeRaw }),
        createdAt,
        updatedAt,
        creator,
        reporter: null,
        status: recordId(site, issue.state.id),
        resolution: null,
        resolvedAt: instantOf(issue.completedAt) ?? instantOf(issue.canceledAt),
        description: descriptionFacts(description),
        structuredIntake: intakeOf(site, issue, createdAt),
        minhash: minhash(`${issue.title} ${description.text}`),
        historyComplete: raw.historyComplete && isChained,
    };
    return { item, events, formerStates: formerStates(site, issue, raw.history) };
}
function teamKey(site, id) {
    return site.teams.get(id)?.key ?? id;
}
/** Now, or at any time that the history knows. */
function wasPart({ issue, history }) {
    return isPartNow(issue) || history.some(({ fromParentId, toParentId }) => Boolean(fromParentId) || Boolean(toParentId));
}
function isPartNow({ parent }) {
    return parent !== null && parent !== undefined;
}
/** Linear has no types. A label named like one stands for it; the first in the order of Linear's answer. */
function typeOf(site, issue) {
    const names = (issue.labelIds ?? []).map((label) => labelName(site, label));
    const typed = names.find((name) => workTypeOf({ name }) !== "other");
    return typed ?? (isPartNow(issue) ? "Sub-issue" : "Issue");
}
/** Templates leave a mark on every issue made with them, so that no mark means none, from the first template on. */
function intakeOf(site, issue, createdAt) {
    const isSet = (value) => value !== null && value !== undefined;
    if (isSet(issue.lastAppliedTemplate) || isSet(issue.recurringIssueTemplate))
        return true;
    return site.firstTemplateAt !== null && createdAt >= site.firstTemplateAt ? false : null;
}
const held = (value, raw = null) => value === null ? null : { value, raw, detail: null };
/** What an issue holds now, in the words of events. Relations are not among it: they are read from their own list, with their own dates. */
export function presentOf(site, actors, issue, isPart) {
    const reference = (value) => value === null || value === undefined ? null : recordId(site, value.id);
    const list = (values) => values.flatMap((value) => held(value) ?? []);
    return {
        single: {
            status: held(recordId(site, issue.state.id), site.states.get(issue.state.id)?.name ?? issue.state.name ?? null),
            assignee: held(actors.user(issue.assignee?.id)),
            delegate: held(actors.user(issue.delegate?.id)),
            priority: held(priorityOf(issue.priority)),
            estimate: held(estimateOf(issue.estimate)),
            "due-date": held(issue.dueDate ?? null),
            team: held(recordId(site, issue.team.id)),
            project: held(teamKey(site, issue.team.id)),
            parent: held(reference(isPart ? issue.parent : issue.project)),
        },
        several: {
            sprint: list([reference(issue.cycle)]),
            component: list(isPart ? [projectName(site, issue.project?.id)] : []),
            label: list((issue.labelIds ?? []).map((label) => labelName(site, label))),
            link: [],
        },
    };
}
/** Archived or in the trash without an entry in the history that says so. */
function endings(item, issue, changes, updatedAt) {
    const of = (kind, at, detail, viaAutomation) => ({
        ...{ item, key: `now:${kind}`, at, kind, origin: "history", actor: null, detail, viaAutomation },
        ...{ from: null, to: null, fromRaw: null, toRaw: null },
    });
    const has = (kind) => changes.some((change) => change.kind === kind);
    const archivedAt = instantOf(issue.archivedAt);
    if (issue.trashed === true)
        return has("deleted") ? [] : [of("deleted", archivedAt ?? updatedAt, "linear trashed", false)];
    if (archivedAt === null || has("archived"))
        return [];
    const isAuto = typeof issue.autoArchivedAt === "string";
    return [of("archived", archivedAt, isAuto ? "linear autoArchived" : "linear archived", isAuto)];
}
function formerStates(site, issue, history) {
    const ids = new Set([issue.state.id]);
    for (const { fromStateId, toStateId } of history)
        for (const id of [fromStateId, toStateId])
            if (id)
                ids.add(id);
    return [...ids].filter((id) => !site.states.has(id)).map((id) => formerState(site, id));
}
