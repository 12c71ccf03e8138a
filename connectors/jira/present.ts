import type { EventKind } from "../../src/model/event.ts";
import { itemReference } from "../../src/model/work-item.ts";
import { dateOf, points, pointsField } from "./changes.ts";
import type { PresentLink } from "./links.ts";
import { ownText, type JiraSprint } from "./schema.ts";
import { itemId, sprintId, statusId, type Site } from "./site.ts";
import { isSprint, type JiraIssue } from "./shapes.ts";

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
] as const satisfies readonly EventKind[];
/** Kinds of which it has any number. */
export const SEVERAL = ["sprint", "label", "component", "milestone", "flag", "link"] as const satisfies readonly EventKind[];

export interface PresentValue {
  readonly value: string;
  readonly raw: string | null;
  readonly detail: string | null;
}

/** What an item holds now, in the words of events. */
export interface Present {
  readonly single: Readonly<Record<(typeof SINGLE)[number], PresentValue | null>>;
  readonly several: Readonly<Record<(typeof SEVERAL)[number], readonly PresentValue[]>>;
}

/** `links` are those of the issue, see `presentLinks`. */
export function presentOf(site: Site, issue: JiraIssue, links: readonly PresentLink[]): Present {
  const { fields } = issue;
  const own = site.fields;
  const field = (id: string | null): unknown => (id === null ? null : fields[id]);
  const plain = (value: string | null | undefined): PresentValue | null =>
    value === null || value === undefined || value === "" ? null : { value: value.slice(0, 200), raw: null, detail: null };
  const list = (values: readonly (string | null | undefined)[]) => values.flatMap((value) => plain(value) ?? []);
  const time = own.storyPoints.length > 0 ? null : (fields.timeoriginalestimate ?? null);
  return {
    single: {
      status: { value: statusId(site, fields.status.id), raw: fields.status.name, detail: null },
      assignee: plain(fields.assignee && site.pseudonym(fields.assignee.accountId)),
      priority: plain(fields.priority?.name),
      type: plain(fields.issuetype.name),
      resolution: plain(fields.resolution?.name),
      estimate: plain(points(field(pointsField(site, issue)) as number | null) ?? (time === null ? null : `${time} s`)),
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
      flag: Array.isArray(field(own.flagged)) && (field(own.flagged) as unknown[]).length > 0 ? list(["flagged"]) : [],
      link: links.map(({ id, key, type, phrase }) => ({
        value: itemReference(site.connection, id, key),
        raw: phrase,
        detail: type,
      })),
    },
  };
}

function parentOf(site: Site, { fields }: JiraIssue): string | null {
  const { parent } = fields;
  if (parent !== null && parent !== undefined)
    return parent.id ? itemId(site, parent.id) : itemReference(site.connection, null, parent.key);
  const epic = site.fields.epicLink === null ? null : fields[site.fields.epicLink];
  return typeof epic === "string" && epic !== "" ? itemReference(site.connection, null, epic) : null;
}

/** A team is an id, or an object with one. */
function teamOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "object" && value !== null ? (ownText(value, "id") ?? null) : null;
}

/** Name of the team in a team field; null where only the id is there. */
export function teamNameOf(value: unknown): string | null {
  return typeof value === "object" && value !== null ? (ownText(value, "name") ?? ownText(value, "title")) : null;
}

/** The sprints in an issue's sprint field, closed ones included. */
export function sprintsOf(value: unknown): readonly JiraSprint[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, 200).filter(isSprint);
}
