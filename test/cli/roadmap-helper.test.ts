import { expect, test } from "vitest";
import { SIGNALS } from "../../signals/index.ts";
import { roadmapHelper, startRoadmapHelper } from "../../src/cli/roadmap-helper.ts";
import { assess } from "../../src/maturity/judge.ts";
import { DEFAULT_RULESET } from "../../src/maturity/ruleset/default.ts";
import { type Best, type OtherSet, otherSets, othersBegun, type RoadmapHelper } from "../../src/roadmap/alternatives.ts";
import { problemScopes } from "../../src/roadmap/assessed-problem.ts";
import type { MilpSolver } from "../../src/roadmap/milp.ts";
import { planRoadmap } from "../../src/roadmap/plan.ts";
import { PRACTICES } from "../../src/roadmap/practices.ts";
import { cheapest } from "../../src/roadmap/search.ts";
import { team } from "../maturity/scenario.ts";
import { around, asked } from "../roadmap/made-up.ts";
import { code, solver } from "../roadmap/solver.ts";

const DATA = { solver: code };
const BEST = bestOf();
const ALONE = [...otherSets(BEST, solver)];

/** The cheapest set of one scope, to look for others beside. */
function bestOf(): Best {
  const rules = { ...DEFAULT_RULESET, draws: 100 };
  const input = asked(around(2.3, "one"));
  const assessment = assess(input, rules);
  const problem: Best["problem"] = {
    ...{ target: 3, rules, scales: assessment.judging.scales, scopes: problemScopes(input, assessment, rules), margin: 0 },
    ...{ movable: new Set(Object.keys(PRACTICES)), entered: new Set(), stepsARung: 1, known: [], preferred: new Set() },
  };
  const found = cheapest(problem, solver);
  if (found.status !== "found") throw new Error("This problem has an answer.");
  return { problem, moves: found.moves, cost: found.cost };
}

async function all(sets: AsyncIterable<OtherSet>): Promise<OtherSet[]> {
  const found: OtherSet[] = [];
  for await (const set of sets) found.push(set);
  return found;
}

function counting(): { readonly solver: MilpSolver; solved: number } {
  const counted = {
    solved: 0,
    solver: ((program) => {
      counted.solved++;
      return solver(program);
    }) satisfies MilpSolver,
  };
  return counted;
}

test("another thread finds what this one finds, to the last digit", async () => {
  expect(ALONE).toHaveLength(5);
  const helper = startRoadmapHelper(DATA);
  const here = counting();
  try {
    expect(await all(othersBegun(helper.otherSets(BEST), BEST, here.solver))).toEqual(ALONE);
    expect(here.solved).toBe(0);
  } finally {
    helper.stop();
  }
}, 60_000);

test("a plan of two threads is that of one, to the last digit", async () => {
  const teams = ["a", "b"].map((id) => team(id, around(2.4, `team ${id}`, 0.35)));
  const ruleset = { ...DEFAULT_RULESET, draws: 250 };
  const planned = async (startHelper: () => RoadmapHelper | null) => {
    const here = counting();
    const options = { solver: here.solver, startHelper, signals: SIGNALS, asOf: 0, target: 3 } as const;
    const roadmap = await planRoadmap(asked(around(2.6, "whole", 0.3), teams), ruleset, options);
    return { roadmap, solved: here.solved };
  };
  const alone = await planned(() => null);
  const together = await planned(() => startRoadmapHelper(DATA));
  expect(alone.roadmap.alternatives.length).toBeGreaterThan(0);
  expect(JSON.stringify(together.roadmap)).toBe(JSON.stringify(alone.roadmap));
  expect(alone.solved - together.solved).toBeGreaterThanOrEqual(alone.roadmap.alternatives.length);
}, 60_000);

test("what a thread that ends has not found is found here", async () => {
  const helper = startRoadmapHelper(DATA);
  const begun = helper.otherSets(BEST);
  async function* ended(): AsyncGenerator<OtherSet> {
    // The first set, and then what is heard of a thread that was ended before it was asked.
    for await (const set of begun) {
      yield set;
      break;
    }
    helper.stop();
    const gone = startRoadmapHelper(DATA);
    gone.stop();
    yield* gone.otherSets(BEST);
  }
  const here = counting();
  expect(await all(othersBegun(ended(), BEST, here.solver))).toEqual(ALONE);
  expect(here.solved).toBe(4);
}, 60_000);

test("a thread that cannot load the solver costs nothing but time", async () => {
  // A module without anything in it: magic number and version.
  const empty = await WebAssembly.compile(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  const helper = startRoadmapHelper({ ...DATA, solver: empty });
  const here = counting();
  expect(await all(othersBegun(helper.otherSets(BEST), BEST, here.solver))).toEqual(ALONE);
  expect(here.solved).toBe(5);
}, 60_000);

test("where no thread can be started there is none", () => {
  // Node cannot copy a function to a thread, and refuses to start one.
  expect(roadmapHelper({ solver: () => code })).toBeNull();
});
