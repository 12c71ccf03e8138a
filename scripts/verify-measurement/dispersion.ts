import { DEFAULT_RULESET } from "../../src/maturity/ruleset/default.ts";
import { ladderScale, positionOf } from "../../src/maturity/desirability.ts";
import type { JudgeInput } from "../../src/maturity/input.ts";
import type { Measured } from "../../src/model/measure.ts";
import { tabulate } from "../../src/statistics/distribution.ts";
import { SIGNALS } from "../../signals/index.ts";
import { mean } from "./statistics/icc.ts";
import { quantile } from "./statistics/resample.ts";

const SCALES = new Map(
  DEFAULT_RULESET.ladders.map((ladder) => [
    ladder.signal,
    ladderScale(ladder, SIGNALS.find(({ id }) => id === ladder.signal)!.unit),
  ]),
);
const POINTS = 60;
/** Median of a squared standard normal variable. */
const MEDIAN_CHI2 = 0.4549;
/** Signals that look back further share history between two half years. */
const MOST_WEEKS = 26;

/**
 * Of every signal and scope that was measured at both of two times 26 weeks apart: the squared difference over the sum of the variances that the
 * two samples explain, on the scale of the signal's ladder. 1 on average where samples explain all of it. What is beyond the ends of its ladder is left out.
 */
export function dispersionsOf(before: JudgeInput, after: JudgeInput): readonly number[] {
  const scopes = ({ teams, workspace }: JudgeInput) => (teams.length > 1 ? teams : [{ ...workspace, id: "workspace" }]);
  const earlier = new Map(scopes(before).map(({ id, measures }) => [id, measures]));
  return scopes(after).flatMap(({ id, measures }) =>
    SIGNALS.flatMap((signal) => {
      const [one, other] = [earlier.get(id)?.[signal.id], measures?.[signal.id]];
      if (signal.windowWeeks > MOST_WEEKS || one?.outcome !== "measured" || other?.outcome !== "measured") return [];
      const [x, y] = [onLadder(signal.id, one), onLadder(signal.id, other)];
      const variance = x.variance + y.variance;
      return variance > 0 && (x.isInside || y.isInside) ? [(x.mean - y.mean) ** 2 / variance] : [];
    }),
  );
}

/** Robust estimate of the factor: 1 where samples explain all differences (median of squares over that of a normal variable). */
export function dispersionFactor(dispersions: readonly number[]): number {
  return quantile(dispersions, 0.5) / MEDIAN_CHI2;
}

function onLadder(id: string, { distribution }: Measured): { mean: number; variance: number; isInside: boolean } {
  const scale = SCALES.get(id)!;
  const [low, high] = [scale.positions[0]!, scale.positions[7]!];
  const positions = tabulate(distribution, POINTS).map((value) => Math.min(high, Math.max(low, positionOf(scale, value))));
  const middle = mean(positions);
  const room = 0.05 * (high - low);
  return {
    mean: middle,
    variance: mean(positions.map((position) => (position - middle) ** 2)),
    isInside: middle > low + room && middle < high - room,
  };
}
