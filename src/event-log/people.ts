import { TOUCH_HUMAN, type Activity, type People } from "./facts.ts";
import { contains } from "../model/window.ts";
import type { EventLog } from "./columns.ts";

/** Counts only; who was counted is forgotten with the call. Acts on sub-tasks count for the item they are a part of. */
export function countPeople(log: EventLog, activity: Activity): People {
  const { events, actors } = log;
  const { acts, touch } = activity;
  return {
    activeCount(items, window) {
      if (activity.actorsMissing) return null;
      const seen = new Uint8Array(actors.count);
      let count = 0;
      for (const i of items) {
        for (let n = acts.first[i]!; n < acts.first[i + 1]!; n++) {
          const e = acts.event[n]!;
          const actor = events.actor[e]!;
          if (touch[e] !== TOUCH_HUMAN || seen[actor] === 1 || !contains(window, events.at[e]!)) continue;
          seen[actor] = 1;
          count++;
        }
      }
      return count;
    },
  };
}
