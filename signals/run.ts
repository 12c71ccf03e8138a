import type { Facts, LogQuality } from "../src/event-log/facts.ts";
import type { Facet, Provides } from "../src/model/facet.ts";
import type { Example, Measure } from "../src/model/measure.ts";
import { windowEndingAt } from "../src/model/window.ts";
import { seededRandom, type Random } from "../src/statistics/random.ts";
import { diagnose, FLOW_WEEKS, type Diagnostics } from "./diagnostics.ts";
import { inContentOrder, rankByContent } from "./content-order.ts";
import type { ItemExample, Policy, Scope, Signal } from "./signal.ts";

/** Groups with fewer active people are not measured: a number about four people is a number about each of them. */
export const MINIMUM_PEOPLE = 5;

/** What the signals answered about one team, or about the whole workspace. */
export interface ScopeMeasures {
  /** Null = the whole workspace. */
  readonly team: { readonly id: string; readonly name: string } | null;
  /** People with an act in the last 26 weeks; null = the history does not say who acted. */
  readonly activePeople: number | null;
  /** Work items created, changed or open in the last 26 weeks. */
  readonly items: number;
  /** Of all items of the scope, whether it was measured or not: what there is may be said of a group that may not be judged. */
  readonly counts: Pick<Diagnostics, "events" | "completed" | "effectiveWeeks">;
  /** By signal id, in the order of the signals. Empty for a team that was not measured. */
  readonly measures: Readonly<Record<string, Measure>>;
  /** Null for a team that was not measured. */
  readonly diagnostics: Diagnostics | null;
  /** Why it was not measured; null = it was. */
  readonly notMeasured: string | null;
}

export interface MeasureRequest {
  readonly facts: Facts;
  /** What each connection can see. One that sees a facet is enough. */
  readonly provides: readonly Provides[];
  readonly policy: Policy;
  /** D3 below this makes signals that rest on events insufficient; those that do not ask who acted are held to its share without actors. */
  readonly minimumLogQuality: number;
  readonly signals: readonly Signal[];
  /**
   * The same seed and history give the same numbers, whatever ids items, teams, statuses and people have: items are passed over in the order of their
   * creation, and a team's random numbers are named by the signal and by its place among the teams ordered by what is in them.
   */
  readonly seed: string;
  /** Ids of signals; all when left out. */
  readonly only?: readonly string[];
}

/** Runs every signal on every team and on the workspace as a whole. Never throws because of a signal: that one answers `failed`. */
export function measureScopes(request: MeasureRequest): {
  readonly workspace: ScopeMeasures;
  readonly teams: readonly ScopeMeasures[];
} {
  const { facts, only } = request;
  const signals = only === undefined ? request.signals : request.signals.filter(({ id }) => only.includes(id));
  const all = inContentOrder(facts);
  const itemsOf = splitByTeam(facts, all);
  const ranks = rankByContent(facts, itemsOf);
  const measureTeam = (team: number): ScopeMeasures => {
    const { id, name } = facts.log.teams[team]!;
    return { team: { id, name }, ...new ScopeRun(request, signals, team, itemsOf[team]!, `team ${ranks[team]}`).measure() };
  };
  const teams = itemsOf.map((_, team) => measureTeam(team));
  const single = itemsOf.findIndex((items) => items.length === all.length);
  if (single >= 0 && all.length > 0) {
    const { team: _, ...same } = teams[single]!;
    const measures = same.notMeasured === null ? same.measures : unmeasured(signals, same.notMeasured);
    return { workspace: { team: null, ...same, measures }, teams };
  }
  const whole = new ScopeRun(request, signals, null, withoutSmallRest(facts, all, teams), "workspace").measure();
  const measures = whole.notMeasured === null ? whole.measures : unmeasured(signals, whole.notMeasured);
  return { workspace: { team: null, ...whole, measures }, teams };
}

/**
 * The items of the whole, without those of the teams too small to be measured, unless these teams together are large enough: else what is known of
 * the whole less what is known of the other teams would be what must not be known.
 */
function withoutSmallRest(facts: Facts, all: Uint32Array, teams: readonly ScopeMeasures[]): Uint32Array {
  const small = teams.map(({ activePeople }) => activePeople !== null && activePeople > 0 && activePeople < MINIMUM_PEOPLE);
  const people = teams.reduce((sum, { activePeople }, team) => (small[team]! ? sum + activePeople! : sum), 0);
  if (people === 0 || people >= MINIMUM_PEOPLE) return all;
  const rest = all.filter((item) => facts.log.items.team[item]! < 0 || !small[facts.log.items.team[item]!]);
  // Nothing but small teams: the whole is as small, and will say so.
  return rest.length === 0 ? all : rest;
}

function splitByTeam(facts: Facts, all: Uint32Array): Uint32Array[] {
  const { team } = facts.log.items;
  const rows = facts.log.teams.map(() => [] as number[]);
  for (const item of all) if (team[item]! >= 0) rows[team[item]!]!.push(item);
  return rows.map((items) => Uint32Array.from(items));
}

function unmeasured(signals: readonly Signal[], reason: string): Record<string, Measure> {
  const measure: Measure = { outcome: "insufficient-data", reason, sampleSize: 0, needed: null, excluded: {} };
  return Object.fromEntries(signals.map(({ id }) => [id, measure]));
}

/** One scope and what its signals share. */
class ScopeRun {
  readonly #request: MeasureRequest;
  readonly #signals: readonly Signal[];
  readonly #team: number | null;
  readonly #items: Uint32Array;
  readonly #random: Random;
  /** D3 of the last 26 weeks. */
  #logQuality: LogQuality | null = null;

  constructor(request: MeasureRequest, signals: readonly Signal[], team: number | null, items: Uint32Array, label: string) {
    this.#request = request;
    this.#signals = signals;
    this.#team = team;
    this.#items = items;
    this.#random = seededRandom(request.seed).fork(label);
  }

  measure(): Omit<ScopeMeasures, "team"> {
    const { facts } = this.#request;
    const activePeople = facts.people.activeCount(this.#items, windowEndingAt(facts.log.asOf, FLOW_WEEKS));
    const diagnostics = diagnose(facts, this.#items);
    const { items, events, completed, effectiveWeeks } = diagnostics;
    const known = { activePeople, items, counts: { events, completed, effectiveWeeks } };
    this.#logQuality = diagnostics.logQuality;
    const notMeasured = this.#whyNot(activePeople);
    if (notMeasured !== null) return { ...known, measures: {}, diagnostics: null, notMeasured };
    const measures = Object.fromEntries(this.#signals.map((signal) => [signal.id, this.#run(signal)]));
    return { ...known, measures, diagnostics, notMeasured };
  }

  #whyNot(activePeople: number | null): string | null {
    if (this.#items.length === 0) return "There are no work items here.";
    if (activePeople === null || activePeople >= MINIMUM_PEOPLE) return null;
    return `Fewer than ${MINIMUM_PEOPLE} people were active in the last ${FLOW_WEEKS} weeks; groups this small are not measured.`;
  }

  #run(signal: Signal): Measure {
    try {
      const { facts, policy } = this.#request;
      const obstacle = this.#obstacleTo(signal);
      if (obstacle !== null) return obstacle;
      const scope: Scope = {
        team: this.#team,
        items: this.#items,
        window: windowEndingAt(facts.log.asOf, signal.windowWeeks),
        random: this.#random.fork(signal.id),
        policy,
      };
      return withExamples(facts, signal.measure(facts, scope));
    } catch (error) {
      // The message may hold anything; the class of the error is safe to show.
      const name = error instanceof Error ? error.constructor.name : typeof error;
      return { outcome: "failed", reason: `This signal failed with a ${name} and was left out.` };
    }
  }

  #obstacleTo(signal: Signal): Measure | null {
    // A signal that looks at nothing (declared, not built) has an answer of its own.
    if (signal.needs.length === 0) return null;
    const { facts, provides, minimumLogQuality } = this.#request;
    for (const facet of signal.facets) {
      if (provides.some((connection) => connection[facet].level !== "none")) continue;
      return {
        outcome: "not-supported",
        reason: provides[0]?.[facet].sentence ?? "No connection provides this history.",
        by: "tool",
      };
    }
    const missing = signal.facets.find((facet) => !facts.quality.observed[facet] && !SAYS_SOMETHING_BY_ABSENCE.has(facet));
    if (missing !== undefined) return insufficient(`${NOT_SEEN[missing]} Nothing can be said about it.`);
    if (!signal.families.includes("event") || this.#logQuality === null) return null;
    // Who acted is asked for by few; a history without names still tells when things happened.
    const asksWho = signal.facets.some((facet) => facet === "actors" || facet === "actor-kinds" || facet === "ai-agents");
    const quality = asksWho ? this.#logQuality.named : this.#logQuality.timed;
    if (quality >= minimumLogQuality) return null;
    return insufficient(
      `Only ${Math.round(100 * quality)} % of the recorded events can be relied on (${asksWho ? "they name an actor, " : ""}were made one by one and are within reach of ` +
        `the history); ${Math.round(100 * minimumLogQuality)} % are needed.`,
    );
  }
}

function insufficient(reason: string): Measure {
  return { outcome: "insufficient-data", reason, sampleSize: 0, needed: null, excluded: {} };
}

function withExamples({ log }: Facts, measure: Measure<ItemExample>): Measure {
  if (measure.outcome !== "measured") return measure;
  const { key, url, title } = log.items;
  const examples = measure.examples.map(({ item, stance, note }): Example => ({
    key: key[item]!,
    url: url[item]!,
    title: title[item]!,
    stance,
    note,
  }));
  return { ...measure, examples };
}

/** Facets that may well show nothing where everything can be seen: a history of people only has no automation, which is an answer. */
const SAYS_SOMETHING_BY_ABSENCE: ReadonlySet<Facet> = new Set<Facet>(["actor-kinds", "ai-agents"]);

const NOT_SEEN: Readonly<Record<Facet, string>> = {
  "status-history": "No change of status was ever recorded.",
  "assignee-history": "No change of assignee was ever recorded.",
  actors: "The history does not say who acted.",
  "actor-kinds": "The history does not tell people from automation.",
  comments: "No comment was ever recorded.",
  descriptions: "No item has a description.",
  types: "No item has a type of work that is known.",
  priorities: "No priority was ever recorded.",
  "due-dates": "No due date was ever set.",
  estimates: "No estimate was ever recorded.",
  sprints: "No sprint was ever used.",
  links: "No link between items was ever recorded.",
  blocked: "No blocker was ever recorded, which does not say that nothing was blocked.",
  "intake-forms": "The tool does not say how items came in.",
  "declared-workflow": "The tool declares no workflow that could be read.",
  "configuration-history": "No change of the configuration is recorded.",
  "pull-requests": "No pull request is linked to any item.",
  "ai-agents": "No act of an AI agent was recorded.",
};
