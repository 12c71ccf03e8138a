import { type LadderScale, desirabilityAt, valueAt } from "../maturity/desirability.ts";
import type { JudgeInput, SignalInfo } from "../maturity/input.ts";
import type { Assessment } from "../maturity/judge.ts";
import { round, roundSignificant } from "../maturity/wording.ts";
import type { Level } from "../model/level.ts";
import type { RoadmapStep } from "../model/roadmap.ts";
import { WEEK_MS, type Instant } from "../model/window.ts";
import { coordinateOf } from "./grid.ts";
import type { Moves } from "./formulate.ts";
import { ENTERED, PRACTICES, SYMPTOMS } from "./practices.ts";
import type { ProblemScope } from "./problem.ts";

/** What a roadmap needs to know of a signal; a `Signal` of the registry is one. */
export interface RoadmapSignal extends SignalInfo {
  readonly windowWeeks: number;
  readonly guard: string;
}

const MOST_EXAMPLES = 3;

export interface StepContext {
  readonly input: JudgeInput;
  readonly assessment: Assessment;
  readonly scopes: readonly ProblemScope[];
  readonly signals: readonly RoadmapSignal[];
  readonly target: Level;
  readonly asOf: Instant;
  readonly stability: ReadonlyMap<string, number>;
}

/** The moves of a plan as steps, the most stable first and of those the shortest. */
export function stepsOf(moves: Moves, context: StepContext): RoadmapStep[] {
  return Array.from(moves, ([signal, position]) => stepOf(signal, position, context)).toSorted(
    (a, b) => b.stability - a.stability || a.rungs - b.rungs || (a.signal < b.signal ? -1 : 1),
  );
}

function stepOf(id: string, position: number, context: StepContext): RoadmapStep {
  const { input, assessment, scopes, asOf } = context;
  const signal = context.signals.find((one) => one.id === id)!;
  const scale = assessment.judging.scales.get(id)!;
  const measure = input.workspace.measures[id];
  const measured = measure?.outcome === "measured" ? measure : null;
  const standing = scopes.map((scope) => ({ scope, position: positionIn(scope, id) }));
  const lower = standing.filter((one) => one.position !== null && one.position < position);
  const people = scopes.reduce((sum, scope) => sum + scope.people, 0);
  const nameOf = new Map(input.teams.map((team) => [team.id, team.name]));
  return {
    signal: id,
    reference: signal.reference,
    title: signal.title,
    unit: signal.unit,
    practice: PRACTICES[id] ?? ENTERED[id]!,
    now: measured === null ? null : roundSignificant(measured.value),
    observed: SYMPTOMS.has(id) || Object.hasOwn(ENTERED, id) ? null : roundSignificant(valueAt(scale, position)),
    rungs: round(
      lower.reduce(
        (sum, one) => sum + (one.scope.people / people) * (coordinateOf(scale, position) - coordinateOf(scale, one.position!)),
        0,
      ),
      2,
    ),
    characteristics: helped(id, position, context, scale),
    teams: lower
      .flatMap(({ scope, position: standing }) =>
        scope.team === null ? [] : [{ team: nameOf.get(scope.team)!, value: roundSignificant(valueAt(scale, standing!)) }],
      )
      .toSorted((a, b) => (a.team < b.team ? -1 : 1)),
    alreadyThere: alreadyThere(standing, position, scale, nameOf),
    examples: (measured?.examples ?? []).filter((example) => example.stance === "misses").slice(0, MOST_EXAMPLES),
    windowWeeks: signal.windowWeeks,
    halfVisibleAt: day(asOf + (signal.windowWeeks / 2) * WEEK_MS),
    fullyVisibleAt: day(asOf + signal.windowWeeks * WEEK_MS),
    guard: signal.guard,
    stability: round(context.stability.get(id) ?? 0, 2),
  };
}

function positionIn({ subjects }: ProblemScope, signal: string): number | null {
  const parts = subjects.flatMap((subject) => subject.parts).filter((part) => part.signal === signal);
  return parts.length === 0 ? null : Math.min(...parts.map((part) => part.position));
}

/** Characteristics up to the target in which the move is worth something, where it is made. */
function helped(id: string, position: number, { scopes, target, assessment }: StepContext, scale: LadderScale): string[] {
  const bounds = assessment.judging.ruleset.ratingBounds;
  const found = new Set<string>();
  for (const { subjects } of scopes)
    for (const { id: characteristic, level, parts } of subjects) {
      const part = parts.find((one) => one.signal === id);
      if (level > target || part === undefined) continue;
      const worth = (at: number): number => desirabilityAt(scale.positions, 0, level, bounds, at);
      if (worth(position) > worth(part.position)) found.add(characteristic);
    }
  return [...found].toSorted();
}

/** Only teams that are shown anyway are scopes: small groups and those that cannot be judged are none. */
function alreadyThere(
  standing: readonly { readonly scope: ProblemScope; readonly position: number | null }[],
  position: number,
  scale: LadderScale,
  nameOf: ReadonlyMap<string, string>,
): RoadmapStep["alreadyThere"] {
  const best = standing
    .filter((one) => one.scope.team !== null && one.position !== null && one.position >= position)
    .toSorted((a, b) => b.position! - a.position!)[0];
  if (best === undefined) return null;
  return { team: nameOf.get(best.scope.team!)!, value: roundSignificant(valueAt(scale, best.position!)) };
}

function day(at: Instant): string {
  return new Date(at).toISOString().slice(0, 10);
}
