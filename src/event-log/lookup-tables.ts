import type { ActorRecord } from "../model/actor.ts";
import type { BoardRecord, ProjectRecord, SprintRecord, StatusRecord, TeamRecord, WorkflowRecord } from "../model/workflow.ts";
import { ACTOR_KIND, KIND, type ActorColumns, type EventLog } from "./columns.ts";
import type { EventRows } from "./event-rows.ts";
import type { ItemRows } from "./item-rows.ts";
import { compareTexts, type TextTable } from "./text-table.ts";

/** Records that items and events point to, by id. */
export class LookupTables {
  readonly statuses = new Map<string, StatusRecord>();
  readonly teams = new Map<string, TeamRecord>();
  readonly projects = new Map<string, ProjectRecord>();
  readonly actors = new Map<string, ActorRecord>();
  readonly sprints = new Map<string, SprintRecord>();
  readonly boards = new Map<string, BoardRecord>();
  readonly workflows = new Map<string, WorkflowRecord>();

  /** All tables sorted by id, with a row for whatever an item or event names though nobody described it. */
  build(
    strings: TextTable,
    items: ItemRows,
    events: EventRows,
    order: Uint32Array,
  ): Omit<EventLog, "asOf" | "items" | "events" | "texts"> {
    const named = namedBy(items, events, order);
    const idsOf = (codes: ReadonlySet<number>, described: Iterable<string>): readonly string[] => {
      const ids = new Set(described);
      for (const code of codes) if (code >= 0) ids.add(strings.texts[code]!);
      return [...ids].sort(compareTexts);
    };
    const teamIds = new Set(idsOf(named.team, this.teams.keys()));
    for (const project of this.projects.values()) teamIds.add(project.team);
    const teams = [...teamIds].sort(compareTexts).map((id) => ({ id, name: this.teams.get(id)?.name ?? id }));
    const teamIndex = new Map(teams.map((team, index) => [team.id, index]));
    const projects = idsOf(named.project, this.projects.keys());
    return {
      // A status that nobody described says nothing about work having started.
      statuses: idsOf(named.status, this.statuses.keys()).map((id) => {
        const status = this.statuses.get(id);
        return { id, name: status?.name ?? id, category: status?.category ?? ("backlog" as const) };
      }),
      teams,
      projects,
      projectTeam: Int32Array.from(projects, (key) => teamIndex.get(this.projects.get(key)?.team ?? "") ?? -1),
      actors: this.#actorColumns(idsOf(named.actor, this.actors.keys())),
      workflows: byId(this.workflows.values()),
      sprints: byId(this.sprints.values()),
      boards: byId(this.boards.values()),
    };
  }

  #actorColumns(id: readonly string[]): ActorColumns {
    const records = id.map((actor) => this.actors.get(actor));
    return {
      count: id.length,
      id,
      kind: Uint8Array.from(records, (actor) => ACTOR_KIND[actor?.kind ?? "unknown"]),
      kindBasis: records.map((actor) => actor?.kindBasis ?? "named by an event, never described"),
      active: Int8Array.from(records, (actor) => (actor === undefined || actor.active === null ? -1 : actor.active ? 1 : 0)),
    };
  }
}

function byId<T extends { readonly id: string }>(records: Iterable<T>): readonly T[] {
  return [...records].sort((a, b) => compareTexts(a.id, b.id));
}

/** Codes of the texts that stand for a status, team, actor or project anywhere. */
function namedBy(items: ItemRows, events: EventRows, order: Uint32Array) {
  const status = new Set<number>();
  const team = new Set<number>();
  const actor = new Set<number>(items.creator);
  const project = new Set<number>(items.project);
  const setOf: (Set<number> | undefined)[] = [];
  setOf[KIND.status] = status;
  setOf[KIND.team] = team;
  setOf[KIND.assignee] = actor;
  setOf[KIND.delegate] = actor;
  setOf[KIND.project] = project;
  for (const e of order) {
    actor.add(events.actor.at(e));
    setOf[events.kind.at(e)]?.add(events.from.at(e)).add(events.to.at(e));
  }
  return { status, team, actor, project };
}
