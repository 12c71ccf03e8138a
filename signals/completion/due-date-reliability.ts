import { oncePerLog } from "../../src/event-log/once-per-log.ts";
import { KIND, ORIGIN } from "../../src/event-log/columns.ts";
import type { Facts } from "../../src/event-log/facts.ts";
import { contains, DAY_MS, HOUR_MS } from "../../src/model/window.ts";
import { cannotTell, coverageOf, ExamplePicker, percentage, Tally, tooFew } from "../answer.ts";
import { hasNoStatusHistory } from "../in-progress.ts";
import { defineSignal } from "../signal.ts";

const MINIMUM = 30;

export const signal = defineSignal({
  id: "due-date-reliability",
  reference: "S14",
  title: "Due-date reliability",
  dimension: "completion",
  unit: "%",
  better: "higher",
  definition:
    "Items done by the end of the first due date they had when they started, of all items with such a date in the window. Items still open after it are misses; " +
    "dates pushed later do not count. 0 % = no date is kept.",
  source: "Expert prior; nearly half of agile projects overrun by 25 % or more (Kula, thesis 2025).",
  limits: [
    "Teams that set no dates have nothing to be late for: the share of items with a date is reported.",
    "Dates given after the start, or after the fact, are left out.",
    "Says nothing where sprints are the plan: not applicable by policy.",
    "A day ends at midnight in the team's usual time zone.",
  ],
  guard: "The first date counts, so pushing it gains nothing; how often dates are pushed is reported.",
  families: ["field", "event"],
  minimumSample: MINIMUM,
  windowWeeks: 26,
  facets: ["status-history", "due-dates"],
  needs: ["log", "lifecycle", "population", "visits", "calendar", "quality"],
  measure(facts, scope) {
    const { log, lifecycle, population, calendar, quality } = facts;
    const { window } = scope;
    if (scope.policy.scrum === true)
      return { outcome: "not-applicable", reason: "Sprints are the plan here, so dates of single items are no commitments." };
    if (!quality.observed["due-dates"]) return cannotTell("No item in the workspace has a due date.");
    const excluded = new Tally();
    const examples = new ExamplePicker(log);
    const dates = firstDates(log, population);
    const offsets = new Map<number, number>();
    const offsetMs = (team: number): number => {
      let offset = offsets.get(team);
      if (offset === undefined) offsets.set(team, (offset = calendar.zoneOffsetHours(team) * HOUR_MS));
      return offset;
    };
    let dated = 0;
    let kept = 0;
    let pushed = 0;
    let started = 0;
    let startedWithDate = 0;
    for (const item of scope.items) {
      const startedAt = lifecycle.startedAt[item]!;
      const day = dates.day[item]!;
      const isStart = contains(window, startedAt);
      if (isStart) started++;
      if (Number.isNaN(day)) continue;
      const setAt = dates.setAt[item]!;
      if (isStart && setAt <= startedAt) startedWithDate++;
      const dueAt = day + DAY_MS - offsetMs(log.items.team[item]!);
      if (!contains(window, dueAt)) continue;
      const doneAt = lifecycle.doneAt[item]!;
      const firstSeenAt = Number.isNaN(startedAt) ? (Number.isNaN(doneAt) ? Infinity : doneAt) : startedAt;
      if (log.items.historyComplete[item] === 0 || hasNoStatusHistory(facts, item)) excluded.add("history incomplete");
      else if (dates.isTimed[item] === 0) excluded.add("nobody knows when the date was set");
      else if (setAt > firstSeenAt || setAt >= dueAt) excluded.add("dated only after its start");
      else if (lifecycle.doneInBulk[item] === 1) excluded.add("closed in a bulk transition");
      else if (lifecycle.cancelledAt[item]! <= dueAt) excluded.add("cancelled before its date");
      else {
        dated++;
        if (dates.isPushed[item] === 1) pushed++;
        const lateDays = ((Number.isNaN(doneAt) ? window.endAt : doneAt) - dueAt) / DAY_MS;
        if (doneAt <= dueAt) {
          kept++;
          examples.add(
            "meets",
            item,
            -Math.abs(lateDays),
            () => `done ${(-lateDays).toFixed(1)} d before the end of its first date`,
          );
        } else {
          const word = Number.isNaN(doneAt) ? "not done, overdue by" : "late by";
          examples.add(
            "misses",
            item,
            lateDays,
            () => `${word} ${lateDays.toFixed(0)} d${dates.isPushed[item] === 1 ? ", date pushed" : ""}`,
          );
        }
      }
    }
    if (dated < MINIMUM) return tooFew("items with a date that fell due", dated, MINIMUM, excluded.toExclusions());
    return percentage(kept, dated, {
      coverage: coverageOf(dated, excluded.total),
      excluded: excluded.toExclusions(),
      examples: examples.toExamples(),
      details: {
        "dates pushed later (%)": (100 * pushed) / dated,
        ...(started > 0 ? { "started items with a date (%)": (100 * startedWithDate) / started } : {}),
      },
      warnings: [],
    });
  },
});

/** The first due date of every item; NaN = none. */
interface FirstDates {
  /** Midnight UTC of the calendar day. */
  readonly day: Float64Array;
  readonly setAt: Float64Array;
  /** 0 when only the present date is known, not since when. */
  readonly isTimed: Uint8Array;
  /** 1 when a later date was set afterwards. */
  readonly isPushed: Uint8Array;
}

const firstDates = oncePerLog(({ items, events, texts }, population: Facts["population"]): FirstDates => {
  const day = new Float64Array(items.count).fill(NaN);
  const setAt = new Float64Array(items.count).fill(NaN);
  const isTimed = new Uint8Array(items.count);
  const isPushed = new Uint8Array(items.count);
  const days = new Map<number, number>();
  for (let e = 0; e < events.count; e++) {
    const text = events.to[e]!;
    if (events.kind[e] !== KIND["due-date"] || text < 0) continue;
    let own = days.get(text);
    if (own === undefined) days.set(text, (own = Date.parse(texts[text]!.slice(0, 10))));
    if (Number.isNaN(own)) continue;
    const item = events.item[e]!;
    if (!Number.isNaN(day[item]!)) {
      if (own > day[item]!) isPushed[item] = 1;
      continue;
    }
    day[item] = own;
    setAt[item] = events.at[e]!;
    isTimed[item] = events.origin[e] !== ORIGIN.snapshot && population.isUntimed[e] === 0 ? 1 : 0;
  }
  return { day, setAt, isTimed, isPushed };
});
