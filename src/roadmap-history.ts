import { SIGNALS } from "../signals/index.ts";
import type { ConnectionProvides } from "../signals/in-sight.ts";
import { measureScopes } from "../signals/run.ts";
import type { EventLog } from "./event-log/columns.ts";
import { createFacts } from "./event-log/create-facts.ts";
import { cutAt } from "./event-log/cut.ts";
import { SEED } from "./judge-log.ts";
import type { Ruleset } from "./maturity/ruleset/ruleset.ts";
import type { RoadmapStep } from "./model/roadmap.ts";
import type { Instant } from "./model/window.ts";
import { trendDates, yearBefore } from "./trend/dates.ts";

type Move = NonNullable<RoadmapStep["largestMove"]>;

/** One signal of the whole at one date; null = it could not be measured then. */
export interface PastValue {
  readonly at: Instant;
  readonly value: number | null;
}

/**
 * The largest move towards better between two neighbouring dates that both have a value. Null = it never moved that way. Undefined = there are no two such
 * dates, so that nothing can be said.
 */
export function largestMove(values: readonly PastValue[], better: "higher" | "lower"): Move | null | undefined {
  const sign = better === "higher" ? 1 : -1;
  let largest: Move | null | undefined;
  for (const [k, { at, value }] of values.entries()) {
    const before = values[k - 1];
    if (before === undefined || before.value === null || value === null) continue;
    largest ??= null;
    const gain = sign * (value - before.value);
    if (gain > 0 && (largest === null || gain > sign * (largest.to - largest.from)))
      largest = { from: before.value, to: value, since: iso(before.at), until: iso(at) };
  }
  return largest;
}

/** Steps with the largest move that each of their signals has made from one end of a quarter to the next in the last year. Only these signals are measured. */
export function withLargestMoves(
  steps: readonly RoadmapStep[],
  {
    log,
    provides,
    ruleset,
  }: { readonly log: EventLog; readonly provides: readonly ConnectionProvides[]; readonly ruleset: Ruleset },
): readonly RoadmapStep[] {
  if (steps.length === 0) return steps;
  const only = steps.map(({ signal }) => signal);
  const dates = trendDates(yearBefore(log.asOf, "quarter"), log.asOf, "quarter");
  const past = new Map<string, PastValue[]>(only.map((id) => [id, []]));
  let cut = log;
  // Newest first, because each date can be cut from the log of the one after it.
  for (const at of dates.toReversed()) {
    cut = cutAt(cut, at);
    const { policy, minimumLogQuality } = ruleset;
    const { workspace } = measureScopes({
      ...{ facts: createFacts(cut), provides, policy, minimumLogQuality, signals: SIGNALS, seed: SEED, only },
    });
    for (const [id, values] of past) {
      const measure = workspace.measures[id];
      values.unshift({ at, value: measure?.outcome === "measured" ? measure.value : null });
    }
  }
  return steps.map((step) => {
    const better = SIGNALS.find(({ id }) => id === step.signal)!.better;
    const move = largestMove(past.get(step.signal)!, better);
    return move === undefined ? step : { ...step, largestMove: move };
  });
}

function iso(at: Instant): string {
  return new Date(at).toISOString();
}
