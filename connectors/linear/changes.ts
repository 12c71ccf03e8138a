import type { EventKind } from "../../src/model/event.ts";
import { itemReference } from "../../src/model/work-item.ts";
import type { Change } from "../history/change.ts";
import type { Actors } from "./actors.ts";
import { instantOf } from "./schema.ts";
import type { LinearHistory } from "./shapes.ts";
import { recordId, type Site } from "./site.ts";

type Values = Pick<Change, "kind" | "from" | "to"> & Partial<Pick<Change, "fromRaw" | "toRaw" | "detail">>;

const PRIORITIES = [null, "Urgent", "High", "Medium", "Low"] as const;

/** Linear's words for its numbers; 0 is no priority. */
export function priorityOf(value: number | null | undefined): string | null {
  return value === null || value === undefined ? null : (PRIORITIES[value] ?? null);
}

/** Estimates as the shortest decimal, so that `3` and `3.0` are the same. */
export function estimateOf(value: number | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

/**
 * The history of one issue as changes, oldest first. A project holds issues as an epic does, so it is the parent of an issue that never had another
 * (`isPartOfIssue` false), and a component of one that had. `unknown` hears of what this version cannot read.
 */
export function changesOf(
  site: Site,
  actors: Actors,
  entries: readonly LinearHistory[],
  isPartOfIssue: boolean,
  unknown: (path: string, value: string) => void,
): readonly Change[] {
  const dated: { readonly entry: LinearHistory; readonly at: number }[] = [];
  for (const entry of entries) {
    const at = instantOf(entry.createdAt);
    if (at !== null) dated.push({ entry, at });
  }
  dated.sort((a, b) => a.at - b.at || (a.entry.id < b.entry.id ? -1 : a.entry.id > b.entry.id ? 1 : 0));
  const lasting = additionsThatLast(dated.map(({ entry }) => entry));
  const changes: Change[] = [];
  for (const { entry, at } of dated) {
    const actor = actors.author(entry);
    const viaAutomation = byRule(entry);
    const positions = new Map<EventKind, number>();
    for (const { kind, from, to, fromRaw = null, toRaw = null, detail = null } of valuesOf(
      site,
      actors,
      entry,
      isPartOfIssue,
      lasting,
      unknown,
    )) {
      const position = positions.get(kind) ?? 0;
      positions.set(kind, position + 1);
      const key = `h${entry.id}:${kind}${position === 0 ? "" : `:${position}`}`;
      changes.push({ kind, key, at, actor, viaAutomation, from, to, fromRaw, toRaw, detail });
    }
  }
  return changes;
}

function byRule(entry: LinearHistory): boolean {
  return (
    entry.autoClosed === true ||
    entry.autoArchived === true ||
    entry.triageResponsibilityAutoAssigned === true ||
    /^(?:workflow|automation|triage)/i.test((entry.botActor?.type ?? "").slice(0, 40))
  );
}

function filled(value: string | null | undefined): string | null {
  return value === undefined || value === null || value === "" ? null : value;
}

function valuesOf(
  site: Site,
  actors: Actors,
  entry: LinearHistory,
  isPartOfIssue: boolean,
  lasting: ReadonlySet<object>,
  unknown: (path: string, value: string) => void,
): readonly Values[] {
  const found: Values[] = [];
  const one = (kind: EventKind, from: string | null, to: string | null, raw?: Pick<Values, "fromRaw" | "toRaw">) => {
    if (from !== to) found.push({ kind, from, to, ...raw });
  };
  const id = (value: string | null | undefined) => (filled(value) === null ? null : recordId(site, value!));
  const both = (kind: EventKind, from: string | null, to: string | null) => {
    if (from === to) return;
    if (from !== null) found.push({ kind, from, to: null });
    if (to !== null) found.push({ kind, from: null, to });
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
  if (isPartOfIssue) both("component", projectName(site, entry.fromProjectId), projectName(site, entry.toProjectId));
  else one("parent", id(entry.fromProjectId), id(entry.toProjectId));
  for (const label of entry.removedLabelIds ?? []) found.push({ kind: "label", from: labelName(site, label), to: null });
  for (const label of entry.addedLabelIds ?? []) found.push({ kind: "label", from: null, to: labelName(site, label) });
  for (const change of entry.relationChanges ?? []) found.push(...relation(site, change, lasting, unknown));

  if (filled(entry.toTitle) !== null) found.push({ kind: "title", from: null, to: null });
  if (entry.updatedDescription === true) found.push({ kind: "description", from: null, to: null });
  if (entry.archived === true || entry.autoArchived === true)
    found.push({
      kind: "archived",
      from: null,
      to: null,
      detail: entry.autoArchived === true ? "linear autoArchived" : "linear archived",
    });
  if (entry.trashed === true) found.push({ kind: "deleted", from: null, to: null, detail: "linear trashed" });
  const other = (detail: string) => found.push({ kind: "other", from: null, to: null, detail });
  if (entry.archived === false) other("unarchived");
  if (entry.trashed === false) other("restored from trash");
  if (filled(entry.attachmentId) !== null) other("attachment");
  if (entry.toSlaBreached === true) other("sla breached");
  else if (filled(entry.toSlaStartedAt) !== null) other("sla started");
  if (filled(entry.toConvertedProjectId) !== null) other("converted to project");
  if (entry.autoClosed === true) other("auto-closed");
  return found;
}

function teamKey(site: Site, id: string | null | undefined): string | null {
  return id === null || id === undefined ? null : (site.teams.get(id)?.key ?? id);
}

/** A project, or a label, that is no longer listed keeps its id as its name. */
export function projectName(site: Site, id: string | null | undefined): string | null {
  return filled(id) === null ? null : (site.projects.get(id!) ?? id!).slice(0, 200);
}

export function labelName(site: Site, id: string): string {
  return (site.labels.get(id) ?? id).slice(0, 200);
}

/** `ab` = added, blocked by; `rx` = removed, blocks. Linear documents no letter, so others are kept as `other` and counted. */
const RELATION_LETTERS: Readonly<Record<string, "is-blocked-by" | "blocks">> = { b: "is-blocked-by", x: "blocks" };

/** The last additions of relations that were not taken away again: those are read from the list of relations, with their own date. */
function additionsThatLast(entries: readonly LinearHistory[]): ReadonlySet<object> {
  const last = new Map<string, object | null>();
  for (const { relationChanges } of entries)
    for (const change of relationChanges ?? [])
      last.set(`${change.type.slice(1)} ${change.identifier}`, change.type.startsWith("a") ? change : null);
  return new Set([...last.values()].filter((change) => change !== null));
}

function relation(
  site: Site,
  change: { readonly identifier: string; readonly type: string },
  lasting: ReadonlySet<object>,
  unknown: (path: string, value: string) => void,
): readonly Values[] {
  const { identifier, type } = change;
  const detail = RELATION_LETTERS[type.slice(1)];
  if (detail === undefined || !/^[ar]/.test(type)) {
    unknown("history.relationChanges.type", type.slice(0, 10));
    return [{ kind: "other", from: null, to: null, detail: "relation" }];
  }
  const other = itemReference(site.connection, null, identifier.slice(0, 40));
  if (type.startsWith("r")) return [{ kind: "link", from: other, to: null, detail }];
  return lasting.has(change) ? [] : [{ kind: "link", from: null, to: other, detail }];
}
