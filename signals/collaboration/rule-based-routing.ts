import { oncePerLog } from "../../src/event-log/once-per-log.ts";
import { ACTOR_KIND, KIND, ORIGIN, type EventLog } from "../../src/event-log/columns.ts";
import { itemConnections } from "../../src/event-log/connections.ts";
import type { Facts } from "../../src/event-log/facts.ts";
import { contains, DAY_MS, MINUTE_MS, type Window } from "../../src/model/window.ts";
import { cannotTell, coverageOf, ExamplePicker, percentage, Tally, tooFew } from "../answer.ts";
import { defineSignal } from "../signal.ts";

const MINIMUM = 50;
const AT_ONCE_MS = 5 * MINUTE_MS;
const KEPT_MS = 7 * DAY_MS;
/** What tools fold into the creation at the longest (Linear: three minutes); nothing at all in it, ever, says that this one does, too. */
const FOLDED_MS = 3 * MINUTE_MS;
const LEAST_KNOWN_SHARE = 0.5;
/** E8: what more than this share of the items gets carries no information. */
const DEFAULT_SHARE = 0.9;

const ROUTES = [KIND.team, KIND.assignee, KIND.priority, KIND.label] as const;
const isRoute = (kind: number): boolean => (ROUTES as readonly number[]).includes(kind);

export const signal = defineSignal({
  id: "rule-based-routing",
  reference: "S40",
  title: "Rule-based routing",
  dimension: "collaboration",
  unit: "%",
  better: "higher",
  definition:
    "Items of which the first change of team, assignee, priority or label was made by a rule or an AI agent within 5 minutes of creation and not taken back by a person within 7 days, of all items created at least 7 days before the end of the window. " +
    "A value that more than 90 % of these items get is a default and routes nothing. A new assignee counts as taken back until the item is started; after that it is a hand-over. 0 % = people route everything.",
  source: "Expert prior.",
  limits: [
    "Defaults filled in by a form look like values the reporter chose.",
    "Rules that act in a person's name look like that person, or are left out where the tool says so.",
    "What an integration sets first is left out: it may be a rule or a person behind it.",
    "Tools that fold the first minutes of an item into its creation (Linear) do not show what rules did in them.",
  ],
  guard: "Routing that is taken back does not count, and neither does one value that nearly every new item gets.",
  families: ["event"],
  minimumSample: MINIMUM,
  windowWeeks: 13,
  facets: ["actors", "actor-kinds"],
  needs: ["log", "population", "lifecycle", "activity"],
  measure(facts, scope) {
    const { log, population } = facts;
    if (facts.activity.actorsMissing)
      return cannotTell("The history does not say who or what acted, so rules cannot be told from people.");
    const { items } = log;
    const followed: Window = { startAt: scope.window.startAt, endAt: scope.window.endAt - KEPT_MS };
    const excluded = new Tally();
    const examples = new ExamplePicker(log);
    const { names, of } = itemConnections(log);
    const defaults = defaultsAmong(log, scope.items, followed);
    const folds = foldsFirstMinutes(log, names.length, of);
    let created = 0;
    let routed = 0;
    let byAgent = 0;
    let takenBack = 0;
    let unseen = 0;
    let unclear = 0;
    for (const item of scope.recent) {
      if (!contains(followed, items.createdAt[item]!)) continue;
      if (population.isImported[item] === 1) excluded.add("came with an import");
      else if (folds[of[item]!] === 1) unseen++;
      else {
        const route = routeOf(facts, item, defaults);
        if (route.by === "unclear") {
          unclear++;
          continue;
        }
        created++;
        if (route.by === "nobody") continue;
        if (route.by === "person") {
          examples.add("misses", item, -route.after, () => `routed by hand after ${minutes(route.after)}`);
        } else if (route.kept) {
          routed++;
          if (route.by === "agent") byAgent++;
          const who = route.by === "agent" ? "an AI agent" : "a rule";
          examples.add("meets", item, -route.after, () => `routed by ${who} after ${minutes(route.after)}`);
        } else {
          takenBack++;
          examples.add("misses", item, DAY_MS, () => "routed by a rule and taken back within 7 d");
        }
      }
    }
    excluded.add("first routed by an integration or an unknown kind of actor", unclear);
    excluded.add("the tool folds the first minutes into the creation", unseen);
    if (created === 0 && unseen > 0)
      return cannotTell(
        "No change was ever recorded in the first minutes of an item: what rules did then may be a part of the creation.",
        0,
        excluded.toExclusions(),
      );
    if (created + unclear >= MINIMUM && created < LEAST_KNOWN_SHARE * (created + unclear)) {
      const percent = Math.round((100 * created) / (created + unclear));
      return cannotTell(`Of only ${percent} % of the new items can be told who routed them.`, created, excluded.toExclusions());
    }
    if (created < MINIMUM) return tooFew("items created at least 7 days ago", created, MINIMUM, excluded.toExclusions());
    return percentage(routed, created, {
      coverage: coverageOf(created, excluded.total),
      excluded: excluded.toExclusions(),
      examples: examples.toExamples(),
      details: { "routed by rules": routed - byAgent, "routed by AI agents": byAgent, "routed and taken back": takenBack },
      warnings: [],
    });
  },
});

type Needed = Pick<Facts, "log" | "lifecycle">;

interface Route {
  readonly by: "rule" | "agent" | "person" | "unclear" | "nobody";
  /** Milliseconds after the creation. */
  readonly after: number;
  readonly kept: boolean;
}

/**
 * Of team, assignee, priority and label each is routed by whoever changes it first. One of them changed at once by a rule or an agent and kept is
 * enough.
 */
function routeOf(facts: Needed, item: number, defaults: ReadonlySet<string>): Route {
  const { items, events } = facts.log;
  const createdAt = items.createdAt[item]!;
  const seen = new Set<number>();
  let found: Route = { by: "nobody", after: Infinity, kept: false };
  for (let e = items.firstEvent[item]!; e < items.firstEvent[item + 1]!; e++) {
    const kind = events.kind[e]!;
    if (events.origin[e] !== ORIGIN.history || !isRoute(kind) || events.to[e]! < 0 || seen.has(kind)) continue;
    if (defaults.has(nameOf(kind, events.to[e]!))) continue;
    seen.add(kind);
    const after = Math.max(0, events.at[e]! - createdAt);
    const by = routerOf(facts.log, e);
    if (by === "rule" || by === "agent") {
      // Later than at once it is no routing by rule, whoever made it.
      if (after > AT_ONCE_MS) continue;
      const kept = !isTakenBack(facts, item, e);
      if (kept) return { by, after, kept };
      found = { by, after, kept };
    } else if (found.by === "nobody" && (by === "person" || after <= AT_ONCE_MS)) found = { by, after, kept: false };
  }
  return found;
}

const nameOf = (kind: number, value: number): string => `${kind} ${value}`;

/** Values that rules or agents set at once on nearly all of the items, so that they tell none from another. With few items every value is on many. */
function defaultsAmong(log: EventLog, scope: Uint32Array, window: Window): ReadonlySet<string> {
  const { items, events } = log;
  const counts = new Map<string, number>();
  let created = 0;
  for (const item of scope) {
    const createdAt = items.createdAt[item]!;
    if (!contains(window, createdAt)) continue;
    created++;
    const own = new Set<string>();
    for (let e = items.firstEvent[item]!; e < items.firstEvent[item + 1]! && events.at[e]! <= createdAt + AT_ONCE_MS; e++) {
      if (events.origin[e] !== ORIGIN.history || !isRoute(events.kind[e]!) || events.to[e]! < 0) continue;
      const by = routerOf(log, e);
      if (by === "rule" || by === "agent") own.add(nameOf(events.kind[e]!, events.to[e]!));
    }
    for (const name of own) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  if (created < MINIMUM) return new Set();
  return new Set([...counts].filter(([, count]) => count > DEFAULT_SHARE * created).map(([name]) => name));
}

function routerOf({ events, actors }: EventLog, event: number): Exclude<Route["by"], "nobody"> {
  const actor = events.actor[event]!;
  const kind = actor < 0 ? ACTOR_KIND.unknown : actors.kind[actor]!;
  if (kind === ACTOR_KIND["automation-rule"]) return "rule";
  if (kind === ACTOR_KIND["ai-agent"]) return "agent";
  // A rule that the tool says acted in this person's name may be one, or somebody who wrote so.
  return kind === ACTOR_KIND.human && events.viaAutomation[event] === 0 ? "person" : "unclear";
}

function isTakenBack({ log, lifecycle }: Needed, item: number, set: number): boolean {
  const { items, events, actors } = log;
  const kind = events.kind[set]!;
  const value = events.to[set]!;
  const startedAt = lifecycle.startedAt[item]!;
  for (let e = set + 1; e < items.firstEvent[item + 1]! && events.at[e]! <= events.at[set]! + KEPT_MS; e++) {
    if (events.kind[e] !== kind || events.origin[e] !== ORIGIN.history) continue;
    const actor = events.actor[e]!;
    // A rule that goes on where it began, or another one, takes nothing back.
    if (actor >= 0 && actors.kind[actor] !== ACTOR_KIND.human && actors.kind[actor] !== ACTOR_KIND.unknown) continue;
    if (kind === KIND.label) {
      if (events.from[e] === value) return true;
    } else if (events.to[e] !== value && !(kind === KIND.assignee && events.at[e]! >= startedAt)) return true;
  }
  return false;
}

/** Connections in which nothing was ever recorded within three minutes of a creation: such tools take it for a part of the creation. */
const foldsFirstMinutes = oncePerLog(({ items, events }, connections: number, of: ArrayLike<number>): Uint8Array => {
  const folds = new Uint8Array(connections).fill(1);
  for (let item = 0; item < items.count; item++) {
    if (folds[of[item]!] === 0) continue;
    const until = items.createdAt[item]! + FOLDED_MS;
    for (let e = items.firstEvent[item]!; e < items.firstEvent[item + 1]! && events.at[e]! < until; e++) {
      const kind = events.kind[e]!;
      if (events.origin[e] === ORIGIN.history && (isRoute(kind) || kind === KIND.status)) {
        folds[of[item]!] = 0;
        break;
      }
    }
  }
  return folds;
});

const minutes = (ms: number): string =>
  ms < MINUTE_MS
    ? `${Math.round(ms / 1000)} s`
    : ms < DAY_MS
      ? `${Math.round(ms / MINUTE_MS)} min`
      : `${(ms / DAY_MS).toFixed(1)} d`;
