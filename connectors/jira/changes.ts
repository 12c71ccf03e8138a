import type { EventKind, EventRecord } from "../../src/model/event.ts";
import { itemReference } from "../../src/model/work-item.ts";
import { linkTypeOf } from "../text/link-phrases.ts";
import { oldestFirst, type Histories } from "./history-rows.ts";
import { phraseIn, type PresentLink } from "./links.ts";
import { instantOf } from "./instants.ts";
import { ownText } from "./schema.ts";
import { itemId, sprintId, statusId, type Site } from "./site.ts";
import type { JiraChangeItem, JiraHistory, JiraIssue } from "./shapes.ts";

/** Names in lists of values are cut, ids are not. */
const MOST_LETTERS = 200;
const MOST_VALUES = 200;

/**
 * The history of one issue as events, oldest first. For kinds that hold several values at once, `from` left and `to` came, never both.
 * `links` are those that the issue has now: they tell the ids of keys.
 */
export function changesOf(site: Site, item: string, links: readonly PresentLink[], histories: Histories): readonly EventRecord[] {
  const read = readerFor(site);
  const out: Changes = {
    events: [],
    item,
    id: "",
    at: 0,
    actor: null,
    viaAutomation: false,
    position: 0,
    index: 0,
    parents: null,
    links,
    idByKey: null,
  };
  oldestFirst(histories, (history) => {
    const at = instantOf(history.created);
    if (at === null) return;
    out.id = history.id;
    out.at = at;
    out.actor = history.author ? site.pseudonym(history.author.accountId) : null;
    out.viaAutomation = isRule(history);
    out.parents = null;
    for (let position = 0; position < history.items.length; position++) {
      out.position = position;
      out.index = 0;
      read(out, history.items[position]!, history.items);
    }
  });
  return out.events;
}

/** The events so far, and the change that the next ones are written for: one of these for all, and no list or object between. */
interface Changes {
  readonly events: EventRecord[];
  readonly item: string;
  /** Of the entry. */
  id: string;
  at: number;
  actor: string | null;
  viaAutomation: boolean;
  /** Of the change in its entry, and of the next event in its change. */
  position: number;
  index: number;
  /** Parents that the entry has changed from and to. */
  parents: string[] | null;
  /** Those that the issue has now, and the ids of their keys, once somebody asked. */
  readonly links: readonly PresentLink[];
  idByKey: ReadonlyMap<string, string> | null;
}

function write(
  out: Changes,
  kind: EventKind,
  from: string | null,
  to: string | null,
  fromRaw: string | null = null,
  toRaw: string | null = null,
  detail: string | null = null,
): void {
  const { item, at, actor, viaAutomation } = out;
  const key = out.index === 0 ? `h${out.id}:${out.position}` : `h${out.id}:${out.position}.${out.index}`;
  out.index++;
  out.events.push({ item, key, at, kind, origin: "history", actor, from, to, fromRaw, toRaw, detail, viaAutomation });
}

/** Jira writes a new parent twice where it replaced the epic link. */
function writeParent(out: Changes, from: string | null, to: string | null): void {
  if (from === to) return;
  const pair = `${from}>${to}`;
  out.parents ??= [];
  if (out.parents.includes(pair)) return;
  out.parents.push(pair);
  write(out, "parent", from, to);
}

/** `historyMetadata` can be sent by any caller, so it only ever supports what the actor says. */
function isRule({ historyMetadata }: JiraHistory): boolean {
  const type = historyMetadata?.type;
  return type !== null && type !== undefined && /automation|rule|import/i.test(type.slice(0, 100));
}

type Reader = (out: Changes, item: JiraChangeItem, siblings: readonly JiraChangeItem[]) => void;

/** One for each site: made for each issue, they were a hundredth of all memory that a first read takes. */
const readers = new WeakMap<Site, Reader>();

function readerFor(site: Site): Reader {
  let reader = readers.get(site);
  if (reader === undefined) readers.set(site, (reader = createReader(site)));
  return reader;
}

function createReader(site: Site): Reader {
  const { fields } = site;
  const linkTo = (out: Changes, key: string) => {
    out.idByKey ??= new Map(out.links.flatMap(({ id, key: other }) => (id === null ? [] : [[other, id] as const])));
    return itemReference(site.connection, out.idByKey.get(key) ?? null, key);
  };
  const usesPoints = fields.storyPoints.length > 0;

  const link = (out: Changes, key: string | null, sentence: string | null, side: "from" | "to"): void => {
    if (key === null) return;
    const phrase = phraseIn(sentence ?? "", key, site.linkTypes);
    if (side === "from") write(out, "link", linkTo(out, key), null, phrase, null, linkTypeOf(phrase));
    else write(out, "link", null, linkTo(out, key), null, phrase, linkTypeOf(phrase));
  };
  const parent = (id: string | null, key: string | null): string | null =>
    id !== null && /^\d+$/.test(id) ? itemId(site, id) : key === null ? null : itemReference(site.connection, null, key);
  const sprints = (ids: string | null) => words(ids, /,\s*/).map((sprint) => sprintId(site, sprint));
  const project = (projectId: string | null) => site.projects.find(({ id }) => id === projectId)?.key ?? null;

  return (out, item, siblings) => {
    const from = filled(item.from);
    const to = filled(item.to);
    const fromText = filled(item.fromString);
    const toText = filled(ownText(item, "toString"));
    const id = item.fieldId ?? "";
    const name = lowerCase(item.field);

    if (id === "status" || name === "status")
      one(out, "status", from && statusId(site, from), to && statusId(site, to), fromText, toText);
    else if (id === "assignee" || name === "assignee")
      one(out, "assignee", from && site.pseudonym(from), to && site.pseudonym(to));
    else if (id === "priority" || name === "priority") one(out, "priority", cut(fromText), cut(toText));
    else if (id === "issuetype" || name === "issuetype") one(out, "type", cut(fromText), cut(toText));
    else if (id === "resolution" || name === "resolution") one(out, "resolution", cut(fromText), cut(toText));
    else if (id === "duedate" || name === "duedate") one(out, "due-date", dateOf(from ?? fromText), dateOf(to ?? toText));
    else if (id === "labels" || name === "labels") differences(out, "label", words(fromText, /\s+/), words(toText, /\s+/));
    else if (id === "components" || name === "component") leftAndCame(out, "component", fromText, toText);
    else if (id === "fixVersions" || name === "fix version") leftAndCame(out, "milestone", fromText, toText);
    else if (fields.storyPoints.includes(id) || (id === "" && /^story ?points?(?: estimate)?$/.test(name)))
      one(out, "estimate", points(fromText ?? from), points(toText ?? to));
    else if (id === "timeoriginalestimate" || name === "timeoriginalestimate") {
      if (usesPoints) other(out, item);
      else one(out, "estimate", from && `${from} s`, to && `${to} s`);
    } else if (isField(fields.sprint, "sprint", id, name)) differences(out, "sprint", sprints(from), sprints(to));
    else if (isField(fields.flagged, "flagged", id, name)) leftAndCame(out, "flag", fromText && "flagged", toText && "flagged");
    else if (isField(fields.team, "team", id, name)) one(out, "team", from, to, cut(fromText), cut(toText));
    else if (name === "link") {
      link(out, from, fromText, "from");
      link(out, to, toText, "to");
    } else if (
      name === "parent" ||
      name === "issueparentassociation" ||
      id === "parent" ||
      isField(fields.epicLink, "epic link", id, name) ||
      isField(fields.parentLink, "parent link", id, name)
    )
      writeParent(out, parent(from, fromText), parent(to, toText));
    else if (name === "key") one(out, "project", projectOf(fromText), projectOf(toText));
    else if (name === "project") {
      if (!siblings.some((sibling) => sibling.field.toLowerCase() === "key")) one(out, "project", project(from), project(to));
    } else if (id === "summary" || name === "summary") write(out, "title", null, null);
    else if (id === "description" || name === "description") write(out, "description", null, null);
    else other(out, item);
  };
}

/** Names of fields are few, and come by the hundred thousand. */
const lowered = new Map<string, string>();
const MOST_LOWERED = 1_000;

function lowerCase(name: string): string {
  let found = lowered.get(name);
  if (found === undefined) {
    if (lowered.size >= MOST_LOWERED) lowered.clear();
    lowered.set(name, (found = name.toLowerCase()));
  }
  return found;
}

/** By the id that the site has for it; by its name where Jira sends none. */
function isField(wanted: string | null, fallback: string, id: string, name: string): boolean {
  return (wanted !== null && id === wanted) || (id === "" && name === fallback);
}

function one(
  out: Changes,
  kind: EventKind,
  from: string | null,
  to: string | null,
  fromRaw: string | null = null,
  toRaw: string | null = null,
): void {
  if (from !== to) write(out, kind, from, to, fromRaw, toRaw);
}

function other(out: Changes, { field }: JiraChangeItem): void {
  write(out, "other", null, null, null, null, field.slice(0, 60));
}

function filled(value: string | null | undefined): string | null {
  return value === undefined || value === null || value === "" ? null : value;
}

function cut(value: string | null): string | null {
  return value === null ? null : value.slice(0, MOST_LETTERS);
}

function words(value: string | null, separator: RegExp): string[] {
  return (value ?? "")
    .slice(0, 10_000)
    .split(separator)
    .filter((word) => word !== "")
    .slice(0, MOST_VALUES);
}

/** Of kinds that an item has several values of. */
function leftAndCame(out: Changes, kind: EventKind, left: string | null, come: string | null): void {
  if (left !== null && left !== "") write(out, kind, cut(left), null);
  if (come !== null && come !== "") write(out, kind, null, cut(come));
}

function differences(out: Changes, kind: EventKind, before: readonly string[], after: readonly string[]): void {
  if (before.length <= 1 && after.length <= 1) {
    const [left = null] = before;
    const [come = null] = after;
    if (left !== come) leftAndCame(out, kind, left, come);
    return;
  }
  const left = new Set(before);
  const come = new Set(after);
  for (const value of left) if (!come.has(value)) leftAndCame(out, kind, value, null);
  for (const value of come) if (!left.has(value)) leftAndCame(out, kind, null, value);
}

/** `2026-06-30`, also out of `2026-06-30 00:00:00.0`. */
export function dateOf(value: string | null | undefined): string | null {
  return /^\d{4}-\d\d-\d\d/.exec(value ?? "")?.[0] ?? null;
}

/** Points as the shortest decimal, so that `3` and `3.0` are the same estimate. */
export function points(value: string | number | null | undefined): string | null {
  if (value === null || value === undefined || value === "") return null;
  const number = Number(value);
  return Number.isFinite(number) ? String(number) : null;
}

function projectOf(key: string | null): string | null {
  return /^([A-Z][A-Z0-9_]{0,30})-\d{1,10}$/.exec(key ?? "")?.[1] ?? null;
}

/** The points field that an issue has a value in; null = none of them. */
export function pointsField(site: Site, issue: JiraIssue): string | null {
  return site.fields.storyPoints.find((id) => typeof issue.fields[id] === "number") ?? null;
}
