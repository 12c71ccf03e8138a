import type { Level } from "../model/level.ts";
import type { Gap, IndexVerdict, Interval, LevelProbabilities, LevelVerdict } from "../model/result.ts";
import { groupScores } from "./c4.ts";
import { centralInterval, meanOf } from "./draws.ts";
import { indexDraws, minimalDetectableChange, score100 } from "./index-score.ts";
import { lazily } from "./lazily.ts";
import {
  atLeast,
  highestAt,
  isAssessable,
  levelDraws,
  levelDrawsWithGap,
  type Profile,
  type Rule,
  type Unrated,
} from "./level-rule.ts";
import type { Ruleset } from "./ruleset/ruleset.ts";
import { type Evidence, profileOf } from "./scope.ts";
import { round } from "./wording.ts";

/** The index if nothing of what could not be judged of the next level were there, and if all of it were; equal where all of it could be. */
export interface IndexBounds {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Everything drawn about the level of one scope, before it is put into words; what only some ask for is drawn for them. */
export interface LevelDraws {
  readonly base: Uint8Array;
  readonly strict: () => Uint8Array;
  readonly isoStrict: () => Uint8Array;
  /** Levels if what could not be judged were absent, and if it were perfect. */
  readonly absent: () => Uint8Array;
  readonly perfect: () => Uint8Array;
  /** Levels if the gap were tolerated also where only three characteristics could be judged and others could not. */
  readonly withGap: () => Uint8Array;
  readonly index: () => Float64Array;
  readonly indexBounds: () => IndexBounds;
  readonly indexBoundsWithThresholds: () => IndexBounds;
  /** `assessable[k]`: whether level k is, k = 1..5. */
  readonly assessable: readonly boolean[];
}

export function drawLevels(evidence: ReadonlyMap<string, Evidence>, ruleset: Ruleset): LevelDraws {
  const { ratingBounds: bounds, draws: count } = ruleset;
  const profile = profileOf(evidence, "sampling");
  const levels = (of: Profile, rule: Rule, unrated: Unrated): Uint8Array => levelDraws(of, count, bounds, rule, unrated);
  const base = levels(profile, "named-gap", "left-out");
  return {
    base,
    strict: lazily(() => levels(profile, "strict", "left-out")),
    isoStrict: lazily(() => levels(profile, "iso-strict", "left-out")),
    absent: lazily(() => levels(profile, "named-gap", "absent")),
    perfect: lazily(() => levels(profile, "named-gap", "perfect")),
    withGap: lazily(() => levelDrawsWithGap(profile, count, bounds) ?? base),
    index: lazily(() => indexDraws(profile, base, bounds)),
    indexBounds: lazily(() => indexBounds(profile, base, bounds)),
    indexBoundsWithThresholds: lazily(() => {
      const moved = profileOf(evidence, "thresholds");
      return indexBounds(moved, levels(moved, "named-gap", "left-out"), bounds);
    }),
    assessable: [false, true, ...[2, 3, 4, 5].map((level) => isAssessable(profile, level))],
  };
}

function indexBounds(profile: Profile, levels: Uint8Array, bounds: Ruleset["ratingBounds"]): IndexBounds {
  const index = indexDraws(profile, levels, bounds);
  const absent = indexDraws(profile, levels, bounds, "absent");
  const perfect = indexDraws(profile, levels, bounds, "perfect");
  // Absent counts for more than left out where status without meetings (3.4) stands in for meetings (2.5).
  return {
    lower: index.map((value, i) => Math.min(value, absent[i]!)),
    upper: index.map((value, i) => Math.max(value, perfect[i]!)),
  };
}

/** 5 % of the lower draws are below it and 5 % of the upper ones above; the index itself, a mean, is never outside. */
function indexInterval({ lower, upper }: IndexBounds, score: number): Interval {
  return [Math.min(round(centralInterval(lower)[0], 2), score), Math.max(round(centralInterval(upper)[1], 2), score)];
}

/** The levels of one scope in figures. `best` is null where the data do not even say whether level 2 is attained. */
export interface LevelFigures {
  readonly best: Level | null;
  readonly confirmed: Level | null;
  readonly shares: Float64Array;
  readonly strict: Level | null;
  readonly isoStrict: Level | null;
  readonly lower: Level;
  readonly upper: Level;
  /** As `openLevelOf`. */
  readonly openLevel: Level | null;
}

/**
 * Lowest level of which it cannot be said whether it is attained; null = none. Either it cannot be assessed though the best case could still attain it:
 * where what was rated already rules it out, the level below is a finding and not an abstention. Or three of its characteristics could be judged, one
 * of them is a gap, and nothing but the ones that could not be judged stands against tolerating it (from level 3 on).
 */
export function openLevelOf(drawn: LevelDraws, ruleset: Ruleset): Level | null {
  const blind = blindLevelOf(drawn, ruleset);
  const shares = atLeast(drawn.base);
  const tolerated = drawn.withGap() === drawn.base ? shares : atLeast(drawn.withGap());
  const undecided = ([3, 4, 5] as const).find(
    (level) => shares[level]! < ruleset.bestEstimateAt && tolerated[level]! >= ruleset.bestEstimateAt,
  );
  return undecided !== undefined && (blind === null || undecided < blind) ? undecided : blind;
}

function blindLevelOf(drawn: LevelDraws, ruleset: Ruleset): Level | null {
  const lowest = ([2, 3, 4, 5] as const).find((level) => !drawn.assessable[level]);
  if (lowest === undefined) return null;
  return atLeast(drawn.perfect())[lowest]! > 1 - ruleset.confirmedAt ? lowest : null;
}

/** Whether the data say at least whether level 2 is attained. Without that no level and no index are named. */
export function isJudged(drawn: LevelDraws, ruleset: Ruleset): boolean {
  return blindLevelOf(drawn, ruleset) !== 2;
}

export function levelFigures(drawn: LevelDraws, ruleset: Ruleset): LevelFigures {
  const shares = atLeast(drawn.base);
  const openLevel = openLevelOf(drawn, ruleset);
  const judged = openLevel !== 2;
  const at = (levels: Uint8Array): Level => highestAt(atLeast(levels), ruleset.bestEstimateAt);
  return {
    best: judged ? highestAt(shares, ruleset.bestEstimateAt) : null,
    confirmed: judged ? highestAt(shares, ruleset.confirmedAt) : null,
    shares,
    strict: judged ? at(drawn.strict()) : null,
    isoStrict: judged ? at(drawn.isoStrict()) : null,
    lower: at(drawn.absent()),
    upper: at(drawn.perfect()),
    openLevel,
  };
}

export function levelVerdict(figures: LevelFigures, openReason: string | null, gaps: readonly Gap[]): LevelVerdict {
  const { best, confirmed, shares, strict, isoStrict, lower, upper, openLevel } = figures;
  return {
    best,
    confirmed,
    probabilities: best === null ? null : probabilities((k) => shares[k]! - (shares[k + 1] ?? 0)),
    atLeast: best === null ? null : probabilities((k) => shares[k]!),
    strict,
    isoStrict,
    lower,
    upper,
    notAssessable: openLevel === null ? null : { level: openLevel, reason: openReason ?? "Too little could be measured." },
    gaps,
  };
}

function probabilities(of: (level: number) => number): LevelProbabilities {
  return { 1: round(of(1), 4), 2: round(of(2), 4), 3: round(of(3), 4), 4: round(of(4), 4), 5: round(of(5), 4) };
}

/** The index of a scope and the smallest change of it that is not noise, as published. */
export function indexFigures(index: Float64Array): { readonly score5: number; readonly minimalDetectableChange: number } {
  return { score5: round(meanOf(index), 2), minimalDetectableChange: round(minimalDetectableChange(index), 2) };
}

/** `judged` false leaves only the groups, which need no level. */
export function indexVerdict(judged: boolean, drawn: LevelDraws, evidence: ReadonlyMap<string, Evidence>): IndexVerdict {
  const groups = groupScores(evidence);
  if (!judged)
    return {
      score100: null,
      score5: null,
      interval90: null,
      interval90WithThresholds: null,
      minimalDetectableChange: null,
      groups,
    };
  const index = drawn.index();
  const figures = indexFigures(index);
  return {
    score100: round(score100(meanOf(index)), 1),
    score5: figures.score5,
    interval90: indexInterval(drawn.indexBounds(), figures.score5),
    interval90WithThresholds: indexInterval(drawn.indexBoundsWithThresholds(), figures.score5),
    minimalDetectableChange: figures.minimalDetectableChange,
    groups,
  };
}
