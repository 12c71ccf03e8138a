import { MINUTE_MS } from "../model/window.ts";
import { ACTOR_KIND, COMMENT_SYSTEM, KIND, LINK, ORIGIN, type EventLog } from "./columns.ts";
import { itemConnections } from "./connections.ts";
import {
  TOUCH_AGENT,
  TOUCH_AUTOMATION,
  TOUCH_HUMAN,
  TOUCH_INTEGRATION,
  TOUCH_UNKNOWN,
  type Activity,
  type Population,
} from "./facts.ts";

const ACTORS_NEEDED = 0.05;
const STALE_LABEL = /^(?:lifecycle[/ :-]*)?(?:stale|rotten|inactive|no[ _-]?(?:recent[ _-]?)?activity|auto[ _-]?close[d]?)$/i;
const HEARTBEAT_MS = 5 * MINUTE_MS;

const TOUCH_OF_KIND: readonly number[] = (() => {
  const touch: number[] = [];
  touch[ACTOR_KIND.human] = TOUCH_HUMAN;
  touch[ACTOR_KIND["automation-rule"]] = TOUCH_AUTOMATION;
  touch[ACTOR_KIND.integration] = TOUCH_INTEGRATION;
  touch[ACTOR_KIND["ai-agent"]] = TOUCH_AGENT;
  touch[ACTOR_KIND.unknown] = TOUCH_UNKNOWN;
  return touch;
})();

export function findActivity(log: EventLog, population: Population): Activity {
  return new FoundActivity(log, population);
}

/** A class for the reason that facts are one (`create-facts.ts`): its method is the same function at every date. */
class FoundActivity implements Activity {
  readonly touch: Uint8Array;
  readonly acts: Activity["acts"];
  readonly actorsMissing: boolean;
  readonly actorsMissingIn: ReadonlySet<string>;
  private readonly kind: Uint8Array;
  private readonly detail: Int32Array;
  private readonly isBulk: Uint8Array;

  constructor(log: EventLog, population: Population) {
    this.touch = findTouches(log, population);
    this.acts = findActs(log, population, this.touch);
    const missing = withoutActors(log);
    this.actorsMissing = missing.all;
    this.actorsMissingIn = missing.connections;
    this.kind = log.events.kind;
    this.detail = log.events.detail;
    this.isBulk = population.isBulk;
  }

  isSubstantive(e: number): boolean {
    const own = this.touch[e]!;
    if (own === 0 || this.isBulk[e] === 1) return false;
    const kind = this.kind[e]!;
    if (kind === KIND.deleted || kind === KIND.archived) return false;
    if ((own & (TOUCH_HUMAN | TOUCH_AGENT | TOUCH_UNKNOWN)) !== 0) return true;
    return kind === KIND.link && this.detail[e] === LINK["pull-request"];
  }
}

/** One human, agent... bit an event; 0 = nobody did anything: values at creation, snapshots, imported creations, stale-bot heart-beats. */
function findTouches(log: EventLog, population: Population): Uint8Array {
  const { events, actors, items } = log;
  const touch = new Uint8Array(events.count);
  for (let e = 0; e < events.count; e++) {
    if (events.origin[e] !== ORIGIN.history) continue;
    const kind = events.kind[e]!;
    const actor = events.actor[e]!;
    if (kind === KIND.created && population.isImported[events.item[e]!] === 1) continue;
    let own = actor < 0 ? TOUCH_UNKNOWN : TOUCH_OF_KIND[actors.kind[actor]!]!;
    // The tool says a rule did it in this person's name. Callers can forge that, so it is neither a human's act nor a rule's.
    if (own === TOUCH_HUMAN && events.viaAutomation[e] === 1) own = TOUCH_UNKNOWN;
    if (kind === KIND.comment && (events.detail[e]! & COMMENT_SYSTEM) !== 0 && (own === TOUCH_HUMAN || own === TOUCH_UNKNOWN))
      own = TOUCH_AUTOMATION;
    touch[e] = own;
  }

  const isStale = log.texts.map((text) => STALE_LABEL.test(text));
  if (!isStale.includes(true)) return touch;
  for (let e = 0; e < events.count; e++) {
    if (events.kind[e] !== KIND.label || (touch[e]! & (TOUCH_AUTOMATION | TOUCH_INTEGRATION)) === 0) continue;
    const label = events.to[e]! >= 0 ? events.to[e]! : events.from[e]!;
    if (label < 0 || !isStale[label]) continue;
    touch[e] = 0;
    const i = events.item[e]!;
    const isSameBeat = (other: number) =>
      events.kind[other] === KIND.comment &&
      events.actor[other] === events.actor[e] &&
      Math.abs(events.at[other]! - events.at[e]!) <= HEARTBEAT_MS;
    for (let o = e - 1; o >= items.firstEvent[i]! && events.at[e]! - events.at[o]! <= HEARTBEAT_MS; o--)
      if (isSameBeat(o)) touch[o] = 0;
    for (let o = e + 1; o < items.firstEvent[i + 1]! && events.at[o]! - events.at[e]! <= HEARTBEAT_MS; o++)
      if (isSameBeat(o)) touch[o] = 0;
  }
  return touch;
}

/**
 * Connections that hardly ever name who changed something. Creations do not count where there is anything else: a tool may name who filed an item
 * and never who moved it.
 */
function withoutActors(log: EventLog): { readonly all: boolean; readonly connections: ReadonlySet<string> } {
  const { events } = log;
  const { names, of } = itemConnections(log);
  const counts = names.map(() => ({ creations: 0, namedCreations: 0, changes: 0, namedChanges: 0 }));
  for (let e = 0; e < events.count; e++) {
    if (events.origin[e] !== ORIGIN.history) continue;
    const count = counts[of[events.item[e]!]!]!;
    const named = events.actor[e]! >= 0 ? 1 : 0;
    if (events.kind[e] === KIND.created) {
      count.creations++;
      count.namedCreations += named;
    } else {
      count.changes++;
      count.namedChanges += named;
    }
  }
  const lacks = (own: readonly (typeof counts)[number][]): boolean => {
    const sum = (of: (one: (typeof counts)[number]) => number) => own.reduce((total, one) => total + of(one), 0);
    const changes = sum((one) => one.changes);
    if (changes > 0) return sum((one) => one.namedChanges) < changes * ACTORS_NEEDED;
    const creations = sum((one) => one.creations);
    return sum((one) => one.namedCreations) < creations * ACTORS_NEEDED || creations === 0;
  };
  return { all: lacks(counts), connections: new Set(names.filter((_, c) => lacks([counts[c]!]))) };
}

function findActs(log: EventLog, population: Population, touch: Uint8Array): Activity["acts"] {
  const { items, events } = log;
  const { partOf } = population;
  const first = new Uint32Array(items.count + 1);
  const hasParts = new Uint8Array(items.count);
  const home = (e: number): number => {
    const i = events.item[e]!;
    return partOf[i]! >= 0 ? partOf[i]! : i;
  };
  for (let e = 0; e < events.count; e++) {
    if (touch[e] === 0) continue;
    const i = home(e);
    if (i !== events.item[e]) hasParts[i] = 1;
    first[i + 1]!++;
  }
  for (let i = 1; i <= items.count; i++) first[i]! += first[i - 1]!;
  const next = first.slice();
  const event = new Uint32Array(first[items.count]!);
  for (let e = 0; e < events.count; e++) if (touch[e] !== 0) event[next[home(e)]!++] = e;
  for (let i = 0; i < items.count; i++) {
    if (hasParts[i] === 1) event.subarray(first[i], first[i + 1]).sort((a, b) => events.at[a]! - events.at[b]! || a - b);
  }
  return { first, event };
}
