import { DAY_MS, HOUR_MS, WEEK_MS } from "../../src/model/window.ts";
import { movingBlockBootstrap } from "../../src/statistics/bootstrap.ts";
import { fanoFactor, naturalLimits } from "../../src/statistics/dispersion.ts";
import { cannotTell, coverageOf, fromEstimate, ExamplePicker, Tally, tooFew } from "../answer.ts";
import { defineSignal } from "../signal.ts";

const MINIMUM_WEEKS = 13;
/** With fewer finishes a week the factor is near 1 whatever the team does. */
const MINIMUM_MEAN = 1;
/** 1970-01-05 was the first Monday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

export const signal = defineSignal({
  id: "throughput-dispersion",
  reference: "S16",
  title: "Throughput over-dispersion",
  dimension: "completion",
  unit: "ratio",
  better: "lower",
  definition:
    "Variance over mean (Fano factor) of the items finished each week, shutdown weeks and finishes in bulk left out. 1 = as even as independent arrivals (Poisson), " +
    "0 = the same number every week.",
  source: "Poisson process = 1 (analytic); XmR practice (Wheeler; Vacanti); the rungs are expert priors.",
  limits: [
    "Weeks from Monday to Sunday in the team's usual zone, whole weeks only.",
    "A steady trend raises it as well as a jerky flow.",
    "Says nothing where work is what others ask for (support): not applicable by policy.",
    "Finishing in batches at the end of a sprint raises it, rightly.",
  ],
  guard: "Closing in batches raises it; bulk transitions are left out and counted.",
  families: ["event"],
  minimumSample: MINIMUM_WEEKS,
  windowWeeks: 26,
  facets: ["status-history"],
  needs: ["log", "lifecycle", "calendar"],
  measure(facts, scope) {
    const { log, lifecycle, calendar } = facts;
    const { window } = scope;
    if (scope.policy.support === true)
      return { outcome: "not-applicable", reason: "Work is what others ask for here, so finishes are as uneven as requests." };
    const excluded = new Tally();
    const offsetMs = calendar.zoneOffsetHours(scope.team ?? log.items.team[scope.items[0] ?? 0] ?? 0) * HOUR_MS;
    // In the order of their creation: the first is the oldest.
    const bornAt = scope.items.length === 0 ? Infinity : log.items.createdAt[scope.items[0]!]!;
    const firstWeekAt = mondayFrom(Math.max(window.startAt, bornAt), offsetMs);
    const weekCount = Math.max(0, Math.floor((window.endAt - firstWeekAt) / WEEK_MS));
    const finished = new Float64Array(weekCount);
    const members: number[][] = Array.from({ length: weekCount }, () => []);
    let bulk = 0;
    for (const item of scope.recent) {
      const week = Math.floor((lifecycle.doneAt[item]! - firstWeekAt) / WEEK_MS);
      if (!(week >= 0 && week < weekCount)) continue;
      if (lifecycle.doneInBulk[item] === 1) {
        bulk++;
        continue;
      }
      finished[week]!++;
      members[week]!.push(item);
    }
    excluded.add("closed in a bulk transition", bulk);
    const weeks: number[] = [];
    for (let week = 0; week < weekCount; week++) {
      if (calendar.isShutdown(firstWeekAt + week * WEEK_MS + WEEK_MS / 2)) excluded.add("shutdown week");
      else weeks.push(week);
    }
    const series = weeks.map((week) => finished[week]!);
    if (series.length < MINIMUM_WEEKS)
      return tooFew("whole working weeks", series.length, MINIMUM_WEEKS, excluded.toExclusions());
    const total = series.reduce((sum, count) => sum + count, 0);
    const mean = total / series.length;
    if (mean < MINIMUM_MEAN) {
      return cannotTell(
        `Only ${total} items finished in ${series.length} weeks: too few for their ups and downs to say anything.`,
        series.length,
      );
    }
    const limits = naturalLimits(series);
    const examples = new ExamplePicker(log);
    for (const week of weeks) {
      const count = finished[week]!;
      const isOutside = count > limits.upper;
      for (const item of members[week]!) {
        if (isOutside)
          examples.add("misses", item, count, () => `one of ${count} finished in one week, the usual being ${mean.toFixed(1)}`);
        else
          examples.add(
            "meets",
            item,
            -Math.abs(count - mean),
            () => `one of ${count} finished that week, the usual being ${mean.toFixed(1)}`,
          );
      }
    }
    return fromEstimate(movingBlockBootstrap(series, fanoFactor, scope.random), {
      sampleSize: series.length,
      coverage: coverageOf(total, bulk),
      excluded: excluded.toExclusions(),
      examples: examples.toExamples(),
      details: {
        "finished a week, mean": mean,
        "weeks inside natural process limits (%)": 100 * limits.insideShare,
        "finished in these weeks": total,
      },
      warnings: bulk > total / 4 ? [`${bulk} items were closed in bulk transitions and are not part of the flow seen here.`] : [],
    });
  },
});

/** The first Monday 00:00 of the zone at or after an instant. */
function mondayFrom(at: number, offsetMs: number): number {
  return Math.ceil((at + offsetMs - FIRST_MONDAY_MS) / WEEK_MS) * WEEK_MS + FIRST_MONDAY_MS - offsetMs;
}
