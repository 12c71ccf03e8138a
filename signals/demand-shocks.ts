import { KIND, ORIGIN } from "../src/event-log/columns.ts";
import type { Facts } from "../src/event-log/facts.ts";
import { noiseOf, segmentsOf } from "../src/statistics/change-points.ts";
import { topPriorities } from "./top-priorities.ts";
import type { WorkWeeks } from "./weeks.ts";

/** A jump of the mean by more than this many standard deviations of the weekly noise. */
const JUMP_SD = 2;
/** The square root of counts, doubled, has standard deviation 1 whatever their mean, when they come independently of each other (Anscombe 1948). */
const POISSON_SD = 1;
/** One week is an outlier and no change. */
const SHOCK_WEEKS = 2;
/** Arrivals and urgent ones that jump in the same month are one shock. */
const SAME_WEEKS = 4;

export interface Shock {
  /** First week of it. */
  readonly week: number;
  /** First week after what jumped is over; a jump that lasts has no end before the last week. */
  readonly until: number;
}

/**
 * Jumps of what comes in, all of it or what is urgent, found in arrivals alone: whoever looks at outcomes finds only shocks that hurt. Imports (E1) are
 * no demand.
 */
export function demandShocks(
  facts: Pick<Facts, "log" | "population">,
  items: readonly number[],
  weeks: WorkWeeks,
): readonly Shock[] {
  const arrivals = new Float64Array(weeks.count);
  const urgent = new Float64Array(weeks.count);
  const top = topPriorities(facts.log, items).codes;
  for (const item of items) {
    if (facts.population.isImported[item] === 1) continue;
    const week = weeks.of(facts.log.items.createdAt[item]!);
    if (week < 0) continue;
    arrivals[week]!++;
    if (top.has(firstPriority(facts.log, item))) urgent[week]!++;
  }
  const found = [...jumpsOf(arrivals), ...jumpsOf(urgent)].sort((a, b) => a.week - b.week);
  const shocks: Shock[] = [];
  for (const shock of found) {
    const last = shocks.at(-1);
    if (last !== undefined && shock.week - last.week < SAME_WEEKS)
      shocks[shocks.length - 1] = { week: last.week, until: Math.max(last.until, shock.until) };
    else shocks.push(shock);
  }
  return shocks;
}

function firstPriority({ items, events }: Facts["log"], item: number): number {
  for (let e = items.firstEvent[item]!; e < items.firstEvent[item + 1]!; e++) {
    // A priority known only as it is now may be the answer to the shock.
    if (events.kind[e] === KIND.priority && events.origin[e] !== ORIGIN.snapshot) return events.to[e]!;
  }
  return -1;
}

function jumpsOf(counts: Float64Array): Shock[] {
  const series = counts.map((count) => 2 * Math.sqrt(count + 3 / 8));
  const noise = Math.max(POISSON_SD, noiseOf(series));
  const segments = segmentsOf(series, noise, SHOCK_WEEKS);
  return segments.flatMap(({ from, to, mean }, i) =>
    i > 0 && mean - segments[i - 1]!.mean > JUMP_SD * noise ? [{ week: from, until: to }] : [],
  );
}
