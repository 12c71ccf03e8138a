import type { EventKind } from "../../src/model/event.ts";
import { itemReference } from "../../src/model/work-item.ts";
import { dateOf, points, pointsField } from "./changes.ts";
import type { PresentLink } from "./links.ts";
import { ownText, type JiraSprint } from "./schema.ts";
import { itemId, sprintId, statusId, type Site } from "./site.ts";
import { isSprint, type JiraIssue, type Named } from "./shapes.ts";

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
  return {
    single: singleOf(site, issue),
    several: {
      sprint: sprintsOf(field(issue, site.fields.sprint)).map(({ id, name }) => ({
        value: sprintId(site, id),
        raw: name,
        detail: null,
      })),
      label: list(fields.labels ?? []),
      component: named(fields.components),
      milestone: named(fields.fixVersions),
      flag: isFlagged(field(issue, site.fields.flagged)) ? list(["flagged"]) : [],
      link: links.map(({ id, key, type, phrase }) => ({
        value: itemReference(site.connection, id, key),
        raw: phrase,
        detail: type,
      })),
    },
  };
}

/** Each by a function of its own: all in one took longer to compile than to run. */
function singleOf(site: Site, issue: JiraIssue): Present["single"] {
  const { fields } = issue;
  return {
    status: statusOf(site, issue),
    assignee: assigneeOf(site, issue),
    priority: plain(fields.priority?.name),
    type: plain(fields.issuetype.name),
    resolution: plain(fields.resolution?.name),
    estimate: plain(estimateOf(site, issue)),
    "due-date": plain(dateOf(fields.duedate)),
    project: plain(fields.project.key),
    team: plain(teamOf(field(issue, site.fields.team))),
    parent: plain(parentOf(site, issue)),
  };
}

function statusOf(site: Site, { fields: { status } }: JiraIssue): PresentValue {
  return { value: statusId(site, status.id), raw: status.name, detail: null };
}

function assigneeOf(site: Site, { fields: { assignee } }: JiraIssue): PresentValue | null {
  return assignee ? plain(site.pseudonym(assignee.accountId)) : null;
}

function field({ fields }: JiraIssue, id: string | null): unknown {
  return id === null ? null : fields[id];
}

function plain(value: string | null | undefined): PresentValue | null {
  return value === null || value === undefined || value === "" ? null : { value: value.slice(0, 200), raw: null, detail: null };
}

function list(values: readonly (string | null | undefined)[]): readonly PresentValue[] {
  return values.flatMap((value) => plain(value) ?? []);
}

function named(values: readonly Named[] | null | undefined): readonly PresentValue[] {
  return list((values ?? []).map(({ name }) => name));
}

function isFlagged(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

/** Points where the site has a field for them, else seconds. */
function estimateOf(site: Site, issue: JiraIssue): string | null {
  const inPoints = points(field(issue, pointsField(site, issue)) as number | null);
  const time = site.fields.storyPoints.length > 0 ? null : (issue.fields.timeoriginalestimate ?? null);
  return inPoints ?? (time === null ? null : `${time} s`);
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
