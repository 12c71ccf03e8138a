import type { Window } from "../model/window.ts";
import type { EventLog } from "./columns.ts";
import type { Activity } from "./facts.ts";
import { forEachWorker } from "./people.ts";

/** Whoever did less than this is not known well enough, and whoever did a smaller share of it in one team is at home in several. */
const LEAST_ACTS = 10;
const MOST_OF_IT = 0.8;

/** Actor -> the team in which nearly all of their work of the window was; -1 = none. Never leaves the facts. */
export function homeTeams(log: EventLog, activity: Activity, window: Window): Int32Array {
  const teams = log.teams.length;
  const work = new Float64Array(log.actors.count * teams);
  for (let item = 0; item < log.items.count; item++) {
    const team = log.items.team[item]!;
    if (team >= 0) forEachWorker(log, activity, item, window, (actor) => void (work[actor * teams + team]! += 1));
  }
  const home = new Int32Array(log.actors.count).fill(-1);
  for (let actor = 0; actor < home.length; actor++) {
    const own = work.subarray(actor * teams, (actor + 1) * teams);
    const all = own.reduce((sum, acts) => sum + acts, 0);
    if (all >= LEAST_ACTS) home[actor] = own.findIndex((acts) => acts >= MOST_OF_IT * all);
  }
  return home;
}
