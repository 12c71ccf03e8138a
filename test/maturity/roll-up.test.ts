import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TeamInput } from "../../src/maturity/input.ts";
import { judge } from "../../src/maturity/judge.ts";
import type { Measure } from "../../src/model/measure.ts";
import { rollUpLevels } from "../../src/maturity/roll-up.ts";
import { DEFAULT_RULESET } from "../../src/maturity/ruleset/default.ts";
import { shrinkBetweenTeams } from "../../src/maturity/shrinkage.ts";
import { seededRandom } from "../../src/statistics/random.ts";
import { allAt, input, team } from "./scenario.ts";

const teams = (count: number, rung: number): TeamInput[] =>
  Array.from({ length: count }, (_, i) => team(`t${String(i).padStart(2, "0")}`, allAt(rung)));

describe("level of the workspace in one draw", () => {
  const level = (levels: readonly number[], people: readonly number[], clause = true): number =>
    rollUpLevels(
      levels.map((one) => Uint8Array.of(one)),
      people,
      0.8,
      clause,
    )[0]!;

  test.each<[number[], number[], boolean, number]>([
    [[3, 3, 3, 3, 3], [5, 5, 5, 5, 5], true, 3],
    [[3, 3, 3, 3, 2], [5, 5, 5, 5, 5], true, 3],
    [[3, 3, 3, 2, 2], [5, 5, 5, 5, 5], true, 2],
    [[3, 3, 3, 3, 1], [5, 5, 5, 5, 5], true, 2],
    [[3, 3, 3, 3, 1], [5, 5, 5, 5, 5], false, 3],
    [[3, 2, 2], [80, 10, 10], true, 3],
    [[3, 2, 2], [79, 11, 10], true, 2],
    [[5, 5, 5, 5, 1], [5, 5, 5, 5, 5], true, 2],
  ])("teams at %j with %j people, clause %s: level %i", (levels, people, clause, expected) => {
    expect(level(levels, people, clause)).toBe(expected);
  });

  test("never falls when a team rises", () => {
    const one = fc.record({ level: fc.integer({ min: 1, max: 5 }), people: fc.integer({ min: 5, max: 40 }) });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 12 }), fc.nat(), fc.boolean(), (all, which, clause) => {
        const index = which % all.length;
        const people = all.map((entry) => entry.people);
        const before = all.map((entry) => entry.level);
        const after = before.map((value, i) => (i === index ? Math.min(value + 1, 5) : value));
        expect(level(after, people, clause)).toBeGreaterThanOrEqual(level(before, people, clause));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("shrinkage", () => {
  const gaussian = (mean: number, error: number, label: string): Float64Array => {
    const random = seededRandom(label);
    return Float64Array.from({ length: 1000 }, () => Math.min(Math.max(mean + error * random.normal(), 0.01), 0.99));
  };
  const mean = (draws: Float64Array): number => draws.reduce((sum, value) => sum + value, 0) / draws.length;

  test("ten like teams: the weakest looks less weak than its raw mean (design section 4.9)", () => {
    let raw = 0;
    let shrunk = 0;
    let truth = 0;
    const rounds = 60;
    for (let round = 0; round < rounds; round++) {
      const random = seededRandom(`round ${round}`);
      const own = Array.from({ length: 10 }, () => 0.72 + 0.05 * random.normal());
      const seen = own.map((value) => value + 0.08 * random.normal());
      const after = shrinkBetweenTeams(seen.map((value, t) => gaussian(value, 0.08, `${round}/${t}`)));
      truth += Math.min(...own) / rounds;
      raw += Math.min(...seen) / rounds;
      shrunk += Math.min(...after.map(mean)) / rounds;
    }
    expect(raw).toBeLessThan(truth - 0.03);
    expect(Math.abs(shrunk - truth)).toBeLessThan(Math.abs(raw - truth));
    expect(Math.abs(shrunk - 0.678)).toBeLessThan(0.025);
  });

  test("a team that differs keeps its own, also among teams at a cap without any spread", () => {
    const capped = Array.from({ length: 7 }, () => new Float64Array(1000).fill(0.84));
    const outlier = gaussian(0.2, 0.04, "outlier");
    const after = shrinkBetweenTeams([...capped, outlier]);
    expect(Math.abs(mean(after[7]!) - 0.2)).toBeLessThan(0.03);
    expect(mean(after[0]!)).toBeCloseTo(0.84, 2);
  });

  test("fewer than three teams are left alone", () => {
    const two = [gaussian(0.3, 0.05, "a"), gaussian(0.7, 0.05, "b")];
    expect(shrinkBetweenTeams(two)).toEqual(two);
  });
});

describe("workspace of teams", () => {
  test("one outlier among ten: the level is held back by the named team, the index hardly moves", () => {
    const all = judge(input(allAt(3.5), teams(10, 3.5)), DEFAULT_RULESET);
    expect(all.level.best).toBe(3);
    const outlier = [...teams(9, 3.5), team("lagging", allAt(1.2))];
    const held = judge(input(allAt(3.5), outlier), DEFAULT_RULESET);
    expect(held.level.best).toBe(2);
    expect(held.level.gaps.filter(({ kind }) => kind === "team")).toMatchObject([{ level: 3, id: "lagging" }]);
    expect(Math.abs(all.index.score5! - held.index.score5!)).toBeLessThanOrEqual(0.3);
    expect(held.breadth.find(({ level }) => level === 3)).toEqual({ level: 3, peopleShare: 0.9, teams: 9, of: 10 });
    // What the team that blocks could do stands first, and nothing about the others.
    expect(held.next.map(({ sentence }) => sentence)).toContainEqual(expect.stringMatching(/^Team LAGGING: /));
    expect(held.next.filter((step) => step.sentence.startsWith("Team ")).length).toBeLessThanOrEqual(2);
    const free = judge(input(allAt(3.5), outlier), { ...DEFAULT_RULESET, weakestTeamClause: false });
    expect(free.level.best).toBe(3);
  });

  test("too few people at the level: the share is named, no team is", () => {
    const mixed = [...teams(4, 3.5), team("x", allAt(2.5)), team("y", allAt(2.5)), team("z", allAt(2.5))];
    const judgement = judge(input(allAt(3), mixed), DEFAULT_RULESET);
    expect(judgement.level.best).toBe(2);
    const gap = judgement.level.gaps.find(({ kind }) => kind === "team");
    expect(gap).toMatchObject({ id: "breadth", level: 3 });
    expect(gap!.sentence).toMatch(/57 % of the people/);
    expect(judgement.level.gaps.some(({ kind, level }) => kind === "characteristic" && level === 3)).toBe(true);
  });

  test("people count, not tickets or teams", () => {
    const judgement = judge(
      input(allAt(3), [team("big", allAt(3.5), 90), team("small", allAt(2.5), 6), team("tiny", allAt(2.5), 5)]),
      DEFAULT_RULESET,
    );
    expect(judgement.level.best).toBe(3);
  });

  test("suppressed teams show nothing, and what is said does not depend on them", () => {
    const shown = [team("a", allAt(3.4)), team("b", allAt(2.5))];
    const given = judge(input(allAt(3), [...shown, team("tiny", allAt(1.1), 3), team("hidden", null, null)]), DEFAULT_RULESET);
    for (const id of ["tiny", "hidden"])
      expect(given.teams.find((one) => one.id === id)).toMatchObject({
        status: "suppressed",
        activePeople: null,
        items: null,
        level: null,
        index: null,
        characteristics: [],
      });
    const without = judge(input(allAt(3), shown), DEFAULT_RULESET);
    expect(given.level).toEqual(without.level);
    expect(given.breadth).toEqual(without.breadth);
  });

  test("teams that are too thin are insufficient with a reason", () => {
    const judgement = judge(
      input(allAt(3), [
        { ...team("few", allAt(3)), items: 40 },
        team("unknown", allAt(3), null),
        team("blind", {}),
        team("a", allAt(3.4)),
        team("b", allAt(3.4)),
      ]),
      DEFAULT_RULESET,
    );
    const by = new Map(judgement.teams.map((one) => [one.id, one]));
    for (const id of ["few", "unknown", "blind"])
      expect(by.get(id)).toMatchObject({ status: "insufficient", level: null, index: null });
    expect(by.get("few")!.reason).toMatch(/40 work items, at least 100/);
    expect(by.get("unknown")!.reason).toMatch(/not known/);
    expect(by.get("a")!.status).toBe("assessed");
    expect(judgement.breadth[0]!.of).toBe(2);
  });

  test.each<[string, TeamInput[]]>([
    ["one team", [team("only", allAt(2.5))]],
    [
      "no team with enough items",
      [
        { ...team("a", allAt(2.5)), items: 20 },
        { ...team("b", allAt(2.5)), items: 20 },
      ],
    ],
    ["people not known", [team("a", allAt(2.5), null), team("b", allAt(2.5), null)]],
  ])("%s: the workspace is judged by its own measures", (_, given) => {
    expect(judge(input(allAt(3.5), given), DEFAULT_RULESET).level.best).toBe(3);
  });

  test("with one team no work depends on another", () => {
    const judgement = judge(input(allAt(3.5), [team("only", allAt(3.5))]), DEFAULT_RULESET);
    const one = judgement.characteristics.find(({ id }) => id === "3.3")!;
    expect(one).toMatchObject({ rating: "NA", attainment: null });
    expect(judgement.level.best).toBe(3);
  });

  test("a level that too few people could be judged for stays open, with the reason", () => {
    const blind = { outcome: "not-supported", reason: "not recorded by this tool", by: "tool" } as const;
    const gone = ["instrumentation-breadth", "estimate-use", "workflow-differentiation", "workflow-evolution", "wip-load"];
    const measures = { ...allAt(3.6), ...Object.fromEntries(gone.map((id) => [id, blind])) };
    const given = [team("a", measures), team("b", measures), team("c", allAt(4.4))];
    const judgement = judge(input(measures, given), DEFAULT_RULESET);
    expect(judgement.level).toMatchObject({ best: 3, notAssessable: { level: 4 } });
    expect(judgement.level.notAssessable!.reason).toMatch(/only in teams with 33 % of the people; 80 % is needed/);
  });

  test("teams that lose the tolerated gap by what they cannot show leave the level open", () => {
    const blind = { outcome: "not-supported", reason: "not recorded by this tool", by: "tool" } as const;
    const gone = ["dependency-readiness-at-start", "meeting-batch-index", "chasing-load"];
    const low = [
      "sle-shortfall",
      "cycle-time-tail-ratio",
      "throughput-dispersion",
      "say-do-ratio",
      "due-date-reliability",
      "wip-age-over-sle",
    ];
    const measures = {
      ...allAt(3.4),
      ...Object.fromEntries(low.map((id) => [id, allAt(2.4)[id]!])),
      ...Object.fromEntries(gone.map((id) => [id, blind])),
    };
    const judgement = judge(input(measures, [team("a", measures), team("b", measures)]), DEFAULT_RULESET);
    expect(judgement.level).toMatchObject({ best: 2, notAssessable: { level: 3 } });
    expect(judgement.level.notAssessable!.reason).toMatch(/^In some teams only 3 of the characteristics of level 3/);
    expect(judgement.teams.map(({ level }) => level!.notAssessable?.level)).toEqual([3, 3]);
  });

  test("what happens between teams comes from the workspace where a team has too little of it", () => {
    const measures = {
      ...allAt(3.5),
      "dependency-readiness-at-start": { outcome: "not-supported", reason: "no links", by: "tool" },
    } as const;
    const judgement = judge(input(allAt(3.5), [team("a", measures), team("b", measures), team("c", measures)]), DEFAULT_RULESET);
    const whole = judgement.characteristics.find(({ id }) => id === "3.3")!;
    for (const { characteristics } of judgement.teams)
      expect(characteristics.find(({ id }) => id === "3.3")).toMatchObject({ rating: "L", attainment: whole.attainment });
  });

  test("whether a dimension holds everywhere needs three teams", () => {
    expect(judge(input(allAt(3), teams(2, 3)), DEFAULT_RULESET).c4.clarity.institutionalisation).toBeNull();
    const uneven = [team("a", allAt(4)), team("b", allAt(4)), team("c", allAt(1.5)), team("d", allAt(1.5)), team("e", allAt(4))];
    expect(judge(input(allAt(3), uneven), DEFAULT_RULESET).c4.clarity.institutionalisation!).toBeLessThan(0.6);
    expect(judge(input(allAt(3), teams(5, 3)), DEFAULT_RULESET).c4.clarity.institutionalisation!).toBeGreaterThan(0.95);
  });
});

describe("what a team is too small to show", () => {
  const few: Measure = {
    ...{ outcome: "insufficient-data", reason: "There are only 10 of them.", sampleSize: 10, needed: 20, excluded: {} },
  };
  const never: Measure = { ...few, reason: "No stage is in use in which work waits.", needed: null };
  /** Ratings of 4.2 in a small team of two, whose own S33 and S34 are as said. */
  const rating = (measure: Measure): string => {
    const small = { ...allAt(4.5), "sle-crossing-response": measure, "bottleneck-resolution": measure };
    const judgement = judge(input(allAt(4.5), [team("a", allAt(4.5)), team("b", small)]), DEFAULT_RULESET);
    return judgement.teams.find(({ id }) => id === "b")!.characteristics.find(({ id }) => id === "4.2")!.rating;
  };

  test("is taken from the workspace", () => {
    expect(rating(few)).toBe("L");
  });

  test("what no sample could show stays unjudged", () => {
    expect(rating(never)).toBe("I");
  });
});
