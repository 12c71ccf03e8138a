import type { Level } from "../model/level.ts";
import { exceeds } from "./rating.ts";

/** What the rule needs to know of one characteristic. `draws` (attainment by draw) is there exactly when it is rated. */
export interface Standing {
  readonly id: string;
  readonly level: Level;
  /** False for what never blocks: level 1 and permissive sentences. */
  readonly counts: boolean;
  readonly status: "rated" | "I" | "NA";
  readonly draws: Float64Array | null;
}

export type Profile = readonly Standing[];

/**
 * `named-gap`: at most one characteristic of a level may be P, none N; with three rated all must be L. `strict`: all L or better.
 * `iso-strict`: all L or better, and F at every level below.
 */
export type Rule = "named-gap" | "strict" | "iso-strict";

/** What stands in for a characteristic that could not be judged: left out, absent, or perfect. */
export type Unrated = "left-out" | "absent" | "perfect";

/** Fewer rated characteristics than this say nothing about a level; the gap needs one more. */
export const FEWEST_RATED = 3;

type Bounds = readonly [number, number, number];
type Reader = (draw: number) => number;

/**
 * One reader for each characteristic of `level` that takes part: NA and permissive ones never do. Coordination by meetings (2.5) counts as met
 * where status is understood without them (3.4): being past a limitation is not a gap.
 */
export function readersOf(profile: Profile, level: number, unrated: Unrated): Reader[] {
  const readers: Reader[] = [];
  for (const standing of profile) {
    if (standing.level !== level || !standing.counts) continue;
    const own = readerOf(standing, unrated);
    if (own === null) continue;
    const surpassing = standing.id === "2.5" ? profile.find((other) => other.id === "3.4") : undefined;
    const beyond = surpassing === undefined ? null : readerOf(surpassing, unrated);
    readers.push(beyond === null ? own : (draw) => Math.max(own(draw), beyond(draw)));
  }
  return readers;
}

function readerOf(standing: Standing, unrated: Unrated): Reader | null {
  if (standing.status === "NA") return null;
  const draws = standing.draws;
  if (standing.status === "rated" && draws !== null) return (draw) => draws[draw]!;
  if (unrated === "left-out") return null;
  const value = unrated === "perfect" ? 1 : 0;
  return () => value;
}

/** Whether enough of a level is rated to say that it is attained. */
export function isAssessable(profile: Profile, level: number): boolean {
  return readersOf(profile, level, "left-out").length >= FEWEST_RATED;
}

/** The attained level of every draw, 1-5: the highest below which no level fails. A level that is not assessable ends the climb. */
export function levelDraws(profile: Profile, count: number, bounds: Bounds, rule: Rule, unrated: Unrated): Uint8Array {
  const levels = new Uint8Array(count).fill(1);
  const byLevel = [2, 3, 4, 5].map((level) => readersOf(profile, level, unrated));
  for (let draw = 0; draw < count; draw++) {
    for (const readers of byLevel) {
      if (!attained(readers, draw, bounds, allowedGaps(readers.length, rule))) break;
      levels[draw]!++;
      if (rule === "iso-strict" && !readers.every((read) => exceeds(read(draw), bounds[2]))) break;
    }
  }
  return levels;
}

/**
 * The levels if the gap that the rule tolerates were tolerated too where, from level 3 on, only three characteristics could be judged and others could
 * not. Null where no level is like that: then these are the levels of the rule. Not at level 2: below it there is nothing else to name.
 */
export function levelDrawsWithGap(profile: Profile, count: number, bounds: Bounds): Uint8Array | null {
  const byLevel = [2, 3, 4, 5].map((level) => {
    const readers = readersOf(profile, level, "left-out");
    const isSeenInPart =
      level > 2 && readers.length === FEWEST_RATED && readersOf(profile, level, "absent").length > FEWEST_RATED;
    return { readers, isSeenInPart, allowed: isSeenInPart ? 1 : allowedGaps(readers.length) };
  });
  if (!byLevel.some(({ isSeenInPart }) => isSeenInPart)) return null;
  const levels = new Uint8Array(count).fill(1);
  for (let draw = 0; draw < count; draw++)
    for (const { readers, allowed } of byLevel) {
      if (!attained(readers, draw, bounds, allowed)) break;
      levels[draw]!++;
    }
  return levels;
}

function attained(readers: readonly Reader[], draw: number, bounds: Bounds, allowed: number): boolean {
  if (readers.length < FEWEST_RATED) return false;
  let gaps = 0;
  for (const read of readers) {
    const value = read(draw);
    if (!exceeds(value, bounds[0])) return false;
    if (!exceeds(value, bounds[1])) gaps++;
  }
  return gaps <= allowed;
}

export function allowedGaps(rated: number, rule: Rule = "named-gap"): number {
  return rule === "named-gap" && rated > FEWEST_RATED ? 1 : 0;
}

/** P(level >= k) for k = 1..5 at index k. */
export function atLeast(levels: Uint8Array): Float64Array {
  const shares = new Float64Array(6);
  for (const level of levels) for (let k = 1; k <= level; k++) shares[k]!++;
  return shares.map((share) => share / levels.length);
}

/** Highest level with P(level >= k) at or above `probability`; never below 1. */
export function highestAt(shares: Float64Array, probability: number): Level {
  let level: Level = 1;
  for (const k of [2, 3, 4, 5] as const) if (shares[k]! >= probability) level = k;
  return level;
}
