import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attainment } from "../../src/maturity/attainment.ts";
import { desirabilityAt, ladderScale, type LadderScale } from "../../src/maturity/desirability.ts";
import { levelDraws, type Profile } from "../../src/maturity/level-rule.ts";
import { rollUpLevels } from "../../src/maturity/roll-up.ts";
import { DEFAULT_RULESET } from "../../src/maturity/ruleset/default.ts";
import type { Level } from "../../src/model/level.ts";
import { coordinateOf, gridOf } from "../../src/roadmap/grid.ts";
import type { ProblemScope, RoadmapProblem, Subject } from "../../src/roadmap/problem.ts";
import { cheapest } from "../../src/roadmap/search.ts";
import { solver } from "./solver.ts";

const RUNS = Number(process.env["WMMM_PROPERTY_RUNS"] ?? 40);
const SIGNALS = ["status-freshness", "hand-off-latency", "backflow"] as const;
const SCALES: ReadonlyMap<string, LadderScale> = new Map(
  SIGNALS.map((id) => [
    id,
    ladderScale(
      DEFAULT_RULESET.ladders.find(({ signal }) => signal === id)!,
      id === "hand-off-latency" ? "h" : "%",
    ),
  ]),
);

/** Attainment of a subject when signals stand at these positions or better, by the judge's own arithmetic. */
function attained(subject: Subject, at: ReadonlyMap<string, number>): number {
  const desirabilities = subject.parts.map(({ signal, position, cap }) => {
    const held = Math.max(position, at.get(signal) ?? -Infinity);
    return Math.min(desirabilityAt(SCALES.get(signal)!.positions, 0, subject.level, DEFAULT_RULESET.ratingBounds, held), cap);
  });
  const weights = subject.parts.map(({ weight }) => weight);
  return attainment(
    desirabilities,
    weights,
    subject.parts.map(({ primary }) => Number(primary)),
    subject.cap,
    DEFAULT_RULESET,
  );
}

/** The level that the judge's own rules give, with one draw. */
function levelOf(scopes: readonly ProblemScope[], at: ReadonlyMap<string, number>): number {
  const levels = scopes.map(({ subjects }) => {
    const profile: Profile = subjects.map((subject) => ({
      ...{ id: subject.id, level: subject.level, counts: true, status: "rated" },
      draws: Float64Array.of(attained(subject, at)),
    }));
    return levelDraws(profile, 1, DEFAULT_RULESET.ratingBounds, "named-gap", "left-out");
  });
  if (scopes.length === 1) return levels[0]![0]!;
  return rollUpLevels(
    levels,
    scopes.map(({ people }) => people),
    DEFAULT_RULESET.breadthShare,
    DEFAULT_RULESET.weakestTeamClause,
  )[0]!;
}

/** Cheapest of all places on the grid; null = none reaches the target. In quarter-rungs, a rung for touching. */
function byBruteForce({ scopes, target, stepsARung, entered }: RoadmapProblem): number | null {
  const total = scopes.reduce((sum, { people }) => sum + people, 0);
  const grids = SIGNALS.map((signal) => [null, ...gridOf(SCALES.get(signal)!, stepsARung).positions]);
  const coordinate = (signal: string, position: number): number => coordinateOf(SCALES.get(signal)!, position);
  const costOf = (signal: string, position: number): number => {
    const moved = scopes.reduce((sum, { people, subjects }) => {
      const own = subjects.flatMap(({ parts }) => parts).filter((part) => part.signal === signal);
      if (own.length === 0) return sum;
      const lowest = Math.min(...own.map((part) => part.position));
      return sum + (people / total) * Math.max(0, coordinate(signal, position) - coordinate(signal, lowest));
    }, 0);
    return (entered.has(signal) ? 8 : 4) + Math.ceil(moved * 4 - 1e-9);
  };
  /** What is entered needs beside it what is done: in a sentence of its own, or anywhere where that stands well there already. */
  const inCompany = (signal: string, at: ReadonlyMap<string, number>): boolean => {
    const beside = scopes.flatMap(({ subjects }) =>
      subjects
        .filter(({ level, parts }) => level <= target && parts.some((part) => part.signal === signal))
        .flatMap(({ level, parts }) => parts.filter((part) => !entered.has(part.signal)).map((part) => ({ level, part }))),
    );
    const standsWell = beside.some(({ level, part: { signal: other, position, cap } }) => {
      const { positions } = SCALES.get(other)!;
      return Math.min(desirabilityAt(positions, 0, level, DEFAULT_RULESET.ratingBounds, position), cap) > 0.5 + 1e-9;
    });
    return standsWell ? [...at.keys()].some((other) => !entered.has(other)) : beside.some(({ part }) => at.has(part.signal));
  };
  const isWorth = (signal: string, to: number): boolean =>
    scopes.some(({ subjects }) =>
      subjects.some(({ level, parts }) =>
        parts.some((part) => {
          if (level > target || part.signal !== signal || to <= part.position) return false;
          const worth = (at: number): number =>
            Math.min(desirabilityAt(SCALES.get(signal)!.positions, 0, level, DEFAULT_RULESET.ratingBounds, at), part.cap);
          return worth(to) > worth(part.position);
        }),
      ),
    );
  let best: number | null = null;
  const visit = (index: number, cost: number, at: Map<string, number>): void => {
    if (best !== null && cost >= best) return;
    if (index === SIGNALS.length) {
      const alone = [...entered].some((signal) => at.has(signal) && !inCompany(signal, at));
      if (!alone && levelOf(scopes, at) >= target) best = cost;
      return;
    }
    const signal = SIGNALS[index]!;
    for (const position of grids[index]!) {
      if (position === null) visit(index + 1, cost, at);
      // A move that is worth nothing anywhere is none, and no company either.
      else if (!isWorth(signal, position)) continue;
      else visit(index + 1, cost + costOf(signal, position), new Map(at).set(signal, position));
    }
  };
  visit(0, 0, new Map());
  return best;
}

const part = fc.record({
  signal: fc.constantFrom(...SIGNALS),
  weight: fc.double({ min: 0.1, max: 1, noNaN: true }),
  primary: fc.boolean(),
  cap: fc.constantFrom(1, 1, 0.6),
});
const partsOf = fc.uniqueArray(part, { minLength: 1, maxLength: 3, selector: ({ signal }) => signal });
const IDS = { 2: ["2.1", "2.2", "2.4", "2.5"], 3: ["3.1", "3.2", "3.4"] } as const;
const scopeOf = (team: string | null, target: 2 | 3) =>
  fc
    .record({
      people: fc.integer({ min: 5, max: 9 }),
      rungs: fc.tuple(...SIGNALS.map(() => fc.double({ min: 0.2, max: 4, noNaN: true }))),
      parts: fc.array(partsOf, { minLength: 7, maxLength: 7 }),
      caps: fc.array(fc.constantFrom(1, 1, 1, 0.84, 0.4), { minLength: 7, maxLength: 7 }),
      kept: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 7, maxLength: 7 }),
    })
    .map(({ people, rungs, parts, caps, kept }): ProblemScope => {
      const position = (signal: string): number => {
        const { positions } = SCALES.get(signal)!;
        const rung = rungs[SIGNALS.indexOf(signal as (typeof SIGNALS)[number])]!;
        const below = Math.floor(rung);
        return positions[below]! + (rung - below) * (positions[below + 1]! - positions[below]!);
      };
      const ids = [...IDS[2].map((id) => [id, 2] as const), ...(target === 3 ? IDS[3].map((id) => [id, 3] as const) : [])];
      const subjects = ids
        .map(([id, level], at): Subject => ({
          ...{ id, level, spread: 0, cap: caps[at]! },
          parts: parts[at]!.map((one) => ({ ...one, position: position(one.signal) })),
        }))
        // Now and then one cannot be judged.
        .filter((_, at) => kept[at] !== 0);
      return { team, people, subjects };
    });

const problemOf = (scopes: readonly ProblemScope[], target: Level, entered: readonly string[] = []): RoadmapProblem => ({
  ...{ target, rules: DEFAULT_RULESET, scales: SCALES, scopes, movable: new Set(SIGNALS), entered: new Set(entered) },
  ...{ stepsARung: 1, margin: 0, known: [], preferred: new Set<string>() },
});

describe("the program and brute force agree on the cheapest way", () => {
  const check = (
    scopes: readonly ProblemScope[],
    target: Level,
    entered: readonly string[] = [],
  ): "none" | "nothing" | "some" => {
    const problem = problemOf(scopes, target, entered);
    const found = cheapest(problem, solver);
    const expected = byBruteForce(problem);
    if (found.status !== "found") {
      expect(expected).toBeNull();
      return "none";
    }
    expect(levelOf(scopes, found.moves)).toBeGreaterThanOrEqual(target);
    expect(Math.round(found.cost)).toBe(expected);
    return expected === 0 ? "nothing" : "some";
  };
  const seen = new Map<string, number>();
  const count = (outcome: string): void => void seen.set(outcome, (seen.get(outcome) ?? 0) + 1);

  test(`for one scope (${RUNS} runs each)`, { timeout: 600_000 }, () => {
    for (const target of [2, 3] as const)
      fc.assert(
        fc.property(scopeOf(null, target), (scope) => count(check([scope], target))),
        { numRuns: RUNS },
      );
    // A property that only ever sees one answer shows nothing.
    expect(seen.get("some")).toBeGreaterThan(RUNS / 10);
    expect(seen.get("none")).toBeGreaterThan(0);
  });

  test(`where some of it could be filled in (${RUNS} runs)`, { timeout: 600_000 }, () => {
    seen.clear();
    const entered = fc.subarray([...SIGNALS], { minLength: 1, maxLength: 2 });
    fc.assert(
      fc.property(scopeOf(null, 2), entered, (scope, some) => count(check([scope], 2, some))),
      { numRuns: RUNS },
    );
    expect(seen.get("some")).toBeGreaterThan(RUNS / 10);
  });

  test(`for two and three teams under the share rule (${RUNS} runs)`, { timeout: 600_000 }, () => {
    seen.clear();
    const teams = fc
      .array(fc.nat(), { minLength: 2, maxLength: 3 })
      .chain((all) => fc.tuple(...all.map((_, at) => scopeOf(`t${at}`, 2))));
    fc.assert(
      fc.property(teams, (scopes) => count(check(scopes, 2))),
      { numRuns: RUNS },
    );
    expect(seen.get("some")).toBeGreaterThan(RUNS / 10);
  });
});

test("sets that are known are not found again, nor what holds one of them", () => {
  const at = (signal: (typeof SIGNALS)[number]): Subject["parts"] => [
    { signal, weight: 1, primary: true, cap: 1, position: SCALES.get(signal)!.positions[0]! },
  ];
  const subjects: Subject[] = (["2.1", "2.2", "2.4", "2.5"] as const).map((id, n) => ({
    ...{ id, level: 2, spread: 0, cap: 1 },
    parts: at(SIGNALS[n % 3]!),
  }));
  const problem = problemOf([{ team: null, people: 1, subjects }], 2);
  const first = cheapest(problem, solver);
  if (first.status !== "found") throw new Error(first.status);
  const set = [...first.moves.keys()];
  const next = cheapest({ ...problem, known: [set] }, solver);
  const isKnown = next.status === "found" && set.every((signal) => next.moves.has(signal));
  expect(isKnown).toBe(false);
  expect(cheapest({ ...problem, movable: new Set() }, solver).status).toBe("infeasible");
});

test("places are quarter-rungs, rising, and a place's coordinate is its own", () => {
  for (const scale of SCALES.values()) {
    const grid = gridOf(scale, 4);
    expect(grid.positions.toSorted((a, b) => a - b)).toEqual(grid.positions);
    for (const [at, position] of grid.positions.entries())
      expect(coordinateOf(scale, position)).toBeCloseTo(grid.coordinates[at]!, 9);
  }
});

test("equal rungs are one place: nothing has to be done up to the last of them", () => {
  const scale = ladderScale(
    DEFAULT_RULESET.ladders.find(({ signal }) => signal === "ai-execution-share")!,
    "%",
  );
  expect(gridOf(scale, 4).coordinates.filter((coordinate) => coordinate <= 3)).toEqual([3]);
  expect(coordinateOf(scale, 0)).toBe(3);
});
