import { KIND } from "../../src/event-log/columns.ts";
import type { Facts } from "../../src/event-log/facts.ts";
import { speaksOfHealth, speaksOfServiceLevel } from "../../src/event-log/field-words.ts";
import type { Facet } from "../../src/model/facet.ts";
import { contains, HOUR_MS } from "../../src/model/window.ts";
import type { Distribution } from "../../src/model/measure.ts";
import { interval90 } from "../../src/statistics/distribution.ts";
import { cannotTell, ExamplePicker, fromEstimate, Tally, tooFew } from "../answer.ts";
import { defineSignal, type Scope } from "../signal.ts";
import { limitUse } from "../wip-limits.ts";

const MINIMUM = 30;
/** What fewer of the items carry is configured and not used. */
const USED_SHARE = 0.2;
/** A limit that is broken on most days limits nothing. */
const KEPT_SHARE = 0.5;
/** With fewer blocked items nothing can be said about whether reasons are given. */
const BLOCKED_NEEDED = 5;
/** A comment this close to the flag says why. */
const SAID_MS = HOUR_MS;
/** With fewer mechanisms in sight the count would be about the tool. */
const READABLE_NEEDED = 3;
/**
 * A mechanism that cannot be seen counts this much of the share in use among those in sight: nothing would hold the tool against the team, all of it would let
 * a tool that shows little flatter. An estimate: what tools leave out is what is used least.
 */
const UNSEEN_SHARE = 0.25;
const NO_REASON = /^(?:flagged|impediment|blocked|hindernis)$/i;

/** The eight, each with the facet that shows it. */
const MECHANISMS = [
  ["service levels", "service-levels"],
  ["due dates", "due-dates"],
  ["estimates", "estimates"],
  ["reasons for blocks", "blocked"],
  ["goals of sprints", "sprints"],
  ["WIP limits", "wip-limits"],
  ["health updates", "health-updates"],
  ["releases or milestones", "releases"],
] as const satisfies readonly (readonly [string, Facet])[];
type Mechanism = (typeof MECHANISMS)[number][0];

export const signal = defineSignal({
  id: "instrumentation-breadth",
  reference: "S35",
  title: "Breadth of instrumentation",
  dimension: "completion",
  unit: "of 8",
  better: "higher",
  definition:
    "How many of eight mechanisms that carry a measure are in use on at least 20 % of the items they are for: service levels, due dates and estimates of items started or finished in 26 weeks, " +
    "stated reasons of blocked items, goals of the sprints that items were in, WIP limits that items pass and that hold on most days, updates of health, releases or milestones of finished items. " +
    "Each that the tool does not show counts a quarter of the share in use of the others, and may be in use or not, which is the uncertainty of the count. 0 = none.",
  source: "Expert prior.",
  limits: [
    "Dashboards and other tools outside of the tracker are not seen.",
    "The limits of columns are those that are declared now.",
  ],
  guard: "What is configured and not used does not count.",
  families: ["config", "field"],
  minimumSample: MINIMUM,
  windowWeeks: 26,
  facets: ["status-history"],
  needs: ["log", "lifecycle", "visits", "blocked"],
  measure(facts, scope) {
    const { log, lifecycle } = facts;
    const examples = new ExamplePicker(log);
    const items = scope.recent.filter(
      (item) => contains(scope.window, lifecycle.startedAt[item]!) || contains(scope.window, lifecycle.doneAt[item]!),
    );
    if (items.length < MINIMUM) return tooFew("items started or finished", items.length, MINIMUM);
    const shares = sharesOf(facts, scope, items, examples);
    const readable = MECHANISMS.filter(([name, facet]) => scope.sees(facet) && shares.get(name) !== undefined);
    const used = readable.filter(([name]) => shares.get(name)! >= USED_SHARE).length;
    const all = MECHANISMS.length;
    const excluded = new Tally();
    for (const [name, facet] of MECHANISMS)
      if (!readable.some(([own]) => own === name))
        excluded.add(scope.sees(facet) ? `${name}: nothing to tell by` : `${name}: not shown by the tool`);
    if (readable.length < READABLE_NEEDED) {
      return cannotTell(
        `Only ${readable.length} of the eight mechanisms can be seen here; ${READABLE_NEEDED} are needed.`,
        items.length,
        excluded.toExclusions(),
      );
    }
    // Each of the others may be in use or not.
    const value = used + UNSEEN_SHARE * (all - readable.length) * (used / readable.length);
    const most = used + all - readable.length;
    const distribution: Distribution =
      readable.length === all ? { kind: "exact", value } : { kind: "quantiles", values: [used, value, most] };
    const [low, high] = interval90(distribution);
    return fromEstimate(
      { value, interval90: [low, high], distribution },
      {
        sampleSize: items.length,
        coverage: readable.length / all,
        excluded: excluded.toExclusions(),
        examples: examples.toExamples(),
        details: {
          "in use": used,
          "can be seen": readable.length,
          ...Object.fromEntries(readable.map(([name]) => [`${name} (%)`, 100 * shares.get(name)!])),
        },
        warnings: readable.length < all ? [`${all - readable.length} of the eight cannot be seen here.`] : [],
      },
    );
  },
});

type Needed = Pick<Facts, "log" | "lifecycle" | "visits" | "blocked">;

/** Share 0-1 of the items that each mechanism is for; absent where there is nothing to tell by. */
function sharesOf(facts: Needed, scope: Scope, items: Uint32Array, examples: ExamplePicker): ReadonlyMap<Mechanism, number> {
  const { log, lifecycle } = facts;
  const { events } = log;
  const isServiceLevel = log.texts.map(speaksOfServiceLevel);
  const isHealth = log.texts.map(speaksOfHealth);
  const goalOf = sprintGoals(log);
  const health = healthOfContainers(log, isHealth, scope);
  const found: Record<"service" | "due" | "estimate" | "goal" | "health" | "release" | "finished", number> = {
    service: 0,
    due: 0,
    estimate: 0,
    goal: 0,
    health: 0,
    release: 0,
    finished: 0,
  };
  const knowsGoals = goalOf.size > 0 || log.sprints.length === 0;
  for (const item of items) {
    const has = { service: false, due: false, estimate: false, goal: false, health: false, release: false };
    for (let e = log.items.firstEvent[item]!; e < log.items.firstEvent[item + 1]!; e++) {
      const to = events.to[e]!;
      switch (events.kind[e]) {
        case KIND["due-date"]:
          has.due ||= to >= 0;
          break;
        case KIND.estimate:
          has.estimate ||= to >= 0;
          break;
        case KIND.milestone:
          has.release ||= to >= 0;
          break;
        case KIND.sprint:
          has.goal ||= to >= 0 && goalOf.get(log.texts[to]!) === true;
          break;
        case KIND.parent:
          has.health ||= to >= 0 && health.has(to);
          break;
        case KIND.other:
          if (events.detail[e]! < 0) break;
          has.service ||= isServiceLevel[events.detail[e]!]!;
          has.health ||= isHealth[events.detail[e]!]!;
          break;
        default:
      }
    }
    for (const name of ["service", "due", "estimate", "goal", "health"] as const) if (has[name]) found[name]++;
    if (contains(scope.window, lifecycle.doneAt[item]!)) {
      found.finished++;
      if (has.release) found.release++;
    }
    const carried = Object.values(has).filter(Boolean).length;
    if (carried === 0) examples.add("misses", item, 0, () => "carries no date, estimate, goal, release or service level");
    else examples.add("meets", item, carried, () => `carries ${carried} of them`);
  }
  const limits = limitUse(facts, items, scope.window);
  const keeps = limits !== null && limits.daysWithin >= KEPT_SHARE * limits.days;
  const passed = limits === null || !keeps ? 0 : limits.passed.reduce((sum, one) => sum + one, 0);
  const shares = new Map<Mechanism, number>([
    ["service levels", found.service / items.length],
    ["due dates", found.due / items.length],
    ["estimates", found.estimate / items.length],
    ["WIP limits", passed / items.length],
    ["health updates", found.health / items.length],
  ]);
  if (knowsGoals) shares.set("goals of sprints", found.goal / items.length);
  if (found.finished > 0) shares.set("releases or milestones", found.release / found.finished);
  const reasons = reasonsForBlocks(facts, scope, items);
  if (reasons !== null) shares.set("reasons for blocks", reasons);
  return shares;
}

/** Sprints of which it is known whether they have a goal. */
function sprintGoals({ sprints }: Facts["log"]): ReadonlyMap<string, boolean> {
  return new Map(sprints.flatMap(({ id, hasGoal }) => (hasGoal === undefined ? [] : [[id, hasGoal] as const])));
}

/** Items, epics among them, whose health was said in the window. */
function healthOfContainers({ events }: Facts["log"], isHealth: readonly boolean[], { window }: Scope): ReadonlySet<number> {
  const found = new Set<number>();
  if (!isHealth.includes(true)) return found;
  for (let e = 0; e < events.count; e++)
    if (events.kind[e] === KIND.other && isHealth[events.detail[e]!] === true && contains(window, events.at[e]!))
      found.add(events.item[e]!);
  return found;
}

/**
 * Share of the items blocked in the window of which it is said why: in words with the flag, in a comment within the hour, or by a link to what blocks.
 * Null with fewer than five of them.
 */
function reasonsForBlocks({ log, blocked }: Needed, { window }: Scope, items: Uint32Array): number | null {
  const { events } = log;
  let stated = 0;
  let all = 0;
  for (const item of items) {
    let isBlocked = false;
    let isStated = false;
    for (let b = blocked.first[item]!; b < blocked.first[item + 1]! && !isStated; b++) {
      const from = blocked.from[b]!;
      if (!contains(window, from)) continue;
      isBlocked = true;
      const LINKED = 4;
      isStated = (blocked.source[b]! & LINKED) !== 0;
      for (let e = log.items.firstEvent[item]!; e < log.items.firstEvent[item + 1]! && !isStated; e++) {
        if (Math.abs(events.at[e]! - from) > SAID_MS) continue;
        if (events.kind[e] === KIND.comment) isStated = true;
        if (events.kind[e] === KIND.flag && events.to[e]! >= 0)
          isStated = !NO_REASON.test(log.texts[events.to[e]!]!.slice(0, 40));
      }
    }
    if (isBlocked) all++;
    if (isStated) stated++;
  }
  return all < BLOCKED_NEEDED ? null : stated / all;
}
