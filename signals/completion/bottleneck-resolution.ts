import { WEEK_MS } from "../../src/model/window.ts";
import type { Distribution } from "../../src/model/measure.ts";
import { interval90, tabulate } from "../../src/statistics/distribution.ts";
import { jeffreys } from "../../src/statistics/proportion.ts";
import type { Random } from "../../src/statistics/random.ts";
import { cannotTell, coverageOf, fromEstimate, Tally, tooFew } from "../answer.ts";
import { episodesOf, type QueueWeeks } from "../queue-episodes.ts";
import { teamsInOrder } from "../recent.ts";
import { defineSignal } from "../signal.ts";
import { stageQueues } from "../stage-queues.ts";
import { workWeeks } from "../weeks.ts";

const MINIMUM = 4;
const BASELINE_WEEKS = 26;
const PERMUTATIONS = 100;
/** Weeks are shuffled in pairs: an episode is two weeks long at least, and single weeks would hardly ever meet. */
const BLOCK_WEEKS = 2;
const POINTS = 41;
/** Where more than this share of episodes ends by itself, what is left of the scale tells nothing. */
const MOST_CHANCE = 0.6;

export const signal = defineSignal({
  id: "bottleneck-resolution",
  reference: "S34",
  title: "Resolution of bottleneck episodes",
  dimension: "completion",
  unit: "%",
  better: "higher",
  definition:
    "Episodes of at least two weeks in which more than two items, and more than 1.5 standard deviations above the 26 weeks before, stood in a stage where begun work waits (waiting, review, blocked), and after which what came in " +
    "during the fifth to eighth week got through a quarter faster than what came in while it began: their share, corrected for what shuffled weeks give, (observed - chance) / (1 - chance). 0 % = no better than chance, 100 % = all.",
  source: "New measure; expert prior.",
  limits: [
    "Luck and cut scope end episodes too.",
    "Needs stages in which work waits.",
    "A queue that has been too long for half a year is its own baseline and no episode.",
    "Short queues go up and down by themselves: where shuffled weeks would end more than 60 % of the episodes nothing is said.",
  ],
  guard: "The expectation under permutation takes regression to the mean out.",
  families: ["event"],
  minimumSample: MINIMUM,
  windowWeeks: 52,
  facets: ["status-history"],
  needs: ["log", "population", "visits", "calendar"],
  measure(facts, scope) {
    const { log } = facts;
    const { window } = scope;
    const excluded = new Tally();
    let episodes = 0;
    let resolved = 0;
    let expected = 0;
    let stages = 0;
    let lasted = 0;
    const itemsOf = Map.groupBy(scope.recentSince(window.startAt - BASELINE_WEEKS * WEEK_MS), (item) => log.items.team[item]!);
    for (const [rank, team] of teamsInOrder(log, scope.items).entries()) {
      const items = itemsOf.get(team) ?? [];
      const weeks = workWeeks(facts, team, { startAt: window.startAt - BASELINE_WEEKS * WEEK_MS, endAt: window.endAt });
      if (weeks.count === 0) continue;
      const since = weeks.startAt.findIndex((at) => at >= window.startAt);
      const isBroken = (from: number, to: number): boolean =>
        weeks.startAt[Math.min(to, weeks.count - 1)]! - weeks.startAt[from]! > (Math.min(to, weeks.count - 1) - from) * WEEK_MS;
      for (const queue of stageQueues(facts, items, weeks)) {
        stages++;
        const own = episodesOf(queue, since).filter(({ from, to }) => {
          // Whether it ended or everybody was away cannot be told apart.
          if (isBroken(from, to)) excluded.add("ended over a shutdown");
          return !isBroken(from, to);
        });
        if (own.length === 0) continue;
        const chance = resolvedByChance(queue, since, scope.random.fork(`team ${rank}, ${log.statuses[queue.status]!.name}`));
        episodes += own.length;
        resolved += own.filter((episode) => episode.resolved).length;
        expected += own.length * chance;
        lasted += own.reduce((sum, { from, to }) => sum + to - from, 0);
      }
    }
    if (stages === 0) return cannotTell("No stage is in use in which work waits.", 0, excluded.toExclusions());
    if (episodes < MINIMUM)
      return tooFew("episodes of a queue above its usual length", episodes, MINIMUM, excluded.toExclusions());
    const chance = expected / episodes;
    if (chance > MOST_CHANCE) {
      return cannotTell(
        `Of such episodes ${Math.round(100 * chance)} % would end by themselves here, too many to tell from the rest that somebody does something about them.`,
        episodes,
        excluded.toExclusions(),
      );
    }
    const corrected = (percent: number): number => Math.max(0, (percent - 100 * chance) / (1 - chance));
    const observed = jeffreys(resolved, episodes);
    const distribution: Distribution = {
      kind: "quantiles",
      values: tabulate(observed.distribution, POINTS).map(corrected),
    };
    const value = corrected(observed.value);
    const [low, high] = interval90(distribution);
    return fromEstimate(
      { value, interval90: [Math.min(low, value), Math.max(high, value)], distribution },
      {
        sampleSize: episodes,
        coverage: coverageOf(episodes, excluded.total),
        excluded: excluded.toExclusions(),
        examples: [],
        details: {
          "episodes that were resolved": resolved,
          "resolved by chance (%)": 100 * chance,
          "weeks an episode lasted, mean": lasted / episodes,
          "stages looked at": stages,
        },
        warnings: [],
      },
    );
  },
});

/** Share 0-1 of the episodes of shuffled weeks that are followed by quicker ones, with one of two added for what is rare. */
function resolvedByChance(queue: QueueWeeks, since: number, random: Random): number {
  const count = queue.standing.length;
  const blocks = Array.from({ length: Math.ceil(count / BLOCK_WEEKS) }, (_, block) => block * BLOCK_WEEKS);
  let episodes = 0;
  let resolved = 0;
  for (let p = 0; p < PERMUTATIONS; p++) {
    for (let i = blocks.length - 1; i > 0; i--) {
      const j = random.below(i + 1);
      [blocks[i], blocks[j]] = [blocks[j]!, blocks[i]!];
    }
    const order = blocks.flatMap((block) => Array.from({ length: Math.min(BLOCK_WEEKS, count - block) }, (_, n) => block + n));
    const shuffled = (values: Float64Array): Float64Array => Float64Array.from(order, (week) => values[week]!);
    const own = episodesOf(
      { standing: shuffled(queue.standing), entered: shuffled(queue.entered), days: shuffled(queue.days) },
      since,
    );
    episodes += own.length;
    resolved += own.filter((episode) => episode.resolved).length;
  }
  return (resolved + 0.5) / (episodes + 1);
}
