import { KIND, ORIGIN, type EventLog } from "../../src/event-log/columns.ts";
import { contains, DAY_MS, type Window } from "../../src/model/window.ts";
import { rankCorrelation } from "../../src/statistics/rank-correlation.ts";
import { coverageOf, ExamplePicker, percentage, Tally, tooFew } from "../answer.ts";
import { hasNoStatusHistory } from "../in-progress.ts";
import { defineSignal } from "../signal.ts";

const MINIMUM = 50;
/** A team that estimates fewer of its starts than this does not plan by estimates. */
const HARDLY_ANY = 0.05;
/** With fewer finished items nothing is said about what estimates are worth: at 20 a true correlation of 0.4 is still negative once in 25 times. */
const PAIRS_NEEDED = 20;
/** Upper end of "partially". */
const CAP = 0.5;
/** Sizes of clothes, as far as they are used for work. */
const SIZES: ReadonlyMap<string, number> = new Map([
  ["xxs", 1],
  ["xs", 2],
  ["s", 3],
  ["small", 3],
  ["m", 4],
  ["medium", 4],
  ["l", 5],
  ["large", 5],
  ["xl", 6],
  ["xxl", 7],
]);

export const signal = defineSignal({
  id: "estimate-use",
  reference: "S07",
  title: "Use of estimates",
  dimension: "clarity",
  unit: "%",
  better: "higher",
  definition:
    "Started items that had an estimate (a number above 0, or a size) when they started, of all started items, with the rank correlation between estimate and cycle time beside " +
    "it. 0 % = nothing is sized.",
  source: "Expert prior.",
  limits: [
    "Does not apply to teams that plan by throughput: those that say so, and those that neither estimate (under 5 % of their starts) nor use sprints.",
    "Estimates of which only the present value is known are left out: they may have come after the start.",
  ],
  guard:
    "Estimates that say nothing about cycle time (rank correlation within teams not above 0, or one estimate for everything) limit the value to partially.",
  families: ["field"],
  minimumSample: MINIMUM,
  windowWeeks: 26,
  facets: ["estimates"],
  needs: ["log", "lifecycle", "population", "visits"],
  measure(facts, scope) {
    if (scope.policy.throughputBased)
      return { outcome: "not-applicable", reason: "Work is planned by throughput here, not by estimates." };
    const { log, lifecycle, population } = facts;
    const excluded = new Tally();
    const byTeam = new Map<number, Started[]>();
    for (const item of scope.recent) {
      const startedAt = lifecycle.startedAt[item]!;
      if (!contains(scope.window, startedAt)) continue;
      if (population.isImported[item] === 1 && startedAt <= population.enteredAt[item]!)
        excluded.add("already under way when imported");
      else if (log.items.historyComplete[item] === 0 || hasNoStatusHistory(facts, item)) excluded.add("history incomplete");
      else {
        const size = sizeAt(log, item, startedAt);
        if (size === null) {
          excluded.add("estimated at a time that is not known");
          continue;
        }
        const row = { item, size, days: (lifecycle.doneAt[item]! - startedAt) / DAY_MS };
        const own = byTeam.get(log.items.team[item]!);
        if (own === undefined) byTeam.set(log.items.team[item]!, [row]);
        else own.push(row);
      }
    }
    const inSprints = teamsWithSprints(log, scope.recent, scope.window);
    for (const [team, rows] of byTeam) {
      const estimated = rows.filter(({ size }) => size !== "none").length;
      if (estimated >= HARDLY_ANY * rows.length || inSprints.has(team)) continue;
      byTeam.delete(team);
      excluded.add("of a team that plans by throughput", rows.length);
    }
    const all = [...byTeam.values()].flat();
    if (all.length === 0 && (excluded.toExclusions()["of a team that plans by throughput"] ?? 0) >= MINIMUM)
      return { outcome: "not-applicable", reason: "Neither estimates nor sprints are used here: work is planned by throughput." };
    if (all.length < MINIMUM) return tooFew("started items", all.length, MINIMUM, excluded.toExclusions());
    const examples = new ExamplePicker(log);
    let estimated = 0;
    for (const { item, size } of all) {
      const startedAt = lifecycle.startedAt[item]!;
      if (size === "none") examples.add("misses", item, startedAt, () => "started without an estimate");
      else {
        estimated++;
        examples.add("meets", item, startedAt, () => "estimated before its start");
      }
    }
    const { rho, pairs } = correlationOf([...byTeam.values()]);
    const isEmpty = pairs >= PAIRS_NEEDED && !(rho > 0);
    return percentage(estimated, all.length, {
      coverage: coverageOf(all.length, excluded.total),
      excluded: excluded.toExclusions(),
      examples: examples.toExamples(),
      details: {
        "finished items with an estimate": pairs,
        ...(Number.isNaN(rho) ? {} : { "rank correlation of estimate and cycle time": rho }),
      },
      warnings: isEmpty ? ["The estimates say nothing about how long items take, so their use counts at most partially."] : [],
      ...(isEmpty ? { cap: CAP } : {}),
    });
  },
});

interface Started {
  readonly item: number;
  /** A place in the order of sizes, NaN = estimated in words that have no order. */
  readonly size: number | "none";
  /** NaN = not done. */
  readonly days: number;
}

/** What the item was estimated at when it started; null = only its present estimate is known. */
function sizeAt({ items, events, texts }: EventLog, item: number, at: number): number | "none" | null {
  let size: number | "none" = "none";
  for (let e = items.firstEvent[item]!; e < items.firstEvent[item + 1]! && events.at[e]! <= at; e++) {
    if (events.kind[e] !== KIND.estimate) continue;
    if (events.origin[e] === ORIGIN.snapshot) return null;
    size = events.to[e]! < 0 ? "none" : sizeOf(texts[events.to[e]!]!);
  }
  return size;
}

function sizeOf(text: string): number | "none" {
  const word = text.trim().toLowerCase();
  const value = Number(word);
  if (word === "" || value <= 0) return "none";
  return Number.isNaN(value) ? (SIZES.get(word) ?? NaN) : value;
}

function teamsWithSprints({ items, events }: EventLog, scope: Uint32Array, window: Window): ReadonlySet<number> {
  const found = new Set<number>();
  for (const item of scope) {
    if (found.has(items.team[item]!)) continue;
    for (let e = items.firstEvent[item + 1]! - 1; e >= items.firstEvent[item]! && events.at[e]! >= window.startAt; e--)
      if (events.kind[e] === KIND.sprint && events.to[e]! >= 0) found.add(items.team[item]!);
  }
  return found;
}

/** Each team has a scale of its own: correlations of teams, weighted by their pairs. A team with one estimate for everything counts as 0. */
function correlationOf(teams: readonly (readonly Started[])[]): { readonly rho: number; readonly pairs: number } {
  let [sum, pairs] = [0, 0];
  for (const rows of teams) {
    const ranked = rows.flatMap(({ size, days }) =>
      size === "none" || Number.isNaN(size) || Number.isNaN(days) ? [] : [[size, days] as const],
    );
    if (ranked.length < 2) continue;
    const rho = rankCorrelation(
      ranked.map(([size]) => size),
      ranked.map(([, days]) => days),
    );
    pairs += ranked.length;
    if (!Number.isNaN(rho)) sum += ranked.length * rho;
  }
  return { rho: pairs === 0 ? NaN : sum / pairs, pairs };
}
