import { ACTOR_KIND, KIND, ORIGIN } from "../../src/event-log/columns.ts";
import type { Facts } from "../../src/event-log/facts.ts";
import { isClosed, isInProgress } from "../../src/model/category.ts";
import { contains, HOUR_MS, MINUTE_MS } from "../../src/model/window.ts";
import { cannotTell, coverageOf, ExamplePicker, Tally, tooFew } from "../answer.ts";
import { medianDuration } from "../median-duration.ts";
import { defineSignal } from "../signal.ts";

const MINIMUM = 50;
/** An assignment this shortly before the start belongs to it. */
const TOGETHER_MS = 10 * MINUTE_MS;

export const signal = defineSignal({
  id: "hand-off-latency",
  reference: "S20",
  title: "Hand-off latency",
  dimension: "coordination",
  unit: "h",
  better: "lower",
  definition:
    "Kaplan-Meier median of the team's working hours from a hand-off to the new owner's first act on the item. A hand-off is an assignment by somebody else " +
    "on work in progress, or an item entering a stage that another person then takes over. Hand-offs still unanswered, passed on or closed " +
    "by others are censored. 0 h = taken up at once.",
  source:
    "LinearB community benchmarks for pull request pickup (7, 12 to 13, 19 to 20 h on average), carried over to hand-offs of work items, which is an assumption.",
  limits: [
    "Needs to know who acted; without actors it cannot be answered.",
    "An act outside of the tool (a conversation, a commit in a repository that is not connected) is not seen.",
    "An item that waits in a queue and is never taken over is no hand-off yet.",
  ],
  guard: "Assigning oneself at once and working later shows as stale status (S26).",
  families: ["event"],
  minimumSample: MINIMUM,
  windowWeeks: 13,
  facets: ["status-history", "assignee-history", "actors"],
  needs: ["log", "lifecycle", "population", "ownership", "activity", "calendar"],
  measure(facts, scope) {
    const { log, calendar, ownership } = facts;
    if (facts.activity.actorsMissing) return cannotTell("The history does not say who acted, so first acts cannot be told.");
    const excluded = new Tally();
    const examples = new ExamplePicker(log);
    const time: number[] = [];
    const observed: number[] = [];
    const cluster: number[] = [];
    let items = 0;
    let pulled = 0;
    for (const item of scope.recent) {
      const before = time.length;
      for (let o = ownership.first[item]!; o < ownership.first[item + 1]!; o++) {
        // The hand-off itself is never later than the assignment.
        if (!(ownership.from[o]! >= scope.window.startAt)) continue;
        const handOff = handOffAt(facts, item, o, excluded);
        if (handOff === null || !contains(scope.window, handOff.at)) continue;
        const { until, acted } = firstAct(facts, item, o, handOff.at);
        const hours = calendar.workingMs(log.items.team[item]!, handOff.at, until) / HOUR_MS;
        time.push(hours);
        observed.push(acted ? 1 : 0);
        cluster.push(items);
        if (handOff.isPull) pulled++;
        if (acted) examples.add("meets", item, -hours, () => takenUp(hours));
        examples.add("misses", item, hours, () => (acted ? takenUp(hours) : `not taken up in ${hours.toFixed(1)} working hours`));
      }
      if (time.length > before) items++;
    }
    if (time.length < MINIMUM) return tooFew("hand-offs between people", time.length, MINIMUM, excluded.toExclusions());
    return medianDuration({ time, observed, cluster }, scope.random, {
      unit: "h",
      what: "hand-offs",
      coverage: coverageOf(time.length, excluded.total),
      excluded: excluded.toExclusions(),
      examples: examples.toExamples(),
      details: {
        "items handed off": items,
        "assigned by somebody else": time.length - pulled,
        "taken over after a stage entry": pulled,
      },
    });
  },
});

const takenUp = (hours: number): string =>
  hours < 0.05 ? "taken up at once" : `taken up after ${hours.toFixed(1)} working hours`;

interface HandOff {
  readonly at: number;
  /** The new owner took it after somebody else had moved it; else somebody else gave it. */
  readonly isPull: boolean;
}

type Needed = Pick<Facts, "log" | "lifecycle" | "population" | "ownership" | "activity">;

/** The hand-off that began a stay of ownership; null when it began without one. */
function handOffAt(facts: Needed, item: number, stay: number, excluded: Tally): HandOff | null {
  const { ownership, lifecycle, population } = facts;
  const { events, actors } = facts.log;
  const owner = ownership.owner[stay]!;
  const event = ownership.event[stay]!;
  if (owner < 0 || event < 0 || events.origin[event] !== ORIGIN.history) return null;
  const kind = actors.kind[owner]!;
  if (kind !== ACTOR_KIND.human && kind !== ACTOR_KIND.unknown) return null;
  const at = events.at[event]!;
  // `!(<=)` rather than `>`: a start that never came is NaN.
  if (!(lifecycle.startedAt[item]! <= at + TOGETHER_MS) || isDoneAt(facts, item, at)) return null;
  if (population.isUntimed[event] === 1) return null;
  const giver = events.actor[event]!;
  if (giver < 0) {
    excluded.add("who assigned is not recorded");
    return null;
  }
  if (giver !== owner) return { at, isPull: false };
  const enteredAt = lastStageEntryByOthers(facts, item, event, owner);
  return Number.isNaN(enteredAt) ? null : { at: enteredAt, isPull: true };
}

function isDoneAt(facts: Needed, item: number, at: number): boolean {
  const { lifecycle } = facts;
  return lifecycle.doneAt[item]! <= at || lifecycle.cancelledAt[item]! <= at;
}

/** The stage entry that asked for a new owner: the last move before `event`, if it led into work in progress and somebody else made it. */
function lastStageEntryByOthers(facts: Needed, item: number, event: number, owner: number): number {
  const { events, items, statuses } = facts.log;
  for (let e = event - 1; e >= items.firstEvent[item]!; e--) {
    if (events.kind[e] === KIND.assignee && events.origin[e] === ORIGIN.history && events.to[e]! >= 0) return NaN;
    if (events.kind[e] !== KIND.status || events.to[e]! < 0) continue;
    const { category } = statuses[events.to[e]!]!;
    const counts =
      events.origin[e] === ORIGIN.history &&
      events.actor[e]! >= 0 &&
      events.actor[e] !== owner &&
      category !== "blocked" &&
      isInProgress(category) &&
      facts.population.isBulk[e] === 0;
    return counts ? events.at[e]! : NaN;
  }
  return NaN;
}

/**
 * When the new owner first did something on the item or a part of it, or until when it was seen that nothing came: passed on, closed by
 * somebody else, end of the log.
 */
function firstAct(facts: Needed, item: number, stay: number, from: number): { readonly until: number; readonly acted: boolean } {
  const { ownership } = facts;
  const { acts } = facts.activity;
  const { events, statuses, asOf } = facts.log;
  const owner = ownership.owner[stay]!;
  const end = Number.isNaN(ownership.to[stay]!) ? asOf : ownership.to[stay]!;
  for (let n = acts.first[item]!; n < acts.first[item + 1]!; n++) {
    const e = acts.event[n]!;
    const at = events.at[e]!;
    if (at < from) continue;
    if (at > end) break;
    if (events.actor[e] === owner) return { until: at, acted: true };
    const closes = at > from && events.item[e] === item && events.kind[e] === KIND.status && events.to[e]! >= 0;
    if (closes && isClosed(statuses[events.to[e]!]!.category)) return { until: at, acted: false };
  }
  return { until: end, acted: false };
}
