import type { FactName, Facts } from "../src/event-log/facts.ts";
import type { Facet } from "../src/model/facet.ts";
import type { Dimension, EvidenceFamily, Measure, Stance } from "../src/model/measure.ts";
import type { Instant, Window } from "../src/model/window.ts";
import type { Random } from "../src/statistics/random.ts";

/** An item that shows or contradicts the number, by its index in the log; the runner turns it into key and URL. */
export interface ItemExample {
  readonly item: number;
  readonly stance: Stance;
  readonly note: string;
}

/** What is being measured: the work of one team, or of the whole workspace. */
export interface Scope {
  /** Index in `log.teams`; null = the whole workspace. */
  readonly team: number | null;
  /** Work items of the scope (`Population.isWork`), in the order of their creation, so that no answer depends on how ids are spelt. */
  readonly items: Uint32Array;
  /** Those of them that are open, or of which anything was recorded in the window, in the same order. */
  readonly recent: Uint32Array;
  /** The same from an earlier instant on, for signals that look further back than their window. */
  recentSince(at: Instant): Uint32Array;
  /** The signal's own window (`windowWeeks` before the log's `asOf`). */
  readonly window: Window;
  /** Seeded by workspace, scope and signal, so that the same history gives the same intervals everywhere. */
  readonly random: Random;
  /** Switches of the ruleset that say what this organisation does not do, with the reason. */
  readonly policy: Policy;
  /**
   * Whether connections with at least half of the items can show a facet, whether or not anything shows in it: tells "is not used" from "cannot be
   * seen" in signals that ask for several things, none of which they need.
   */
  sees(facet: Facet): boolean;
}

export interface Policy {
  /** E10: people share items (pairing, mobbing), so reassignment and concentration say nothing. */
  readonly sharedOwnership: boolean;
  /** Work is planned by throughput, not by estimates or sprints. */
  readonly throughputBased: boolean;
  /** Anybody may file items (open source): duplicates are judged by how fast they are found. */
  readonly publicIntake: boolean;
  /** Sprints are the plan, so that dates of single items are no commitments. */
  readonly scrum?: boolean;
  /** Work is what others ask for, so that finishes follow arrivals. */
  readonly support?: boolean;
}

export interface SignalSpec<N extends FactName> {
  /** Readable name = file name, e.g. `assignee-coverage-at-start`. */
  readonly id: string;
  /** Number in the catalogue of the measurement design, e.g. `S04`. */
  readonly reference: string;
  readonly title: string;
  readonly dimension: Dimension;
  readonly unit: string;
  readonly better: "higher" | "lower";
  /** The quantity in one or two sentences, with its numerator, denominator and zero point. */
  readonly definition: string;
  /** Where the definition and its numbers come from. */
  readonly source: string;
  /** When not to rely on it, one sentence each. */
  readonly limits: readonly string[];
  /** How a gamed value would show. */
  readonly guard: string;
  readonly families: readonly EvidenceFamily[];
  readonly minimumSample: number;
  readonly windowWeeks: number;
  /** What a connector must be able to see. */
  readonly facets: readonly Facet[];
  /** The facts it is handed; touching another one does not compile. */
  readonly needs: readonly N[];
  measure(facts: Pick<Facts, N>, scope: Scope): Measure<ItemExample>;
}

/** A signal whose needs have been checked; `measure` takes all facts, because it was proven that it touches only its own. */
export type Signal = SignalSpec<FactName>;

/** Declares a signal. See any file beside this one for an example. */
export function defineSignal<const N extends FactName>(spec: SignalSpec<N>): Signal {
  return spec;
}
