import { KIND } from "../src/event-log/columns.ts";
import type { Facts } from "../src/event-log/facts.ts";
import { STATE_CATEGORIES, type StateCategory } from "../src/model/category.ts";
import type { Instant } from "../src/model/window.ts";

const is = (...wanted: readonly StateCategory[]): readonly boolean[] =>
  STATE_CATEGORIES.map((category) => wanted.includes(category));
/** Review is work of somebody else, and so active. */
const ACTIVE = is("active", "review");
const WAITING = is("wait");
const BLOCKED = is("blocked");
const CLOSED = is("done", "cancelled");

/** Milliseconds. */
export interface StageTimes {
  readonly active: number;
  readonly waiting: number;
  readonly blocked: number;
  /** Back in a status that is before the start. Time spent closed is nowhere. */
  readonly setAside: number;
}

/**
 * Where an item spent its time in [from, to). Time in a stage in progress with a flag up is blocked; a blocker that is only linked is not asked, since
 * it lasts as long as the other item takes. Adds the time in each status to `inStatus`, where one is given.
 */
export function stageTimes(facts: Needed, item: number, from: Instant, to: Instant, inStatus?: Float64Array): StageTimes {
  const { visits } = facts;
  const times = { active: 0, waiting: 0, blocked: 0, setAside: 0 };
  const flags = flagsOf(facts, item);
  for (let v = visits.first[item]!; v < visits.first[item + 1]!; v++) {
    const enteredAt = Math.max(visits.enteredAt[v]!, from);
    const leftAt = Number.isNaN(visits.leftAt[v]!) ? to : Math.min(visits.leftAt[v]!, to);
    const ms = leftAt - enteredAt;
    if (!(ms > 0)) continue;
    const category = visits.category[v]!;
    if (inStatus !== undefined) inStatus[visits.status[v]!]! += ms;
    if (ACTIVE[category] || WAITING[category]) {
      const flagged = flags === null ? 0 : within(flags, enteredAt, leftAt);
      times.blocked += flagged;
      if (ACTIVE[category]) times.active += ms - flagged;
      else times.waiting += ms - flagged;
    } else if (BLOCKED[category]) times.blocked += ms;
    else if (!CLOSED[category]) times.setAside += ms;
  }
  return times;
}

type Needed = Pick<Facts, "log" | "visits" | "population">;

/** Instants at which a flag went up and down in turn, the last one Infinity when it is still up; null = never flagged, the usual case. */
function flagsOf({ log, population }: Needed, item: number): readonly number[] | null {
  const { events, items } = log;
  let turns: number[] | null = null;
  for (let e = items.firstEvent[item]!; e < items.firstEvent[item + 1]!; e++) {
    if (events.kind[e] !== KIND.flag || population.isUntimed[e] === 1) continue;
    turns ??= [];
    if ((turns.length % 2 === 0) === (events.to[e] !== -1)) turns.push(events.at[e]!);
  }
  if (turns !== null && turns.length % 2 === 1) turns.push(Infinity);
  return turns;
}

function within(turns: readonly number[], from: Instant, to: Instant): number {
  let ms = 0;
  for (let t = 0; t + 1 < turns.length; t += 2) ms += Math.max(0, Math.min(turns[t + 1]!, to) - Math.max(turns[t]!, from));
  return ms;
}
