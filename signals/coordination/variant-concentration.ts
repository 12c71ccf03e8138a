import { millerMadowEntropy } from "../../src/statistics/entropy.ts";
import { interval90 } from "../../src/statistics/distribution.ts";
import type { Distribution } from "../../src/model/measure.ts";
import type { Random } from "../../src/statistics/random.ts";
import { cannotTell, coverageOf, ExamplePicker, fromEstimate, Tally, tooFew } from "../answer.ts";
import { finishedItems } from "../finished.ts";
import { renamedInTeams } from "../renamed-statuses.ts";
import { translated } from "../replaced-statuses.ts";
import { defineSignal } from "../signal.ts";
import { hasStages, performedTrace } from "../trace.ts";

const MINIMUM = 100;
const TOP = 5;
/** Types with fewer finished items are drawn together: five variants cover any five items. */
const MINIMUM_OF_TYPE = 30;
const REPLICATES = 200;
/** Percentage points between the top five as found and as they hold later, above which a warning says so. */
const OVERFIT = 15;

export const signal = defineSignal({
  id: "variant-concentration",
  reference: "S30",
  title: "Variant concentration",
  dimension: "coordination",
  unit: "%",
  better: "higher",
  definition:
    "Finished items whose path (statuses performed for at least 60 seconds, in order) is one of the five most frequent of their team and work type, of all " +
    "finished items. Types with fewer than 30 finished items are taken together. Next to 0 % = every item takes a path of its own.",
  source:
    "Variant and sequence entropy after Augusto et al. 2021; coverage instead of entropy because entropy is biased by 0.2 to 0.4 bit at n = 100; the rungs are expert priors.",
  limits: [
    "A workflow with one step scores trivially; at least three stages must be in use.",
    "The five are chosen from the items they are counted on, which flatters small samples; the details say how the first half's five hold in the second.",
  ],
  guard: "Fewer than three stages in use is insufficient evidence.",
  families: ["event"],
  minimumSample: MINIMUM,
  windowWeeks: 26,
  facets: ["status-history"],
  needs: ["log", "lifecycle", "population", "visits"],
  measure(facts, scope) {
    const { log, lifecycle } = facts;
    const excluded = new Tally();
    const examples = new ExamplePicker(log);
    const finished = finishedItems(facts, scope, excluded);
    const withStages = itemsWithStages(facts, finished);
    excluded.add("only open and closed states in use", finished.length - withStages.length);
    if (finished.length >= MINIMUM && withStages.length === 0) {
      return cannotTell(
        "Only open and closed states are in use: every path is the only one there can be.",
        0,
        excluded.toExclusions(),
      );
    }
    const renamed = renamedInTeams(facts, withStages);
    const groups = groupByKind(log.items, withStages).map((items) => {
      const paths = items.map((item) =>
        translated(performedTrace(facts.visits, item, lifecycle.doneAt[item]!), renamed(item)).join(">"),
      );
      return { items, paths };
    });
    const sampleSize = withStages.length;
    if (sampleSize < MINIMUM) return tooFew("finished items", sampleSize, MINIMUM, excluded.toExclusions());

    const middle = (scope.window.startAt + scope.window.endAt) / 2;
    let covered = 0;
    let variants = 0;
    let weightedEntropy = 0;
    let later = 0;
    let laterCovered = 0;
    const countsOfGroups: Float64Array[] = [];
    for (const { items, paths } of groups) {
      const counts = countOf(paths);
      const ranked = Float64Array.from(counts.values()).sort().reverse();
      countsOfGroups.push(ranked);
      covered += sum(ranked.subarray(0, TOP));
      variants += ranked.length;
      if (ranked.length > 1) {
        weightedEntropy += items.length * Math.min(1, millerMadowEntropy(ranked) / Math.log2(ranked.length));
      }
      const isEarlier = items.map((item) => lifecycle.doneAt[item]! < middle);
      const learned = new Set(topOf(countOf(paths.filter((_, i) => isEarlier[i]))));
      const isTop = ranked.length <= TOP ? () => true : atLeast(counts, ranked[TOP - 1]!);
      paths.forEach((path, i) => {
        if (!isEarlier[i]) {
          later++;
          if (learned.has(path)) laterCovered++;
        }
        const count = counts.get(path)!;
        if (isTop(path)) examples.add("meets", items[i]!, count, () => `on a path that ${count} items of its type took`);
        else
          examples.add(
            "misses",
            items[i]!,
            -count,
            () => `on a path that ${count === 1 ? "no other item" : `only ${count} items`} took`,
          );
      });
    }
    const value = (100 * covered) / sampleSize;
    const holds = later === 0 ? value : (100 * laterCovered) / later;
    const distribution = distributionOf(countsOfGroups, covered, sampleSize, scope.random);
    const [low, high] = interval90(distribution);
    return fromEstimate(
      { value, interval90: [Math.min(low, value), Math.max(high, value)], distribution },
      {
        sampleSize,
        coverage: coverageOf(sampleSize, excluded.total),
        excluded: excluded.toExclusions(),
        examples: examples.toExamples(),
        details: {
          "different paths": variants,
          "normalised variant entropy (0-1)": weightedEntropy / sampleSize,
          "top five of the first half, covered in the second (%)": holds,
        },
        warnings:
          value - holds > OVERFIT
            ? [`The five paths most taken in the first half cover only ${holds.toFixed(0)} % of the second half.`]
            : [],
      },
    );
  },
});

type Items = Parameters<(typeof signal)["measure"]>[0]["log"]["items"];

function itemsWithStages(facts: Parameters<typeof hasStages>[0], finished: readonly number[]): number[] {
  const byTeam = Map.groupBy(finished, (item) => facts.log.items.team[item]!);
  const kept = new Set([...byTeam].filter(([, items]) => hasStages(facts, items)).map(([team]) => team));
  return finished.filter((item) => kept.has(facts.log.items.team[item]!));
}

/** Items of one team and type; a team's small types together. */
function groupByKind(items: Items, finished: readonly number[]): number[][] {
  const groups: number[][] = [];
  for (const team of Map.groupBy(finished, (item) => items.team[item]!).values()) {
    const small: number[] = [];
    for (const ofType of Map.groupBy(team, (item) => items.typeRaw[item]!).values()) {
      if (ofType.length < MINIMUM_OF_TYPE) small.push(...ofType);
      else groups.push(ofType);
    }
    if (small.length > 0) groups.push(small);
  }
  return groups;
}

function countOf(paths: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const path of paths) counts.set(path, (counts.get(path) ?? 0) + 1);
  return counts;
}

const topOf = (counts: ReadonlyMap<string, number>): string[] =>
  [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, TOP)
    .map(([path]) => path);

const atLeast =
  (counts: ReadonlyMap<string, number>, least: number) =>
  (path: string): boolean =>
    counts.get(path)! >= least;

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/**
 * A Beta around the observed share, as wide as a bootstrap that chooses its own five each time. Replicates choose what is frequent in them by chance
 * and so lie too high; only their spread is used. Next to 100 % that spread vanishes, and the effective size is never more than the items.
 */
function distributionOf(groups: readonly Float64Array[], covered: number, sampleSize: number, random: Random): Distribution {
  const shares = new Float64Array(REPLICATES);
  for (let b = 0; b < REPLICATES; b++) {
    let top = 0;
    let total = 0;
    for (const counts of groups) {
      const drawn = counts.map((count) => poisson(count, random)).sort();
      total += sum(drawn);
      top += sum(drawn.subarray(-TOP));
    }
    shares[b] = total === 0 ? 0 : top / total;
  }
  const mean = sum(shares) / REPLICATES;
  let variance = 0;
  for (const share of shares) variance += (share - mean) ** 2 / (REPLICATES - 1);
  const share = covered / sampleSize;
  const size = variance > 0 ? Math.min(sampleSize, (share * (1 - share)) / variance) : sampleSize;
  const effective = share < 1 ? Math.max(size, 1) : sampleSize;
  return { kind: "beta", alpha: share * effective + 0.5, beta: (1 - share) * effective + 0.5, scale: 100 };
}

/** Poisson variable; rounded normal from a mean of 30 on. */
function poisson(mean: number, random: Random): number {
  if (mean >= 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));
  let term = Math.exp(-mean);
  let left = random.next() - term;
  let k = 0;
  while (left > 0 && k < 200) {
    k++;
    term *= mean / k;
    left -= term;
  }
  return k;
}
