import { oncePerTeam } from "../once-per-team.ts";
import type { Facts } from "../../src/event-log/facts.ts";
import { DAY_MS, WEEK_MS } from "../../src/model/window.ts";
import { coverageOf, Tally, tooFew } from "../answer.ts";
import { demandShocks } from "../demand-shocks.ts";
import { medianDuration } from "../median-duration.ts";
import { AT_ONCE, recoveryOf } from "../recovery.ts";
import { teamsInOrder } from "../recent.ts";
import { defineSignal } from "../signal.ts";
import { workWeeks, type WorkWeeks } from "../weeks.ts";

const MINIMUM = 3;
const BASELINE_WEEKS = 26;

export const signal = defineSignal({
  id: "shock-recovery",
  reference: "S44",
  title: "Recovery time after shocks",
  dimension: "completion",
  unit: "weeks",
  better: "lower",
  definition:
    "Kaplan-Meier median of the weeks from a jump in arrivals or urgent intake (a change point of the weekly counts of a team, by more than two standard deviations) until the median age of work in progress and the median cycle time " +
    "have been inside their natural limits from before for two weeks. 0.5 = never outside.",
  source: "Expert prior; change points by optimal partitioning of Anscombe-transformed counts; natural limits after Wheeler.",
  limits: [
    "Without a shock in the year nothing was tested: that is neither good nor bad.",
    "What waits before its start is in neither of the two: a shock that stays in the backlog shows nowhere.",
    "Work whose times vary widely has wide limits, which are hardly ever left.",
    "Shutdown weeks are no weeks.",
    "A shock that is followed by another one is followed up to that one.",
  ],
  guard: "Shocks are found in arrivals only, never in the outcome.",
  families: ["event"],
  minimumSample: MINIMUM,
  windowWeeks: 52,
  facets: ["status-history"],
  needs: ["log", "lifecycle", "population", "calendar"],
  measure(facts, scope) {
    const { window } = scope;
    const excluded = new Tally();
    const time: number[] = [];
    const observed: number[] = [];
    let unharmed = 0;
    const itemsOf = Map.groupBy(
      scope.recentSince(window.startAt - BASELINE_WEEKS * WEEK_MS),
      (item) => facts.log.items.team[item]!,
    );
    for (const team of teamsInOrder(facts.log, scope.items)) {
      const items = itemsOf.get(team) ?? [];
      const { weeks, shocks, series } = ofTeam(facts.log, team, items, () => {
        const own = workWeeks(facts, team, { startAt: window.startAt - BASELINE_WEEKS * WEEK_MS, endAt: window.endAt });
        return {
          weeks: own,
          shocks: demandShocks(facts, items, own),
          series: [weeklyAge(facts, items, own), weeklyMedian(facts, items, own)],
        };
      });
      shocks.forEach(({ week }, s) => {
        if (weeks.startAt[week]! < window.startAt) return;
        const recovery = recoveryOf(series, week, shocks[s + 1]?.week ?? weeks.count);
        if (recovery === null) {
          excluded.add("too few weeks before the shock to know what is usual");
          return;
        }
        time.push(recovery.weeks);
        observed.push(recovery.isOver ? 1 : 0);
        if (recovery.isOver && recovery.weeks === AT_ONCE) unharmed++;
      });
    }
    if (time.length < MINIMUM) return tooFew("shocks of demand", time.length, MINIMUM, excluded.toExclusions());
    return medianDuration({ time, observed }, scope.random, {
      unit: "weeks",
      what: "shocks",
      coverage: coverageOf(time.length, excluded.total),
      excluded: excluded.toExclusions(),
      examples: [],
      details: { "never out of the usual limits": unharmed },
    });
  },
});

type Needed = Pick<Facts, "log" | "lifecycle" | "population">;

const ofTeam = oncePerTeam<{
  readonly weeks: WorkWeeks;
  readonly shocks: ReturnType<typeof demandShocks>;
  readonly series: readonly Float64Array[];
}>();

/** Median age in days of what was in progress at the end of each week; NaN when nothing was. Finishes in bulk have no believable time. */
function weeklyAge({ lifecycle, log, population }: Needed, items: readonly number[], weeks: WorkWeeks): Float64Array {
  const ages: number[][] = Array.from({ length: weeks.count }, () => []);
  const from = weeks.startAt[0]!;
  for (const item of items) {
    const startedAt = lifecycle.startedAt[item]!;
    if (Number.isNaN(startedAt) || lifecycle.doneInBulk[item] === 1) continue;
    if (population.isImported[item] === 1 && startedAt <= population.enteredAt[item]!) continue;
    const ends = [lifecycle.doneAt[item]!, lifecycle.cancelledAt[item]!].filter((at) => !Number.isNaN(at));
    const endAt = ends.length === 0 ? log.asOf : Math.min(...ends);
    if (endAt < from) continue;
    const first = startedAt < from ? 0 : weeks.of(startedAt);
    for (let week = Math.max(0, first); week < weeks.count; week++) {
      const at = weeks.startAt[week]! + WEEK_MS;
      if (at > endAt) break;
      if (at > startedAt) ages[week]!.push((at - startedAt) / DAY_MS);
    }
  }
  return Float64Array.from(ages, medianOf);
}

/** Median cycle time in days of what was finished in each week; NaN when nothing was. */
function weeklyMedian({ lifecycle }: Needed, items: readonly number[], weeks: WorkWeeks): Float64Array {
  const times: number[][] = Array.from({ length: weeks.count }, () => []);
  for (const item of items) {
    if (lifecycle.doneInBulk[item] === 1) continue;
    const days = (lifecycle.doneAt[item]! - lifecycle.startedAt[item]!) / DAY_MS;
    const week = weeks.of(lifecycle.doneAt[item]!);
    if (week >= 0 && days >= 0) times[week]!.push(days);
  }
  return Float64Array.from(times, medianOf);
}

function medianOf(found: readonly number[]): number {
  if (found.length === 0) return NaN;
  // Numbers that are sorted as such take a fifth of the time.
  const values = new Float64Array(found).sort();
  const half = values.length / 2;
  return Number.isInteger(half) ? (values[half - 1]! + values[half]!) / 2 : values[Math.floor(half)]!;
}
