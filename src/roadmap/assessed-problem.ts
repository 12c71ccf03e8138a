import { reliability } from "../maturity/attainment.ts";
import { drawSignal, meanOf } from "../maturity/draws.ts";
import type { JudgeInput } from "../maturity/input.ts";
import type { Assessment } from "../maturity/judge.ts";
import type { Ruleset } from "../maturity/ruleset/ruleset.ts";
import type { Evidence } from "../maturity/scope.ts";
import type { Measure } from "../model/measure.ts";
import type { ProblemScope, Subject } from "./problem.ts";

type Measures = Readonly<Record<string, Measure>>;

/** The scopes of a judgement as the program needs them: what counts, what it rests on, and where that stands. */
export function problemScopes(input: JudgeInput, assessment: Assessment, ruleset: Ruleset): readonly ProblemScope[] {
  const { whole, assessed, rolledUp } = assessment;
  const read = new SubjectReader(assessment, ruleset);
  if (!rolledUp)
    return [{ team: null, people: 1, subjects: read.subjects(whole, whole, input.workspace.measures, input.workspace.measures) }];
  const measuresOf = new Map(input.teams.map(({ id, measures }) => [id, measures ?? {}]));
  return assessed.map(({ id, people, evidence }) => ({
    team: id,
    people,
    subjects: read.subjects(evidence, whole, measuresOf.get(id) ?? {}, input.workspace.measures),
  }));
}

class SubjectReader {
  readonly #assessment: Assessment;
  readonly #ruleset: Ruleset;
  readonly #positions = new WeakMap<object, number>();

  constructor(assessment: Assessment, ruleset: Ruleset) {
    this.#assessment = assessment;
    this.#ruleset = ruleset;
  }

  /** What was taken over from the whole rests on the measures of the whole. */
  subjects(
    evidence: ReadonlyMap<string, Evidence>,
    whole: ReadonlyMap<string, Evidence>,
    own: Measures,
    common: Measures,
  ): readonly Subject[] {
    return Array.from(evidence.values()).flatMap((one) => {
      const { id, level, kind } = one.characteristic;
      if (one.draws === null || level === 1 || kind === "permissive") return [];
      return [this.#subject(one, one.draws, whole.get(id) === one ? common : own)];
    });
  }

  #subject(evidence: Evidence, draws: Float64Array, measures: Measures): Subject {
    const { id, level } = evidence.characteristic;
    const { signals } = this.#assessment.judging;
    const parts = evidence.signals.flatMap(({ id: signal, weight, primary, desirability }) => {
      const measure = measures[signal];
      if (desirability === null || measure?.outcome !== "measured") return [];
      const trust = reliability(measure.sampleSize, signals.get(signal)!.minimumSample);
      return [{ signal, weight: weight * trust, primary, cap: measure.cap ?? 1, position: this.position(signal, measure) }];
    });
    return { id, level, spread: deviation(draws), cap: evidence.cap, parts };
  }

  /** The middle of the measure's draws, as the judge takes it. */
  position(signal: string, measure: Extract<Measure, { readonly outcome: "measured" }>): number {
    let position = this.#positions.get(measure);
    if (position === undefined) {
      const order = Uint32Array.from({ length: this.#ruleset.draws }, (_, at) => at);
      position = drawSignal(measure.distribution, this.#assessment.judging.scales.get(signal)!, order).median;
      this.#positions.set(measure, position);
    }
    return position;
  }
}

function deviation(draws: Float64Array): number {
  const mean = meanOf(draws);
  return Math.sqrt(draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length);
}
