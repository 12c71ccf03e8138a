import type { Level } from "../model/level.ts";
import type { Gap, IndexVerdict, LevelProbabilities, LevelVerdict } from "../model/result.ts";
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
  readonly indexWithThresholds: () => Float64Array;
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
    indexWithThresholds: lazily(() => {
      const moved = profileOf(evidence, "thresholds");
      return indexDraws(moved, levels(moved, "named-gap", "left-out"), bounds);
    }),
    assessable: [false, true, ...[2, 3, 4, 5].map((level) => isAssessable(profile, level))],
  };
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
  const [low, high] = centralInterval(index);
  const [lowest, highest] = centralInterval(drawn.indexWithThresholds());
  const figures = indexFigures(index);
  return {
    score100: round(score100(meanOf(index)), 1),
    score5: figures.score5,
    interval90: [round(low, 2), round(high, 2)],
    interval90WithThresholds: [round(lowest, 2), round(highest, 2)],
    minimalDetectableChange: figures.minimalDetectableChange,
    groups,
  };
}
