import { oncePerLog } from "../../src/event-log/once-per-log.ts";
import { KIND, LINK, type EventLog } from "../../src/event-log/columns.ts";
import { TOUCH_AUTOMATION, TOUCH_INTEGRATION } from "../../src/event-log/facts.ts";
import { contains, DAY_MS, MINUTE_MS, type Instant } from "../../src/model/window.ts";
import { rateRatio } from "../../src/statistics/rate-ratio.ts";
import { cannotTell, coverageOf, ExamplePicker, fromEstimate, Tally, tooFew } from "../answer.ts";
import { eachStretch, hasNoStatusHistory } from "../in-progress.ts";
import { serviceLevels } from "../service-level.ts";
import { defineSignal } from "../signal.ts";
import { workingDays, type WorkingDays } from "../working-days.ts";

const MINIMUM = 30;
const AFTER_WORKING_DAYS = 5;
const BEFORE_WORKING_DAYS = 10;
/**
 * Ages, as shares of the service level, at which the same items are looked at for comparison: what is arranged at the start is over, and who reacts
 * some time before the line has not begun.
 */
const EARLIER_FROM = 0.25;
const EARLIER_TO = 0.6;
/** Below this many acts on both sides together there is no rate to compare. */
const MINIMUM_ACTS = 5;
/** An assignment this close to a change of the status hands the item on, as for S19. */
const HAND_OFF_MS = 10 * MINUTE_MS;
const ESCALATION = /escalat/i;
const MANAGED_LINKS = new Set<number>([LINK["parent-of"], LINK["is-blocked-by"], LINK.blocks]);

/** What a response can show in. */
const RESPONSES = ["assignee-history", "blocked", "priorities"] as const;

export const signal = defineSignal({
  id: "sle-crossing-response",
  reference: "S33",
  title: "Response to crossing the service level",
  dimension: "completion",
  unit: "rate ratio",
  better: "higher",
  definition:
    "Management acts (assign apart from a hand-off, split, re-prioritise, block, escalate) per working day in the 5 working days after an item in progress passes the 85th percentile of its type, " +
    "over the rate on the same items when they were between a quarter and 60 % of that age, for up to 10 working days. 1 = nobody reacts to items that get too old.",
  source: "New measure; expert prior.",
  limits: [
    "Talking about an old item, in comments or in person, is not counted.",
    "Teams that act long before the line is crossed look slow to react: they cross it less.",
    "Items that finish soon after crossing have little time to be acted on; only the time they were open counts.",
  ],
  guard: "Marks of stale bots are no acts; bulk changes are left out.",
  families: ["event"],
  minimumSample: MINIMUM,
  windowWeeks: 26,
  facets: ["status-history", "actors"],
  needs: ["log", "lifecycle", "population", "visits", "activity", "calendar", "service", "quality"],
  measure(facts, scope) {
    const { log, lifecycle, population, activity, quality } = facts;
    const { window } = scope;
    if (RESPONSES.every((facet) => !quality.observed[facet])) {
      return cannotTell("Neither assignments nor blocks nor priorities can be seen changing, so responses cannot be seen.");
    }
    const sle = serviceLevels(facts, scope, window);
    const excluded = new Tally();
    const crossings: { item: number; crossAt: Instant; from: Instant; until: Instant; to: Instant; clock: WorkingDays }[] = [];
    const clocks = new Map<number, WorkingDays>();
    let hasExpectation = false;
    for (const item of scope.recent) {
      const startedAt = lifecycle.startedAt[item]!;
      if (!(startedAt < window.endAt)) continue;
      if (RESPONSES.every((facet) => !quality.shows(item, facet))) continue;
      const expectation = sle(log.items.type[item]!);
      if (expectation === null) continue;
      hasExpectation = true;
      const crossAt = startedAt + expectation * DAY_MS;
      if (!contains(window, crossAt) || hasNoStatusHistory(facts, item)) continue;
      if (eachStretch(facts, item, { startAt: crossAt, endAt: crossAt + 1 }) === 0) continue;
      if (log.items.historyComplete[item] === 0) {
        excluded.add("history incomplete");
        continue;
      }
      if (lifecycle.doneInBulk[item] === 1) {
        excluded.add("closed in a bulk transition");
        continue;
      }
      if (population.isImported[item] === 1 && startedAt <= population.enteredAt[item]!) {
        excluded.add("already under way when imported");
        continue;
      }
      const team = log.items.team[item]!;
      let clock = clocks.get(team);
      if (clock === undefined) clocks.set(team, (clock = workingDays(facts, team, window)));
      const closedAt = Math.min(
        ...[lifecycle.doneAt[item]!, lifecycle.cancelledAt[item]!, window.endAt].filter((x) => x > crossAt),
      );
      const until = startedAt + EARLIER_TO * (crossAt - startedAt);
      crossings.push({
        item,
        crossAt,
        from: instantAt(clock, clock.at(until) - BEFORE_WORKING_DAYS, startedAt + EARLIER_FROM * (crossAt - startedAt), until),
        until,
        to: instantAt(clock, clock.at(crossAt) + AFTER_WORKING_DAYS, crossAt, closedAt),
        clock,
      });
    }
    if (!hasExpectation)
      return cannotTell(
        "Too few items finish, or fewer than 85 % of those started, to know which age is too old.",
        0,
        excluded.toExclusions(),
      );
    if (crossings.length < MINIMUM) {
      return tooFew("items in progress that passed their expected time", crossings.length, MINIMUM, excluded.toExclusions());
    }
    const children = childrenAdded(log);
    const blocked = log.statuses.map((status) => status.category === "blocked");
    const n = crossings.length;
    const eventsAfter = new Float64Array(n);
    const eventsBefore = new Float64Array(n);
    const timeAfter = new Float64Array(n);
    const timeBefore = new Float64Array(n);
    const examples = new ExamplePicker(log);
    let byRule = 0;
    crossings.forEach(({ item, crossAt, from, until, to, clock }, c) => {
      timeBefore[c] = clock.at(until) - clock.at(from);
      timeAfter[c] = clock.at(to) - clock.at(crossAt);
      let firstAt = NaN;
      const count = (at: Instant, event: number): void => {
        if (
          at < from ||
          at >= to ||
          (at >= until && at < crossAt) ||
          population.isBulk[event] === 1 ||
          activity.touch[event] === 0
        )
          return;
        if (at < crossAt) eventsBefore[c]!++;
        else {
          eventsAfter[c]!++;
          if (Number.isNaN(firstAt)) firstAt = at;
          if (activity.touch[event] === TOUCH_AUTOMATION || activity.touch[event] === TOUCH_INTEGRATION) byRule++;
        }
      };
      for (let e = log.items.firstEvent[item]!; e < log.items.firstEvent[item + 1]!; e++) {
        if (isManagementAct(log, e, blocked)) count(log.events.at[e]!, e);
      }
      for (const e of children.get(item) ?? []) count(log.events.at[e]!, e);
      const days = (ms: number): string => `${(ms / DAY_MS).toFixed(1)} d`;
      if (eventsAfter[c]! > 0) {
        examples.add(
          "meets",
          item,
          eventsAfter[c]!,
          () => `acted on ${days(firstAt - crossAt)} after it passed its expected time`,
        );
      } else {
        examples.add(
          "misses",
          item,
          timeAfter[c],
          () =>
            `passed its expected ${days(crossAt - lifecycle.startedAt[item]!)}, no reaction within ${timeAfter[c]!.toFixed(1)} working d`,
        );
      }
    });
    const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
    const acts = sum(eventsAfter) + sum(eventsBefore);
    if (acts < MINIMUM_ACTS || sum(timeAfter) === 0 || sum(timeBefore) === 0) {
      return cannotTell(
        `${acts === 0 ? "No management act" : acts === 1 ? "Only 1 management act" : `Only ${acts} management acts`} around the ${n} times an item passed its expected time: there is no rate to compare.`,
        n,
        excluded.toExclusions(),
      );
    }
    const { value, interval90, distribution } = rateRatio({ eventsAfter, timeAfter, eventsBefore, timeBefore });
    return fromEstimate(
      { value, interval90, distribution },
      {
        sampleSize: n,
        coverage: coverageOf(n, excluded.total),
        excluded: excluded.toExclusions(),
        examples: examples.toExamples(),
        details: {
          "acts in the 5 working days after": sum(eventsAfter),
          "acts before": sum(eventsBefore),
          "crossings answered (%)": (100 * eventsAfter.filter((count) => count > 0).length) / n,
          "acts after made by a rule or app": byRule,
        },
        warnings: [],
      },
    );
  },
});

function isManagementAct(log: EventLog, e: number, blocked: readonly boolean[]): boolean {
  const { kind, from, to, detail } = log.events;
  switch (kind[e]) {
    case KIND.assignee:
    case KIND.delegate:
      return to[e]! >= 0 && to[e] !== from[e] && !isHandOff(log, e);
    case KIND.priority:
    case KIND.team:
      return to[e] !== from[e];
    case KIND.flag:
      return to[e]! >= 0;
    case KIND.status:
      return to[e]! >= 0 && blocked[to[e]!]!;
    case KIND.link:
      return to[e] !== -1 && MANAGED_LINKS.has(detail[e]!);
    case KIND.label:
      return to[e]! >= 0 && ESCALATION.test(log.texts[to[e]!]!);
    default:
      return false;
  }
}

function isHandOff({ items, events }: EventLog, e: number): boolean {
  const item = events.item[e]!;
  for (let other = items.firstEvent[item]!; other < items.firstEvent[item + 1]!; other++)
    if (events.kind[other] === KIND.status && Math.abs(events.at[other]! - events.at[e]!) <= HAND_OFF_MS) return true;
  return false;
}

/** Items split off: events on other items that make this one their parent. */
const childrenAdded = oncePerLog((log): ReadonlyMap<number, number[]> => {
  const children = new Map<number, number[]>();
  for (let e = 0; e < log.events.count; e++) {
    if (log.events.kind[e] !== KIND.parent || log.events.to[e]! < 0) continue;
    const list = children.get(log.events.to[e]!);
    if (list === undefined) children.set(log.events.to[e]!, [e]);
    else list.push(e);
  }
  return children;
});

/** The instant in [low, high] at which the team's clock shows `day`; an end where it does not. */
function instantAt(clock: WorkingDays, day: number, low: Instant, high: Instant): Instant {
  if (clock.at(low) >= day) return low;
  if (clock.at(high) <= day) return high;
  let [from, to] = [low, high];
  while (to - from > 1_000) {
    const middle = (from + to) / 2;
    if (clock.at(middle) < day) from = middle;
    else to = middle;
  }
  return to;
}
