import type { Facts } from "../../src/event-log/facts.ts";
import { STATE_CATEGORIES } from "../../src/model/category.ts";
import { contains, DAY_MS } from "../../src/model/window.ts";
import { coverageOf, ExamplePicker, percentage, Tally, tooFew } from "../answer.ts";
import { defineSignal } from "../signal.ts";

const MINIMUM = 30;
const ACTIVE = STATE_CATEGORIES.indexOf("active");
const REVIEW = STATE_CATEGORIES.indexOf("review");

export const signal = defineSignal({
  id: "dependency-readiness-at-start",
  reference: "S23",
  title: "Dependency readiness at start",
  dimension: "coordination",
  unit: "%",
  better: "higher",
  definition:
    "Started items whose blockers had all finished before the start, or which stayed out of active stages for as long as one was open, of all " +
    "started items that were linked to a blocker before they started. 0 % = every dependent item was worked on while its blocker was open.",
  source: "Kula et al. 2022 (dependencies drive delay at 185 ING teams); the rungs are expert priors.",
  limits: [
    "Only dependencies that were linked before the start can be judged; spoken ones are invisible.",
    "Links added after the start are left out and lower the coverage: they show a dependency that was found, not one that was managed.",
    "Blockers in another tool have no finish here.",
  ],
  guard:
    "Links to what was finished before the link are left out. Links that appear only after the start are counted beside the value; when they outnumber the others a warning says so.",
  families: ["event"],
  minimumSample: MINIMUM,
  windowWeeks: 26,
  facets: ["status-history", "links"],
  needs: ["log", "lifecycle", "population", "visits", "dependencies"],
  measure(facts, scope) {
    const { lifecycle, dependencies, population } = facts;
    const excluded = new Tally();
    const examples = new ExamplePicker(facts.log);
    let sampleSize = 0;
    let ready = 0;
    let waited = 0;
    let late = 0;
    for (const item of scope.recent) {
      const startedAt = lifecycle.startedAt[item]!;
      if (!contains(scope.window, startedAt)) continue;
      const first = dependencies.first[item]!;
      const last = dependencies.first[item + 1]!;
      if (first === last) continue;
      if (population.isImported[item] === 1 && startedAt <= population.enteredAt[item]!) {
        excluded.add("already under way when imported");
        continue;
      }
      let linked = 0;
      let untimed = 0;
      let outside = 0;
      let over = 0;
      let openUntil = -Infinity;
      for (let d = first; d < last; d++) {
        if (Number.isNaN(dependencies.linkedAt[d]!)) untimed++;
        if (!(dependencies.linkedAt[d]! <= startedAt)) continue;
        if (dependencies.unlinkedAt[d]! <= startedAt) continue;
        const blocker = dependencies.blocker[d]!;
        // Nothing can wait for what is over: such a link shows where something came from, or is made for show.
        if (blocker >= 0 && closedAt(lifecycle, blocker) < dependencies.linkedAt[d]!) {
          over++;
          continue;
        }
        linked++;
        if (blocker < 0) outside++;
        else openUntil = Math.max(openUntil, closedAt(lifecycle, blocker));
      }
      if (untimed > 0) {
        excluded.add("not known since when it was linked");
        continue;
      }
      if (linked === 0 && over > 0) {
        excluded.add("linked to what was finished already");
        continue;
      }
      if (linked === 0) {
        late++;
        excluded.add("linked only after the start");
        continue;
      }
      const wasReady = openUntil <= startedAt;
      const kept = wasReady || !wasActiveWithin(facts, item, startedAt, openUntil);
      if (kept && outside > 0) {
        // One blocker that was open is enough for a miss; for the opposite all must be known.
        excluded.add("blocker outside of this log");
        continue;
      }
      sampleSize++;
      if (kept) {
        ready++;
        if (!wasReady) waited++;
        examples.add("meets", item, linked + (wasReady ? 0 : 0.5), () =>
          wasReady
            ? `${blockers(linked)} finished before the start`
            : "waited outside of active stages until its blocker was done",
        );
      } else {
        const openDays = (Math.min(openUntil, facts.log.asOf) - startedAt) / DAY_MS;
        examples.add("misses", item, openDays, () =>
          openUntil === Infinity ? "worked on, blocker still open" : `worked on, blocker open ${openDays.toFixed(0)} d longer`,
        );
      }
    }
    if (sampleSize < MINIMUM) {
      return tooFew("started items linked to a blocker beforehand", sampleSize, MINIMUM, excluded.toExclusions());
    }
    return percentage(ready, sampleSize, {
      coverage: coverageOf(sampleSize, excluded.total),
      excluded: excluded.toExclusions(),
      examples: examples.toExamples(),
      details: { "blockers finished before the start": ready - waited, "waited outside of active stages": waited },
      warnings: late > sampleSize ? ["Most dependencies were linked only after the work had started."] : [],
    });
  },
});

const blockers = (count: number): string => (count === 1 ? "blocker" : `all ${count} blockers`);

/** When the blocker first left the board, with or without a result; Infinity = still on it. */
function closedAt(lifecycle: Facts["lifecycle"], blocker: number): number {
  const doneAt = lifecycle.firstDoneAt[blocker]!;
  const cancelledAt = lifecycle.cancelledAt[blocker]!;
  return Math.min(Number.isNaN(doneAt) ? Infinity : doneAt, Number.isNaN(cancelledAt) ? Infinity : cancelledAt);
}

/** Whether the item was worked on between two instants, flash visits (E3) not counted. */
function wasActiveWithin(facts: Pick<Facts, "visits" | "lifecycle">, item: number, from: number, to: number): boolean {
  const { visits, lifecycle } = facts;
  // Without states in progress (a start seen by assignment or link) there is nowhere to wait: started means worked on.
  if (lifecycle.startSource[item] !== "status") return true;
  for (let v = visits.first[item]!; v < visits.first[item + 1]!; v++) {
    if (visits.category[v] !== ACTIVE && visits.category[v] !== REVIEW) continue;
    if (visits.isFlash[v] === 1) continue;
    if (visits.enteredAt[v]! < to && !(visits.leftAt[v]! <= from)) return true;
  }
  return false;
}
