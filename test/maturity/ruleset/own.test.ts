import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { SIGNALS } from "../../../signals/index.ts";
import { CHARACTERISTICS } from "../../../src/maturity/characteristics/index.ts";
import { DEFAULT_RULESET } from "../../../src/maturity/ruleset/default.ts";
import { deviationsFrom } from "../../../src/maturity/ruleset/deviations.ts";
import { rulesetDifference } from "../../../src/maturity/ruleset/diff.ts";
import { parseRulesetFile } from "../../../src/maturity/ruleset/file.ts";
import { rulesetHash } from "../../../src/maturity/ruleset/hash.ts";
import { plainJson } from "../../../src/maturity/ruleset/jsonc.ts";
import { fullFile, printRuleset } from "../../../src/maturity/ruleset/print.ts";
import { resolveRuleset } from "../../../src/maturity/ruleset/resolve.ts";
import { ProblemError } from "../../../src/model/problem.ts";
import schema from "../../../schemas/ruleset.schema.json" with { type: "json" };

const GROUND = { shipped: DEFAULT_RULESET, characteristics: CHARACTERISTICS, signalIds: SIGNALS.map(({ id }) => id) };
const read = (text: string) => resolveRuleset(parseRulesetFile(text), GROUND);
const own = (changes: object) => read(JSON.stringify({ form: 1, basedOn: DEFAULT_RULESET.version, ...changes }));
const problemOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error("nothing was refused");
};

const EVERYTHING = {
  $schema: "../schemas/ruleset.schema.json",
  name: "acme-2",
  ladders: {
    "status-freshness": [30, 45, 60, 75, 85, 93],
    "hand-off-latency": { rungs: [80, 40, 20, 13, 7, 3], scale: "log", source: "our own year" },
  },
  weights: { "3.4": { "status-freshness": 0.5, "meeting-batch-index": 0.5 } },
  rules: { breadthShare: 0.7, weakestTeamClause: false },
  applicability: { support: true, sharedOwnership: true },
  statuses: { "Ready for QA": "wait", "jira:In Test": "review" },
  teams: [
    { name: "Payments", projects: ["PAY", "jira:BILL"], labels: ["team-pay"] },
    { name: "Core", components: ["core"] },
  ],
};

describe("an own ruleset", () => {
  test("changes what it names and nothing else", () => {
    const ruleset = own(EVERYTHING);
    expect(ruleset.version).toBe("1.5.0+acme-2");
    const ladderOf = (id: string, of = ruleset) => of.ladders.find(({ signal }) => signal === id)!;
    expect(ladderOf("status-freshness")).toMatchObject({
      rungs: [30, 45, 60, 75, 85, 93],
      scale: "linear",
      basis: { kind: "prior" },
    });
    expect(ladderOf("hand-off-latency").basis.source).toBe("our own year");
    expect(ladderOf("backflow")).toEqual(ladderOf("backflow", DEFAULT_RULESET));
    expect(ruleset.weights["3.4"]).toEqual({ "status-freshness": 0.5, "meeting-batch-index": 0.5 });
    expect(ruleset.weights["3.5"]).toEqual(DEFAULT_RULESET.weights["3.5"]);
    expect(ruleset.policy).toEqual({ sharedOwnership: true, throughputBased: true, publicIntake: false, support: true });
    expect(ruleset.statuses).toEqual([
      { name: "Ready for QA", connection: null, category: "wait" },
      { name: "In Test", connection: "jira", category: "review" },
    ]);
    expect(ruleset.teams![1]).toEqual({ name: "Core", projects: [], labels: [], components: ["core"] });
    expect({ ...ruleset, version: "", ladders: [], weights: {}, policy: 0, statuses: 0, teams: 0 }).toEqual({
      ...DEFAULT_RULESET,
      ...{ version: "", ladders: [], weights: {}, policy: 0, statuses: 0, teams: 0, breadthShare: 0.7, weakestTeamClause: false },
    });
  });

  test("names every deviation", () => {
    expect(deviationsFrom(DEFAULT_RULESET, own(EVERYTHING))).toEqual([
      "In 3.4 chasing-load does not count, hand-off-latency does not count, meeting-batch-index weighs 50 % instead of 35 %, status-freshness weighs 50 % instead of 35 %.",
      "It is said that people share items.",
      "It is said that work is planned by throughput, without estimates and sprints.",
      "It is said that work is what others ask for.",
      "The ladder of hand-off-latency is 80/40/20/13/7/3 instead of 60/30/20/13/7/3.",
      "The ladder of status-freshness is 30/45/60/75/85/93 instead of 20/35/55/75/85/93.",
      "The rule breadthShare is 0.7 instead of 0.8.",
      "The rule weakestTeamClause is false instead of true.",
      'The status "In Test" of jira is taken for "review".',
      'The status "Ready for QA" is taken for "wait".',
      "Work with the component core belongs to team Core.",
      "Work with the projects PAY, jira:BILL, or with the label team-pay belongs to team Payments.",
    ]);
  });

  test("that changes nothing is the shipped one", () => {
    expect(own({})).toBe(DEFAULT_RULESET);
    expect(own({ name: "x" }).version).toBe("1.5.0+x");
  });

  test.each([
    ["the shipped one", DEFAULT_RULESET],
    ["an own one", own(EVERYTHING)],
  ])("%s, printed and read again, judges alike", (_, ruleset) => {
    const context = { characteristics: CHARACTERISTICS, signals: SIGNALS, shippedVersion: "1.5.0", hash: rulesetHash(ruleset) };
    const text = printRuleset(ruleset, context);
    const again = read(text);
    expect(deviationsFrom(ruleset, again)).toEqual([]);
    expect(again.version).toBe(ruleset.version);
    expect(JSON.parse(plainJson(text))).toMatchObject({ weights: fullFile(ruleset, "1.5.0").weights });
  });

  test("the published schema accepts what is accepted, and refuses what is of another form", () => {
    const validate = new Ajv2020().compile(schema);
    expect(validate({ form: 1, basedOn: "1.5.0", ...EVERYTHING }), JSON.stringify(validate.errors)).toBe(true);
    for (const wrong of [
      { form: 2 },
      { rules: { breadth: 1 } },
      { statuses: { Done: "finished" } },
      { ladders: { backflow: [1] } },
    ])
      expect(validate({ form: 1, basedOn: "1.5.0", ...wrong })).toBe(false);
  });
});

describe("what cannot be used is refused with one sentence", () => {
  test.each<[string, object, RegExp]>([
    ["an unknown signal in a ladder", { ladders: { mood: [1, 2, 3, 4, 5, 6] } }, /ladder for "mood", which is not a signal/],
    ["an unknown signal in weights", { weights: { "3.4": { mood: 1 } } }, /weighs "mood" in 3.4, which is not a signal/],
    ["an unknown characteristic", { weights: { "6.1": { backflow: 1 } } }, /weights for "6.1", which is not a characteristic/],
    ["a ladder that turns", { ladders: { backflow: [60, 45, 50, 18, 10, 5] } }, /backflow that does not go one way/],
    ["a ladder the wrong way round", { ladders: { backflow: [5, 10, 18, 30, 45, 60] } }, /goes the wrong way: lower is better/],
    ["five rungs", { ladders: { backflow: [60, 45, 30, 18, 10] } }, /six numbers in the ladder of "backflow"/],
    [
      "rungs that are no numbers",
      { ladders: { backflow: [60, 45, "30", 18, 10, 5] } },
      /six numbers in the ladder of "backflow"/,
    ],
    ["weights that do not sum to 1", { weights: { "3.4": { "status-freshness": 0.9 } } }, /3.4 that sum to 0.900 instead of 1/],
    ["weights below 0", { weights: { "3.4": { "status-freshness": 1.5, "chasing-load": -0.5 } } }, /not above 0/],
    [
      "weights without what it rests on",
      { weights: { "3.4": { "chasing-load": 1 } } },
      /weighs nothing in 3.4 that it mainly rests on/,
    ],
    ["an unknown category", { statuses: { Testing: "qa" } }, /status "Testing" an unknown category; it can be backlog, ready,/],
    ["a status twice", { statuses: { Testing: "review", testing: "wait" } }, /names the status "testing" twice/],
    ["an unknown key", { ladder: {} }, /unknown key "ladder" at the top/],
    ["an unknown rule", { rules: { breadth: 1 } }, /unknown key "breadth" in "rules"/],
    ["an unknown switch", { applicability: { kanban: true } }, /unknown key "kanban" in "applicability"/],
    ["a team of nothing", { teams: [{ name: "Core" }] }, /team "Core" without a project, label or component/],
    ["a team by its people", { teams: [{ name: "Core", people: ["ada"] }] }, /unknown key "people" in "teams.0"/],
    ["a group below five", { rules: { minimumTeamPeople: 3 } }, /fewer than 5 people, which is never allowed/],
    ["two ways of planning", { applicability: { scrum: true, throughput: true } }, /both scrum and throughput/],
    ["another shipped version", { basedOn: "0.9.0" }, /based on version "0.9.0" of the shipped one, and this is 1.5.0/],
    ["no version", { basedOn: undefined }, /does not say what it is based on/],
    ["another form", { form: 2 }, /another form than this version reads/],
    ["no form", { form: undefined }, /does not say which form/],
    ["a name that is none", { name: "a b" }, /name that is not 1 to 40 letters/],
    [
      "a switch that is no switch",
      { applicability: { scrum: "yes" } },
      /value in "applicability.scrum" that does not fit; boolean is expected/,
    ],
  ])("%s", (_, changes, message) => {
    const { code, what } = problemOf(() => own(changes));
    expect(code).toBe("usage");
    expect(what).toMatch(message);
    expect(what).toMatch(/^The ruleset [^\n]+\.$/);
  });

  test.each<[string, string, RegExp]>([
    ["no JSON", '{\n  "form": 1,\n  "basedOn" "1.5.0"\n}', /is not JSON: something is wrong in line 3, column 13/],
    ["nothing at all", "", /is not JSON/],
    ["a list", "[]", /not an object in braces/],
    ["a number", "7", /not an object in braces/],
    ["a key of all objects", '{"form":1,"basedOn":"1.5.0","ladders":{"__proto__":[1,2,3,4,5,6]}}', /unknown key "__proto__"/],
  ])("%s", (_, text, message) => {
    expect(problemOf(() => read(text)).what).toMatch(message);
  });

  test("no signal is one that every object has", () => {
    expect(problemOf(() => own({ ladders: { constructor: [1, 2, 3, 4, 5, 6] } })).what).toMatch(/not a signal/);
    expect(problemOf(() => own({ weights: { toString: { backflow: 1 } } })).what).toMatch(/not a characteristic/);
  });
});

describe("difference in words", () => {
  test("nothing differs from itself", () => {
    expect(rulesetDifference(DEFAULT_RULESET, DEFAULT_RULESET, CHARACTERISTICS)).toEqual({ changes: [], effects: [] });
  });

  test("which sentences move, and which way", () => {
    const { changes, effects } = rulesetDifference(DEFAULT_RULESET, own(EVERYTHING), CHARACTERISTICS);
    expect(changes).toHaveLength(12);
    expect(effects).toContain(
      "3.4 moves, on which level 3 rests: status-freshness asks for more at levels 1, 2, 3; its evidence is weighed otherwise.",
    );
    expect(effects).toContain("2.5 moves, on which level 2 rests: hand-off-latency asks for less at levels 1, 2.");
    expect(effects).toContain("1.1 and 1.4 move, on which no level rests: status-freshness asks for more at levels 1, 2, 3.");
    expect(effects).toContain("The level of a whole of several teams can change; that of each team does not.");
    expect(effects.filter((effect) => effect.startsWith("3.1"))).toEqual([]);
  });

  test("the way back says the opposite", () => {
    const { changes, effects } = rulesetDifference(own(EVERYTHING), DEFAULT_RULESET, CHARACTERISTICS);
    expect(changes).toContain("It is no longer said that people share items.");
    expect(changes).toContain("No longer: Work with the component core belongs to team Core.");
    expect(effects).toContain("2.5 moves, on which level 2 rests: hand-off-latency asks for more at levels 1, 2.");
  });
});
