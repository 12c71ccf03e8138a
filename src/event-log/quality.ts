import type { Facet } from "../model/facet.ts";
import { ACTOR_KIND, KIND, LINK, ORIGIN, WORK_TYPE, type EventLog } from "./columns.ts";
import type { Activity, Population, Quality } from "./facts.ts";

export function judgeQuality(log: EventLog, population: Population, activity: Activity): Quality {
  const { items, events } = log;
  return {
    logQuality(scope, window) {
      let history = 0;
      let timed = 0;
      let named = 0;
      for (const i of scope) {
        const isReachable = items.historyComplete[i] === 1;
        // Newest first: most of a long history is before the window.
        for (let e = items.firstEvent[i + 1]! - 1; e >= items.firstEvent[i]! && events.at[e]! >= window.startAt; e--) {
          if (events.origin[e] !== ORIGIN.history || events.at[e]! >= window.endAt) continue;
          history++;
          const isImport = events.kind[e] === KIND.created && population.isImported[i] === 1;
          if (!isReachable || isImport || population.isBulk[e] === 1 || population.isUntimed[e] === 1) continue;
          timed++;
          if (events.actor[e]! >= 0) named++;
        }
      }
      return history === 0 ? null : { timed: timed / history, named: named / history };
    },
    observed: findObserved(log, activity),
  };
}

function findObserved(log: EventLog, activity: Activity): Readonly<Record<Facet, boolean>> {
  const { items, events, actors, statuses } = log;
  const seen = new Uint8Array(Object.keys(KIND).length);
  const inHistory = new Uint8Array(seen.length);
  let hasBlockedStatus = false;
  let hasPullRequest = false;
  let hasItemLink = false;
  let hasBlockingLink = false;
  for (let e = 0; e < events.count; e++) {
    const kind = events.kind[e]!;
    seen[kind] = 1;
    if (events.origin[e] === ORIGIN.history) inHistory[kind] = 1;
    if (kind === KIND.status) hasBlockedStatus ||= events.to[e]! >= 0 && statuses[events.to[e]!]!.category === "blocked";
    else if (kind === KIND.link) {
      const link = events.detail[e];
      if (link === LINK["pull-request"]) hasPullRequest = true;
      else hasItemLink = true;
      if (link === LINK["is-blocked-by"] || link === LINK.blocks) hasBlockingLink = true;
    }
  }
  const hasKind = (kind: number): boolean => actors.kind.includes(kind);
  return {
    "status-history": inHistory[KIND.status] === 1,
    "assignee-history": inHistory[KIND.assignee] === 1,
    actors: !activity.actorsMissing,
    "actor-kinds": hasKind(ACTOR_KIND["automation-rule"]) || hasKind(ACTOR_KIND.integration) || hasKind(ACTOR_KIND["ai-agent"]),
    comments: seen[KIND.comment] === 1,
    descriptions: items.description.some((description) => description.length > 0),
    types: items.type.some((type) => type !== WORK_TYPE.other),
    priorities: seen[KIND.priority] === 1,
    "due-dates": seen[KIND["due-date"]] === 1,
    estimates: seen[KIND.estimate] === 1,
    sprints: seen[KIND.sprint] === 1,
    links: hasItemLink,
    blocked: seen[KIND.flag] === 1 || hasBlockedStatus || hasBlockingLink,
    "intake-forms": items.structuredIntake.some((answer) => answer >= 0),
    "declared-workflow": log.workflows.length > 0,
    // The log holds work items; no table of it holds changes of the configuration.
    "configuration-history": false,
    "pull-requests": hasPullRequest,
    "ai-agents": hasKind(ACTOR_KIND["ai-agent"]),
  };
}
