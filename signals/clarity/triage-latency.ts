import { KIND } from "../../src/event-log/columns.ts";
import { TOUCH_AUTOMATION, TOUCH_HUMAN, TOUCH_INTEGRATION, TOUCH_UNKNOWN, type Facts } from "../../src/event-log/facts.ts";
import { contains, DAY_MS, HOUR_MS } from "../../src/model/window.ts";
import { cannotTell, coverageOf, ExamplePicker, Tally, tooFew } from "../answer.ts";
import { medianDuration } from "../median-duration.ts";
import { defineSignal } from "../signal.ts";

const MINIMUM = 40;
const REVERTED_WITHIN_MS = 7 * DAY_MS;
/** With a larger share of first acts by nobody knows whom, the rest does not stand for all. */
const UNNAMED_SHARE = 0.2;
/** A median that was not reached is a lower bound; below this much follow-up it would flatter. */
const SHORTEST_FOLLOW_UP_HOURS = 240;
const HUMAN_TRIAGE = new Set<number>([
  KIND.assignee,
  KIND.delegate,
  KIND.label,
  KIND.component,
  KIND.priority,
  KIND.status,
  KIND.comment,
]);
/** What a rule may decide; labels by bots do not stop the clock. */
const RULE_TRIAGE = new Set<number>([KIND.assignee, KIND.delegate, KIND.priority, KIND.status, KIND.team]);

type Triage =
  | { readonly how: "person" | "rule"; readonly at: number }
  | { readonly how: "author"; readonly at: number }
  | { readonly how: "unnamed"; readonly at: number }
  | { readonly how: "none"; readonly at: number };

export const signal = defineSignal({
  id: "triage-latency",
  reference: "S08",
  title: "Triage latency",
  dimension: "clarity",
  unit: "h",
  better: "lower",
  definition:
    "Median working time of the team from the creation of an item to the first act on it by a person other than its author (assignment, label, priority, " +
    "status, comment), or by a rule that routed it and was not reverted within 7 days. Items still waiting count as longer than they have waited. 0 h = at once.",
  source: "CHAOSS time to first response; responses of bots kept apart (Hasan et al. 2023); the rungs are expert priors.",
  limits: [
    "Items that their author starts or closes before anybody else acts leave the risk set there: nobody had to triage them.",
    "Triage by word of mouth is not seen.",
    "Working hours are found from the activity of the team as a whole.",
  ],
  guard: "Labels and comments of bots do not stop the clock.",
  families: ["event"],
  minimumSample: MINIMUM,
  windowWeeks: 13,
  facets: ["status-history", "actors", "actor-kinds"],
  needs: ["log", "population", "activity", "calendar"],
  measure(facts, scope) {
    const { log, population, activity, calendar } = facts;
    if (activity.actorsMissing)
      return cannotTell("The history does not name who acted, so the first act of somebody else cannot be told.");
    const excluded = new Tally();
    const examples = new ExamplePicker(log);
    let unnamed = 0;
    const time: number[] = [];
    const observed: boolean[] = [];
    const counts = { person: 0, rule: 0, author: 0, none: 0 };
    for (const item of scope.recent) {
      const createdAt = log.items.createdAt[item]!;
      if (!contains(scope.window, createdAt)) continue;
      if (population.isImported[item] === 1) {
        excluded.add("came with an import");
        continue;
      }
      if (log.items.historyComplete[item] === 0) {
        excluded.add("history incomplete");
        continue;
      }
      if (log.items.creator[item]! < 0) {
        excluded.add("author unknown");
        continue;
      }
      const triage = triageOf(facts, item, scope.window.endAt);
      if (triage.how === "unnamed") {
        unnamed++;
        continue;
      }
      // A hair above zero: an act in the same instant is triage at once, not a row without duration.
      const hours = Math.max(1e-6, calendar.workingMs(log.items.team[item]!, createdAt, triage.at) / HOUR_MS);
      time.push(hours);
      counts[triage.how]++;
      const isTriaged = triage.how === "person" || triage.how === "rule";
      observed.push(isTriaged);
      if (isTriaged)
        examples.add("meets", item, -hours, () =>
          hours < 0.05 ? "first act at once" : `first act after ${hours.toFixed(1)} working h`,
        );
      else if (triage.how === "none")
        examples.add("misses", item, hours, () => `nobody has acted on it for ${hours.toFixed(0)} working h`);
    }
    excluded.add("first act by somebody the history does not name", unnamed);
    if (unnamed > UNNAMED_SHARE * (unnamed + time.length)) {
      return cannotTell(
        "The history does not name who acted first on too many items to tell when somebody other than the author did.",
        time.length,
        excluded.toExclusions(),
      );
    }
    if (time.length < MINIMUM) return tooFew("created items", time.length, MINIMUM, excluded.toExclusions());
    if (counts.person + counts.rule === 0 && counts.none === 0) {
      return cannotTell(
        "Every item was taken up by its own author: there is no triage to time.",
        time.length,
        excluded.toExclusions(),
      );
    }
    const measure = medianDuration({ time, observed }, scope.random, {
      unit: "h",
      what: "items",
      coverage: coverageOf(time.length, excluded.total),
      excluded: excluded.toExclusions(),
      examples: examples.toExamples(),
      details: {
        "triaged by a person": counts.person,
        "routed by a rule": counts.rule,
        "taken up by their author": counts.author,
        "not triaged yet": counts.none,
      },
    });
    if (
      measure.outcome === "measured" &&
      measure.distribution.kind === "exact" &&
      measure.warnings.length > 0 &&
      measure.value < SHORTEST_FOLLOW_UP_HOURS
    ) {
      return cannotTell(
        `Fewer than half of the items were triaged, and none was followed for longer than ${measure.value.toFixed(0)} working hours: the median lies beyond.`,
        time.length,
        excluded.toExclusions(),
      );
    }
    return measure;
  },
});

function triageOf(facts: Pick<Facts, "log" | "activity" | "population">, item: number, endAt: number): Triage {
  const { events, items } = facts.log;
  const { touch } = facts.activity;
  const author = items.creator[item]!;
  const end = items.firstEvent[item + 1]!;
  for (let e = items.firstEvent[item]!; e < end; e++) {
    const at = events.at[e]!;
    if (at >= endAt) break;
    const kind = events.kind[e]!;
    if (touch[e] === 0 || facts.population.isUntimed[e] === 1) continue;
    if (touch[e] === TOUCH_HUMAN) {
      if (events.actor[e] !== author) {
        if (HUMAN_TRIAGE.has(kind)) return { how: "person", at };
      } else if (kind === KIND.status) return { how: "author", at };
    } else if ((touch[e] === TOUCH_AUTOMATION || touch[e] === TOUCH_INTEGRATION) && RULE_TRIAGE.has(kind)) {
      if (!isReverted(facts, e, end)) return { how: "rule", at };
    } else if (touch[e] === TOUCH_UNKNOWN && HUMAN_TRIAGE.has(kind)) return { how: "unnamed", at };
  }
  return { how: "none", at: endAt };
}

/** A routing is reverted when the same field is set to something else within 7 days; a later status is progress, not a reversal. */
function isReverted(facts: Pick<Facts, "log">, event: number, end: number): boolean {
  const { events } = facts.log;
  const kind = events.kind[event]!;
  if (kind === KIND.status) return false;
  for (let e = event + 1; e < end && events.at[e]! <= events.at[event]! + REVERTED_WITHIN_MS; e++) {
    if (events.kind[e] === kind && events.to[e] !== events.to[event]) return true;
  }
  return false;
}
