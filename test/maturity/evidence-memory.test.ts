import { describe, expect, test } from "vitest";
import { evidenceMemory } from "../../src/maturity/evidence-memory.ts";
import { judge } from "../../src/maturity/judge.ts";
import type { JudgeInput } from "../../src/maturity/input.ts";
import { DEFAULT_RULESET } from "../../src/maturity/ruleset/default.ts";
import type { Measure } from "../../src/model/measure.ts";
import { allAt, input, team } from "./scenario.ts";

const RULESET = { ...DEFAULT_RULESET, draws: 100 };
const NONE: Measure = { outcome: "insufficient-data", reason: "too few", sampleSize: 3, needed: 20, excluded: {} };

function history(level: number): JudgeInput {
  return input(
    allAt(level),
    ["a", "b", "c"].map((id, t) => team(id, allAt(level + t / 4))),
  );
}

/** Without the signals, in the whole and in each team. */
function without(asked: JudgeInput, ids: readonly string[]): JudgeInput {
  const absent = Object.fromEntries(ids.map((id) => [id, NONE]));
  return {
    ...asked,
    workspace: { ...asked.workspace, measures: { ...asked.workspace.measures, ...absent } },
    teams: asked.teams.map((one) => ({ ...one, measures: { ...one.measures, ...absent } })),
  };
}

describe("a memory of evidence", () => {
  const [low, high] = [history(2.2), history(3.4)];
  const asked: readonly (readonly [string, JudgeInput])[] = [
    ["the same again", low],
    ["another date", high],
    ["without one signal", without(low, ["status-freshness"])],
    ["without others", without(low, ["cycle-time-tail-ratio", "chasing-load"])],
    ["without a team", { ...low, teams: low.teams.slice(1) }],
    ["a worse log", { ...low, workspace: { ...low.workspace, logQuality: 0.1 } }],
    ["too little finished", { ...low, teams: low.teams.map((one) => ({ ...one, finishedItems: 1 })) }],
    ["another seed", { ...low, seed: "other" }],
  ];

  test.each(asked)("changes no judgement: %s", (_, one) => {
    const memory = evidenceMemory();
    judge(low, RULESET, memory);
    judge(without(low, ["zombie-wip"]), RULESET, memory);
    expect(judge(one, RULESET, memory)).toEqual(judge(one, RULESET));
    expect(judge(one, RULESET, memory)).toEqual(judge(one, RULESET));
  });

  test("forgets what was asked for longest ago", () => {
    const memory = evidenceMemory();
    const kept = { status: "NA" } as Parameters<typeof memory.keep>[1];
    for (let piece = 0; piece < 5_000; piece++) memory.keep(`${piece}`, kept);
    expect(memory.find("0")).toBe(kept);
    memory.keep("more", kept);
    expect(memory.find("1")).toBeUndefined();
    expect(memory.find("0")).toBe(kept);
  });
});
