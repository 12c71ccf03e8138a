import type { Facts } from "../../src/event-log/facts.ts";
import { isInProgress, STATE_CATEGORIES } from "../../src/model/category.ts";
import { clusterShare } from "../../src/statistics/cluster-share.ts";
import { coverageOf, ExamplePicker, fromEstimate, Tally, tooFew } from "../answer.ts";
import { mergeToDoneDays } from "../merge-to-done.ts";
import { defineSignal } from "../signal.ts";
import { workingDays, type WorkingDays } from "../working-days.ts";

const MINIMUM = 30;
const FRESH_WORKING_DAYS = 3;
/** A board on which merged work stays open longer than this shows the past. */
const STALE_BOARD_DAYS = 2;
/** Working days: what adding up parts of a day may be off by. */
const ROUNDING = 1e-9;
const IN_PROGRESS = STATE_CATEGORIES.map((category) => isInProgress(category));

export const signal = defineSignal({
  id: "status-freshness",
  reference: "S26",
  title: "Status freshness",
  dimension: "coordination",
  unit: "%",
  better: "higher",
  definition:
    "Time that items in progress spent with their last substantive event (a change or a comment, by a person, an agent or somebody unnamed) at most 3 " +
    "working days back, of all time items spent in progress. Both in working days of the team. 0 % = nothing in progress is ever touched.",
  source: "Expert prior; the item-day share is this project's own measure.",
  limits: [
    "A status can be fresh and wrong, or true and late when it is recorded in a meeting.",
    "Long-forgotten items weigh as much as the time they stand there.",
    "Without visible comments it would take every talked-about item for a stale one; it is not measured then.",
  ],
  guard: "Heart-beats of bots and stale-markers are no events here.",
  families: ["event"],
  minimumSample: MINIMUM,
  windowWeeks: 13,
  facets: ["status-history", "comments"],
  needs: ["log", "population", "visits", "lifecycle", "activity", "calendar"],
  measure(facts, scope) {
    const { log, population, visits } = facts;
    const { window } = scope;
    const excluded = new Tally();
    const examples = new ExamplePicker(log);
    const clocks = new Map<number, WorkingDays>();
    const fresh: number[] = [];
    const wip: number[] = [];
    for (const item of scope.recent) {
      if (!isSeen(facts, item, window.startAt)) continue;
      if (log.items.historyComplete[item] === 0) {
        excluded.add("history incomplete");
        continue;
      }
      const team = log.items.team[item]!;
      let clock = clocks.get(team);
      if (clock === undefined) clocks.set(team, (clock = workingDays(facts, team, window)));
      let freshDays = 0;
      let wipDays = 0;
      const notBefore = Math.max(window.startAt, population.enteredAt[item]!);
      for (let v = visits.first[item]!; v < visits.first[item + 1]!; v++) {
        if (!IN_PROGRESS[visits.category[v]!]) continue;
        const from = Math.max(visits.enteredAt[v]!, notBefore);
        const to = Number.isNaN(visits.leftAt[v]!) ? window.endAt : Math.min(visits.leftAt[v]!, window.endAt);
        if (!(from < to)) continue;
        wipDays += clock.at(to) - clock.at(from);
        freshDays += freshWithin(facts, item, from, to, clock);
      }
      if (wipDays === 0) continue;
      freshDays = wipDays - freshDays < ROUNDING ? wipDays : freshDays;
      fresh.push(freshDays);
      wip.push(wipDays);
      const stale = wipDays - freshDays;
      if (stale > wipDays / 2)
        examples.add("misses", item, stale, () => `${days(stale)} of ${days(wipDays)} in progress untouched`);
      else if (stale === 0) examples.add("meets", item, wipDays, () => `${days(wipDays)} in progress, always touched within 3`);
    }
    if (wip.length < MINIMUM) return tooFew("items in progress", wip.length, MINIMUM, excluded.toExclusions());
    const estimate = clusterShare(fresh, wip);
    const total = wip.reduce((sum, x) => sum + x, 0);
    const lag = mergeToDoneDays(facts, scope);
    return fromEstimate(
      { value: estimate.value, interval90: estimate.interval90, distribution: estimate.distribution },
      {
        sampleSize: wip.length,
        coverage: coverageOf(wip.length, excluded.total),
        excluded: excluded.toExclusions(),
        examples: examples.toExamples(),
        details: {
          "working days in progress, all items": total,
          "items never stale": fresh.filter((x, i) => x === wip[i]).length,
          "items stale for more than half of their time": fresh.filter((x, i) => x < wip[i]! / 2).length,
          ...(lag === null ? {} : { "days from merge to done, median": lag }),
        },
        warnings:
          lag !== null && lag > STALE_BOARD_DAYS
            ? [
                `Half of the items are set to done ${lag.toFixed(1)} days or more after their code was merged: the board lags behind the work.`,
              ]
            : [],
      },
    );
  },
});

const days = (count: number): string => `${count.toFixed(count < 10 ? 1 : 0)} working d`;

/** Whether the item was there and still moving in the window: its last stay is open or ended inside of it. */
function isSeen(facts: Pick<Facts, "visits">, item: number, startAt: number): boolean {
  const { visits } = facts;
  const last = visits.first[item + 1]! - 1;
  if (last < visits.first[item]!) return false;
  // Closed before the window and never reopened: the usual case, decided by one comparison.
  return IN_PROGRESS[visits.category[last]!]! || visits.enteredAt[last]! > startAt;
}

/** Working days of [from, to) in which the last substantive event, on the item or a part of it, was at most 3 working days back. */
function freshWithin(facts: Pick<Facts, "log" | "activity">, item: number, from: number, to: number, clock: WorkingDays): number {
  const { activity } = facts;
  const { acts } = activity;
  const { at } = facts.log.events;
  const end = acts.first[item + 1]!;
  let n = acts.first[item]!;
  let last = -1;
  for (; n < end && at[acts.event[n]!]! <= from; n++) if (activity.isSubstantive(acts.event[n]!)) last = acts.event[n]!;
  let freshUntil = last < 0 ? -Infinity : clock.at(at[last]!) + FRESH_WORKING_DAYS;
  let fresh = 0;
  let reached = clock.at(from);
  for (; n < end && at[acts.event[n]!]! < to; n++) {
    if (!activity.isSubstantive(acts.event[n]!)) continue;
    const now = clock.at(at[acts.event[n]!]!);
    fresh += Math.max(0, Math.min(freshUntil, now) - reached);
    reached = now;
    freshUntil = now + FRESH_WORKING_DAYS;
  }
  return fresh + Math.max(0, Math.min(freshUntil, clock.at(to)) - reached);
}
