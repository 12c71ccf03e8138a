import { contains } from "../../src/model/window.ts";
import { pooledGeometricMean, type Stratum } from "../../src/statistics/pooled.ts";
import {
  aalenJohansen,
  kaplanMeier,
  survivalQuantile,
  survivalQuantileReplicates,
  REPLICATES,
  type SurvivalCurve,
} from "../../src/statistics/survival.ts";
import type { DurationSample } from "../../src/statistics/survival-grid.ts";
import { cannotTell, coverageOf, ExamplePicker, fromEstimate, Tally, tooFew } from "../answer.ts";
import { cycleTimes } from "../cycle-times.ts";
import { stationarityWarning } from "../stationarity.ts";
import { defineSignal } from "../signal.ts";

const MINIMUM = 50;
/** Finishes a work type needs to stand for itself; the rest is measured together. Practitioners plan from 11. */
const STRATUM_MINIMUM = 20;

/** Above so many items, fewer replicates: at 300 the ends of the 90 % interval still stand within 2 % of the value. */
const LARGE = 500;
const LARGE_REPLICATES = 300;

export const signal = defineSignal({
  id: "cycle-time-tail-ratio",
  reference: "S09",
  title: "Cycle-time tail ratio",
  dimension: "completion",
  unit: "ratio",
  better: "lower",
  definition:
    "85th percentile over median of the elapsed time from start to done (Kaplan-Meier, open items counted as longer than their age), within each work type, " +
    "pooled over types by a geometric mean weighted by finishes. 1 = all items take the same time; 2.8 = log-normal with sigma 1.",
  source: "Log-normal tail analytically (2.82 at sigma 1, 2.39 where p98 / p50 = 5.6); thin and fat tails as on kanban.plus.",
  limits: [
    "It says how alike the times are, not how short.",
    "One step of the ladder is about 0.22 in the logarithm: levels 4 and 5 cannot be told apart under 200 finishes.",
    "Splitting items changes it without any change in the work.",
  ],
  guard: "Split items show as more finishes at the same throughput of value; compare the number of items.",
  families: ["event"],
  minimumSample: MINIMUM,
  windowWeeks: 26,
  facets: ["status-history"],
  needs: ["log", "lifecycle", "population", "visits"],
  measure(facts, scope) {
    const { log } = facts;
    const excluded = new Tally();
    const rows = cycleTimes(facts, scope.recent, scope.window, excluded);
    const finished = rows.cause.filter((cause) => cause === 1).length;
    if (finished < MINIMUM) return tooFew("items started and finished", finished, MINIMUM, excluded.toExclusions());

    const finishes = new Map<number, number>();
    rows.item.forEach((item, r) => {
      if (rows.cause[r] === 1) finishes.set(log.items.type[item]!, (finishes.get(log.items.type[item]!) ?? 0) + 1);
    });
    const isOwn = (type: number): boolean => (finishes.get(type) ?? 0) >= STRATUM_MINIMUM;
    const strataOf = new Map<number, number[]>();
    rows.item.forEach((item, r) => {
      const type = isOwn(log.items.type[item]!) ? log.items.type[item]! : -1;
      const stratum = strataOf.get(type);
      if (stratum === undefined) strataOf.set(type, [r]);
      else stratum.push(r);
    });

    const examples = new ExamplePicker(log);
    const strata: Stratum[] = [];
    // The same number for all strata, since replicate b of the pool is made of replicate b of each.
    const replicates = rows.item.length > LARGE ? LARGE_REPLICATES : REPLICATES;
    const warnings = stationarityWarning(facts, scope);
    let used = 0;
    let p50 = 0;
    let p85 = 0;
    for (const [type, members] of [...strataOf].sort(([a], [b]) => a - b)) {
      const sample: DurationSample = {
        time: members.map((r) => rows.time[r]!),
        entry: members.map((r) => rows.entry[r]!),
        observed: members.map((r) => rows.cause[r] === 1),
      };
      const curve = kaplanMeier(sample);
      const median = survivalQuantile(curve, 0.5);
      if (median === null || curve.eventCount < (type < 0 ? STRATUM_MINIMUM / 2 : STRATUM_MINIMUM)) {
        excluded.add(
          median === null ? "work type of which fewer than half finish" : "work types with too few finishes",
          members.length,
        );
        continue;
      }
      const tail = survivalQuantile(curve, 0.85);
      if (tail === null)
        warnings.push("Fewer than 85 % of the items of a work type finish in the time they can be followed: a lower bound.");
      const [medians, tails] = survivalQuantileReplicates(sample, [0.5, 0.85], scope.random.fork(`type ${type}`), replicates);
      strata.push({
        value: (tail ?? curve.followUp) / median,
        weight: curve.eventCount,
        replicates: tails!.map((t, b) => Math.min(t, curve.followUp) / medians![b]!),
      });
      used += members.length;
      p50 += curve.eventCount * Math.log(median);
      p85 += curve.eventCount * Math.log(tail ?? curve.followUp);
      pick(examples, rows, members, curve, median, tail);
    }
    if (strata.length === 0)
      return cannotTell("Of no work type do half of the started items finish.", finished, excluded.toExclusions());
    const weight = strata.reduce((sum, stratum) => sum + stratum.weight, 0);
    const cancelled = aalenJohansen(rows, 2).incidence.at(-1) ?? 0;
    return fromEstimate(pooledGeometricMean(strata), {
      sampleSize: weight,
      coverage: coverageOf(used, excluded.total),
      excluded: excluded.toExclusions(),
      examples: examples.toExamples(),
      details: {
        "median cycle time (d)": Math.exp(p50 / weight),
        "85th percentile of cycle time (d)": Math.exp(p85 / weight),
        "work types measured apart": strata.length,
        "still open (censored)": rows.cause.filter((cause) => cause === 0).length,
        "cancelled after start, cumulative incidence (%)": 100 * cancelled,
        "items finished in the window": rows.item.filter((item) => contains(scope.window, facts.lifecycle.doneAt[item]!)).length,
      },
      warnings: [...new Set(warnings)],
    });
  },
});

function pick(
  examples: ExamplePicker,
  rows: ReturnType<typeof cycleTimes>,
  members: readonly number[],
  curve: SurvivalCurve,
  median: number,
  tail: number | null,
): void {
  const days = (count: number): string => `${count.toFixed(count < 10 ? 1 : 0)} d`;
  for (const r of members) {
    const time = rows.time[r]!;
    if (rows.cause[r] === 2) continue;
    if (time > (tail ?? curve.followUp)) {
      const word = rows.cause[r] === 1 ? "took" : "open for";
      examples.add(
        "misses",
        rows.item[r]!,
        time / median,
        () => `${word} ${days(time)}, ${(time / median).toFixed(1)} times the median of its type`,
      );
    } else if (rows.cause[r] === 1) {
      examples.add(
        "meets",
        rows.item[r]!,
        -Math.abs(Math.log(time / median)),
        () => `took ${days(time)}, the median of its type being ${days(median)}`,
      );
    }
  }
}
