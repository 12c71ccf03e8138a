import type { EventLog } from "../src/event-log/columns.ts";
import type { Exclusions, Measure, Measured } from "../src/model/measure.ts";
import { jeffreys, type Estimate } from "../src/statistics/proportion.ts";
import { fromReplicates, interval90 } from "../src/statistics/distribution.ts";
import type { ItemExample } from "./signal.ts";

/** "once", "twice", "3 times". */
export function times(count: number): string {
  return count === 1 ? "once" : count === 2 ? "twice" : `${count} times`;
}

/** Items left out, by reason. Reasons that were never counted are not listed. */
export class Tally {
  readonly #counts = new Map<string, number>();
  #total = 0;

  add(reason: string, count = 1): void {
    if (count === 0) return;
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + count);
    this.#total += count;
  }

  get total(): number {
    return this.#total;
  }

  /** Largest first, ties by reason. */
  toExclusions(): Exclusions {
    return Object.fromEntries([...this.#counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
  }
}

/** Too little of what is counted. `what` is a plural noun phrase, e.g. `finished items`. */
export function tooFew(what: string, sampleSize: number, minimum: number, excluded: Exclusions = {}): Measure<ItemExample> {
  const found =
    sampleSize === 0
      ? `There are no ${what} in the window`
      : sampleSize === 1
        ? `Of ${what} there is only 1 in the window`
        : `There are only ${sampleSize} ${what} in the window`;
  return {
    outcome: "insufficient-data",
    reason: `${found}; ${minimum} are needed.`,
    sampleSize,
    needed: minimum - sampleSize,
    neededOf: what,
    excluded,
  };
}

/** More of the same data would not help: something else is missing. */
export function cannotTell(reason: string, sampleSize = 0, excluded: Exclusions = {}): Measure<ItemExample> {
  return { outcome: "insufficient-data", reason, sampleSize, needed: null, excluded };
}

/** Usable over eligible, 0-1; 1 when nothing was eligible. */
export function coverageOf(used: number, leftOut: number): number {
  return used + leftOut === 0 ? 1 : used / (used + leftOut);
}

type Rest = Omit<Measured<ItemExample>, "outcome" | "value" | "interval90" | "distribution">;

/** A percentage 0-100 of `trials` with its Jeffreys interval. */
export function percentage(successes: number, trials: number, rest: Omit<Rest, "sampleSize">): Measure<ItemExample> {
  return fromEstimate(jeffreys(successes, trials), { ...rest, sampleSize: trials });
}

export function fromEstimate(estimate: Estimate, rest: Rest): Measure<ItemExample> {
  return { outcome: "measured", ...estimate, ...rest };
}

/** A value whose uncertainty is a set of bootstrap replicates; the interval is widened to hold the value where rounding left it outside. */
export function fromBootstrap(value: number, replicates: ArrayLike<number>, rest: Rest): Measure<ItemExample> {
  const distribution = fromReplicates(replicates);
  const [low, high] = interval90(distribution);
  return { outcome: "measured", value, interval90: [Math.min(low, value), Math.max(high, value)], distribution, ...rest };
}

/** Keeps the most telling items of each stance while a signal passes over its items. Nothing is stored beyond what is shown. */
export class ExamplePicker {
  readonly #log: EventLog;
  readonly #perStance: number;
  readonly #kept = { meets: [] as Candidate[], misses: [] as Candidate[] };

  constructor(log: EventLog, perStance = 3) {
    this.#log = log;
    this.#perStance = perStance;
  }

  /** `weight`: the higher the more telling. The note is only made for items that are kept. Ties go to the lower key. */
  add(stance: "meets" | "misses", item: number, weight: number, note: () => string): void {
    const kept = this.#kept[stance];
    // The usual case, before anything is made: this is called for every item.
    if (kept.length === this.#perStance && weight < kept[kept.length - 1]!.weight) return;
    const candidate = { item, weight, note };
    if (kept.length === this.#perStance && !this.#isBefore(candidate, kept[kept.length - 1]!)) return;
    let at = kept.length;
    while (at > 0 && this.#isBefore(candidate, kept[at - 1]!)) at--;
    kept.splice(at, 0, candidate);
    if (kept.length > this.#perStance) kept.pop();
  }

  toExamples(): ItemExample[] {
    const shown = (stance: "meets" | "misses") =>
      this.#kept[stance].map(({ item, note }): ItemExample => ({ item, stance, note: note() }));
    return [...shown("misses"), ...shown("meets")];
  }

  #isBefore(a: Candidate, b: Candidate): boolean {
    if (a.weight !== b.weight) return a.weight > b.weight;
    const { key } = this.#log.items;
    return key[a.item]! < key[b.item]!;
  }
}

interface Candidate {
  readonly item: number;
  readonly weight: number;
  readonly note: () => string;
}
