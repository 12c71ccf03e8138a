import type { EventRecord } from "../../src/model/event.ts";
import type { WorkItemRecord } from "../../src/model/work-item.ts";
import type { StatusRecord } from "../../src/model/workflow.ts";
import { initialValues, isChain, type HeldValue } from "../history/roll-back.ts";
import { fromLines } from "../text/plain-text.ts";
import { descriptionFacts, minhash } from "../text/text-facts.ts";
import { workTypeOf } from "../text/work-types.ts";
import type { Change } from "../history/change.ts";
import type { Actors } from "./actors.ts";
import { changesOf, estimateOf, labelName, priorityOf, projectName } from "./changes.ts";
import { instantOf } from "./schema.ts";
import type { LinearHistory, LinearIssue } from "./shapes.ts";
import { formerState, recordId, type Site } from "./site.ts";

/** One issue with everything that was read of it. */
export interface RawIssue {
  readonly issue: LinearIssue;
  readonly history: readonly LinearHistory[];
  /** False: Linear did not give all of it. */
  readonly historyComplete: boolean;
}

export interface NormalisedIssue {
  readonly item: WorkItemRecord;
  readonly events: readonly EventRecord[];
  /** Of the history and no longer listed. */
  readonly formerStates: readonly StatusRecord[];
}

/** Pure but for `actors`, which remembers whom it met: the same issue gives the same records. Null when its dates cannot be read. */
export function normaliseIssue(
  site: Site,
  actors: Actors,
  raw: RawIssue,
  unknown: (path: string, value: string) => void,
): NormalisedIssue | null {
  const { issue } = raw;
  const createdAt = instantOf(issue.createdAt);
  const updatedAt = instantOf(issue.updatedAt);
  if (createdAt === null || updatedAt === null) return null;

  const id = recordId(site, issue.id);
  const isPart = wasPart(raw);
  const changes = changesOf(site, actors, raw.history, isPart, unknown);
  const creator = actors.user(issue.creator?.id) ?? actors.bot(issue.botActor);
  const isChained = isChain(changes, "status", recordId(site, issue.state.id));
  const none = { from: null, fromRaw: null, to: null, toRaw: null, detail: null, viaAutomation: false };
  const byRule = issue.recurringIssueTemplate !== null && issue.recurringIssueTemplate !== undefined;

  const events: EventRecord[] = [
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
  const counts = new Map<string, number>();
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
  const item: WorkItemRecord = {
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

function teamKey(site: Site, id: string): string {
  return site.teams.get(id)?.key ?? id;
}

/** Now, or at any time that the history knows. */
function wasPart({ issue, history }: RawIssue): boolean {
  return isPartNow(issue) || history.some(({ fromParentId, toParentId }) => Boolean(fromParentId) || Boolean(toParentId));
}

function isPartNow({ parent }: LinearIssue): boolean {
  return parent !== null && parent !== undefined;
}

/** Linear has no types. A label named like one stands for it; the first in the order of Linear's answer. */
function typeOf(site: Site, issue: LinearIssue): string {
  const names = (issue.labelIds ?? []).map((label) => labelName(site, label));
  const typed = names.find((name) => workTypeOf({ name }) !== "other");
  return typed ?? (isPartNow(issue) ? "Sub-issue" : "Issue");
}

/** Templates leave a mark on every issue made with them, so that no mark means none, from the first template on. */
function intakeOf(site: Site, issue: LinearIssue, createdAt: number): boolean | null {
  const isSet = (value: object | null | undefined) => value !== null && value !== undefined;
  if (isSet(issue.lastAppliedTemplate) || isSet(issue.recurringIssueTemplate)) return true;
  return site.firstTemplateAt !== null && createdAt >= site.firstTemplateAt ? false : null;
}

const held = (value: string | null, raw: string | null = null): HeldValue | null =>
  value === null ? null : { value, raw, detail: null };

/** What an issue holds now, in the words of events. Relations are not among it: they are read from their own list, with their own dates. */
export function presentOf(site: Site, actors: Actors, issue: LinearIssue, isPart: boolean) {
  const reference = (value: { readonly id: string } | null | undefined) =>
    value === null || value === undefined ? null : recordId(site, value.id);
  const list = (values: readonly (string | null)[]) => values.flatMap((value) => held(value) ?? []);
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
      link: [] as readonly HeldValue[],
    },
  };
}

/** Archived or in the trash without an entry in the history that says so. */
function endings(item: string, issue: LinearIssue, changes: readonly Change[], updatedAt: number): readonly EventRecord[] {
  const of = (kind: "archived" | "deleted", at: number, detail: string, viaAutomation: boolean): EventRecord => ({
    ...{ item, key: `now:${kind}`, at, kind, origin: "history", actor: null, detail, viaAutomation },
    ...{ from: null, to: null, fromRaw: null, toRaw: null },
  });
  const has = (kind: string) => changes.some((change) => change.kind === kind);
  const archivedAt = instantOf(issue.archivedAt);
  if (issue.trashed === true) return has("deleted") ? [] : [of("deleted", archivedAt ?? updatedAt, "linear trashed", false)];
  if (archivedAt === null || has("archived")) return [];
  const isAuto = typeof issue.autoArchivedAt === "string";
  return [of("archived", archivedAt, isAuto ? "linear autoArchived" : "linear archived", isAuto)];
}

function formerStates(site: Site, issue: LinearIssue, history: readonly LinearHistory[]): readonly StatusRecord[] {
  const ids = new Set([issue.state.id]);
  for (const { fromStateId, toStateId } of history) for (const id of [fromStateId, toStateId]) if (id) ids.add(id);
  return [...ids].filter((id) => !site.states.has(id)).map((id) => formerState(site, id));
}
