import { itemReference } from "../../src/model/work-item.ts";
import { linkTypeOf } from "../text/link-phrases.ts";
import { phraseIn } from "./links.ts";
import { instantOf, ownText } from "./schema.ts";
import { itemId, sprintId, statusId } from "./site.ts";
/** Names in lists of values are cut, ids are not. */
const MOST_LETTERS = 200;
const MOST_VALUES = 200;
/**
 * The history of one issue as events, oldest first. For kinds that hold several values at once, `from` left and `to` came, never both.
 * `links` are those that the issue has now: they tell the ids of keys.
 */
export function changesOf(site, item, links, histories) {
    const read = readerFor(site, links);
    const changes = [];
    for (const history of inOrder(histories)) {
        const at = instantOf(history.created);
        if (at === null)
            continue;
        const actor = history.author ? site.pseudonym(history.author.accountId) : null;
        const viaAutomation = isRule(history);
        let parents = null;
        for (let position = 0; position < history.items.length; position++) {
            let index = 0;
            for (const { kind, from, to, fromRaw = null, toRaw = null, detail = null } of read(history.items[position], history.items)) {
                // Jira writes a new parent twice where it replaced the epic link.
                if (kind === "parent") {
                    const pair = `${from}>${to}`;
                    parents ??= [];
                    if (parents.includes(pair))
                        continue;
                    parents.push(pair);
                }
                const key = index === 0 ? `h${history.id}:${position}` : `h${history.id}:${position}.${index}`;
                index++;
                changes.push({ item, key, at, kind, origin: "history", actor, from, to, fromRaw, toRaw, detail, viaAutomation });
            }
        }
    }
    return changes;
}
/** Oldest first, which is how they come, nearly always. */
function inOrder(histories) {
    const isInOrder = histories.every((history, index) => index === 0 || byInstant(histories[index - 1], history) <= 0);
    return isInOrder ? histories : histories.toSorted(byInstant);
}
/** Those without an instant, of which nothing is read, come first. */
function byInstant(a, b) {
    return (instantOf(a.created) ?? -Infinity) - (instantOf(b.created) ?? -Infinity) || byId(a.id, b.id);
}
function byId(a, b) {
    return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
/** `historyMetadata` can be sent by any caller, so it only ever supports what the actor says. */
function isRule({ historyMetadata }) {
    const type = historyMetadata?.type;
    return type !== null && type !== undefined && /automation|rule|import/i.test(type.slice(0, 100));
}
function readerFor(site, links) {
    const { fields } = site;
    let idByKey = null;
    const linkTo = (key) => {
        idByKey ??= new Map(links.flatMap(({ id, key: other }) => (id === null ? [] : [[other, id]])));
        return itemReference(site.connection, idByKey.get(key) ?? null, key);
    };
    const usesPoints = fields.storyPoints.length > 0;
    const link = (key, sentence, side) => {
        if (key === null || key === undefined || key === "")
            return [];
        const phrase = phraseIn(sentence ?? "", key, site.linkTypes);
        const other = side === "from" ? { from: linkTo(key), to: null, fromRaw: phrase } : { from: null, to: linkTo(key), toRaw: phrase };
        return [{ kind: "link", detail: linkTypeOf(phrase), ...other }];
    };
    const parent = (id, key) => filled(id) !== null && /^\d+$/.test(id ?? "")
        ? itemId(site, id)
        : filled(key) === null
            ? null
            : itemReference(site.connection, null, key);
    return (item, siblings) => {
        const from = filled(item.from);
        const to = filled(item.to);
        const fromText = filled(item.fromString);
        const toText = filled(ownText(item, "toString"));
        const id = item.fieldId ?? "";
        const name = item.field.toLowerCase();
        const isField = (wanted, fallback) => (wanted !== null && id === wanted) || (id === "" && name === fallback);
        if (id === "status" || name === "status") {
            return one("status", from && statusId(site, from), to && statusId(site, to), { fromRaw: fromText, toRaw: toText });
        }
        if (id === "assignee" || name === "assignee")
            return one("assignee", from && site.pseudonym(from), to && site.pseudonym(to));
        if (id === "priority" || name === "priority")
            return one("priority", cut(fromText), cut(toText));
        if (id === "issuetype" || name === "issuetype")
            return one("type", cut(fromText), cut(toText));
        if (id === "resolution" || name === "resolution")
            return one("resolution", cut(fromText), cut(toText));
        if (id === "duedate" || name === "duedate")
            return one("due-date", dateOf(from ?? fromText), dateOf(to ?? toText));
        if (id === "labels" || name === "labels")
            return differences("label", words(fromText, /\s+/), words(toText, /\s+/));
        if (id === "components" || name === "component")
            return [...removed("component", fromText), ...added("component", toText)];
        if (id === "fixVersions" || name === "fix version")
            return [...removed("milestone", fromText), ...added("milestone", toText)];
        if (fields.storyPoints.includes(id) || (id === "" && /^story ?points?(?: estimate)?$/.test(name)))
            return one("estimate", points(fromText ?? from), points(toText ?? to));
        if (id === "timeoriginalestimate" || name === "timeoriginalestimate") {
            return usesPoints ? other(item) : one("estimate", from && `${from} s`, to && `${to} s`);
        }
        if (isField(fields.sprint, "sprint")) {
            return differences("sprint", words(from, /,\s*/).map((sprint) => sprintId(site, sprint)), words(to, /,\s*/).map((sprint) => sprintId(site, sprint)));
        }
        if (isField(fields.flagged, "flagged"))
            return [...removed("flag", fromText && "flagged"), ...added("flag", toText && "flagged")];
        if (isField(fields.team, "team"))
            return one("team", from, to, { fromRaw: cut(fromText), toRaw: cut(toText) });
        if (name === "link")
            return [...link(from, fromText, "from"), ...link(to, toText, "to")];
        if (name === "parent" ||
            name === "issueparentassociation" ||
            id === "parent" ||
            isField(fields.epicLink, "epic link") ||
            isField(fields.parentLink, "parent link")) {
            return one("parent", parent(from, fromText), parent(to, toText));
        }
        if (name === "key")
            return one("project", projectOf(fromText), projectOf(toText));
        if (name === "project") {
            if (siblings.some((sibling) => sibling.field.toLowerCase() === "key"))
                return [];
            const key = (projectId) => site.projects.find((project) => project.id === projectId)?.key ?? null;
            return one("project", key(from), key(to));
        }
        if (id === "summary" || name === "summary")
            return [{ kind: "title", from: null, to: null }];
        if (id === "description" || name === "description")
            return [{ kind: "description", from: null, to: null }];
        return other(item);
    };
}
function one(kind, from, to, raw) {
    return from === to ? [] : [{ kind, from, to, fromRaw: raw?.fromRaw ?? null, toRaw: raw?.toRaw ?? null, detail: null }];
}
function other({ field }) {
    return [{ kind: "other", from: null, to: null, detail: field.slice(0, 60) }];
}
function filled(value) {
    return value === undefined || value === null || value === "" ? null : value;
}
function cut(value) {
    return value === null ? null : value.slice(0, MOST_LETTERS);
}
function words(value, separator) {
    return (value ?? "")
        .slice(0, 10_000)
        .split(separator)
        .filter((word) => word !== "")
        .slice(0, MOST_VALUES);
}
function removed(kind, value) {
    return value === null || value === "" ? [] : [{ kind, from: cut(value), to: null }];
}
function added(kind, value) {
    return value === null || value === "" ? [] : [{ kind, from: null, to: cut(value) }];
}
function differences(kind, before, after) {
    if (before.length <= 1 && after.length <= 1) {
        const [left = null] = before;
        const [come = null] = after;
        return left === come ? [] : [...removed(kind, left), ...added(kind, come)];
    }
    const left = new Set(before);
    const come = new Set(after);
    return [...left]
        .filter((value) => !come.has(value))
        .flatMap((value) => removed(kind, value))
        .concat([...come].filter((value) => !left.has(value)).flatMap((value) => added(kind, value)));
}
/** `2026-06-30`, also out of `2026-06-30 00:00:00.0`. */
export function dateOf(value) {
    return /^\d{4}-\d\d-\d\d/.exec(value ?? "")?.[0] ?? null;
}
/** Points as the shortest decimal, so that `3` and `3.0` are the same estimate. */
export function points(value) {
    if (value === null || value === undefined || value === "")
        return null;
    const number = Number(value);
    return Number.isFinite(number) ? String(number) : null;
}
function projectOf(key) {
    return /^([A-Z][A-Z0-9_]{0,30})-\d{1,10}$/.exec(key ?? "")?.[1] ?? null;
}
/** The points field that an issue has a value in; null = none of them. */
export function pointsField(site, issue) {
    return site.fields.storyPoints.find((id) => typeof issue.fields[id] === "number") ?? null;
}
