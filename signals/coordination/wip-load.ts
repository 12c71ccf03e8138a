import { DAY_MS, HOUR_MS } from "../../src/model/window.ts";
import { movingBlockBootstrap } from "../../src/statistics/bootstrap.ts";
import { cannotTell, ExamplePicker, fromEstimate, Tally, tooFew } from "../answer.ts";
import { eachStretch } from "../in-progress.ts";
import { defineSignal } from "../signal.ts";
import { limitUse } from "../wip-limits.ts";

const MINIMUM = 13;
/** A working week: what one day carries the next one carries nearly whole. */
const BLOCK_DAYS = 5;
/** 1 January 1970 was a Thursday: days 2 and 3 of each seven are Saturday and Sunday. */
const WEEKEND = [2, 3];
/** A limit that is broken on more than a fifth of the days is told. */
const KEPT_SHARE = 0.8;

export const signal = defineSignal({
  id: "wip-load",
  reference: "S32",
  title: "WIP load",
  dimension: "coordination",
  unit: "ratio",
  better: "lower",
  definition:
    "Median over the working days of 13 weeks of items in progress per person who was active in them; where boards declare limits, the share of days on which their columns kept them is told beside it. " +
    "0 = nothing in progress.",
  source:
    "DORA on WIP limits: no more work in process than there are people to work on it; Sjoberg 2018 finds WIP related to lead time and to productivity alike, hence a low weight.",
  limits: [
    "Items nobody closes count as work in progress.",
    "Pairing teams have fewer items than people by design.",
    "Limits are those that are declared now.",
  ],
  guard: "None known.",
  families: ["event", "config"],
  minimumSample: MINIMUM,
  windowWeeks: 13,
  facets: ["status-history", "actors"],
  needs: ["log", "lifecycle", "population", "visits", "calendar", "people"],
  measure(facts, scope) {
    const { window } = scope;
    const { log, calendar } = facts;
    const people = facts.people.activeCount(scope.items, window);
    if (people === null) return cannotTell("The history does not say who acted, so that nobody can be counted.");
    if (people === 0) return cannotTell("Nobody was active in the window.");
    const count = Math.floor((window.endAt - window.startAt) / DAY_MS);
    const moves = new Int32Array(count + 1);
    const noonAfter = (at: number): number => Math.ceil((at - window.startAt - 12 * HOUR_MS) / DAY_MS);
    const excluded = new Tally();
    const examples = new ExamplePicker(log);
    const bornAt = log.items.createdAt[scope.items[0]!]!;
    for (const item of scope.recent) {
      let ms = 0;
      const add = (from: number, to: number): void => {
        moves[Math.min(Math.max(noonAfter(from), 0), count)]!++;
        moves[Math.min(Math.max(noonAfter(to), 0), count)]!--;
        ms += to - from;
      };
      if (eachStretch(facts, item, window, add) === 0) continue;
      examples.add("misses", item, ms, () => `in progress for ${(ms / DAY_MS).toFixed(0)} of ${count} d`);
    }
    const load: number[] = [];
    let standing = 0;
    for (let day = 0; day < count; day++) {
      standing += moves[day]!;
      const noon = window.startAt + day * DAY_MS + 12 * HOUR_MS;
      if (noon < bornAt || WEEKEND.includes(Math.floor(noon / DAY_MS) % 7)) continue;
      if (calendar.isShutdown(noon)) excluded.add("day of a shutdown week");
      else load.push(standing / people);
    }
    if (load.length < MINIMUM) return tooFew("working days", load.length, MINIMUM, excluded.toExclusions());
    const limits = limitUse(facts, scope.recent, window);
    const kept = limits === null || limits.days === 0 ? null : limits.daysWithin / limits.days;
    return fromEstimate(movingBlockBootstrap(load, median, scope.random, BLOCK_DAYS), {
      sampleSize: load.length,
      coverage: 1,
      excluded: excluded.toExclusions(),
      examples: examples.toExamples(),
      details: {
        "items in progress, median": median(Float64Array.from(load)) * people,
        ...(kept === null ? {} : { "columns with a limit": limits!.columns, "days within the limit (%)": 100 * kept }),
      },
      warnings:
        kept !== null && kept < KEPT_SHARE
          ? [`Limits are declared and kept on ${Math.round(100 * kept)} % of the days only.`]
          : [],
    });
  },
});

function median(values: Float64Array): number {
  const sorted = values.toSorted();
  const half = sorted.length / 2;
  return Number.isInteger(half) ? (sorted[half - 1]! + sorted[half]!) / 2 : sorted[Math.floor(half)]!;
}
