import { valueAt } from "../maturity/desirability.ts";
import { openReason } from "../maturity/gaps.ts";
import { type EvidenceMemory, evidenceMemory } from "../maturity/evidence-memory.ts";
import type { JudgeInput } from "../maturity/input.ts";
import { assess, figuresOf, type Assessment } from "../maturity/judge.ts";
import { lazily } from "../maturity/lazily.ts";
import { evidenceSteps } from "../maturity/next-steps.ts";
import { isAssessable } from "../maturity/level-rule.ts";
import { openReasonOf, rollUpEvidence } from "../maturity/roll-up.ts";
import type { Ruleset } from "../maturity/ruleset/ruleset.ts";
import { type Evidence, profileOf } from "../maturity/scope.ts";
import { tooShort } from "../maturity/short-history.ts";
import { listed, round, titleInside } from "../maturity/wording.ts";
import type { Level } from "../model/level.ts";
import type { Roadmap, RoadmapPlan } from "../model/roadmap.ts";
import type { Instant } from "../model/window.ts";
import { type OtherSet, otherSets, othersBegun, type RoadmapHelper } from "./alternatives.ts";
import { problemScopes } from "./assessed-problem.ts";
import type { MilpSolver } from "./milp.ts";
import { inputMover } from "./moved-input.ts";
import { outOfReach } from "./out-of-reach.ts";
import { ENTERED, PRACTICES, SYMPTOMS } from "./practices.ts";
import type { RoadmapProblem } from "./problem.ts";
import { QUARTERS } from "./grid.ts";
import { confirmed, widened, type Confirmed, type Rejudge } from "./search.ts";
import { stabilityOf } from "./stability.ts";
import { stepsOf, type RoadmapSignal } from "./steps.ts";

/** Standard errors above a bound that each attainment keeps in the robust plan: 90 % of a normal error, more where the judge is not sure enough then. */
const ROBUST_MARGINS = [1.28, 1.8, 2.4, 3];
/** The plan without a margin; more only where several attainments would stand at their bounds together, and hardly ever above them at once. */
const NOMINAL_MARGINS = [0, 0.5, 1, 1.5, 2];
/** Enough to tell a chance of 80 % from one of 70 %; the plan that is shown is judged with all draws. */
const QUICK_DRAWS = 250;
/** What the judge must say of a robust plan, and of one without a margin. */
const ROBUST_CHANCE = 0.8;
const NOMINAL_CHANCE = 0.5;
/** Fewer and coarser where every solution takes several teams into account. */
const PERTURBATIONS = { whole: { count: 12, stepsARung: 2 }, teams: { count: 8, stepsARung: 1 } } as const;
/** Steps that fewer of the perturbed solutions hold depend on where exactly a threshold lies. */
const STABLE = 0.6;

export interface RoadmapOptions {
  readonly solver: MilpSolver;
  readonly signals: readonly RoadmapSignal[];
  readonly asOf: Instant;
  /** The next level when left out. */
  readonly target?: Level | undefined;
  /** Called once there is something to solve: a thread that shares it, or null where this one does all. Either way the plan is the same. */
  readonly startHelper?: (() => RoadmapHelper | null) | undefined;
}

/** Everything but where it comes from. */
export type Planned = Omit<Roadmap, "schemaVersion" | "workspace" | "asOf" | "ruleset">;

/** The smallest set of observed changes that lifts the measured level. Pure: the same input, ruleset and solver give the same plan. */
export async function planRoadmap(input: JudgeInput, ruleset: Ruleset, options: RoadmapOptions): Promise<Planned> {
  const memory = evidenceMemory();
  const assessment = assess(input, ruleset, memory);
  const figures = figuresOf(assessment, ruleset);
  const target = options.target ?? (Math.min((figures.best ?? 1) + 1, 5) as Level);
  const now = figures.shares[target]!;
  const nothing: Planned = {
    status: "reached",
    from: figures.best,
    target,
    probabilityNow: figures.best === null ? null : round(now, 4),
    reason: null,
    nominal: null,
    robust: null,
    steps: [],
    lessStable: [],
    accompanying: [],
    withoutTarget: [],
    alternatives: [],
    evidence: evidenceOf(assessment, target, ruleset),
    perturbations: 0,
  };
  if (options.target === undefined && figures.best === 5)
    return { ...nothing, status: "top", reason: "Level 5 is the highest; there is no next one." };
  const short = tooShort(input.workspace.recordedWeeks ?? null);
  if (short !== null)
    return { ...nothing, status: "not-assessable", from: null, probabilityNow: null, reason: short, evidence: [] };
  const open = openLevel(assessment, target, ruleset);
  if (open !== null) return { ...nothing, status: "not-assessable", reason: open };
  if (now >= ROBUST_CHANCE)
    return {
      ...nothing,
      evidence: [],
      status: "reached",
      reason: `Level ${target} is measured already, with a chance of ${chance(now)}.`,
    };
  const helper = options.startHelper?.() ?? null;
  try {
    return await solve(input, assessment, ruleset, { ...options, target, helper }, nothing, memory);
  } finally {
    helper?.stop();
  }
}

async function solve(
  input: JudgeInput,
  assessment: Assessment,
  ruleset: Ruleset,
  options: RoadmapOptions & { readonly target: Level; readonly helper: RoadmapHelper | null },
  nothing: Planned,
  memory: EvidenceMemory,
): Promise<Planned> {
  const { solver, target, signals, helper } = options;
  const scopes = problemScopes(input, assessment, ruleset);
  const { scales, seed } = assessment.judging;
  const problem: RoadmapProblem = {
    target,
    rules: ruleset,
    scales,
    scopes,
    movable: new Set(signals.filter(isNoDataEntry).map(({ id }) => id)),
    entered: new Set(),
    stepsARung: QUARTERS,
    margin: 0,
    known: [],
    preferred: new Set(),
  };
  const quick = { ...ruleset, draws: Math.min(QUICK_DRAWS, ruleset.draws) };
  // What a set of moves does not touch is as it was: only the rest is found again. One memory for each ruleset.
  const ofQuick = evidenceMemory();
  const movedTo = inputMover(input, scales);
  const rejudge: Rejudge = (moves) => {
    const moved = movedTo(moves);
    const judged = lazily(() => assess(moved, quick, ofQuick));
    return {
      probability: () => figuresOf(judged(), quick).shares[target]!,
      scopes: () => problemScopes(moved, judged(), quick),
      sure: () => figuresOf(assess(moved, ruleset, memory), ruleset).shares[target]!,
    };
  };
  const strict = confirmed(problem, NOMINAL_MARGINS, NOMINAL_CHANCE, solver, rejudge);
  // Some sentences rest on what is filled in: then that too, but only beside what is done.
  const entered = new Set(Object.keys(ENTERED).filter((id) => signals.some((signal) => signal.id === id)));
  const wider = { ...problem, movable: new Set([...problem.movable, ...entered]), entered };
  const nominal = strict === "infeasible" ? confirmed(wider, NOMINAL_MARGINS, NOMINAL_CHANCE, solver, rejudge) : strict;
  if (nominal === "stopped") return { ...nothing, status: "not-solved", reason: TOO_LONG };
  if (nominal === "infeasible") return { ...nothing, status: "out-of-reach", reason: outOfReach(wider, assessment) };
  const spread = widened(scopes, nominal.judged.scopes());
  const robust = confirmed({ ...nominal.problem, scopes: spread }, ROBUST_MARGINS, ROBUST_CHANCE, solver, rejudge);
  const chosen = typeof robust === "string" ? nominal : robust;
  // Looked for from here on: this thread moves thresholds meanwhile.
  const begun = helper?.otherSets(chosen) ?? null;
  const stability = stabilityOf(
    { ...chosen.problem, preferred: new Set(chosen.moves.keys()) },
    {
      solver,
      units: new Map(signals.map(({ id, unit }) => [id, unit])),
      seed,
      ...PERTURBATIONS[scopes.length === 1 ? "whole" : "teams"],
    },
  );
  const planOf = ({ moves, cost, probability }: SetOfMoves): RoadmapPlan => ({
    // Not rounded: judged with these very values, the chance is the one that is told.
    values: Object.fromEntries([...moves].map(([signal, position]) => [signal, valueAt(scales.get(signal)!, position)])),
    cost: Math.round(cost) / QUARTERS,
    probability: round(probability, 4),
  });
  const wanted = typeof robust === "string" ? NOMINAL_CHANCE : ROBUST_CHANCE;
  const steps = stepsOf(chosen.moves, {
    input,
    assessment,
    scopes,
    signals,
    target,
    asOf: options.asOf,
    stability: stability.share,
  });
  const sets = begun === null ? otherSets(chosen, solver) : othersBegun(begun, chosen, solver);
  const others = await surely(sets, wanted, rejudge);
  const touched = new Set([nominal, chosen, ...others].flatMap(({ moves }) => [...moves.keys()]));
  return {
    ...nothing,
    status: "found",
    nominal: planOf(nominal),
    robust: typeof robust === "string" ? null : planOf(robust),
    steps: steps.filter((step) => !entered.has(step.signal) && step.stability >= STABLE),
    lessStable: steps.filter((step) => !entered.has(step.signal) && step.stability < STABLE),
    accompanying: steps.filter((step) => entered.has(step.signal)),
    withoutTarget: [...touched].filter((id) => entered.has(id) || SYMPTOMS.has(id)).toSorted(),
    alternatives: others.map(planOf),
    perturbations: stability.solved,
  };
}

const TOO_LONG = "The search was given up before its end, so that no set can be called the smallest.";

/** What moves only when work moves: somebody who fills in fields changes none of these. */
function isNoDataEntry({ id, families }: RoadmapSignal): boolean {
  return Object.hasOwn(PRACTICES, id) && families.some((family) => family === "event" || family === "scm");
}

/** Those of the sets that the judge confirms as surely as the plan. */
async function surely(
  sets: Iterable<OtherSet> | AsyncIterable<OtherSet>,
  wanted: number,
  rejudge: Rejudge,
): Promise<readonly SetOfMoves[]> {
  const found: SetOfMoves[] = [];
  for await (const { moves, cost } of sets) {
    const probability = rejudge(moves).sure();
    if (probability >= wanted) found.push({ moves, cost, probability });
  }
  return found;
}

type SetOfMoves = Pick<Confirmed, "moves" | "cost" | "probability">;

/** Why the target cannot be judged whatever the values are; null = it can. */
function openLevel({ rolledUp, assessed, whole }: Assessment, target: Level, ruleset: Ruleset): string | null {
  for (const level of [2, 3, 4, 5] as const) {
    if (level > target) return null;
    if (rolledUp) {
      const lagging =
        ruleset.weakestTeamClause && level < target ? assessed.find(({ drawn }) => drawn.assessable[level] !== true) : undefined;
      if (lagging !== undefined)
        return `Team ${lagging.name} cannot be judged at level ${level}, and level ${target} asks every team to be at level ${target - 1} or above.`;
      const total = assessed.reduce((sum, { people }) => sum + people, 0);
      const there = assessed.reduce((sum, { people, drawn }) => sum + (drawn.assessable[level] === true ? people : 0), 0);
      if (there < ruleset.breadthShare * total - 1e-9) return openReasonOf(assessed, level, ruleset);
    } else if (!isAssessable(profileOf(whole, "sampling"), level)) return openReason(whole, level);
  }
  return null;
}

/** What would let more be seen at the levels up to the target, each sentence once: of teams that cannot be judged there first. */
function evidenceOf({ whole, assessed, rolledUp, judging }: Assessment, target: Level, ruleset: Ruleset): string[] {
  const levels = ([2, 3, 4, 5] as const).filter((level) => level <= target).toReversed();
  const of = (scope: ReadonlyMap<string, Evidence>, level: Level): string[] =>
    evidenceSteps(scope, level, ruleset.minimumCoverage).map((step) => step.sentence);
  // What most teams can be judged by is no gap of the whole.
  const evidence = rolledUp ? rollUpEvidence(assessed, whole, ruleset) : whole;
  const sentences = [
    ...(rolledUp ? assessed.flatMap((team) => blindTeam(team, levels, of)) : []),
    ...levels.flatMap((level) => of(evidence, level)),
    ...notMeasuredHere(evidence, levels, judging),
  ];
  return [...new Set(sentences)].slice(0, MOST_EVIDENCE);
}

/** A team that cannot be judged at one of the levels: which, and what is nearest to enough. */
function blindTeam(
  { name, evidence, drawn }: Assessment["assessed"][number],
  levels: readonly Level[],
  of: (scope: ReadonlyMap<string, Evidence>, level: Level) => string[],
): string[] {
  const lowest = levels.toReversed().find((level) => drawn.assessable[level] !== true);
  if (lowest === undefined) return [];
  const nearest = of(evidence, lowest)[0];
  return [`Team ${name} cannot be judged at level ${lowest} yet.${nearest === undefined ? "" : ` ${nearest}`}`];
}

/** Nobody but a later version can show these, but a reader must not look for the reason at home. */
function notMeasuredHere(
  whole: ReadonlyMap<string, Evidence>,
  levels: readonly Level[],
  { characteristics }: Assessment["judging"],
): string[] {
  const awaited = characteristics.flatMap(({ id, level, kind }) => {
    const { draws, missing } = whole.get(id)!;
    if (draws !== null || !levels.includes(level) || kind === "permissive") return [];
    return missing
      .filter(({ measure }) => measure.outcome === "not-supported" && measure.by === "version")
      .map(({ title }) => titleInside(title));
  });
  const titles = [...new Set(awaited)];
  return titles.length === 0 ? [] : [`This version does not measure ${listed(titles)} yet.`];
}

const MOST_EVIDENCE = 8;

function chance(share: number): string {
  return share > 0.995 ? "more than 99 %" : `${Math.round(100 * share)} %`;
}
