import { initialValues, isChain } from "../history/roll-back.ts";
import { workTypeOf } from "../text/work-types.ts";
import { isSeveral, isSingle } from "./kinds.ts";
import { teamId } from "./rows.ts";
/** The records of one item. Pure: the same rows in any order give the same ids. */
export function normaliseItem(given, context) {
    const { connection } = context;
    const id = `${connection}/${given.id}`;
    const { whole, raw, creator } = beginning(given, changesOf(given, context), context.isPlainLog);
    const changes = named(fillIn(raw, whole, context));
    const fields = { ...whole.atCreation, ...whole.present };
    const createdAt = whole.createdAt ?? fields.created ?? changes[0]?.at ?? 0;
    const isKnownFromTheStart = whole.createdAt !== null || fields.created !== undefined;
    const none = { from: null, to: null, fromRaw: null, toRaw: null, detail: null, viaAutomation: false };
    const held = presentOf(whole, changes, context);
    const events = [
        { ...none, item: id, key: "created", at: createdAt, kind: "created", origin: "history", actor: creator },
    ];
    const counts = new Map();
    for (const { kind, origin, value } of initialValues(held, changes, isKnownFromTheStart)) {
        const count = (counts.get(kind) ?? 0) + 1;
        counts.set(kind, count);
        const key = count === 1 ? `initial:${kind}` : `initial:${kind}:${count}`;
        const actor = origin === "initial" ? creator : null;
        events.push({
            ...none,
            item: id,
            key,
            at: createdAt,
            kind,
            origin,
            actor,
            to: value.value,
            toRaw: value.raw,
            detail: value.detail,
        });
    }
    for (const { kind, key, at, actor, from, to, fromRaw, toRaw, detail } of changes)
        events.push({ item: id, key, at, kind, origin: "history", actor, from, to, fromRaw, toRaw, detail, viaAutomation: false });
    const status = held.single.status?.value ?? context.statusId(NO_STATUS);
    const typeRaw = held.single.type?.value ?? "Item";
    const key = fields.key ?? given.id;
    const item = {
        id,
        key,
        url: fields.url ?? "",
        title: fields.title ?? null,
        projectKey: held.single.project?.value ?? context.project,
        typeRaw,
        type: workTypeOf({ name: typeRaw, subtask: /^sub[- ]?(?:task|item|issue)/i.test(typeRaw) }),
        createdAt,
        updatedAt: Math.max(createdAt, changes.at(-1)?.at ?? createdAt),
        creator,
        reporter: fields.reporter ?? null,
        status,
        resolution: held.single.resolution?.value ?? null,
        resolvedAt: null,
        description: fields.description ?? NO_DESCRIPTION,
        structuredIntake: fields.intake ?? null,
        minhash: fields.minhash ?? null,
        historyComplete: isKnownFromTheStart && isChain(changes, "status", held.single.status?.value ?? null),
    };
    return { item, events };
}
/** Of an item that the file never gives a status. */
const NO_STATUS = "(no status)";
const NO_DESCRIPTION = { length: 0, headingsHash: null, emptySectionRatio: null, pointsElsewhere: false };
/** In one act, who is given an item has it when it moves, and its end is known when it ends. */
const FIRST_AT_ONE_INSTANT = ["assignee", "delegate", "resolution", "status"];
/**
 * A name for each change: its instant, and its place among the changes of that instant, which its content decides and nothing else, so that neither
 * the order of the rows nor the workspace's salt is in it. Such names also tell the event log in which order to take what happened at once.
 */
function named(changes) {
    const rank = ({ kind }) => {
        const place = FIRST_AT_ONE_INSTANT.indexOf(kind);
        return place < 0 ? FIRST_AT_ONE_INSTANT.length : place;
    };
    const content = ({ kind, from, to, detail, actor }) => JSON.stringify([kind, from, to, detail, actor]);
    return [...Map.groupBy(changes, ({ at }) => at)].flatMap(([at, own]) => own
        .toSorted((a, b) => rank(a) - rank(b) || (content(a) < content(b) ? -1 : 1))
        .map((change, position) => ({ ...change, key: `f${at.toString(36)}:${position}` })));
}
/** A plain event log has no row for the creation: an item comes into being with its first row, in the status that it names. */
function beginning(given, changes, isPlainLog) {
    const created = given.events.get("created");
    const [first] = changes;
    if (!isPlainLog || first === undefined || given.createdAt !== null || given.present.created !== undefined)
        return { whole: given, raw: changes, creator: created?.actor ?? null };
    const isMove = first.kind === "status" && first.toRaw !== null;
    const atCreation = isMove ? { status: first.toRaw } : {};
    return { whole: { ...given, createdAt: first.at, atCreation }, raw: isMove ? changes.slice(1) : changes, creator: first.actor };
}
function changesOf(given, context) {
    const changes = [];
    for (const [key, event] of given.events) {
        if (event.kind === "created")
            continue;
        const { at, kind, actor, fromRaw, toRaw, detail } = event;
        const isReference = kind === "parent" || kind === "link";
        const own = (value) => (value !== null && isReference ? context.itemId(value) : value);
        // Lists hold values that came or left; a row that says both is two changes.
        const [from, to] = [own(event.from), own(event.to)];
        if (!isSeveral(kind) || from === null || to === null)
            changes.push({ key, at, kind, actor, from, to, fromRaw, toRaw, detail });
        else if (from !== to) {
            changes.push({ key: `${key}:0`, at, kind, actor, from, to: null, fromRaw, toRaw: null, detail });
            changes.push({ key: `${key}:1`, at, kind, actor, from: null, to, fromRaw: null, toRaw, detail });
        }
    }
    return inOrder(changes);
}
/**
 * By time; at one instant in the order of the file, unless the values before and after say otherwise. Two moves of the same thing cannot
 * happen at once: they are put a millisecond apart, so that their order is part of what is stored.
 */
function inOrder(changes) {
    const sorted = changes.toSorted((a, b) => a.at - b.at);
    const result = [];
    const last = new Map();
    for (let begin = 0; begin < sorted.length;) {
        let end = begin + 1;
        while (end < sorted.length && sorted[end].at === sorted[begin].at)
            end++;
        for (const change of end - begin === 1 ? [sorted[begin]] : chained(sorted.slice(begin, end), last)) {
            const before = isSingle(change.kind) ? last.get(change.kind) : undefined;
            const moved = before !== undefined && before.at >= change.at ? { ...change, at: before.at + 1 } : change;
            result.push(moved);
            last.set(change.kind, moved);
        }
        begin = end;
    }
    return result.sort((a, b) => a.at - b.at);
}
/** Changes of one instant, each kind begun by the one that goes on from the value before. */
function chained(changes, last) {
    return [...Map.groupBy(changes, ({ kind }) => kind)].flatMap(([kind, own]) => {
        if (own.length === 1 || !isSingle(kind) || own.some(({ from }) => from === null))
            return own;
        const rest = [...own];
        const ordered = [];
        let value = last.get(kind)?.to ?? startOf(own);
        while (rest.length > 0) {
            const next = Math.max(0, rest.findIndex(({ from }) => from === value));
            ordered.push(rest[next]);
            value = rest[next].to;
            rest.splice(next, 1);
        }
        return ordered;
    });
}
/** The value that only leaves: where a chain begins when nothing came before it. */
function startOf(changes) {
    return changes.find(({ from }) => !changes.some(({ to }) => to === from))?.from ?? null;
}
/** Where a row leaves out the value before, it is the one that the row before it left behind, or the one at the creation. Moves to where it is already are acts, and no moves. */
function fillIn(changes, given, context) {
    const current = new Map();
    for (const kind of [
        "status",
        "assignee",
        "priority",
        "type",
        "resolution",
        "estimate",
        "due-date",
        "team",
        "project",
        "parent",
    ]) {
        const value = valueIn(given.atCreation ?? {}, kind, context);
        if (value !== null)
            current.set(kind, value);
    }
    return changes.map((change) => {
        if (!isSingle(change.kind))
            return change;
        const from = change.from ?? current.get(change.kind) ?? null;
        current.set(change.kind, change.to);
        if (change.kind === "status" && from === change.to)
            return { ...change, kind: "other", from: null, to: null, detail: "repeated" };
        return { ...change, from };
    });
}
/** What an item holds at the end of the file: the last change of each kind, else what its fields say. */
function presentOf(given, changes, context) {
    const atCreation = given.atCreation ?? {};
    const single = (kind) => {
        const last = changes.findLast((change) => change.kind === kind);
        const value = last === undefined ? (valueIn(atCreation, kind, context) ?? valueIn(given.present, kind, context)) : last.to;
        if (value === null)
            return kind === "project" ? { value: context.project, raw: null, detail: null } : null;
        const raw = kind === "status" ? (last?.toRaw ?? atCreation.status ?? given.present.status ?? null) : null;
        return { value, raw, detail: null };
    };
    const several = (kind) => {
        const own = changes.filter((change) => change.kind === kind);
        const field = LIST_FIELDS[kind];
        const initial = field === null ? undefined : atCreation[field];
        const now = field === null ? undefined : given.present[field];
        const held = (value, detail = null) => ({ value, raw: null, detail });
        if (initial === undefined && now !== undefined)
            return now.map((value) => held(value));
        const values = new Map((initial ?? []).map((value) => [` ${value}`, held(value)]));
        for (const { from, to, detail } of own) {
            if (from !== null)
                values.delete(`${detail ?? ""} ${from}`);
            if (to !== null)
                values.set(`${detail ?? ""} ${to}`, held(to, detail));
        }
        return [...values.values()];
    };
    return {
        single: {
            status: single("status"),
            assignee: single("assignee"),
            delegate: single("delegate"),
            priority: single("priority"),
            type: single("type"),
            resolution: single("resolution"),
            estimate: single("estimate"),
            "due-date": single("due-date"),
            team: single("team"),
            project: single("project"),
            parent: single("parent"),
        },
        several: {
            sprint: several("sprint"),
            label: several("label"),
            component: several("component"),
            milestone: several("milestone"),
            flag: several("flag"),
            link: several("link"),
        },
    };
}
const LIST_FIELDS = {
    sprint: "sprint",
    label: "labels",
    component: "components",
    milestone: "milestone",
    flag: null,
    link: null,
};
function valueIn(fields, kind, context) {
    switch (kind) {
        case "status":
            return fields.status === undefined ? null : context.statusId(fields.status);
        case "due-date":
            return fields.dueDate ?? null;
        case "parent":
            return fields.parent === undefined ? null : context.itemId(fields.parent);
        case "delegate":
            return null;
        default:
            return fields[kind] ?? null;
    }
}
/** A project is the team of its items unless they name another. */
export const projectTeam = (connection, project) => teamId(connection, `project ${project}`);
