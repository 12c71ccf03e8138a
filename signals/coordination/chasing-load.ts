import { COMMENT_STATUS_REQUEST, KIND, ORIGIN } from "../../src/event-log/columns.ts";
import { TOUCH_HUMAN, TOUCH_UNKNOWN } from "../../src/event-log/facts.ts";
import { contains, WEEK_MS } from "../../src/model/window.ts";
import { poissonRate } from "../../src/statistics/poisson-rate.ts";
import { coverageOf, ExamplePicker, fromEstimate, Tally, times, tooFew } from "../answer.ts";
import { eachStretch } from "../in-progress.ts";
import { defineSignal } from "../signal.ts";

const MINIMUM = 30;
const PER_ITEM_WEEKS = 100;

export const signal = defineSignal({
  id: "chasing-load",
  reference: "S27",
  title: "Chasing load",
  dimension: "coordination",
  unit: "1/100 iw",
  better: "lower",
  definition:
    'Comments of people that ask for a status ("any update", "ETA", "ping", "bump") while their item is in progress, per 100 weeks of items in progress. ' +
    "0 = nobody has to ask.",
  source: "Expert prior; the patterns know eleven languages.",
  limits: [
    "Asking in a conversation or a meeting is invisible.",
    "Depends on the language of the comments: of one that the patterns do not know nothing is found.",
  ],
  guard: "Text alone: corroborates other signals and never carries a rating.",
  families: ["text"],
  minimumSample: MINIMUM,
  windowWeeks: 26,
  facets: ["comment-texts", "status-history"],
  needs: ["log", "lifecycle", "population", "visits", "activity"],
  measure(facts, scope) {
    const { log, activity } = facts;
    const { items, events } = log;
    const examples = new ExamplePicker(log);
    const excluded = new Tally();
    const requests: number[] = [];
    const weeks: number[] = [];
    let elsewhere = 0;
    for (const item of scope.recent) {
      const asked = requestsOn(item);
      let inProgress = 0;
      const ms = eachStretch(facts, item, scope.window, (from, to) => {
        for (const at of asked) if (at >= from && at < to) inProgress++;
      });
      elsewhere += asked.length - inProgress;
      if (ms === 0) continue;
      if (items.historyComplete[item] === 0) {
        excluded.add("history incomplete");
        continue;
      }
      requests.push(inProgress);
      weeks.push(ms / WEEK_MS);
      if (inProgress > 0) examples.add("misses", item, inProgress, () => `asked for its status ${times(inProgress)}`);
      else examples.add("meets", item, ms, () => `in progress for ${(ms / WEEK_MS).toFixed(0)} weeks, and nobody asked`);
    }
    if (requests.length < MINIMUM) return tooFew("items in progress", requests.length, MINIMUM, excluded.toExclusions());
    const estimate = poissonRate(requests, weeks, PER_ITEM_WEEKS);
    return fromEstimate(estimate, {
      sampleSize: requests.length,
      coverage: coverageOf(requests.length, excluded.total),
      excluded: excluded.toExclusions(),
      examples: examples.toExamples(),
      details: {
        "status requests": requests.reduce((sum, count) => sum + count, 0),
        "weeks in progress, all items": weeks.reduce((sum, count) => sum + count, 0),
        "status requests on items not in progress": elsewhere,
      },
      warnings: [],
    });

    /** Instants in the window. */
    function requestsOn(item: number): readonly number[] {
      const found: number[] = [];
      // Newest first: most of a long history is before the window.
      for (let e = items.firstEvent[item + 1]! - 1; e >= items.firstEvent[item]! && events.at[e]! >= scope.window.startAt; e--) {
        if (events.kind[e] !== KIND.comment || (events.detail[e]! & COMMENT_STATUS_REQUEST) === 0) continue;
        if (events.origin[e] !== ORIGIN.history || !contains(scope.window, events.at[e]!)) continue;
        if ((activity.touch[e]! & (TOUCH_HUMAN | TOUCH_UNKNOWN)) !== 0) found.push(events.at[e]!);
      }
      return found;
    }
  },
});
