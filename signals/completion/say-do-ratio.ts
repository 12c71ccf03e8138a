import { KIND, ORIGIN, type EventLog } from "../../src/event-log/columns.ts";
import type { Facts } from "../../src/event-log/facts.ts";
import { STATE_CATEGORIES } from "../../src/model/category.ts";
import { contains, DAY_MS, WEEK_MS, type Instant } from "../../src/model/window.ts";
import { fewClusterShare } from "../../src/statistics/few-cluster-share.ts";
import { rateRatio } from "../../src/statistics/rate-ratio.ts";
import { cannotTell, coverageOf, ExamplePicker, fromEstimate, Tally, tooFew } from "../answer.ts";
import { hasNoStatusHistory } from "../in-progress.ts";
import { defineSignal, type Scope } from "../signal.ts";

/** Sprints. */
const MINIMUM = 6;
/** What is put in on the first day is still planning; what is closed on the day after the last one still counts as its end. */
const GRACE_MS = DAY_MS;
/** Throughput that falls by more than a quarter may be how plans came to be kept. */
const FALLING = 0.75;
/** Upper end of "partially". */
const CAP = 0.5;
/** What was done before the window may have been planned for a sprint that ended in it; no sprint is longer. */
const LONGEST_MS = 13 * WEEK_MS;
const DONE = STATE_CATEGORIES.indexOf("done");

export const signal = defineSignal({
  id: "say-do-ratio",
  reference: "S15",
  title: "Say/do ratio",
  dimension: "completion",
  unit: "%",
  better: "higher",
  definition:
    "Items that were in a sprint 24 hours after its start and done by its end, of all items in it 24 hours after its start that were not done by then, with the share added " +
    "later beside it. The end is the closing of the sprint, at most a day after the planned one. 0 % = no plan is kept.",
  source: "LinearB planning accuracy 40/65/80 (1,971 teams); SAFe flow predictability 80-100 %.",
  limits: [
    "Says nothing about teams without sprints.",
    "Planning little keeps every plan.",
    "Needs the history of who was in which sprint: of boards that only show the present one nothing is told.",
  ],
  guard:
    "Over- and under-commitment both show in the share added later; where throughput falls by more than a quarter within the window, kept plans count at most partially.",
  families: ["field", "event"],
  minimumSample: MINIMUM,
  windowWeeks: 26,
  facets: ["sprints", "status-history"],
  needs: ["log", "lifecycle", "population", "visits", "calendar"],
  measure(facts, scope) {
    if (scope.policy.throughputBased)
      return { outcome: "not-applicable", reason: "Work is planned by throughput here, not by sprints." };
    const { log } = facts;
    const excluded = new Tally();
    const { stays, undated, untimed } = staysInSprints(log, scope);
    if (stays.size === 0) {
      if (untimed > 0)
        return cannotTell("Which sprint an item is in is known for the present only, so no plan can be compared with its end.");
      if (undated > 0) return cannotTell("The sprints have no dates, so no plan can be compared with its end.");
      return { outcome: "not-applicable", reason: "No sprint was used here in the window." };
    }
    const examples = new ExamplePicker(log);
    const kept: number[] = [];
    const planned: number[] = [];
    let addedLater = 0;
    for (const { sprint, rows } of stays.values()) {
      let [done, plan, added] = [0, 0, 0];
      for (const { item, from, to } of rows) {
        if (from > sprint.endAt || to <= sprint.planAt) continue;
        if (log.items.historyComplete[item] === 0 || hasNoStatusHistory(facts, item)) {
          excluded.add("history incomplete");
          continue;
        }
        if (from > sprint.planAt) {
          added++;
          continue;
        }
        if (isDoneAt(facts, item, sprint.planAt)) continue;
        plan++;
        if (isDoneAt(facts, item, sprint.endAt)) {
          done++;
          examples.add("meets", item, sprint.endAt, () => "planned in a sprint and done by its end");
        } else examples.add("misses", item, sprint.endAt, () => "planned in a sprint and not done by its end");
      }
      if (plan === 0) continue;
      kept.push(done);
      planned.push(plan);
      addedLater += added;
    }
    if (kept.length < MINIMUM) return tooFew("sprints with a plan that ended", kept.length, MINIMUM, excluded.toExclusions());
    const items = planned.reduce((sum, plan) => sum + plan, 0);
    const throughput = throughputChange(facts, scope);
    const isFalling = throughput !== null && throughput.value < FALLING && throughput.interval90[1] < 1;
    return fromEstimate(fewClusterShare(kept, planned), {
      sampleSize: kept.length,
      coverage: coverageOf(items, excluded.total),
      excluded: excluded.toExclusions(),
      examples: examples.toExamples(),
      details: {
        "planned items": items,
        "items added later, of those planned (%)": (100 * addedLater) / items,
        ...(throughput === null ? {} : { "throughput of the second half over the first": throughput.value }),
      },
      warnings: isFalling
        ? ["Throughput fell by more than a quarter within the window, so kept plans count at most partially."]
        : [],
      ...(isFalling ? { cap: CAP } : {}),
    });
  },
});

interface Sprint {
  /** 24 hours after the start. */
  readonly planAt: Instant;
  readonly endAt: Instant;
}

interface Stay {
  readonly item: number;
  readonly from: Instant;
  /** Infinity = still. */
  to: Instant;
}

/** Sprints that ended in the window with the stays of items in them; `untimed` and `undated` count what cannot be told. */
function staysInSprints({ items, events, texts, sprints }: EventLog, scope: Scope) {
  const dated = new Map<string, Sprint | null>();
  for (const { id, startAt, endAt, completedAt } of sprints) {
    const plannedEnd = endAt ?? completedAt;
    if (startAt === null || plannedEnd === null) continue;
    const end = Math.min(completedAt ?? plannedEnd, plannedEnd + GRACE_MS);
    const sprint = { planAt: startAt + GRACE_MS, endAt: end };
    dated.set(id, contains(scope.window, end) && sprint.planAt < end ? sprint : null);
  }
  const stays = new Map<number, { readonly sprint: Sprint; readonly rows: Stay[] }>();
  let [undated, untimed] = [0, 0];
  const open = new Map<number, Stay>();
  for (const item of scope.recentSince(scope.window.startAt - LONGEST_MS)) {
    open.clear();
    for (let e = items.firstEvent[item]!; e < items.firstEvent[item + 1]!; e++) {
      if (events.kind[e] !== KIND.sprint) continue;
      if (events.origin[e] === ORIGIN.snapshot) {
        untimed++;
        continue;
      }
      const [from, to] = [events.from[e]!, events.to[e]!];
      const left = open.get(from);
      if (left !== undefined) {
        left.to = events.at[e]!;
        open.delete(from);
      }
      if (to < 0 || open.has(to)) continue;
      const sprint = dated.get(texts[to]!);
      if (sprint === undefined) undated++;
      if (sprint === undefined || sprint === null) continue;
      let own = stays.get(to);
      if (own === undefined) stays.set(to, (own = { sprint, rows: [] }));
      const stay = { item, from: events.at[e]!, to: Infinity };
      own.rows.push(stay);
      open.set(to, stay);
    }
  }
  return { stays, undated, untimed };
}

/** Done, and not cancelled: what a bulk transition closed by then was done by then too, whenever it was. */
function isDoneAt({ visits, lifecycle }: Pick<Facts, "visits" | "lifecycle">, item: number, at: Instant): boolean {
  if (lifecycle.cancelledAt[item]! <= at) return false;
  for (let v = visits.first[item + 1]! - 1; v >= visits.first[item]!; v--)
    if (visits.enteredAt[v]! <= at) return visits.category[v] === DONE;
  return false;
}

/** Finishes a week of work in the second half of the window over those in the first, weeks of a shutdown left out; null = nothing to compare. */
function throughputChange({ lifecycle, calendar }: Pick<Facts, "lifecycle" | "calendar">, { recent, window }: Scope) {
  const middle = (window.startAt + window.endAt) / 2;
  const finished = [0, 0];
  for (const item of recent) {
    const at = lifecycle.firstDoneAt[item]!;
    if (contains(window, at) && !calendar.isShutdown(at)) finished[at < middle ? 0 : 1]!++;
  }
  const weeks = [0, 0];
  for (let at = window.startAt; at < window.endAt; at += WEEK_MS)
    if (!calendar.isShutdown(at + WEEK_MS / 2)) weeks[at < middle ? 0 : 1]!++;
  const [before, after] = weeks;
  if (finished[0] === 0 || before === 0 || after === 0) return null;
  return rateRatio({
    eventsAfter: [finished[1]!],
    timeAfter: [after!],
    eventsBefore: [finished[0]!],
    timeBefore: [before!],
  });
}
