import type { Facts } from "../../src/event-log/facts.ts";
import { DAY_MS, WEEK_MS } from "../../src/model/window.ts";
import { clusterShare } from "../../src/statistics/cluster-share.ts";
import { cannotTell, coverageOf, ExamplePicker, fromEstimate, Tally, tooFew } from "../answer.ts";
import { stationarityWarning } from "../stationarity.ts";
import { eachStretch } from "../in-progress.ts";
import { serviceLevels } from "../service-level.ts";
import { defineSignal } from "../signal.ts";

const MINIMUM = 30;
const LEARNT_WEEKS = 26;
/** More than this share of the items leaving in bulk is a clean-up, not flow. */
const BULK_SHARE = 0.1;
/** More than this share without an expectation is worth a sentence: they are likely the slowest. */
const PARTIAL_SHARE = 0.1;

export const signal = defineSignal({
  id: "wip-age-over-sle",
  reference: "S11",
  title: "Work-in-progress age over its service level",
  dimension: "completion",
  unit: "%",
  better: "lower",
  definition:
    "Time that items in progress spent older than the 85th percentile of cycle time of their type (26 weeks), of all time items spent in progress. Age is the " +
    "time since the start. 0 % = nothing gets older than expected. A steady team with log-normal sigma 1 stands at 23 %, not at 15 %: old items stay longer.",
  source: "Stationary expectation for log-normal times, sigma 0.6 to 1.5: 10 to 45 % (analytic).",
  limits: [
    "The expectation is the team's own: a slow and steady team does well here.",
    "Items without a seen start are not counted.",
  ],
  guard:
    "Items that leave work in progress in a bulk transition are reported: a sudden clean-up shortens the list without any flow.",
  families: ["event"],
  minimumSample: MINIMUM,
  windowWeeks: 13,
  facets: ["status-history"],
  needs: ["log", "lifecycle", "population", "visits", "service"],
  measure(facts, scope) {
    const { log, lifecycle, population } = facts;
    const { window } = scope;
    const sle = serviceLevels(facts, scope, { startAt: window.endAt - LEARNT_WEEKS * WEEK_MS, endAt: window.endAt });
    const excluded = new Tally();
    const examples = new ExamplePicker(log);
    const over: number[] = [];
    const all: number[] = [];
    let overNow = 0;
    let open = 0;
    let leftInBulk = 0;
    for (const item of scope.recent) {
      const startedAt = lifecycle.startedAt[item]!;
      if (!(startedAt < window.endAt)) continue;
      const expectation = sle(log.items.type[item]!);
      const limitAt = startedAt + (expectation ?? NaN) * DAY_MS;
      let late = 0;
      let lastTo = NaN;
      const inProgress = eachStretch(facts, item, window, (from, to) => {
        late += Math.max(0, to - Math.max(from, limitAt));
        lastTo = to;
      });
      if (inProgress === 0) continue;
      if (log.items.historyComplete[item] === 0) {
        excluded.add("history incomplete");
        continue;
      }
      if (population.isImported[item] === 1 && startedAt <= population.enteredAt[item]!) {
        excluded.add("already under way when imported");
        continue;
      }
      if (expectation === null) {
        excluded.add("no expectation for the work type");
        continue;
      }
      over.push(late);
      all.push(inProgress);
      if (lastTo === window.endAt) {
        open++;
        if (limitAt < window.endAt) overNow++;
      } else if (leavesInBulk(facts, item, lastTo)) leftInBulk++;
      const ageDays = (lastTo - startedAt) / DAY_MS;
      if (late > 0) {
        examples.add(
          "misses",
          item,
          ageDays / expectation,
          () => `${ageDays.toFixed(0)} d in progress, expected within ${expectation.toFixed(1)} d`,
        );
      } else {
        examples.add("meets", item, inProgress, () => `never older than the ${expectation.toFixed(1)} d expected`);
      }
    }
    if (all.length === 0 && excluded.total > 0) {
      return cannotTell(
        "Too few items finished in 26 weeks, or fewer than 85 % of those started, to know which age is too old.",
        0,
        excluded.toExclusions(),
      );
    }
    if (all.length < MINIMUM) return tooFew("items in progress", all.length, MINIMUM, excluded.toExclusions());
    const { value, interval90, distribution } = clusterShare(over, all);
    const untold = excluded.toExclusions()["no expectation for the work type"] ?? 0;
    const partial =
      untold > PARTIAL_SHARE * all.length
        ? [`${untold} items are of types that rarely finish and have no expectation to be compared with.`]
        : [];
    const bulk =
      leftInBulk > BULK_SHARE * all.length
        ? [`${leftInBulk} of ${all.length} items left work in progress in a bulk transition.`]
        : [];
    return fromEstimate(
      { value, interval90, distribution },
      {
        sampleSize: all.length,
        coverage: coverageOf(all.length, excluded.total),
        excluded: excluded.toExclusions(),
        examples: examples.toExamples(),
        details: {
          "in progress now": open,
          "of them older than expected": overNow,
          "left in a bulk transition": leftInBulk,
          "item-days in progress": all.reduce((sum, ms) => sum + ms, 0) / DAY_MS,
        },
        warnings: [...bulk, ...partial, ...stationarityWarning(facts, scope)],
      },
    );
  },
});

/** Whether the stay that began when the item left work in progress was part of a bulk transition. */
function leavesInBulk(facts: Pick<Facts, "visits" | "population">, item: number, at: number): boolean {
  const { visits, population } = facts;
  for (let v = visits.first[item]!; v < visits.first[item + 1]!; v++) {
    const event = visits.event[v]!;
    if (visits.enteredAt[v] === at && event >= 0) return population.isBulk[event] === 1;
  }
  return false;
}
