import { contains, WEEK_MS, type Instant, type Window } from "../model/window.ts";
import { connectionOf } from "../model/work-item.ts";
import { ACTOR_KIND, KIND, type EventLog } from "./columns.ts";
import { TOUCH_HUMAN, type Activity, type People } from "./facts.ts";

/**
 * Who moved or came to own fewer items than this in 26 weeks (in proportion elsewhere), where others did more, is a guest too: somebody who reopens what
 * was done for them, or fills in once. In simulated service desks of five people up to fourteen others had one to three items each; the members of teams
 * that log least had from three on.
 */
const FEWEST_ITEMS = 3;
const FEWEST_ITEMS_WEEKS = 26;

/**
 * Counts only; who was counted is forgotten with the call. Working on items means moving them or owning them: who only files, comments
 * or links is a guest, and guests would make a group of three look like one of thirty. Acts on sub-tasks count for the item they are a part of.
 */
export function countPeople(log: EventLog, activity: Activity): People {
  const homes = new Map<string, Homes>();
  return {
    activeCount(items, window) {
      if (activity.actorsMissing || mostlyUnnamed(log, activity, items)) return null;
      const team = commonTeam(log, items);
      if (team === null) return withoutGuests(itemsWorkedOn(log, activity, items, window), window);
      const name = `${window.startAt}-${window.endAt}`;
      const found = homes.get(name) ?? homeTeams(log, activity, window);
      homes.set(name, found);
      return withoutGuests(
        found.worked.map((count, actor) => (found.home[actor] === team ? count : 0)),
        window,
      );
    },
  };
}

/** How many are no guests. Where all are, nobody's work is the measure of another's: then all who did anything. */
function withoutGuests(worked: Uint32Array, { startAt, endAt }: Window): number {
  const fewest = (FEWEST_ITEMS * (endAt - startAt)) / (FEWEST_ITEMS_WEEKS * WEEK_MS);
  const from = (least: number): number => worked.reduce((count, own) => (own >= least ? count + 1 : count), 0);
  return from(fewest) || from(1);
}

/** Actor -> on how many of these items they worked. */
function itemsWorkedOn(log: EventLog, activity: Activity, items: Uint32Array, window: Window): Uint32Array {
  const { worked, count } = countItems(log);
  for (const item of items) forEachWorker(log, activity, item, window, (actor) => count(actor, item));
  return worked;
}

/** Counts each item of an actor once, as long as acts on one item come together. */
function countItems(log: EventLog): { readonly worked: Uint32Array; count(actor: number, item: number): void } {
  const worked = new Uint32Array(log.actors.count);
  const latest = new Int32Array(log.actors.count).fill(-1);
  return {
    worked,
    count(actor, item) {
      if (latest[actor] !== item) worked[actor]!++;
      latest[actor] = item;
    },
  };
}

/** Most of the items came through connections that do not say who acted: whoever is named elsewhere is not all there are. */
function mostlyUnnamed({ items }: EventLog, { actorsMissingIn }: Activity, scope: Uint32Array): boolean {
  if (actorsMissingIn.size === 0) return false;
  let unnamed = 0;
  for (const item of scope) if (actorsMissingIn.has(connectionOf(items.id[item]!))) unnamed++;
  return 2 * unnamed > scope.length;
}

/** The team that all the items belong to; null where they belong to several or to none. */
function commonTeam(log: EventLog, items: Uint32Array): number | null {
  if (items.length === 0) return null;
  const team = log.items.team[items[0]!]!;
  if (team < 0) return null;
  for (const item of items) if (log.items.team[item] !== team) return null;
  return team;
}

interface Homes {
  /** Actor -> the team on whose items most of their work was (ties: the first team), so that everybody counts once; -1 = did none. */
  readonly home: Int32Array;
  /** Actor -> on how many items of any team they worked. */
  readonly worked: Uint32Array;
}

function homeTeams(log: EventLog, activity: Activity, window: Window): Homes {
  const teams = log.teams.length;
  const work = new Float64Array(log.actors.count * teams);
  const { worked, count } = countItems(log);
  for (let item = 0; item < log.items.count; item++) {
    const team = log.items.team[item]!;
    if (team < 0) continue;
    forEachWorker(log, activity, item, window, (actor) => {
      work[actor * teams + team]! += 1;
      count(actor, item);
    });
  }
  const home = new Int32Array(log.actors.count).fill(-1);
  for (let actor = 0; actor < home.length; actor++) {
    let most = 0;
    for (let team = 0; team < teams; team++) {
      if (work[actor * teams + team]! <= most) continue;
      most = work[actor * teams + team]!;
      home[actor] = team;
    }
  }
  return { home, worked };
}

/** Calls once for each act in the window by which a human moved the item or came to own it. */
export function forEachWorker(
  log: EventLog,
  activity: Activity,
  item: number,
  window: Window,
  call: (actor: number, at: Instant) => void,
): void {
  const { events, actors } = log;
  // Newest first: most of a long history is before the window.
  for (let n = activity.acts.first[item + 1]! - 1; n >= activity.acts.first[item]!; n--) {
    const e = activity.acts.event[n]!;
    if (events.at[e]! < window.startAt) break;
    if (!contains(window, events.at[e]!)) continue;
    if (events.kind[e] === KIND.status && activity.touch[e] === TOUCH_HUMAN) call(events.actor[e]!, events.at[e]!);
    const owner = events.kind[e] === KIND.assignee ? events.to[e]! : -1;
    if (owner >= 0 && actors.kind[owner] === ACTOR_KIND.human) call(owner, events.at[e]!);
  }
}
