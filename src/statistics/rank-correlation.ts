import { sampleRankCorrelation } from "simple-statistics";

/**
 * Spearman's rank correlation, -1 to 1: Pearson's of the ranks, ties sharing the mean of theirs. NaN with fewer than two rows, or where all values of one
 * side are the same.
 */
export function rankCorrelation(x: readonly number[], y: readonly number[]): number {
  return x.length < 2 ? NaN : sampleRankCorrelation([...x], [...y]);
}
