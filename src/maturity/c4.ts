import { INDICATOR_GROUPS, type Characteristic, type IndicatorGroup } from "../model/level.ts";
import { DIMENSIONS, type Dimension } from "../model/measure.ts";
import type { DimensionVerdict, Interval } from "../model/result.ts";
import { centralInterval, medianOf, quantileOfSorted } from "./draws.ts";
import type { Evidence } from "./scope.ts";
import { round } from "./wording.ts";

/** Fewer teams than this have no quartile worth the name. */
const FEWEST_TEAMS = 3;

/** Score of one dimension, 0-100, with how much of its weight was rated, over the sentences of levels 2 to 5. */
export interface DimensionScore {
  readonly score: number | null;
  readonly interval90: Interval | null;
  readonly coverage: number;
}

type Weigh = (characteristic: Characteristic) => number;

export function dimensionScores(evidence: ReadonlyMap<string, Evidence>): Record<Dimension, DimensionScore> {
  const scores = DIMENSIONS.map((dimension) => [dimension, scoreOf(evidence, ({ c4 }) => c4[dimension] ?? 0)] as const);
  return Object.fromEntries(scores) as Record<Dimension, DimensionScore>;
}

/** 0-100 by indicator group, every sentence of the group with the same weight; null = nothing rated. */
export function groupScores(evidence: ReadonlyMap<string, Evidence>): Record<IndicatorGroup, number | null> {
  const scores = INDICATOR_GROUPS.map((group) => {
    const { score } = scoreOf(evidence, (characteristic) => (characteristic.group === group ? 1 : 0));
    return [group, score === null ? null : round(score, 1)] as const;
  });
  return Object.fromEntries(scores) as Record<IndicatorGroup, number | null>;
}

function scoreOf(evidence: ReadonlyMap<string, Evidence>, weigh: Weigh): DimensionScore {
  let applicable = 0;
  let rated = 0;
  let sums: Float64Array | null = null;
  for (const { characteristic, status, draws } of evidence.values()) {
    const weight = characteristic.level === 1 || status === "NA" ? 0 : weigh(characteristic);
    applicable += weight;
    if (weight === 0 || draws === null) continue;
    rated += weight;
    sums ??= new Float64Array(draws.length);
    for (let draw = 0; draw < draws.length; draw++) sums[draw]! += weight * draws[draw]!;
  }
  const coverage = applicable === 0 ? 0 : rated / applicable;
  if (sums === null) return { score: null, interval90: null, coverage };
  const scaled = sums.map((sum) => (100 * sum) / rated);
  return { score: medianOf(scaled), interval90: centralInterval(scaled), coverage };
}

/** The lower-quartile team over the median team: whether a dimension holds everywhere or only in some teams. */
export function institutionalisation(teamScores: readonly (number | null)[]): number | null {
  const sorted = Float64Array.from(teamScores.filter((score) => score !== null)).sort();
  if (sorted.length < FEWEST_TEAMS) return null;
  const median = quantileOfSorted(sorted, 0.5);
  return median === 0 ? null : quantileOfSorted(sorted, 0.25) / median;
}

export function dimensionVerdicts(
  evidence: ReadonlyMap<string, Evidence>,
  teams: readonly ReadonlyMap<string, Evidence>[],
): Record<Dimension, DimensionVerdict> {
  const teamScores = teams.map(dimensionScores);
  const verdicts = Object.entries(dimensionScores(evidence)).map(([dimension, { score, interval90, coverage }]) => {
    const holds = institutionalisation(teamScores.map((scores) => scores[dimension as Dimension].score));
    return [
      dimension,
      {
        score: score === null ? null : round(score, 1),
        interval90: interval90 === null ? null : [round(interval90[0], 1), round(interval90[1], 1)],
        coverage: round(coverage, 3),
        institutionalisation: holds === null ? null : round(holds, 3),
      },
    ] as const;
  });
  return Object.fromEntries(verdicts) as Record<Dimension, DimensionVerdict>;
}
