import type { Level } from "../model/level.ts";
import type { Gap } from "../model/result.ts";
import { medianOf } from "./draws.ts";
import { FEWEST_RATED, allowedGaps } from "./level-rule.ts";
import type { LevelFigures } from "./level-verdict.ts";
import { RATING_WORDS, exceeds, rate } from "./rating.ts";
import type { Ruleset } from "./ruleset/ruleset.ts";
import type { Evidence } from "./scope.ts";
import type { SignalInfo } from "./input.ts";
import { clause, listed, nameOf, percent, sentence, titleInside } from "./wording.ts";

type Scope = ReadonlyMap<string, Evidence>;
type Titles = ReadonlyMap<string, SignalInfo>;

/** Chance of being below L from which a rated characteristic is worth naming as a doubt. */
const WORTH_DOUBTING = 0.1;

/** A characteristic as the rule sees it: 2.5 counts with the attainment of 3.4 where that is higher. */
interface Counted {
  readonly evidence: Evidence;
  readonly draws: Float64Array | null;
}

export function countedAt(scope: Scope, level: Level): Counted[] {
  const counted: Counted[] = [];
  for (const evidence of scope.values()) {
    const { level: own, kind, id } = evidence.characteristic;
    if (own !== level || own === 1 || kind === "permissive" || evidence.status === "NA") continue;
    const beyond = id === "2.5" ? (scope.get("3.4")?.draws ?? null) : null;
    const draws =
      evidence.draws === null || beyond === null ? evidence.draws : evidence.draws.map((value, i) => Math.max(value, beyond[i]!));
    counted.push({ evidence, draws });
  }
  return counted;
}

/** Gaps of the attained levels that the rule tolerates, and what holds back from the next one. Lowest level first, what blocks most first. */
export function characteristicGaps(scope: Scope, figures: LevelFigures, ruleset: Ruleset, signals: Titles): Gap[] {
  const gaps: Gap[] = [];
  const attained = figures.best ?? 1;
  for (const level of [2, 3, 4, 5] as const) {
    if (level <= attained) gaps.push(...belowLargely(scope, level, ruleset, signals).map(tolerate), ...unseenOf(scope, level));
    else if (level === attained + 1) gaps.push(...gapsOfNext(scope, level, ruleset, signals));
    if (level === figures.openLevel) gaps.push(...evidenceGaps(scope, level));
  }
  return gaps;
}

function gapsOfNext(scope: Scope, level: Level, ruleset: Ruleset, signals: Titles): Gap[] {
  const gaps = belowLargely(scope, level, ruleset, signals);
  const rated = countedAt(scope, level).filter(({ draws }) => draws !== null);
  const blocks = gaps.some((gap) => gap.rating === "N") || gaps.length > allowedGaps(rated.length);
  if (blocks) return gaps;
  const tolerated = gaps.map(tolerate);
  return rated.length < FEWEST_RATED ? tolerated : [...tolerated, ...doubts(rated, level, ruleset)];
}

function tolerate(gap: Gap): Gap {
  return { ...gap, tolerated: true };
}

/** Rated N or P, worst first. */
function belowLargely(scope: Scope, level: Level, ruleset: Ruleset, signals: Titles): Gap[] {
  return countedAt(scope, level)
    .flatMap(({ evidence, draws }) => (draws === null ? [] : [{ evidence, value: medianOf(draws) }]))
    .filter(({ value }) => !exceeds(value, ruleset.ratingBounds[1]))
    .toSorted((a, b) => a.value - b.value)
    .map(({ evidence, value }) => {
      const rating = rate(value, ruleset.ratingBounds);
      const because = weakestSignals(evidence, signals);
      return {
        kind: "characteristic" as const,
        level,
        id: evidence.characteristic.id,
        sentence: sentence(
          `${nameOf(evidence.characteristic)} is ${RATING_WORDS[rating]} (${percent(value)}, more than ${percent(ruleset.ratingBounds[1])} is needed)${because}`,
        ),
        rating,
        tolerated: false,
      };
    });
}

/** All are L by their medians, but hardly all at once: those most likely to be below. */
function doubts(rated: readonly Counted[], level: Level, ruleset: Ruleset): Gap[] {
  const bound = ruleset.ratingBounds[1];
  return rated
    .map(({ evidence, draws }) => {
      const median = medianOf(draws!);
      const below = draws!.reduce((count, value) => (exceeds(value, bound) ? count : count + 1), 0) / draws!.length;
      return { evidence, median, below };
    })
    .filter(({ median, below }) => exceeds(median, bound) && below >= WORTH_DOUBTING)
    .toSorted((a, b) => b.below - a.below)
    .map(({ evidence, median, below }) => ({
      kind: "characteristic" as const,
      level,
      id: evidence.characteristic.id,
      sentence: `${nameOf(evidence.characteristic)} looks largely met (${percent(median)}), but the chance that it is not is ${percent(below)}.`,
      rating: rate(median, ruleset.ratingBounds),
      tolerated: false,
    }));
}

function evidenceGaps(scope: Scope, level: Level): Gap[] {
  return countedAt(scope, level)
    .filter(({ draws }) => draws === null)
    .map(({ evidence }) => ({
      kind: "evidence" as const,
      level,
      id: evidence.characteristic.id,
      sentence: sentence(
        `${nameOf(evidence.characteristic)} cannot be judged: ${clause(evidence.reason ?? "too little could be measured")}`,
      ),
      rating: "I" as const,
      tolerated: false,
    }));
}

/**
 * What an attained level does not rest on, because it could not be judged. It holds nothing back, but the reader of the level must know: not met
 * at all it would undo the level, whatever the others show.
 */
function unseenOf(scope: Scope, level: Level): Gap[] {
  const counted = countedAt(scope, level);
  const rated = counted.filter(({ draws }) => draws !== null).length;
  return counted
    .filter(({ draws }) => draws === null)
    .map(({ evidence }) => {
      const isSurpassed = evidence.characteristic.id === "2.5" && (scope.get("3.4")?.draws ?? null) !== null;
      return {
        kind: "evidence" as const,
        level,
        id: evidence.characteristic.id,
        sentence: sentence(
          `${nameOf(evidence.characteristic)} could not be judged: level ${level} rests on ${rated} of its ${counted.length} characteristics` +
            (isSurpassed ? "" : ", and would not be reached if this one were not met at all"),
        ),
        rating: "I" as const,
        tolerated: true,
      };
    });
}

/** ", mainly because of ...": at most two measured signals below the bound of L, the heaviest losses first. */
function weakestSignals(evidence: Evidence, signals: Titles): string {
  const weak = evidence.signals
    .flatMap((signal) => (signal.desirability === null ? [] : [{ ...signal, loss: signal.weight * (1 - signal.desirability) }]))
    .filter((signal) => signal.desirability! < 0.5)
    .toSorted((a, b) => b.loss - a.loss)
    .slice(0, 2)
    .map((signal) => titleInside(signals.get(signal.id)!.title));
  return weak.length === 0 ? "" : `, mainly because of ${listed(weak)}`;
}

/** Why a level is not assessable, as a sentence. */
export function openReason(scope: Scope, level: Level): string {
  const counted = countedAt(scope, level);
  const rated = counted.filter(({ draws }) => draws !== null).length;
  if (rated >= FEWEST_RATED)
    return `Only ${rated} of the ${counted.length} characteristics of level ${level} could be judged, and one of them is not largely met: whether that is one gap too many depends on those that could not be judged.`;
  return `${rated === 0 ? "None" : `Only ${rated}`} of the ${counted.length} characteristics of level ${level} could be judged; at least ${FEWEST_RATED} are needed.`;
}
