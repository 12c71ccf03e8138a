import { contains, DAY_MS, WEEK_MS, type Window } from "../../src/model/window.ts";
import { interval90, tabulate } from "../../src/statistics/distribution.ts";
import { jeffreys } from "../../src/statistics/proportion.ts";
import type { Distribution } from "../../src/model/measure.ts";
import { cannotTell, coverageOf, ExamplePicker, Tally, tooFew } from "../answer.ts";
import { hasNoStatusHistory } from "../in-progress.ts";
import { stationarityWarning } from "../stationarity.ts";
import { serviceLevels } from "../service-level.ts";
import { defineSignal } from "../signal.ts";

const MINIMUM = 50;
const TESTED_WEEKS = 13;
const PROMISED_PERCENT = 85;
/** A promise that grew by more than this is kept more easily. */
const INFLATION = 1.25;
const POINTS = 41;

export const signal = defineSignal({
  id: "sle-shortfall",
  reference: "S10",
  title: "Service level shortfall, back-tested",
  dimension: "completion",
  unit: "pp",
  better: "lower",
  definition:
    "85 minus the percentage of the items started in the last 13 weeks that finished within the 85th percentile of cycle time of their type, as it could be known " +
    "from the 26 weeks before; not below 0. Open items older than that are misses. Only items are asked that started early enough to have had that time.",
  source: "85th-percentile service level expectation (Kanban Guide; pacemkr.ca); the rungs are expert priors.",
  limits: [
    "A padded expectation is easily kept: read the change of the 85th percentile beside it.",
    "Where the expectation is longer than 13 weeks nothing has had the time to meet it.",
    "One origin is tested: a single bad quarter is a single bad quarter.",
  ],
  guard: "An 85th percentile that grows between the two periods is reported: a shortfall can be bought with a longer promise.",
  families: ["event"],
  minimumSample: MINIMUM,
  windowWeeks: 39,
  facets: ["status-history"],
  needs: ["log", "lifecycle", "population", "visits", "service"],
  measure(facts, scope) {
    const { log, lifecycle, population } = facts;
    const { window } = scope;
    const tested: Window = { startAt: window.endAt - TESTED_WEEKS * WEEK_MS, endAt: window.endAt };
    const learnt: Window = { startAt: window.startAt, endAt: tested.startAt };
    const sle = serviceLevels(facts, scope, learnt);
    const excluded = new Tally();
    const examples = new ExamplePicker(log);
    const days = (ms: number): string => `${(ms / DAY_MS).toFixed(1)} d`;
    const types = new Map<number, number>();
    let decided = 0;
    let met = 0;
    let withoutExpectation = 0;
    for (const item of scope.recent) {
      const startedAt = lifecycle.startedAt[item]!;
      if (!contains(tested, startedAt)) continue;
      if (population.isImported[item] === 1 && startedAt <= population.enteredAt[item]!) {
        excluded.add("started before an import");
        continue;
      }
      if (log.items.historyComplete[item] === 0 || hasNoStatusHistory(facts, item)) {
        excluded.add("history incomplete");
        continue;
      }
      if (lifecycle.doneInBulk[item] === 1) {
        excluded.add("closed in a bulk transition");
        continue;
      }
      const expectation = sle(log.items.type[item]!);
      if (expectation === null) {
        withoutExpectation++;
        continue;
      }
      const dueAt = startedAt + expectation * DAY_MS;
      // Whoever started later has not had the time yet, also when already done: counting only the quick ones would flatter.
      if (dueAt > window.endAt) {
        excluded.add("started too late to tell");
        continue;
      }
      if (lifecycle.cancelledAt[item]! <= dueAt) {
        excluded.add("cancelled in time");
        continue;
      }
      decided++;
      types.set(log.items.type[item]!, (types.get(log.items.type[item]!) ?? 0) + 1);
      const doneAt = lifecycle.doneAt[item]!;
      if (doneAt <= dueAt) {
        met++;
        examples.add(
          "meets",
          item,
          doneAt - startedAt,
          () => `took ${days(doneAt - startedAt)}, expected within ${days(dueAt - startedAt)}`,
        );
      } else {
        const took = (Number.isNaN(doneAt) ? window.endAt : doneAt) - startedAt;
        const word = Number.isNaN(doneAt) ? "still open after" : "took";
        examples.add(
          "misses",
          item,
          took / (dueAt - startedAt),
          () => `${word} ${days(took)}, expected within ${days(dueAt - startedAt)}`,
        );
      }
    }
    excluded.add("no expectation for the work type", withoutExpectation);
    if (decided < MINIMUM && withoutExpectation > decided) {
      return cannotTell(
        "Too few items finished in the 26 weeks before the last 13, or fewer than 85 % of those started, to know what to expect.",
        decided,
        excluded.toExclusions(),
      );
    }
    if (decided < MINIMUM) return tooFew("items started early enough to be tested", decided, MINIMUM, excluded.toExclusions());
    const kept = jeffreys(met, decided);
    const value = Math.max(0, PROMISED_PERCENT - kept.value);
    const distribution = shortfallOf(kept.distribution);
    const [low, high] = interval90(distribution);
    const { details, warnings } = inflation([...types].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]![0]);
    return {
      outcome: "measured",
      value,
      interval90: [Math.min(low, value), Math.max(high, value)],
      distribution,
      sampleSize: decided,
      coverage: coverageOf(decided, excluded.total),
      excluded: excluded.toExclusions(),
      examples: examples.toExamples(),
      details: { "finished as expected (%)": kept.value, ...details },
      warnings: [...warnings, ...stationarityWarning(facts, scope)],
    };

    /** How the expectation itself moved, for the most frequent type. */
    function inflation(type: number): { details: Record<string, number>; warnings: string[] } {
      const before = sle(type)!;
      const now = serviceLevels(facts, scope, tested)(type);
      if (now === null) return { details: { "expectation, most frequent type (d)": before }, warnings: [] };
      return {
        details: { "expectation, most frequent type (d)": before, "85th percentile of the last 13 weeks, same type (d)": now },
        warnings:
          now > INFLATION * before
            ? [`The 85th percentile of cycle time grew from ${before.toFixed(1)} to ${now.toFixed(1)} days.`]
            : [],
      };
    }
  },
});

/** 85 minus a percentage, not below 0: the order of the quantiles turns round. */
function shortfallOf(kept: Distribution): Distribution {
  const fine = tabulate(kept, 200);
  const values = Array.from({ length: POINTS }, (_, i) => {
    const percent = fine[Math.round((1 - i / (POINTS - 1)) * (fine.length - 1))]!;
    return Math.max(0, PROMISED_PERCENT - percent);
  });
  return { kind: "quantiles", values };
}
