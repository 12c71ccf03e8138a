/** Weeks before a step that say what was usual, and weeks of a step in which it must have come about. */
const BASELINE_WEEKS = 8;
const STEP_WEEKS = 2;
/** Weeks after it that must hold it, as far as there are any; with fewer than the least it may be a busy fortnight. */
const HELD_WEEKS = 8;
const LEAST_HELD_WEEKS = 4;
const DEVIATIONS = 3;
/** Weeks with fewer cases say nothing of a share. */
const LEAST_CASES = 4;

/** A quantity by week, oldest first: `part` of `whole` for shares, `part` alone for counts. */
export interface WeeklySeries {
  readonly part: Float64Array;
  /** Null = counts. */
  readonly whole: Float64Array | null;
  /** 1 = the week is in the history and nobody was away. */
  readonly isUsable: Uint8Array;
}

export interface Step {
  /** First week of it. */
  readonly week: number;
  /** Means of the weeks before and since, 0-1 for shares. */
  readonly before: number;
  readonly after: number;
}

export interface StepRule {
  /** Smallest rise that is worth a word: of a share 0-1, or times the count of before. */
  readonly leastRise: number;
  /** Counts only: fewer a week are nothing. */
  readonly leastCount?: number;
  /** First week that may begin a step. */
  readonly from: number;
}

/**
 * The largest rise of more than three standard deviations within two weeks that the weeks after it hold; null = none. The deviation is that of the
 * weeks before, and at least what counting that many cases brings with it.
 */
export function findStep(series: WeeklySeries, rule: StepRule): Step | null {
  const weeks = series.part.length;
  let best: Step | null = null;
  for (let week = Math.max(rule.from, BASELINE_WEEKS); week + LEAST_HELD_WEEKS <= weeks; week++) {
    const before = summary(series, week - BASELINE_WEEKS, week);
    const step = summary(series, week, week + STEP_WEEKS);
    const held = summary(series, week, Math.min(weeks, week + HELD_WEEKS));
    if (before === null || step === null || held === null || before.weeks < BASELINE_WEEKS / 2) continue;
    const bound = before.mean + DEVIATIONS * before.deviation;
    if (step.mean <= bound || held.mean <= bound || !isWorthAWord(series, before.mean, Math.min(step.mean, held.mean), rule))
      continue;
    if (best === null || held.mean - before.mean > best.after - best.before)
      best = { week, before: before.mean, after: held.mean };
  }
  return best;
}

function isWorthAWord({ whole }: WeeklySeries, before: number, after: number, { leastRise, leastCount = 0 }: StepRule): boolean {
  return whole === null ? after >= leastCount && after >= leastRise * before : after - before >= leastRise;
}

/** Mean over the usable weeks and the deviation of one week from it; null = there are none. */
function summary(
  { part, whole, isUsable }: WeeklySeries,
  from: number,
  to: number,
): { mean: number; deviation: number; weeks: number } | null {
  const values: number[] = [];
  let parts = 0;
  let wholes = 0;
  for (let week = from; week < to; week++) {
    if (isUsable[week] === 0 || (whole !== null && whole[week]! < LEAST_CASES)) continue;
    values.push(whole === null ? part[week]! : part[week]! / whole[week]!);
    parts += part[week]!;
    wholes += whole === null ? 1 : whole[week]!;
  }
  if (values.length === 0) return null;
  const mean = parts / wholes;
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1));
  // With half a case added a share of 0 or a count of 0 still has the noise of counting.
  const smoothed = whole === null ? mean + 0.5 : (parts + 0.5) / (wholes + 1);
  const noise = whole === null ? Math.sqrt(smoothed) : Math.sqrt((smoothed * (1 - smoothed)) / (wholes / values.length));
  return { mean, deviation: Math.max(spread, noise), weeks: values.length };
}

/** Weeks with fewer finished items have no mean. */
const LEAST_FINISHED = 3;
/** Welch's t of weekly values from which the flow moved, and how much it must be: a quarter of the time, or of the items. */
const MOVED = 3;
const MOVED_BY = Math.log(1.25);

/** Finished items by week, and the sum of the logarithms of how long they took. */
export interface WeeklyFlow {
  readonly count: Float64Array;
  readonly sum: Float64Array;
}

/**
 * Whether the flow got better at a step: in the eight weeks since items took a quarter less, or a quarter more were finished, than in the eight before. Weeks
 * are the observations, since what happens in one of them hangs together.
 */
export function flowImproved({ count, sum }: WeeklyFlow, isUsable: Uint8Array, week: number): boolean {
  const between = (from: number, to: number): number[] =>
    Array.from({ length: Math.max(0, Math.min(count.length, to) - Math.max(0, from)) }, (_, n) => Math.max(0, from) + n).filter(
      (w) => isUsable[w] === 1,
    );
  const before = between(week - BASELINE_WEEKS, week);
  const after = between(week, week + HELD_WEEKS);
  const took = (weeks: readonly number[]): number[] =>
    weeks.filter((w) => count[w]! >= LEAST_FINISHED).map((w) => sum[w]! / count[w]!);
  const finished = (weeks: readonly number[]): number[] => weeks.map((w) => Math.log(count[w]! + 0.5));
  return isLower(took(after), took(before)) || isLower(finished(before), finished(after));
}

function isLower(one: readonly number[], other: readonly number[]): boolean {
  if (one.length < 2 || other.length < 2) return false;
  const [a, b] = [meanAndError(one), meanAndError(other)];
  const difference = b.mean - a.mean;
  return difference >= MOVED_BY && difference > MOVED * Math.hypot(a.error, b.error);
}

function meanAndError(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  const variance = values.reduce((total, value) => total + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
}
