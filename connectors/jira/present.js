import { itemReference } from "../../src/model/work-item.ts";
import { dateOf, points, pointsField } from "./changes.ts";
import { ownText } from "./schema.ts";
import { itemId, sprintId, statusId } from "./site.ts";
import { isSprint } from "./shapes.ts";
/** Kinds of which an item has one value at a time. */
export const SINGLE = [
    "status",
    "assignee",
    "priority",
    "type",
    "resolution",
    "estimate",
    "due-date",
    "project",
    "team",
    "parent",
];
/** Kinds of which it has any number. */
export const SEVERAL = ["sprint", "label", "component", "milestone", "flag", "link"];
/** `links` are those of the issue, see `presentLinks`. */
export function presentOf(site, issue, links) {
    const { fields } = issue;
    const own = site.fields;
    const field = (id) => (id === null ? null : fields[id]);
    const plain = (value) => value === null || value === undefined || value === "" ? null : { value: value.slice(0, 200), raw: null, detail: null };
    const list = (values) => values.flatMap((value) => plain(value) ?? []);
    const time = own.storyPoints.length > 0 ? null : (fields.timeoriginalestimate ?? null);
    return {
        single: {
            status: { value: statusId(site, fields.status.id), raw: fields.status.name, detail: null },
            assignee: plain(fields.assignee && site.pseudonym(fields.assignee.accountId)),
            priority: plain(fields.priority?.name),
            type: plain(fields.issuetype.name),
            resolution: plain(fields.resolution?.name),
            estimate: plain(points(field(pointsField(site, issue))) ?? (time === null ? null : `${time} s`)),
            "due-date": plain(dateOf(fields.duedate)),
            project: plain(fields.project.key),
            team: plain(teamOf(field(own.team))),
            parent: plain(parentOf(site, issue)),
        },
        several: {
            sprint: sprintsOf(field(own.sprint)).map(({ id, name }) => ({ value: sprintId(site, id), raw: name, detail: null })),
            label: list(fields.labels ?? []),
            component: list((fields.components ?? []).map(({ name }) => name)),
            milestone: list((fields.fixVersions ?? []).map(({ name }) => name)),
            flag: Array.isArray(field(own.flagged)) && field(own.flagged).length > 0 ? list(["flagged"]) : [],
            link: links.map(({ id, key, type, phrase }) => ({
                value: itemReference(site.connection, id, key),
                raw: phrase,
                detail: type,
            })),
        },
    };
}
function parentOf(site, { fields }) {
    const { parent } = fields;
    if (parent !== null && parent !== undefined)
        return parent.id ? itemId(site, parent.id) : itemReference(site.connection, null, parent.key);
    const epic = site.fields.epicLink === null ? null : fields[site.fields.epicLink];
    return typeof epic === "string" && epic !== "" ? itemReference(site.connection, null, epic) : null;
}
/** A team is an id, or an object with one. */
function teamOf(value) {
    if (typeof value === "string")
        return value;
    return typeof value === "object" && value !== null ? (ownText(value, "id") ?? null) : null;
}
/** Name of the team in a team field; null where only the id is there. */
export function teamNameOf(value) {
    return typeof value === "object" && value !== null ? (ownText(value, "name") ?? ownText(value, "title")) : null;
}
/** The sprints in an issue's sprint field, closed ones included. */
export function sprintsOf(value) {
    if (!Array.isArray(value))
        return [];
    return value.slice(0, 200).filter(isSprint);
}
