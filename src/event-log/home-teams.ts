import { contains, WEEK_MS, type Instant, type Window } from "../model/window.ts";
import type { EventLog, TeamIndex } from "./columns.ts";
import type { Activity } from "./facts.ts";
import { forEachWorker } from "./people.ts";

/** Whoever did less than this is not known well enough, and whoever did a smaller share of it in one team is at home in several. */
const LEAST_ACTS = 10;
const MOST_OF_IT = 0.8;

/** Where people work. Never leaves the facts. */
export interface Homes {
  /** Actor -> the team in which nearly all of their work of the window was; -1 = none. */
  readonly team: Int32Array;
  /** In the week of the instant the actor did at least as much in that team as at home: whoever is lent to a team belongs to it as long. */
  isLentTo(actor: number, team: TeamIndex, at: Instant): boolean;
}

export function homeTeams(log: EventLog, activity: Activity, window: Window): Homes {
  const teams = log.teams.length;
  const work = new Float64Array(log.actors.count * teams);
  const eachAct = (visit: (actor: number, team: number, at: Instant) => void): void => {
    for (let item = 0; item < log.items.count; item++) {
      const team = log.items.team[item]!;
      if (team >= 0) forEachWorker(log, activity, item, window, (actor, at) => visit(actor, team, at));
    }
  };
  eachAct((actor, team) => void (work[actor * teams + team]! += 1));
  const home = new Int32Array(log.actors.count).fill(-1);
  const isGuest = new Uint8Array(home.length);
  for (let actor = 0; actor < home.length; actor++) {
    const own = work.subarray(actor * teams, (actor + 1) * teams);
    const all = own.reduce((sum, acts) => sum + acts, 0);
    if (all >= LEAST_ACTS) home[actor] = own.findIndex((acts) => acts >= MOST_OF_IT * all);
    if (home[actor]! >= 0 && own[home[actor]!]! < all) isGuest[actor] = 1;
  }

  const weeks = Math.ceil((window.endAt - window.startAt) / WEEK_MS);
  const weekOf = (at: Instant): number => Math.floor((at - window.startAt) / WEEK_MS);
  const name = (actor: number, team: number, week: number): number => (actor * weeks + week) * teams + team;
  const weekly = new Map<number, number>();
  if (isGuest.includes(1)) {
    eachAct((actor, team, at) => {
      if (isGuest[actor] === 0) return;
      const key = name(actor, team, weekOf(at));
      weekly.set(key, (weekly.get(key) ?? 0) + 1);
    });
  }
  return {
    team: home,
    isLentTo(actor, team, at) {
      if (!contains(window, at)) return false;
      const acts = (where: number): number => weekly.get(name(actor, where, weekOf(at))) ?? 0;
      const there = acts(team);
      return there > 1 && there >= acts(home[actor]!);
    },
  };
}
