import type { StageQueue } from "./stage-queues.ts";

/** An episode stands this many standard deviations above the 26 weeks before it, for two weeks at least. */
const Z = 1.5;
const BASELINE_WEEKS = 26;
/** A stage younger than this has no baseline. */
const BASELINE_NEEDED = 13;
const EPISODE_WEEKS = 2;
/** A queue of one item is nobody's bottleneck. */
const LEAST_STANDING = 2;
/** Half an item: a queue that hardly ever moves is not exceeded by a whisker. */
const LEAST_SD = 0.5;
export const FOLLOWED_WEEKS = 8;
const FALL = 0.25;

/** A stretch of weeks in which more work stood in a stage than usual. */
export interface Episode {
  /** First week, and the first one after it that is not part of it. */
  readonly from: number;
  readonly to: number;
  readonly resolved: boolean;
}

/** Weeks of a stage: how much stood there, and what came in with the days it then stood. */
export type QueueWeeks = Pick<StageQueue, "standing" | "entered" | "days">;

/** Episodes that begin in or after week `since` and can be followed for eight weeks. Time to get through is that of what comes in. */
export function episodesOf(queue: QueueWeeks, since: number): Episode[] {
  const { standing } = queue;
  const found: Episode[] = [];
  for (let week = BASELINE_NEEDED; week + FOLLOWED_WEEKS <= standing.length; week++) {
    const limit = limitBefore(standing, week);
    if (!(standing[week]! > limit)) continue;
    let end = week;
    while (end < standing.length && standing[end]! > limit) end++;
    if (end - week >= EPISODE_WEEKS && week >= since) found.push({ from: week, to: end, resolved: isResolved(queue, week, end) });
    week = end;
  }
  return found;
}

function limitBefore(standing: Float64Array, week: number): number {
  const from = Math.max(0, week - BASELINE_WEEKS);
  let sum = 0;
  for (let w = from; w < week; w++) sum += standing[w]!;
  const mean = sum / (week - from);
  let squares = 0;
  for (let w = from; w < week; w++) squares += (standing[w]! - mean) ** 2;
  const sd = Math.max(LEAST_SD, Math.sqrt(squares / (week - from - 1)));
  return Math.max(mean + Z * sd, LEAST_STANDING);
}

/** Whether what comes in during the fifth to eighth week stands a quarter less long than what came in while the episode began. */
function isResolved(queue: QueueWeeks, from: number, to: number): boolean {
  const during = timeThrough(queue, from, Math.min(to, from + FOLLOWED_WEEKS / 2));
  const after = timeThrough(queue, from + FOLLOWED_WEEKS / 2, from + FOLLOWED_WEEKS);
  // Nothing comes in any more: there is no queue to stand in.
  if (Number.isNaN(after)) return queue.standing[from + FOLLOWED_WEEKS - 1]! <= (1 - FALL) * queue.standing[from]!;
  return after <= (1 - FALL) * during;
}

/** Mean days in the stage of what came into it in these weeks; NaN when nothing did. */
function timeThrough({ entered, days }: QueueWeeks, from: number, to: number): number {
  let items = 0;
  let sum = 0;
  for (let week = from; week < to; week++) {
    items += entered[week]!;
    sum += days[week]!;
  }
  return sum / items;
}
