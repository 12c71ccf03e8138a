import { ORIGIN, type EventLog } from "./columns.ts";
import type { Instant } from "../model/window.ts";

/** Infinity when nothing was recorded. Values that were only found by looking at the present say nothing about when a history began. */
export function firstEventAt({ events }: EventLog): Instant {
  let first = Infinity;
  for (let e = 0; e < events.count; e++) if (events.origin[e] === ORIGIN.history && events.at[e]! < first) first = events.at[e]!;
  return first;
}
