import { type LadderScale, positionOf, valueAt } from "../maturity/desirability.ts";
import type { JudgeInput } from "../maturity/input.ts";
import type { Measure, Measured } from "../model/measure.ts";
import { quantileOf } from "../statistics/distribution.ts";
import type { Moves } from "./formulate.ts";

/** Points of a moved distribution; 5 %, 50 % and 95 % fall on points. */
const POINTS = 41;
/** Where the tails are cut, so that every value is finite. */
const TAIL = 0.5 / 100;

/** The same input as it would be had these values been observed: every scope that stands lower is moved as a whole, its spread kept. */
export function movedInput(input: JudgeInput, moves: Moves, scales: ReadonlyMap<string, LadderScale>): JudgeInput {
  return inputMover(input, scales)(moves);
}

/** As `movedInput`, for many sets of moves: what moves to the same place again is the same answer, so that it can be told to be known. */
export function inputMover(input: JudgeInput, scales: ReadonlyMap<string, LadderScale>): (moves: Moves) => JudgeInput {
  const known = new Map<Measured, Map<number, Measured>>();
  const movedTo = (measure: Measured, scale: LadderScale, position: number): Measured => {
    let places = known.get(measure);
    if (places === undefined) known.set(measure, (places = new Map()));
    let moved = places.get(position);
    if (moved === undefined) places.set(position, (moved = movedMeasure(measure, scale, position)));
    return moved;
  };
  return (moves) => {
    const moved = (measures: Readonly<Record<string, Measure>>): Record<string, Measure> => {
      const result = { ...measures };
      for (const [signal, position] of moves) {
        const measure = measures[signal];
        if (measure?.outcome === "measured") result[signal] = movedTo(measure, scales.get(signal)!, position);
      }
      return result;
    };
    return {
      ...input,
      workspace: { ...input.workspace, measures: moved(input.workspace.measures) },
      teams: input.teams.map((team) => (team.measures === null ? team : { ...team, measures: moved(team.measures) })),
    };
  };
}

/** The measure with its middle at `position` of the scale; untouched where it stands there or better. */
function movedMeasure(measure: Measured, scale: LadderScale, position: number): Measured {
  const middle = positionOf(scale, quantileOf(measure.distribution, 0.5));
  if (middle >= position) return measure;
  const value = held(scale, valueAt(scale, position));
  // A middle without a place on the scale (the logarithm of 0) has no distance to anything.
  if (!Number.isFinite(middle)) return { ...measure, value, interval90: [value, value], distribution: { kind: "exact", value } };
  const values = Array.from({ length: POINTS }, (_, at) => {
    const p = Math.min(Math.max(at / (POINTS - 1), TAIL), 1 - TAIL);
    return held(scale, valueAt(scale, positionOf(scale, quantileOf(measure.distribution, p)) + position - middle));
  }).toSorted((a, b) => a - b);
  return {
    ...measure,
    value,
    interval90: [values[Math.round(0.05 * (POINTS - 1))]!, values[Math.round(0.95 * (POINTS - 1))]!],
    distribution: { kind: "quantiles", values },
  };
}

function held({ range: [low, high] }: LadderScale, value: number): number {
  return Math.min(Math.max(value, low), high);
}
