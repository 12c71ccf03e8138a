import { KIND, ORIGIN, type EventLog } from "../../src/event-log/columns.ts";
import { TOUCH_AUTOMATION, TOUCH_INTEGRATION, type Facts } from "../../src/event-log/facts.ts";
import { DAY_MS } from "../../src/model/window.ts";
import { cannotTell, coverageOf, ExamplePicker, percentage, Tally, tooFew } from "../answer.ts";
import { hasNoStatusHistory } from "../in-progress.ts";
import { defineSignal } from "../signal.ts";
import { topPriorities } from "../top-priorities.ts";

const MINIMUM = 40;
const FOLLOW_UP_DAYS = 90;
const FIRST_WEEK_DAYS = 7;
const KIND_WORDS = new Map<number, string>([
  [KIND.sprint, "put in a sprint"],
  [KIND.milestone, "given a milestone"],
  [KIND["due-date"], "given a due date"],
  [KIND.priority, "given a top priority"],
]);

export const signal = defineSignal({
  id: "forgotten-commitments",
  reference: "S13",
  title: "Forgotten commitments",
  dimension: "completion",
  unit: "%",
  better: "lower",
  definition:
    "Items committed to at least 90 days ago (first sprint, milestone, due date or one of the two top priorities) that were never started or finished, not cancelled, " +
    "and not touched by a person or an agent after the first week, of all items committed to in those 52 weeks. 0 % = every commitment was followed up.",
  source: "Expert prior.",
  limits: [
    "Promises made outside of these fields are not seen.",
    "A priority that more than half of the items carry is no commitment and is not counted as one.",
    "Where comments cannot be seen, items that are only talked about look untouched.",
  ],
  guard: "Closing by a bot does not clear a commitment; a person's cancellation does.",
  families: ["event"],
  minimumSample: MINIMUM,
  windowWeeks: 52,
  facets: ["status-history"],
  needs: ["log", "lifecycle", "population", "visits", "activity", "quality"],
  measure(facts, scope) {
    const { log, lifecycle, population, quality } = facts;
    const { window } = scope;
    const until = window.endAt - FOLLOW_UP_DAYS * DAY_MS;
    const top = topPriorities(log, scope.items);
    const excluded = new Tally();
    const examples = new ExamplePicker(log);
    let committed = 0;
    let forgotten = 0;
    let anyCommitment = false;
    for (const item of scope.recent) {
      const event = firstCommitment(log, population, item, top.codes);
      if (event < 0) continue;
      anyCommitment = true;
      const at = log.events.at[event]!;
      if (at < window.startAt || at >= until) continue;
      if (population.isImported[item] === 1 && at <= population.enteredAt[item]!) {
        excluded.add("committed before an import");
        continue;
      }
      if (log.items.historyComplete[item] === 0 || hasNoStatusHistory(facts, item)) {
        excluded.add("history incomplete");
        continue;
      }
      committed++;
      const isStarted = !Number.isNaN(lifecycle.startedAt[item]!) || !Number.isNaN(lifecycle.firstDoneAt[item]!);
      const word = KIND_WORDS.get(log.events.kind[event]!)!;
      if (isStarted) {
        const startedAt = Math.min(...[lifecycle.startedAt[item]!, lifecycle.firstDoneAt[item]!].filter((x) => !Number.isNaN(x)));
        const days = Math.max(0, (startedAt - at) / DAY_MS);
        examples.add(
          "meets",
          item,
          -days,
          () => `${word}, taken up ${days < 0.5 ? "within a day" : `after ${days.toFixed(0)} d`}`,
        );
      } else if (!isCancelledByPerson(facts, item) && !isTouchedAfter(facts, item, at + FIRST_WEEK_DAYS * DAY_MS)) {
        forgotten++;
        const days = (window.endAt - at) / DAY_MS;
        examples.add("misses", item, days, () => `${word} ${days.toFixed(0)} d ago, never started, silent since the first week`);
      }
    }
    if (!anyCommitment && !scope.items.some((item) => firstCommitment(log, population, item, top.codes) >= 0)) {
      return cannotTell(
        "No item was ever put in a sprint, given a milestone, a due date or a top priority: commitments cannot be seen.",
      );
    }
    if (committed < MINIMUM) {
      return tooFew("items committed to at least 90 days ago", committed, MINIMUM, excluded.toExclusions());
    }
    return percentage(forgotten, committed, {
      coverage: coverageOf(committed, excluded.total),
      excluded: excluded.toExclusions(),
      examples: examples.toExamples(),
      details: { "committed items": committed, forgotten },
      warnings: [
        ...top.warnings,
        ...(quality.allShow(scope.items, "comments")
          ? []
          : ["Comments cannot be seen: items that are only talked about look untouched."]),
      ],
    });
  },
});

/** The event that first committed the item; -1 = none, or none whose time is known. */
function firstCommitment(log: EventLog, population: Facts["population"], item: number, top: ReadonlySet<number>): number {
  const { events, items } = log;
  for (let e = items.firstEvent[item]!; e < items.firstEvent[item + 1]!; e++) {
    const to = events.to[e]!;
    if (to < 0 || events.origin[e] === ORIGIN.snapshot || population.isUntimed[e] === 1) continue;
    const kind = events.kind[e]!;
    if (kind === KIND.sprint || kind === KIND.milestone || kind === KIND["due-date"] || (kind === KIND.priority && top.has(to)))
      return e;
  }
  return -1;
}

/** A cancellation clears a commitment unless a machine did it. */
function isCancelledByPerson(facts: Pick<Facts, "lifecycle" | "visits" | "activity">, item: number): boolean {
  const { lifecycle, visits, activity } = facts;
  if (Number.isNaN(lifecycle.cancelledAt[item]!)) return false;
  const event = visits.event[visits.first[item + 1]! - 1]!;
  if (event < 0) return true;
  const touch = activity.touch[event]!;
  return touch !== 0 && touch !== TOUCH_AUTOMATION && touch !== TOUCH_INTEGRATION;
}

function isTouchedAfter(facts: Pick<Facts, "log" | "activity">, item: number, at: number): boolean {
  const { acts } = facts.activity;
  for (let a = acts.first[item + 1]! - 1; a >= acts.first[item]! && facts.log.events.at[acts.event[a]!]! > at; a--) {
    if (facts.activity.isSubstantive(acts.event[a]!)) return true;
  }
  return false;
}
