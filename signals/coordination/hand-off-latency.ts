import { cannotTell, coverageOf, ExamplePicker, Tally, tooFew } from "../answer.ts";
import { handOffsOf } from "../hand-offs.ts";
import { medianDuration } from "../median-duration.ts";
import { defineSignal } from "../signal.ts";

const MINIMUM = 50;

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
    const { log } = facts;
    if (facts.activity.actorsMissing) return cannotTell("The history does not say who acted, so first acts cannot be told.");
    const excluded = new Tally();
    const examples = new ExamplePicker(log);
    const time: number[] = [];
    const observed: number[] = [];
    const cluster: number[] = [];
    let items = 0;
    let pulled = 0;
    for (const item of scope.recent) {
      const rows = handOffsOf(facts, item, scope.window, excluded);
      for (const { hours, acted, isPull } of rows) {
        time.push(hours);
        observed.push(acted ? 1 : 0);
        cluster.push(items);
        if (isPull) pulled++;
        if (acted) examples.add("meets", item, -hours, () => takenUp(hours));
        examples.add("misses", item, hours, () => (acted ? takenUp(hours) : `not taken up in ${hours.toFixed(1)} working hours`));
      }
      if (rows.length > 0) items++;
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
