import { KIND } from "../../src/event-log/columns.ts";
import type { Facts } from "../../src/event-log/facts.ts";
import { DAY_MS } from "../../src/model/window.ts";
import type { Distribution } from "../../src/model/measure.ts";
import { interval90 } from "../../src/statistics/distribution.ts";
import { adjustedInformation, association, informationWhenDealt } from "../../src/statistics/mutual-information.ts";
import type { Random } from "../../src/statistics/random.ts";
import { shuffle } from "../../src/statistics/shuffle.ts";
import { cannotTell, coverageOf, ExamplePicker, fromEstimate, Tally, tooFew } from "../answer.ts";
import { finishedItems } from "../finished.ts";
import { renamedInTeams } from "../renamed-statuses.ts";
import { translated } from "../replaced-statuses.ts";
import { defineSignal } from "../signal.ts";
import { performedTrace } from "../trace.ts";

const MINIMUM = 150;
/** A kind of work or a path of fewer of a team's items than this is no class by itself. */
const CLASS_SHARE = 0.05;
/** E8: where one value covers more than this, the field says nothing. */
const MODAL_SHARE = 0.9;
const BUCKETS = 4;
const PERMUTATIONS = 60;
/** What chance gives falls as one over the rows, so that it need not be drawn from more. */
const PERMUTED_ROWS = 2_000;

const KINDS = ["work type", "class of service"] as const;
const TREATMENTS = ["path", "service level"] as const;

export const signal = defineSignal({
  id: "workflow-differentiation",
  reference: "S31",
  title: "Workflow differentiation",
  dimension: "coordination",
  unit: "0-1",
  better: "higher",
  definition:
    "Adjusted mutual information, within each team, between what a finished item is (its work type, or its priority when it was started as its class of service) and how it was treated " +
    "(the path of statuses it took, or which quarter of the team's cycle times it fell into): the largest of the four, less what the largest is by chance. " +
    "0 = all work is treated alike, 1 = the kind of work decides the treatment.",
  source:
    "Expert prior. Correction for chance: Vinh, Epps and Bailey 2010 (exact for the permutation model), and permutations for taking the largest of four.",
  limits: [
    "Needs at least two work types or classes of service in use.",
    "An inherited template can fit by luck.",
    "Kinds of work that differ in size differ in cycle time without anybody having designed it.",
  ],
  guard: "A type or priority that nine items in ten share says nothing and is not asked (E8).",
  families: ["event"],
  minimumSample: MINIMUM,
  windowWeeks: 26,
  facets: ["status-history", "types"],
  needs: ["log", "lifecycle", "population", "visits"],
  measure(facts, scope) {
    const excluded = new Tally();
    const finished = finishedItems(facts, scope, excluded);
    const items = finished.filter((item) => facts.lifecycle.doneInBulk[item] === 0);
    excluded.add("closed in a bulk transition", finished.length - items.length);
    if (items.length < MINIMUM) return tooFew("finished items", items.length, MINIMUM, excluded.toExclusions());

    const teams = byTeam(facts, items);
    const stratum = new Uint16Array(items.length);
    teams.forEach((rows, team) => rows.forEach((row) => (stratum[row] = team)));
    const kinds = [
      codesWithin(teams, items.length, (row) => facts.log.items.typeRaw[items[row]!]!),
      codesWithin(teams, items.length, (row) => priorityAtStart(facts, items[row]!)),
    ];
    const renamed = renamedInTeams(facts, items);
    const treatments = [
      codesWithin(teams, items.length, (row) => pathOf(facts, items[row]!, renamed(items[row]!))),
      quartersWithin(facts, teams, items),
    ];
    const usable = kinds.filter((codes) => saysSomething(teams, codes));
    if (usable.length === 0) {
      return cannotTell(
        "All work carries the same type and the same priority, so nothing tells which work should be treated differently.",
        items.length,
        excluded.toExclusions(),
      );
    }
    const pairs = usable.flatMap((x) => treatments.map((y) => ({ x, y, found: association({ x, y, stratum }) })));
    const best = pairs.reduce((a, b) => (adjustedInformation(b.found) > adjustedInformation(a.found) ? b : a));
    const chance = largestByChance(usable, treatments, teams, stratum, scope.random);
    const value = Math.min(1, Math.max(0, adjustedInformation(best.found) - chance.mean));
    // The delta method does not see how far chance itself scatters, which is all there is where nothing differs.
    const sd = Math.hypot(Math.sqrt(best.found.variance) / (best.found.entropy - best.found.expected), chance.sd);
    const distribution: Distribution = sd > 0 ? { kind: "normal", mean: value, sd } : { kind: "exact", value };
    const [low, high] = interval90(distribution);
    return fromEstimate(
      { value, interval90: [Math.max(0, low), Math.min(1, high)], distribution },
      {
        sampleSize: items.length,
        coverage: coverageOf(items.length, excluded.total),
        excluded: excluded.toExclusions(),
        examples: examplesOf(facts, items, teams, kinds[0]!, treatments[0]!),
        details: {
          ...Object.fromEntries(
            kinds.flatMap((x, k) =>
              usable.includes(x)
                ? treatments.map((y, t) => [
                    `${KINDS[k]} and ${TREATMENTS[t]}`,
                    adjustedInformation(pairs.find((pair) => pair.x === x && pair.y === y)!.found),
                  ])
                : [],
            ),
          ),
          "largest by chance": chance.mean,
        },
        warnings: [],
      },
    );
  },
});

type Needed = Pick<Facts, "log" | "lifecycle" | "population" | "visits">;

/** Rows of each team. */
function byTeam({ log }: Needed, items: readonly number[]): readonly (readonly number[])[] {
  const teams = new Map<number, number[]>();
  items.forEach((item, row) => {
    const team = log.items.team[item]!;
    const rows = teams.get(team);
    if (rows === undefined) teams.set(team, [row]);
    else rows.push(row);
  });
  return [...teams.values()];
}

/** Small codes for the values of each team, most frequent first; what fewer than 5 % of the team's rows carry is one class together, the last. */
function codesWithin(
  teams: readonly (readonly number[])[],
  count: number,
  valueOf: (row: number) => number | string,
): Uint16Array {
  const codes = new Uint16Array(count);
  for (const rows of teams) {
    const values = rows.map(valueOf);
    const counts = new Map<number | string, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    const code = new Map(
      [...counts]
        .filter(([, n]) => n >= CLASS_SHARE * rows.length)
        .sort((a, b) => b[1] - a[1])
        .map(([value], index) => [value, index]),
    );
    rows.forEach((row, i) => (codes[row] = code.get(values[i]!) ?? code.size));
  }
  return codes;
}

/** Whether most of the rows are in teams where no one class covers more than nine tenths. */
function saysSomething(teams: readonly (readonly number[])[], codes: Uint16Array): boolean {
  let telling = 0;
  let all = 0;
  for (const rows of teams) {
    const counts = new Map<number, number>();
    for (const row of rows) counts.set(codes[row]!, (counts.get(codes[row]!) ?? 0) + 1);
    all += rows.length;
    if (Math.max(...counts.values()) <= MODAL_SHARE * rows.length) telling += rows.length;
  }
  return 2 * telling >= all;
}

/** Code of the priority in force when the item was started; later changes are the answer to how it went. -1 = none. */
function priorityAtStart({ log, lifecycle }: Needed, item: number): number {
  const { events, items } = log;
  const startedAt = lifecycle.startedAt[item]!;
  const until = Number.isNaN(startedAt) ? items.createdAt[item]! : startedAt;
  let priority = -1;
  for (let e = items.firstEvent[item]!; e < items.firstEvent[item + 1]! && events.at[e]! <= until; e++)
    if (events.kind[e] === KIND.priority) priority = events.to[e]!;
  return priority;
}

function pathOf({ visits, lifecycle }: Needed, item: number, renamed: ReadonlyMap<number, number>): string {
  return translated(performedTrace(visits, item, lifecycle.doneAt[item]!), renamed).join(">");
}

/** Quarter of the team's cycle times an item fell into; a class of their own for items without a start. */
function quartersWithin({ lifecycle }: Needed, teams: readonly (readonly number[])[], items: readonly number[]): Uint16Array {
  const codes = new Uint16Array(items.length).fill(BUCKETS);
  for (const rows of teams) {
    const timed = rows.filter((row) => !Number.isNaN(lifecycle.startedAt[items[row]!]!));
    const time = (row: number): number => (lifecycle.doneAt[items[row]!]! - lifecycle.startedAt[items[row]!]!) / DAY_MS;
    timed.sort((a, b) => time(a) - time(b) || a - b);
    timed.forEach((row, rank) => (codes[row] = Math.floor((BUCKETS * rank) / timed.length)));
  }
  return codes;
}

/** Mean and standard deviation of the largest of the pairs when kinds are dealt anew within each team. */
function largestByChance(
  kinds: readonly Uint16Array[],
  treatments: readonly Uint16Array[],
  teams: readonly (readonly number[])[],
  stratum: Uint16Array,
  random: Random,
): { readonly mean: number; readonly sd: number } {
  const all = stratum.length;
  // Every n-th row of each team, so that teams keep their shares.
  const step = Math.max(1, Math.ceil(all / PERMUTED_ROWS));
  const rows = teams.map((team) => Uint32Array.from(team.filter((_, i) => i % step === 0)));
  const kept = rows.flatMap((team) => [...team]);
  const of = (codes: Uint16Array): Uint16Array => Uint16Array.from(kept, (row) => codes[row]!);
  const strata = of(stratum);
  const y = treatments.map(of);
  const pairs = kinds.map((codes) =>
    y.map((other) => {
      const classified = { x: of(codes), y: other, stratum: strata };
      return { known: association(classified), informationOf: informationWhenDealt(classified) };
    }),
  );
  const largest: number[] = [];
  const dealt = new Uint32Array(kept.length);
  const room = new Uint32Array(kept.length);
  const x = new Uint16Array(kept.length);
  for (let p = 0; p < PERMUTATIONS; p++) {
    let from = 0;
    for (const team of rows) {
      dealt.set(team, from);
      shuffle(dealt.subarray(from, from + team.length), random, room);
      from += team.length;
    }
    let most = -Infinity;
    kinds.forEach((codes, k) => {
      for (let row = 0; row < x.length; row++) x[row] = codes[dealt[row]!]!;
      for (const { known, informationOf } of pairs[k]!)
        most = Math.max(most, adjustedInformation({ ...known, information: informationOf(x) }));
    });
    largest.push(most);
  }
  const scale = kept.length / all;
  const mean = largest.reduce((sum, value) => sum + value, 0) / PERMUTATIONS;
  const variance = largest.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (PERMUTATIONS - 1);
  return { mean: mean * scale, sd: Math.sqrt(variance) * scale };
}

/** Items on the path that is most usual for their type and for no other one, and items of a type that takes everybody's path. */
function examplesOf(
  facts: Needed,
  items: readonly number[],
  teams: readonly (readonly number[])[],
  types: Uint16Array,
  paths: Uint16Array,
) {
  const examples = new ExamplePicker(facts.log);
  for (const rows of teams) {
    const usual = usualPaths(rows, types, paths);
    const all = usualPaths(rows, new Uint16Array(types.length), paths).get(0)!;
    for (const row of rows) {
      const own = usual.get(types[row]!)!;
      if (paths[row] !== own.path) continue;
      if (own.path === all.path)
        examples.add("misses", items[row]!, own.share, () => "took the path that all kinds of work take");
      else
        examples.add(
          "meets",
          items[row]!,
          own.share,
          () => `took a path usual for its type (${Math.round(100 * own.share)} %) and not for all`,
        );
    }
  }
  return examples.toExamples();
}

function usualPaths(
  rows: readonly number[],
  types: Uint16Array,
  paths: Uint16Array,
): ReadonlyMap<number, { readonly path: number; readonly share: number }> {
  const counts = new Map<number, Map<number, number>>();
  for (const row of rows) {
    let own = counts.get(types[row]!);
    if (own === undefined) counts.set(types[row]!, (own = new Map()));
    own.set(paths[row]!, (own.get(paths[row]!) ?? 0) + 1);
  }
  return new Map(
    [...counts].map(([type, own]) => {
      const total = [...own.values()].reduce((sum, n) => sum + n, 0);
      const [path, most] = [...own].reduce((a, b) => (b[1] > a[1] ? b : a));
      return [type, { path, share: most / total }];
    }),
  );
}
