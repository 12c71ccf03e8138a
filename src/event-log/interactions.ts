import { contains, type Instant, type Window } from "../model/window.ts";
import { ACTOR_KIND, KIND, LINK, ORIGIN, type EventLog } from "./columns.ts";
import {
  TRACE_ASSIGNEE,
  TRACE_PULL_REQUEST,
  TRACE_TEXT,
  type Activity,
  type Interaction,
  type Interactions,
  type Lifecycle,
  type Population,
} from "./facts.ts";
import { homeTeams, type Homes } from "./home-teams.ts";
import { keyFinder } from "./key-finder.ts";

interface Found {
  item: number;
  other: number;
  otherTeam: number;
  at: Instant;
  traces: number;
}

/** Types of links that say what one item has to do with another; a mere relation does not, and a duplicate is no dependency. */
const TYPED: ReadonlySet<number> = new Set([LINK.blocks, LINK["is-blocked-by"], LINK["parent-of"], LINK["child-of"]]);
const DUPLICATE: ReadonlySet<number> = new Set([LINK.duplicates, LINK["is-duplicated-by"]]);

/**
 * Work between teams. Sub-tasks count for the item they are a part of; items that changed their team are left out, since whose they were when
 * would have to be told for each of their traces. Who is at home in which team stays inside.
 */
export function findInteractions(log: EventLog, population: Population, lifecycle: Lifecycle, activity: Activity): Interactions {
  const known = new Map<string, readonly Interaction[]>();
  const homes = new Map<string, Homes>();
  const homesIn = (window: Window): Homes => {
    const name = `${window.startAt}-${window.endAt}`;
    let found = homes.get(name);
    if (found === undefined) homes.set(name, (found = homeTeams(log, activity, window)));
    return found;
  };
  const links = findLinks(log, population, lifecycle);
  return {
    homesIn: (window) => homesIn(window).team,
    in(window) {
      const name = `${window.startAt}-${window.endAt}`;
      let found = known.get(name);
      if (found === undefined) known.set(name, (found = findIn(log, population, homesIn(window), links, window)));
      return found;
    },
  };
}

/** Item that what happens to an item counts for; -1 = to none: no work, or of no team that is told for all of its time. */
function homesOf({ items, events }: EventLog, { isWork, partOf }: Population): Int32Array {
  const home = Int32Array.from(isWork, (work, i) => (work === 1 ? i : partOf[i]!));
  const moved = new Uint8Array(items.count);
  for (let e = 0; e < events.count; e++)
    if ((events.kind[e] === KIND.team || events.kind[e] === KIND.project) && events.origin[e] === ORIGIN.history)
      moved[events.item[e]!] = 1;
  for (let i = 0; i < items.count; i++) if (home[i]! >= 0 && (moved[home[i]!] === 1 || items.team[home[i]!]! < 0)) home[i] = -1;
  return home;
}

interface Links {
  readonly home: Int32Array;
  /** `a * items + b`, a < b. */
  readonly pairs: ReadonlySet<number>;
  /** `item * teams + team`. */
  readonly teams: ReadonlySet<number>;
  readonly duplicates: ReadonlySet<number>;
}

/** Typed links across teams that were set while both items were alive, and pairs that are twins. */
function findLinks(log: EventLog, population: Population, { doneAt, cancelledAt }: Lifecycle): Links {
  const { items, events, teams } = log;
  const home = homesOf(log, population);
  const pairs = new Set<number>();
  const linked = new Set<number>();
  const duplicates = new Set<number>();
  const endOf = (item: number): Instant =>
    !Number.isNaN(doneAt[item]!) ? doneAt[item]! : !Number.isNaN(cancelledAt[item]!) ? cancelledAt[item]! : Infinity;
  for (let e = 0; e < events.count; e++) {
    const kind = events.kind[e]!;
    const to = events.to[e]!;
    if ((kind !== KIND.link && kind !== KIND.parent) || to < 0) continue;
    const self = events.item[e]!;
    const isTyped = kind === KIND.parent || TYPED.has(events.detail[e]!);
    const isTwin = kind === KIND.link && DUPLICATE.has(events.detail[e]!);
    if ((!isTyped && !isTwin) || items.team[self]! < 0 || items.team[to]! < 0 || items.team[self] === items.team[to]) continue;
    const [a, b] = [home[self]!, home[to]!];
    if (isTwin) {
      if (a >= 0 && b >= 0 && a !== b) duplicates.add(pairOf(a, b, items.count));
      continue;
    }
    // When a link that only the present shows was set is not told; that both items were there together still is.
    const from = Math.max(items.createdAt[self]!, items.createdAt[to]!);
    const setAt = events.origin[e] === ORIGIN.history ? Math.max(from, events.at[e]!) : from;
    if (setAt > Math.min(endOf(self), endOf(to))) continue;
    if (a >= 0) linked.add(a * teams.length + items.team[to]!);
    if (b >= 0) linked.add(b * teams.length + items.team[self]!);
    if (a >= 0 && b >= 0 && a !== b) pairs.add(pairOf(a, b, items.count));
  }
  return { home, pairs, teams: linked, duplicates };
}

function pairOf(a: number, b: number, count: number): number {
  return a < b ? a * count + b : b * count + a;
}

function findIn(log: EventLog, population: Population, people: Homes, links: Links, window: Window): readonly Interaction[] {
  const { items, events, actors, teams, pullRequests } = log;
  const { home } = links;
  const byPair = new Map<number, Found>();
  const byTeam = new Map<number, Found>();
  const add = (
    found: Map<number, Found>,
    name: number,
    item: number,
    other: number,
    otherTeam: number,
    at: number,
    trace: number,
  ) => {
    const row = found.get(name);
    if (row === undefined) found.set(name, { item, other, otherTeam, at, traces: trace });
    else {
      row.at = Math.min(row.at, at);
      row.traces |= trace;
    }
  };
  const between = (from: number, to: number, at: Instant): void => {
    const [a, b] = [home[from]!, home[to]!];
    if (a < 0 || b < 0 || a === b || items.team[a] === items.team[b]) return;
    const name = pairOf(a, b, items.count);
    if (!links.duplicates.has(name)) add(byPair, name, a, b, items.team[b]!, at, TRACE_TEXT);
  };
  const withPerson = (item: number, actor: number, at: Instant, trace: number): void => {
    const own = home[item]!;
    if (own < 0 || actor < 0 || actors.kind[actor] !== ACTOR_KIND.human) return;
    const team = people.team[actor]!;
    if (team >= 0 && team !== items.team[own] && !people.isLentTo(actor, items.team[own]!, at))
      add(byTeam, own * teams.length + team, own, -1, team, at, trace);
  };

  const find = keyFinder(log);
  for (let i = 0; i < items.count; i++) {
    if (home[i]! < 0) continue;
    const { names } = items.description[i]!;
    const isNew = contains(window, items.createdAt[i]!) && population.isImported[i] === 0;
    if (isNew && names !== undefined) for (const other of find.inText(names, i)) between(i, other, items.createdAt[i]!);
    // Newest first: most of a long history is before the window.
    for (let e = items.firstEvent[i + 1]! - 1; e >= items.firstEvent[i]! && events.at[e]! >= window.startAt; e--) {
      const kind = events.kind[e]!;
      const to = events.to[e]!;
      if (to < 0 || events.at[e]! >= window.endAt || events.origin[e] === ORIGIN.snapshot) continue;
      if (kind === KIND.comment) for (const other of find.inTextOf(to, i)) between(i, other, events.at[e]!);
      else if (kind === KIND.link && events.detail[e] === LINK["relates-to"]) between(i, to, events.at[e]!);
      else if (kind === KIND.assignee) withPerson(i, to, events.at[e]!, TRACE_ASSIGNEE);
    }
  }
  for (let p = 0; p < pullRequests.count; p++) {
    if (!contains(window, pullRequests.createdAt[p]!)) continue;
    for (let w = pullRequests.firstWork[p]!; w < pullRequests.firstWork[p + 1]!; w++)
      withPerson(pullRequests.workItem[w]!, pullRequests.author[p]!, pullRequests.createdAt[p]!, TRACE_PULL_REQUEST);
  }

  // What an item of the other team shows and what its people show of one item is one piece of work between the two.
  for (const row of byPair.values()) {
    for (const [item, team] of [
      [row.item, items.team[row.other]!],
      [row.other, items.team[row.item]!],
    ] as const) {
      const person = byTeam.get(item * teams.length + team);
      if (person === undefined) continue;
      row.at = Math.min(row.at, person.at);
      row.traces |= person.traces;
      byTeam.delete(item * teams.length + team);
    }
  }
  const rows = [
    ...[...byPair].map(([name, row]): Interaction => ({ ...row, isLinked: links.pairs.has(name) })),
    ...[...byTeam].map(([name, row]): Interaction => ({ ...row, isLinked: links.teams.has(name) })),
  ];
  return rows.sort((a, b) => a.at - b.at || a.item - b.item || a.other - b.other);
}
