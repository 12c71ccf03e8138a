import { EMPTY_BATCH, type Batch, type Drift } from "../../src/model/batch.ts";
import type { EventRecord } from "../../src/model/event.ts";
import { createEventTable, type EventRoom, type EventTableBuilder } from "../../src/model/event-table.ts";
import type { WorkItemRecord } from "../../src/model/work-item.ts";
import type {
  BoardRecord,
  ProjectRecord,
  SprintRecord,
  StatusRecord,
  TeamRecord,
  WorkflowRecord,
} from "../../src/model/workflow.ts";
import { categorise } from "../text/status-categories.ts";
import { withHistory, type ReadIssue } from "./issues.ts";
import type { JiraBoard, JiraBoardConfiguration, JiraWorkflow } from "./schema.ts";
import { projectTeam, statusId, type Site } from "./site.ts";
import type { JiraProject, JiraStatus } from "./shapes.ts";

type Place = Pick<Site, "connection">;

/**
 * Issues with their histories as one batch. `expectedEvents`: about how many there are, where that is known. `room`: see `createEventTable`. Actors are
 * not part of it: they are known only after they were looked up.
 */
export function normaliseIssues(site: Site, issues: Iterable<ReadIssue>, expectedEvents?: number, room?: EventRoom): Batch {
  const into: Records = {
    items: [],
    events: createEventTable(expectedEvents, room),
    sprints: new Map(),
    teams: new Map(),
    statuses: new Map(),
    known: new Set(site.statuses.map(({ id }) => id)),
  };
  for (const issue of issues) addIssue(site, issue, into);
  return {
    ...EMPTY_BATCH,
    items: into.items,
    events: into.events.table,
    sprints: [...into.sprints.values()],
    teams: [...into.teams.values()],
    statuses: [...into.statuses.values()],
  };
}

interface Records {
  readonly items: WorkItemRecord[];
  readonly events: EventTableBuilder;
  readonly sprints: Map<string, SprintRecord>;
  readonly teams: Map<string, TeamRecord>;
  readonly statuses: Map<string, StatusRecord>;
  /** Ids of the statuses that the site has. */
  readonly known: ReadonlySet<string>;
}

function addIssue(site: Site, issue: ReadIssue, { items, events, sprints, teams, statuses, known }: Records): void {
  events.begin(issue.prepared.item.id);
  const normalised = withHistory(site, issue, (event) => {
    events.push(event);
    if (event.kind === "status") addFormerStatuses(site, event, known, statuses);
  });
  items.push(normalised.item);
  for (const sprint of normalised.sprints) sprints.set(sprint.id, sprint);
  for (const team of normalised.teams) teams.set(team.id, team);
  const { status } = issue.prepared;
  if (!known.has(status.id)) statuses.set(statusId(site, status.id), statusRecord(site, status));
}

/** Statuses that were deleted since: the history still names them, their category is a guess by name. */
function addFormerStatuses(site: Place, event: EventRecord, known: ReadonlySet<string>, found: Map<string, StatusRecord>): void {
  addFormerStatus(site, event.from, event.fromRaw, known, found);
  addFormerStatus(site, event.to, event.toRaw, known, found);
}

function addFormerStatus(
  site: Place,
  id: string | null,
  name: string | null,
  known: ReadonlySet<string>,
  found: Map<string, StatusRecord>,
): void {
  if (id === null || name === null || found.has(id) || known.has(id.slice(site.connection.length + 1))) return;
  const { category, basis } = categorise(name, null);
  found.set(id, { id, name, categoryRaw: null, category, categoryBasis: `no longer exists; ${basis}` });
}

export function statusRecord(site: Place, status: JiraStatus): StatusRecord {
  const key = status.statusCategory?.key ?? null;
  const { category, basis } = categorise(status.name, key);
  return { id: statusId(site, status.id), name: status.name, categoryRaw: key, category, categoryBasis: basis };
}

export function projectRecords(
  site: Place,
  projects: readonly JiraProject[],
): { readonly projects: readonly ProjectRecord[]; readonly teams: readonly TeamRecord[] } {
  return {
    projects: projects.map(({ key, name }) => ({ key, name, team: projectTeam(site, key) })),
    teams: projects.map(({ key, name }) => ({ id: projectTeam(site, key), name, basis: `jira project ${key}` })),
  };
}

/**
 * `statusIds` translates the references of the answer that the workflow came in. A transition without a start is allowed from
 * everywhere; the first one (`INITIAL`) is creation and no transition of an item.
 */
export function workflowRecord(
  site: Place,
  workflow: JiraWorkflow,
  statusIds: ReadonlyMap<string, string>,
  projectKeys: readonly string[],
): WorkflowRecord {
  const idOf = (reference: string) => statusId(site, statusIds.get(reference) ?? reference);
  const transitions = (workflow.transitions ?? []).flatMap(
    ({ type, toStatusReference, links, actions, validators, conditions }): WorkflowRecord["transitions"] => {
      if (type === "INITIAL") return [];
      const hasRule =
        (actions?.length ?? 0) > 0 ||
        (validators?.length ?? 0) > 0 ||
        (typeof conditions === "object" && conditions !== null && Object.keys(conditions).length > 0);
      const starts = (links ?? []).flatMap(({ fromStatusReference }) => fromStatusReference ?? []);
      // A transition that loops names no target: it leads back to where it began and allows nothing new.
      if (toStatusReference === null || toStatusReference === undefined || toStatusReference === "") return [];
      const to = idOf(toStatusReference);
      return starts.length === 0 ? [{ from: null, to, hasRule }] : starts.map((from) => ({ from: idOf(from), to, hasRule }));
    },
  );
  return {
    id: `${site.connection}/${workflow.id}`,
    name: workflow.name,
    statuses: (workflow.statuses ?? []).map(({ statusReference }) => idOf(statusReference)),
    transitions,
    projectKeys,
    typesRaw: [],
  };
}

export function boardRecord(site: Place, board: JiraBoard, configuration: JiraBoardConfiguration): BoardRecord {
  const projectKey = board.location?.projectKey;
  return {
    id: `${site.connection}/${board.id}`,
    name: board.name,
    kind: board.type === "scrum" || board.type === "kanban" ? board.type : "other",
    projectKeys: projectKey === null || projectKey === undefined ? [] : [projectKey],
    columns: configuration.columnConfig.columns.map(({ name, statuses, max }) => ({
      name,
      statuses: (statuses ?? []).map(({ id }) => statusId(site, id)),
      wipLimit: max ?? null,
    })),
  };
}

/** Counts equal surprises. */
export function countDrift(seen: readonly { readonly path: string; readonly value: string }[]): readonly Drift[] {
  const counts = new Map<string, Drift>();
  for (const { path, value } of seen) {
    const name = `${path}\n${value}`;
    counts.set(name, { path, value, count: (counts.get(name)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}
