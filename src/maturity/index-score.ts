import { FEWEST_RATED, allowedGaps, readersOf, type Profile, type Unrated } from "./level-rule.ts";

/**
 * The index of every draw, 1-5: the draw's level plus the progress to the next. Progress is the smaller of the mean of the characteristics
 * (each at most 1, reached at the bound of L; the weakest left out where the rule allows one gap), a share that holds back while one is N, and a third
 * for each characteristic that could be rated. It reaches 1 exactly where the rule gives the level, so that index and level never contradict each other.
 * `unrated` stands in for the characteristics of the next level that could not be judged: left out it is the index, absent and perfect are its bounds.
 */
export function indexDraws(
  profile: Profile,
  levels: Uint8Array,
  bounds: readonly [number, number, number],
  unrated: Unrated = "left-out",
): Float64Array {
  const index = new Float64Array(levels.length);
  const byLevel = [0, 1, 2, 3, 4, 5].map((level) => (level < 2 ? [] : readersOf(profile, level, unrated)));
  for (let draw = 0; draw < levels.length; draw++) {
    const level = levels[draw]!;
    index[draw] = level;
    const next = byLevel[level + 1] ?? [];
    if (next.length === 0) continue;
    let sum = 0;
    let worst = 1;
    for (const read of next) {
      const value = read(draw);
      sum += Math.min(value / bounds[1], 1);
      worst = Math.min(worst, value);
    }
    const allowed = allowedGaps(next.length);
    const mean = (sum - allowed * Math.min(worst / bounds[1], 1)) / (next.length - allowed);
    const seen = unrated === "left-out" ? next.length / FEWEST_RATED : 1;
    index[draw]! += Math.min(mean, 0.5 + 0.5 * Math.min(worst / bounds[0], 1), seen);
  }
  return index;
}

/** 0-100 from 1-5. */
export function score100(score5: number): number {
  return 25 * (score5 - 1);
}

/** The index is read to one decimal: what is smaller than that is no change anybody could name, however sure the draws are. */
export const SMALLEST_CHANGE = 0.1;

/** Smallest change of the index that is not noise: 1.96 sqrt(2) standard errors (MDC95), and one decimal at least. */
export function minimalDetectableChange(draws: Float64Array): number {
  let sum = 0;
  for (const draw of draws) sum += draw;
  const mean = sum / draws.length;
  let squares = 0;
  for (const draw of draws) squares += (draw - mean) ** 2;
  return Math.max(SMALLEST_CHANGE, 1.96 * Math.SQRT2 * Math.sqrt(squares / draws.length));
}
