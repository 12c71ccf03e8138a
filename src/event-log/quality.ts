import { isClosed } from "../model/category.ts";
import { FACETS, type Facet } from "../model/facet.ts";
import type { Window } from "../model/window.ts";
import { connectionOf } from "../model/work-item.ts";
import { ACTOR_KIND, KIND, LINK, ORIGIN, WORK_TYPE, type EventLog } from "./columns.ts";
import { itemConnections, type ItemConnections } from "./connections.ts";
import { speaksOfHealth, speaksOfServiceLevel } from "./field-words.ts";
import type { Activity, LogQuality, Population, Quality } from "./facts.ts";

export function judgeQuality(log: EventLog, population: Population, activity: Activity): Quality {
  return new JudgedQuality(log, population, activity);
}

/** A class for the reason that facts are one (`create-facts.ts`): its methods are the same functions at every date. */
class JudgedQuality implements Quality {
  readonly observed: Readonly<Record<Facet, boolean>>;
  readonly observedBy: ReadonlyMap<string, Readonly<Record<Facet, boolean>>>;
  private readonly log: EventLog;
  private readonly population: Population;
  /** By connection, and the connection of each item. */
  private readonly by: readonly Readonly<Record<Facet, boolean>>[];
  private readonly of: ItemConnections["of"];

  constructor(log: EventLog, population: Population, activity: Activity) {
    const connections = itemConnections(log);
    const by = findObserved(log, activity, connections);
    const observed = Object.fromEntries(FACETS.map((facet) => [facet, by.some((own) => own[facet])])) as Record<Facet, boolean>;
    observed.actors = !activity.actorsMissing;
    this.observed = observed;
    this.observedBy = new Map(connections.names.map((name, c) => [name, by[c]!]));
    this.log = log;
    this.population = population;
    this.by = by;
    this.of = connections.of;
  }

  logQuality(scope: Uint32Array, window: Window): LogQuality | null {
    const { items, events } = this.log;
    const { isImported, isBulk, isUntimed } = this.population;
    let history = 0;
    let timed = 0;
    let named = 0;
    for (const i of scope) {
      const isReachable = items.historyComplete[i] === 1;
      // Newest first: most of a long history is before the window.
      for (let e = items.firstEvent[i + 1]! - 1; e >= items.firstEvent[i]! && events.at[e]! >= window.startAt; e--) {
        if (events.origin[e] !== ORIGIN.history || events.at[e]! >= window.endAt) continue;
        const isImport = events.kind[e] === KIND.created && isImported[i] === 1;
        if (isImport && cameClosed(this.log, i)) continue;
        history++;
        if (!isReachable || isImport || isBulk[e] === 1 || isUntimed[e] === 1) continue;
        timed++;
        if (events.actor[e]! >= 0) named++;
      }
    }
    return history === 0 ? null : { timed: timed / history, named: named / history };
  }

  shows(item: number, facet: Facet): boolean {
    return this.by[this.of[item]!]![facet];
  }

  allShow(items: Uint32Array, facet: Facet): boolean {
    const without = this.by.map((own) => !own[facet]);
    return !without.includes(true) || items.every((item) => !without[this.of[item]!]);
  }
}

/**
 * Whether an item was closed when it came: an archive that is brought along. No signal reads it (E1: its creation and its closing say nothing), so that it
 * says nothing of how well present work is recorded either.
 */
function cameClosed({ items, events, statuses }: EventLog, item: number): boolean {
  const createdAt = items.createdAt[item]!;
  for (let e = items.firstEvent[item]!; e < items.firstEvent[item + 1]! && events.at[e]! <= createdAt; e++)
    if (events.kind[e] === KIND.status && events.origin[e] !== ORIGIN.history && events.to[e]! >= 0)
      return isClosed(statuses[events.to[e]!]!.category);
  return false;
}

/** What shows at all, connection by connection. */
function findObserved(
  log: EventLog,
  activity: Activity,
  { names, of }: ItemConnections,
): readonly Readonly<Record<Facet, boolean>>[] {
  const { items, events, actors, statuses } = log;
  const kinds = Object.keys(KIND).length;
  const seen = names.map(() => ({
    kind: new Uint8Array(kinds),
    inHistory: new Uint8Array(kinds),
    blockedStatus: false,
    pullRequest: false,
    itemLink: false,
    blockingLink: false,
    description: false,
    type: false,
    intake: false,
    serviceLevel: false,
    healthUpdate: false,
  }));
  const isServiceLevel = log.texts.map(speaksOfServiceLevel);
  const isHealth = log.texts.map(speaksOfHealth);
  for (let e = 0; e < events.count; e++) {
    const own = seen[of[events.item[e]!]!]!;
    const kind = events.kind[e]!;
    own.kind[kind] = 1;
    if (events.origin[e] === ORIGIN.history) own.inHistory[kind] = 1;
    if (kind === KIND.status) own.blockedStatus ||= events.to[e]! >= 0 && statuses[events.to[e]!]!.category === "blocked";
    else if (kind === KIND.other && events.detail[e]! >= 0) {
      own.serviceLevel ||= isServiceLevel[events.detail[e]!]!;
      own.healthUpdate ||= isHealth[events.detail[e]!]!;
    } else if (kind === KIND.link) {
      const link = events.detail[e];
      if (link === LINK["pull-request"]) own.pullRequest = true;
      else own.itemLink = true;
      if (link === LINK["is-blocked-by"] || link === LINK.blocks) own.blockingLink = true;
    }
  }
  for (let i = 0; i < items.count; i++) {
    const own = seen[of[i]!]!;
    own.description ||= items.description[i]!.length > 0;
    own.type ||= items.type[i] !== WORK_TYPE.other;
    own.intake ||= items.structuredIntake[i]! >= 0;
  }
  const hasKind = (kind: number): boolean => actors.kind.includes(kind);
  const hasMachine = hasKind(ACTOR_KIND["automation-rule"]) || hasKind(ACTOR_KIND.integration) || hasKind(ACTOR_KIND["ai-agent"]);
  return seen.map((own, c) => ({
    "status-history": own.inHistory[KIND.status] === 1,
    "assignee-history": own.inHistory[KIND.assignee] === 1,
    actors: !activity.actorsMissingIn.has(names[c]!),
    // Accounts of several connections may be one, so that these two are of the whole.
    "actor-kinds": hasMachine,
    comments: own.kind[KIND.comment] === 1,
    "comment-texts": own.kind[KIND.comment] === 1,
    descriptions: own.description,
    types: own.type,
    priorities: own.kind[KIND.priority] === 1,
    "due-dates": own.kind[KIND["due-date"]] === 1,
    estimates: own.kind[KIND.estimate] === 1,
    sprints: own.kind[KIND.sprint] === 1,
    links: own.itemLink,
    blocked: own.kind[KIND.flag] === 1 || own.blockedStatus || own.blockingLink,
    "intake-forms": own.intake,
    "declared-workflow": log.workflows.some(({ id }) => ["", names[c]].includes(connectionOf(id))),
    // The log holds work items; no table of it holds changes of the configuration.
    "configuration-history": false,
    "pull-requests": own.pullRequest,
    "ai-agents": hasKind(ACTOR_KIND["ai-agent"]),
    "service-levels": own.serviceLevel,
    "wip-limits": log.boards.some(
      ({ id, columns }) => ["", names[c]].includes(connectionOf(id)) && columns.some(({ wipLimit }) => wipLimit !== null),
    ),
    "health-updates": own.healthUpdate,
    releases: own.kind[KIND.milestone] === 1,
  }));
}
