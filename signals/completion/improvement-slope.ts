import { WEEK_MS } from "../../src/model/window.ts";
import type { Distribution } from "../../src/model/measure.ts";
import { interval90 } from "../../src/statistics/distribution.ts";
import { mannKendall } from "../../src/statistics/mann-kendall.ts";
import { theilSen } from "../../src/statistics/theil-sen.ts";
import { cannotTell, fromEstimate, Tally } from "../answer.ts";
import { defineSignal } from "../signal.ts";
import { workWeeks } from "../weeks.ts";
import { weeklySeries, type SeriesName } from "../weekly-series.ts";

const WEEKS_NEEDED = 26;
const SERIES_NEEDED = 3;
/** A history that began this long after the window's start still shows the year. */
const LATE_WEEKS = 4;
const WEEKS_A_YEAR = 365.25 / 7;
/** What is as good as anything gets can only get worse. The bounds are the last rungs of these signals' own ladders as shipped. */
const SATISFIED: Readonly<Record<SeriesName, number>> = {
  "tail ratio": 2,
  shortfall: 0.5,
  "zombie work": 2,
  reopenings: 1.5,
  "hand-off latency": 3,
  "flow efficiency": 55,
};
const HIGHER_IS_BETTER: ReadonlySet<SeriesName> = new Set(["flow efficiency"]);
/** Counts as the last rung of this signal's own ladder. */
const SATISFIED_SLOPE = 0.6;
/** Past the end of the ladder: one series does not outweigh five, however steep, and a stock that changes slowly looks steep. */
const STEEPEST = 1;
/** Told beside the slopes; the ladder reads slopes alone. */
const SIGNIFICANT = 0.05;
/** Expectations of the first quarter come from the half year before. */
const LEARNED_WEEKS = 26;

export const signal = defineSignal({
  id: "improvement-slope",
  reference: "S38",
  title: "Improvement slope",
  dimension: "completion",
  unit: "SD/yr",
  better: "higher",
  definition:
    "Mean of the Theil-Sen slopes over 52 weekly values of tail ratio, share late against the service level, zombie work, reopenings, hand-off latency and flow efficiency, each in standard deviations of its own weeks around the trend " +
    "and with better counted upwards; what already is at the last rung of its own ladder counts as 0.6. 0 = no change.",
  source:
    "Expert prior; slope and interval: Theil 1950, Sen 1968. 52 weeks find a change by half in 97 % of cases and one by 30 % in 54 % (own simulation).",
  limits: [
    "No significant trend in half a year is no evidence against improvement.",
    "What is good already cannot improve much.",
    "A series most weeks of which are alike (no reopening in a small team) shows no trend either way and is left out.",
    "A history that begins empty fills up in its first months, which looks like getting worse.",
  ],
  guard: "Slopes of several signals in tension are averaged, so that one cannot be bought with another.",
  families: ["event"],
  minimumSample: WEEKS_NEEDED,
  windowWeeks: 52,
  facets: ["status-history"],
  needs: ["log", "lifecycle", "population", "visits", "activity", "ownership", "calendar", "service"],
  measure(facts, scope) {
    const { log } = facts;
    const { window } = scope;
    const excluded = new Tally();
    const bornAt = scope.items.length === 0 ? Infinity : log.items.createdAt[scope.items[0]!]!;
    if (bornAt > window.startAt + LATE_WEEKS * WEEK_MS)
      return cannotTell(
        "A trend needs 52 weeks of history; there are fewer.",
        Math.max(0, Math.floor((log.asOf - bornAt) / WEEK_MS)),
      );
    const weeks = workWeeks(facts, scope.team ?? log.items.team[scope.items[0]!]!, window);
    if (weeks.count < WEEKS_NEEDED) return cannotTell("Most weeks of the year are shutdown weeks.", weeks.count);
    const time = weeks.startAt.map((at) => at / WEEK_MS / WEEKS_A_YEAR);
    const items = scope.recentSince(window.startAt - LEARNED_WEEKS * WEEK_MS);
    const slopes: number[] = [];
    let variance = 0;
    let satisfied = 0;
    let significant = 0;
    const details: Record<string, number> = {};
    for (const [name, { weekly, recent }] of weeklySeries(facts, items, weeks)) {
      const isUp = HIGHER_IS_BETTER.has(name);
      if (isUp ? recent >= SATISFIED[name] : recent <= SATISFIED[name]) {
        satisfied++;
        slopes.push(SATISFIED_SLOPE);
        continue;
      }
      const trend = theilSen(time, weekly);
      if (trend === null || trend.points < WEEKS_NEEDED) {
        excluded.add(`${name}: too few weeks with enough items`);
        continue;
      }
      // The median of all slopes between ties is 0 whatever happens in the other weeks: that is no finding about improvement.
      if (trend.noise === 0) {
        excluded.add(`${name}: most weeks are alike to the last digit`);
        continue;
      }
      const scale = (isUp ? 1 : -1) / trend.noise;
      const slope = Math.min(STEEPEST, Math.max(-STEEPEST, trend.slope * scale)) + 0;
      slopes.push(slope);
      if (mannKendall(weekly).p < SIGNIFICANT) significant++;
      // What is held between two bounds is never less sure than they are apart.
      variance += Math.min(STEEPEST, Math.abs(trend.standardError * scale)) ** 2;
      details[`${name} (SD/yr, better upwards)`] = slope;
    }
    if (slopes.length < SERIES_NEEDED) {
      return cannotTell(
        `Only ${slopes.length} of the six could be followed for ${WEEKS_NEEDED} weeks; ${SERIES_NEEDED} are needed.`,
        weeks.count,
        excluded.toExclusions(),
      );
    }
    const value = slopes.reduce((sum, slope) => sum + slope, 0) / slopes.length;
    const sd = Math.sqrt(variance) / slopes.length;
    const distribution: Distribution = sd > 0 ? { kind: "normal", mean: value, sd } : { kind: "exact", value };
    return fromEstimate(
      { value, interval90: interval90(distribution), distribution },
      {
        sampleSize: weeks.count,
        coverage: slopes.length / Object.keys(SATISFIED).length,
        excluded: excluded.toExclusions(),
        examples: [],
        details: {
          ...details,
          "as good as they get already": satisfied,
          "with a trend beyond chance (Mann-Kendall, 5 %)": significant,
        },
        warnings: [],
      },
    );
  },
});
