import { createHash } from "node:crypto";
import { linkTypeOf } from "../text/link-phrases.ts";
import { fromLines } from "../text/plain-text.ts";
import { commentFacts, descriptionFacts, minhash } from "../text/text-facts.ts";
import { actorKindOf } from "./actors.ts";
import { normalName } from "./columns.ts";
import { kindOf } from "./kinds.ts";
import { readDate, readInstant } from "./timestamps.ts";
/** Ids and names are cut here; a longer id would be cut into another one's, so it is refused. */
const MOST_ID_LETTERS = 200;
const MOST_VALUES = 200;
/** Transitions of IEEE 1849's lifecycle extension that put an item into the activity. */
const ENTERING = new Set(["start", "complete", "resume", "autoskip", ""]);
/** A row of events, or of items where `isItems`. */
export function readRow(values, isItems, context) {
    const item = values.item?.trim() ?? values.key?.trim() ?? "";
    if (item === "")
        return { column: "item", why: "empty" };
    if (item.length > MOST_ID_LETTERS)
        return { column: "item", why: "too-long" };
    const created = filled(values.created);
    const createdAt = created === null ? null : readInstant(created, context.zone);
    if (typeof createdAt === "string")
        return { column: "created", why: createdAt };
    if (isItems)
        return { item, event: null, fields: fieldsOf(values, item, createdAt, context) };
    const stamp = filled(values.at);
    if (stamp === null)
        return { column: "at", why: "empty" };
    const at = readInstant(stamp, context.zone);
    if (typeof at === "string")
        return { column: "at", why: at };
    const event = eventOf(values, item, at, context);
    if ("column" in event)
        return event;
    context.seen(event.kind);
    return { item, event, fields: fieldsOf(values, item, createdAt, context) };
}
function eventOf(values, item, at, context) {
    const name = filled(values.actor);
    const kindWord = filled(values.actorKind);
    const actor = name === null ? null : context.actors.see(own(name, context), kindWord === null ? null : actorKindOf(kindWord));
    if (actor !== null)
        context.seen("actor");
    if (kindWord !== null)
        context.seen("actorKind");
    const none = { at, from: null, to: null, fromRaw: null, toRaw: null, actor, detail: null };
    const word = filled(values.kind);
    if (word === null)
        return moveOf(values, none, context);
    context.seen("kinds");
    const kind = kindOf(normalName(word).replaceAll("-", " "));
    const [from, to] = [filled(values.from), filled(values.to)];
    switch (kind) {
        case "status": {
            const target = to ?? filled(values.status) ?? filled(values.activity);
            if (target === null)
                return { column: "to", why: "empty" };
            const moved = { to: context.statuses.see(own(target, context)), toRaw: own(target, context) };
            return from === null
                ? { ...none, kind, ...moved }
                : { ...none, kind, ...moved, from: context.statuses.see(own(from, context)), fromRaw: own(from, context) };
        }
        case "comment": {
            const text = filled(values.text);
            if (text !== null)
                context.seen("text");
            const facts = text === null ? [] : commentFacts(fromLines(text), item, kindWord !== null && actorKindOf(kindWord) !== "human");
            return { ...none, kind, detail: facts.length === 0 ? null : facts.join(",") };
        }
        case "link": {
            const phrase = filled(values.detail) ?? "";
            const type = normalName(phrase) === "pull request" ? "pull-request" : linkTypeOf(phrase);
            if (type === "pull-request")
                context.seen("pull-request");
            if (type === "blocks" || type === "is-blocked-by")
                context.seen("blocking-link");
            if (from === null && to === null)
                return { column: "to", why: "empty" };
            return to === null
                ? { ...none, kind, from: own(from, context), detail: type }
                : { ...none, kind, to: own(to, context), detail: type };
        }
        case "created":
        case "title":
        case "description":
        case "archived":
        case "deleted":
            return { ...none, kind };
        case "other":
            return { ...none, kind, detail: context.intern(word.slice(0, 60)) };
        default: {
            const mapped = (value) => (value === null ? null : valueOf(kind, value, context));
            const [before, after] = [mapped(from), mapped(to)];
            if ((from !== null && before === null) || (to !== null && after === null))
                return { column: before === null && from !== null ? "from" : "to", why: "no-date" };
            return { ...none, kind, from: before, to: after };
        }
    }
}
/** A row without a kind: a move into the activity or status that it names. */
function moveOf(values, none, context) {
    const activity = filled(values.activity);
    const state = activity ?? filled(values.status) ?? filled(values.to);
    if (state === null)
        return { column: "activity", why: "empty" };
    if (activity !== null)
        context.seen("activity-log");
    const transition = (filled(values.lifecycle) ?? "").toLowerCase();
    if (!ENTERING.has(transition))
        return { ...none, kind: "other", detail: context.intern(transition.slice(0, 60)) };
    return { ...none, kind: "status", to: context.statuses.see(own(state, context)), toRaw: own(state, context) };
}
/** A value of an event in our words; null where it should be a date and is none. */
function valueOf(kind, value, context) {
    switch (kind) {
        case "assignee":
        case "delegate":
            return context.actors.see(own(value, context), null);
        case "team":
            return teamId(context.connection, own(value, context));
        case "sprint":
            return sprintId(context.connection, own(value, context));
        case "due-date":
            return readDate(value);
        case "estimate":
            return estimateOf(value, context);
        case "flag":
            return "flagged";
        default:
            return own(value, context);
    }
}
export const teamId = (connection, name) => `${connection}/team:${name}`;
export const sprintId = (connection, name) => `${connection}/sprint:${name}`;
const PLAIN = ["type", "project", "priority", "resolution", "parent"];
const LISTS = ["labels", "components", "milestone"];
function fieldsOf(values, item, created, context) {
    const fields = {};
    const take = (column) => {
        const value = filled(values[column]);
        if (value !== null)
            context.seen(column);
        return value;
    };
    for (const column of PLAIN) {
        const value = take(column);
        if (value !== null)
            fields[column] = own(value, context);
    }
    for (const column of LISTS) {
        const value = take(column);
        if (value !== null)
            fields[column] = listOf(value, context);
    }
    const [key, team, status, sprint] = [take("key"), take("team"), take("status"), take("sprint")];
    if (key !== null && key !== item)
        fields.key = own(key, context);
    if (team !== null)
        fields.team = teamId(context.connection, own(team, context));
    if (status !== null)
        fields.status = own(status, context);
    if (sprint !== null)
        fields.sprint = listOf(sprint, context).map((name) => sprintId(context.connection, name));
    for (const column of ["assignee", "reporter"]) {
        const name = take(column);
        if (name !== null)
            fields[column] = context.actors.see(own(name, context), null);
    }
    const [due, estimate, url, intake] = [take("dueDate"), take("estimate"), take("url"), take("intake")];
    const date = due === null ? null : readDate(due);
    if (date !== null)
        fields.dueDate = date;
    if (estimate !== null)
        fields.estimate = estimateOf(estimate, context);
    if (url !== null && /^https?:\/\//i.test(url) && url.length <= 2_000)
        fields.url = url;
    if (intake !== null) {
        const word = intake.toLowerCase();
        if (["yes", "true", "1", "form", "template"].includes(word))
            fields.intake = true;
        if (["no", "false", "0", "none", "free"].includes(word))
            fields.intake = false;
    }
    if (created !== null)
        fields.created = created;
    const [title, description] = [take("title"), take("description")];
    if (title !== null && context.keepTitles)
        fields.title = title.slice(0, 300);
    if (description !== null)
        fields.description = descriptionFacts(fromLines(description));
    const words = title === null && description === null ? null : minhash(`${title ?? ""} ${description ?? ""}`);
    if (words !== null)
        fields.minhash = words;
    return fields;
}
function filled(value) {
    if (value === null)
        return null;
    const trimmed = value.trim();
    return trimmed === "" ? null : trimmed;
}
function cut(value) {
    return value.slice(0, MOST_ID_LETTERS);
}
function own(value, context) {
    return context.intern(cut(value));
}
function listOf(value, context) {
    const parts = value.slice(0, 10_000).split(";");
    return [...new Set(parts.map((part) => own(part.trim(), context)).filter((part) => part !== ""))].slice(0, MOST_VALUES);
}
/** A number as the shortest decimal, so that `3` and `3.0` are the same estimate; anything else as it is. */
function estimateOf(value, context) {
    const number = Number(value);
    return Number.isFinite(number) ? String(number) : own(value, context);
}
/** The same for rows that say the same: nothing but what they say goes in. */
export function eventKey({ at, kind, from, to, actor, detail }) {
    const content = JSON.stringify([at, kind, from, to, actor, detail]);
    return `f${createHash("sha256").update(content).digest("hex").slice(0, 20)}`;
}
