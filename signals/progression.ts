import { ACTOR_KIND, JOIN_BASIS, type EventLog } from "../src/event-log/columns.ts";
import { itemConnections } from "../src/event-log/connections.ts";
import type { Facts } from "../src/event-log/facts.ts";
import { CLOSED } from "../src/event-log/visits.ts";
import { BOARD_POSITION, STATE_CATEGORIES } from "../src/model/category.ts";
import { DAY_MS, MINUTE_MS, WEEK_MS } from "../src/model/window.ts";
import { Tally } from "./answer.ts";
import { hasNoStatusHistory } from "./in-progress.ts";
import type { ConnectionProvides } from "./in-sight.ts";
import { hasNoOwnerHistory, showsOwners } from "./owner-history.ts";
import { declaredWorkflow, type ReferenceWorkflow } from "./reference-workflow.ts";

export const QUARTER_WEEKS = 13;
/** Two years: what came before says little about now. */
const MOST_QUARTERS = 8;
/** Whoever takes a stage over has their name on it at most so long after the move. */
const HAND_OVER_MS = 10 * MINUTE_MS;
/** A move of an agent that a person undoes within this time was not accepted. */
const ACCEPTED_MS = 7 * DAY_MS;
/** As in S02: an item that is done so soon after its creation was written down afterwards. */
const BORN_DONE_MS = 15 * MINUTE_MS;
const NOT_STARTED = STATE_CATEGORIES.map((category) => category === "backlog" || category === "ready");
const POSITION = STATE_CATEGORIES.map((category) => BOARD_POSITION[category]);

/** Kinds of moves, and their places in a row of counts. */
export const PERSON = 0;
export const SYSTEM = 1;
export const ARCHITECTURE = 2;
export const AI = 3;
const KINDS = 4;

/** Counts of moves by quarter, the latest first, as rows of `KINDS`; how many quarters lie within the history. */
export interface ProgressionCounts {
  readonly counts: Float64Array;
  readonly quarters: number;
  readonly excluded: Tally;
}

/** Why moves cannot be told apart at all, as a sentence; null = they can. */
export function whyNoProgression(facts: Facts, provides: readonly ConnectionProvides[]): string | null {
  if (facts.activity.actorsMissing) return "The history does not say who or what moved the work.";
  if (provides.length > 0 && provides.every((one) => one.provides["actor-kinds"].level === "none"))
    return provides[0]!.provides["actor-kinds"].sentence;
  return showsOwners(facts) ? null : "No item ever shows an assignee, so whether people move what is theirs cannot be seen.";
}

/**
 * Every move on the board as a person's, the system's, the architecture's or an agent's; a merge without an item and an item that was written down
 * afterwards count as one move each that depends on a person. Bulk moves and moves without a believable time are left out, and so is what came through
 * connections that tell no kinds of accounts.
 *
 * `designed`: how sure it is, 0-1, that kinds of work have paths of their own in a team (index in `log.teams`, -1 = none); such a share of the system's
 * moves is the architecture's. `leavesOut`: teams too small to count.
 */
export function countProgression(
  facts: Facts,
  provides: readonly ConnectionProvides[],
  designed: (team: number) => number,
  leavesOut: (team: number) => boolean,
): ProgressionCounts {
  const { log, population, visits, lifecycle } = facts;
  const { items } = log;
  const excluded = new Tally();
  const counts = new Float64Array(MOST_QUARTERS * KINDS);
  const add = (at: number, kind: number, weight = 1): void => {
    const quarter = Math.floor((log.asOf - at) / (QUARTER_WEEKS * WEEK_MS));
    if (quarter >= 0 && quarter < MOST_QUARTERS) counts[quarter * KINDS + kind]! += weight;
  };
  const { names, of } = itemConnections(log);
  const tells = names.map(
    (name) => (provides.find(({ id }) => id === name) ?? provides[0])?.provides["actor-kinds"].level !== "none",
  );
  const references = new References(log);
  let begunAt = log.asOf;
  let hidden = 0;
  for (let item = 0; item < items.count; item++) {
    const team = items.team[item]!;
    if (population.isWork[item] === 0 || leavesOut(team)) continue;
    begunAt = Math.min(begunAt, items.createdAt[item]!);
    if (!tells[of[item]!]!) {
      hidden++;
      continue;
    }
    if (hasNoStatusHistory(facts, item) || hasNoOwnerHistory(facts, item)) continue;
    const doneAt = lifecycle.firstDoneAt[item]!;
    if (isRetroLogged(facts, item)) {
      add(doneAt, PERSON);
      continue;
    }
    const reference = references.of(item);
    let owner = facts.ownership.first[item]!;
    for (let v = visits.first[item]! + 1; v < visits.first[item + 1]!; v++) {
      const at = visits.enteredAt[v]!;
      while (owner + 1 < facts.ownership.first[item + 1]! && facts.ownership.from[owner + 1]! < at) owner++;
      const kind = kindOfMove(facts, item, v, owner, reference);
      if (typeof kind === "string") excluded.add(kind);
      else if (kind === SYSTEM) {
        const share = designed(team);
        add(at, SYSTEM, 1 - share);
        add(at, ARCHITECTURE, share);
      } else add(at, kind);
    }
  }
  excluded.add("item of a tool that does not tell people from automation", hidden);
  for (const at of untracedMerges(log)) add(at, PERSON);
  const quarters = Math.min(MOST_QUARTERS, Math.floor((log.asOf - begunAt) / (QUARTER_WEEKS * WEEK_MS)));
  return { counts, quarters, excluded };
}

/** Done within minutes of its creation, or without ever having been in progress. */
function isRetroLogged({ log, lifecycle, population }: Facts, item: number): boolean {
  const doneAt = lifecycle.firstDoneAt[item]!;
  if (Number.isNaN(doneAt) || population.isImported[item] === 1 || lifecycle.doneInBulk[item] === 1) return false;
  return doneAt - log.items.createdAt[item]! < BORN_DONE_MS || !(lifecycle.startedAt[item]! <= doneAt);
}

/** One of the four kinds, or why the move says nothing. */
function kindOfMove(
  facts: Facts,
  item: number,
  v: number,
  ownerRow: number,
  reference: ReferenceWorkflow | null,
): number | string {
  const { visits, log, population, ownership } = facts;
  const { events, actors } = log;
  const e = visits.event[v]!;
  if (e < 0 || population.isUntimed[e] === 1) return "move without a believable time";
  if (population.isBulk[e] === 1) return "move in bulk";
  const actor = events.actor[e]!;
  const kind = actor < 0 ? ACTOR_KIND.unknown : actors.kind[actor]!;
  if (kind === ACTOR_KIND.unknown) return "move by an unknown kind of actor";
  if (kind === ACTOR_KIND["automation-rule"] || kind === ACTOR_KIND.integration) return ARCHITECTURE;
  if (kind === ACTOR_KIND["ai-agent"]) return isTakenBack(facts, item, v) ? "move of an agent that a person took back" : AI;
  if (events.viaAutomation[e] === 1) return "move said to be by a rule in a person's name";
  const [from, to] = [visits.category[v - 1]!, visits.category[v]!];
  const isFlash = visits.isFlash[v] === 1 && CLOSED[to] === 0;
  if (isFlash || !isOnPath(visits.status[v - 1]!, visits.status[v]!, from, to, reference)) return PERSON;
  // Nobody owns what has not begun; whoever sorts it is doing what the intake asks for.
  if (NOT_STARTED[from] && NOT_STARTED[to]) return SYSTEM;
  if (ownership.owner[ownerRow] === actor) return SYSTEM;
  for (let o = ownerRow + 1; o < ownership.first[item + 1]! && ownership.from[o]! <= events.at[e]! + HAND_OVER_MS; o++)
    if (ownership.owner[o] === actor) return SYSTEM;
  return PERSON;
}

/** A step of the declared workflow; where none is declared, one that neither goes back nor jumps from not begun to done. */
function isOnPath(from: number, to: number, before: number, after: number, reference: ReferenceWorkflow | null): boolean {
  if (reference !== null) return reference.allows([from, to]);
  if (NOT_STARTED[before] && CLOSED[after] === 1) return STATE_CATEGORIES[after] === "cancelled";
  const [start, end] = [POSITION[before] ?? null, POSITION[after] ?? null];
  return start === null || end === null || end >= start;
}

/** The next move is a person's, soon, and leads back on the board. */
function isTakenBack({ visits, log }: Facts, item: number, v: number): boolean {
  const next = v + 1;
  if (next >= visits.first[item + 1]! || visits.enteredAt[next]! - visits.enteredAt[v]! > ACCEPTED_MS) return false;
  const actor = log.events.actor[visits.event[next]!]!;
  if (actor < 0 || log.actors.kind[actor] !== ACTOR_KIND.human) return false;
  const [here, there] = [POSITION[visits.category[v]!] ?? null, POSITION[visits.category[next]!] ?? null];
  return here !== null && there !== null && there < here;
}

/** When code of people was merged that no item was linked to. */
function untracedMerges({ pullRequests, actors }: EventLog): number[] {
  const found: number[] = [];
  for (let p = 0; p < pullRequests.count; p++) {
    const author = pullRequests.author[p]!;
    if (Number.isNaN(pullRequests.mergedAt[p]!) || author < 0 || actors.kind[author] !== ACTOR_KIND.human) continue;
    let isTraced = false;
    for (let w = pullRequests.firstWork[p]!; w < pullRequests.firstWork[p + 1]!; w++)
      if (pullRequests.workBasis[w] !== JOIN_BASIS["key-in-body"]) isTraced = true;
    if (!isTraced) found.push(pullRequests.mergedAt[p]!);
  }
  return found;
}

/** Declared workflows by project and type, looked up once each. */
class References {
  readonly #log: EventLog;
  readonly #known = new Map<number, ReferenceWorkflow | null>();

  constructor(log: EventLog) {
    this.#log = log;
  }

  of(item: number): ReferenceWorkflow | null {
    const { items, texts } = this.#log;
    const key = items.project[item]! * (texts.length + 1) + items.typeRaw[item]! + 1;
    let found = this.#known.get(key);
    if (found === undefined) this.#known.set(key, (found = declaredWorkflow(this.#log, item)));
    return found;
  }
}
