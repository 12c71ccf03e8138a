import { itemConnections } from "../src/event-log/connections.ts";
import type { Facts, LogQuality } from "../src/event-log/facts.ts";
import type { Facet } from "../src/model/facet.ts";
import type { Example, Measure } from "../src/model/measure.ts";
import { windowEndingAt, type Instant } from "../src/model/window.ts";
import { seededRandom, type Random } from "../src/statistics/random.ts";
import { hiddenFrom, insufficient, tooMuchHidden, withHidden, type ConnectionProvides, type Hidden } from "./in-sight.ts";
import { diagnose, FLOW_WEEKS, type Diagnostics } from "./diagnostics.ts";
import { recentItems } from "./recent.ts";
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
  readonly counts: Pick<Diagnostics, "events" | "completed" | "effectiveWeeks" | "historyWeeks">;
  /** By signal id, in the order of the signals. Empty for a team that was not measured. */
  readonly measures: Readonly<Record<string, Measure>>;
  /** Null for a team that was not measured. */
  readonly diagnostics: Diagnostics | null;
  /** Why it was not measured; null = it was. */
  readonly notMeasured: string | null;
}

export interface MeasureRequest {
  readonly facts: Facts;
  /**
   * What each connection can see. A signal is measured on the items of connections that see all of its facets; the others are left out and counted, and
   * are never taken to lack what cannot be seen there.
   */
  readonly provides: readonly ConnectionProvides[];
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
  /** Items of each connection. */
  readonly #byConnection = new Map<string, number>();
  /** Items by the connections that are left out, so that what is learned about a set of items is learned once. */
  readonly #without = new Map<string, Uint32Array>();
  /** Of each set of items those that matter since an instant. */
  readonly #recentOf = new Map<Uint32Array, Map<number, Uint32Array>>();

  constructor(request: MeasureRequest, signals: readonly Signal[], team: number | null, items: Uint32Array, label: string) {
    this.#request = request;
    this.#signals = signals;
    this.#team = team;
    this.#items = items;
    this.#random = seededRandom(request.seed).fork(label);
    const { names, of } = itemConnections(request.facts.log);
    const counts = new Uint32Array(names.length);
    const inOrder: number[] = [];
    for (const item of items) if (counts[of[item]!]!++ === 0) inOrder.push(of[item]!);
    for (const connection of inOrder) this.#byConnection.set(names[connection]!, counts[connection]!);
  }

  measure(): Omit<ScopeMeasures, "team"> {
    const { facts } = this.#request;
    const activePeople = facts.people.activeCount(this.#items, windowEndingAt(facts.log.asOf, FLOW_WEEKS));
    const diagnostics = diagnose(
      facts,
      this.#items,
      this.#recent(this.#items, windowEndingAt(facts.log.asOf, FLOW_WEEKS).startAt),
    );
    const { items, events, completed, effectiveWeeks, historyWeeks } = diagnostics;
    const known = { activePeople, items, counts: { events, completed, effectiveWeeks, historyWeeks } };
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
      const hidden = hiddenFrom(signal, this.#byConnection, this.#request.provides, facts.quality);
      const left = hidden.reduce((sum, { items }) => sum + items, 0);
      const blocked = hidden.find(({ measure }) => measure.outcome === "insufficient-data") ?? hidden[0];
      if (blocked !== undefined && left === this.#items.length) return blocked.measure;
      const items = this.#itemsWithout(hidden);
      const obstacle = tooMuchHidden(hidden, left, this.#items.length) ?? this.#obstacleTo(signal, items);
      if (obstacle !== null) return obstacle;
      const window = windowEndingAt(facts.log.asOf, signal.windowWeeks);
      const scope: Scope = {
        team: this.#team,
        items,
        recent: this.#recent(items, window.startAt),
        recentSince: (at) => this.#recent(items, at),
        window,
        random: this.#random.fork(signal.id),
        policy,
        sees: (facet) => this.#sees(facet),
      };
      return withHidden(hidden, left, this.#items.length, withExamples(facts, signal.measure(facts, scope)));
    } catch (error) {
      // The message may hold anything; the class of the error is safe to show.
      const name = error instanceof Error ? error.constructor.name : typeof error;
      return { outcome: "failed", reason: `This signal failed with a ${name} and was left out.` };
    }
  }

  #sees(facet: Facet): boolean {
    const { provides } = this.#request;
    let seen = 0;
    for (const [connection, items] of this.#byConnection) {
      const own = provides.find(({ id }) => id === connection) ?? provides[0];
      if (own !== undefined && own.provides[facet].level !== "none") seen += items;
    }
    return 2 * seen >= this.#items.length;
  }

  #recent(items: Uint32Array, since: Instant): Uint32Array {
    let bySince = this.#recentOf.get(items);
    if (bySince === undefined) this.#recentOf.set(items, (bySince = new Map()));
    let recent = bySince.get(since);
    if (recent === undefined) bySince.set(since, (recent = recentItems(this.#request.facts, items, since)));
    return recent;
  }

  #itemsWithout(hidden: readonly Hidden[]): Uint32Array {
    if (hidden.length === 0) return this.#items;
    const name = hidden.map(({ connection }) => connection).join(" ");
    let items = this.#without.get(name);
    if (items === undefined) {
      const out = new Set(hidden.map(({ connection }) => connection));
      const { names, of } = itemConnections(this.#request.facts.log);
      const isOut = names.map((connection) => out.has(connection));
      items = this.#items.filter((item) => !isOut[of[item]!]!);
      this.#without.set(name, items);
    }
    return items;
  }

  #obstacleTo(signal: Signal, items: Uint32Array): Measure | null {
    if (signal.needs.length === 0) return null;
    const { facts, minimumLogQuality } = this.#request;
    const recent = windowEndingAt(facts.log.asOf, FLOW_WEEKS);
    const log = items === this.#items ? this.#logQuality : facts.quality.logQuality(items, recent);
    if (!signal.families.includes("event") || log === null) return null;
    // Who acted is asked for by few; a history without names still tells when things happened.
    const asksWho = signal.facets.some((facet) => facet === "actors" || facet === "actor-kinds" || facet === "ai-agents");
    const quality = asksWho ? log.named : log.timed;
    if (quality >= minimumLogQuality) return null;
    return insufficient(
      `Only ${Math.round(100 * quality)} % of the recorded events can be relied on (${asksWho ? "they name an actor, " : ""}were made one by one and are within reach of ` +
        `the history); ${Math.round(100 * minimumLogQuality)} % are needed.`,
    );
  }
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
