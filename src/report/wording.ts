import { LEVEL_NAMES, type IndicatorGroup, type Level, type Rating } from "../model/level.ts";
import type { Dimension } from "../model/measure.ts";
import type { CharacteristicVerdict, IndexVerdict, Interval, LevelVerdict, Result, StreamReport } from "../model/result.ts";
import { shorterThanWindow } from "../model/window.ts";

/** Words that every surface uses for the same thing. */
export const RATING_WORDS: Readonly<Record<Rating, string>> = {
  N: "not",
  P: "partially",
  L: "largely",
  F: "fully",
  I: "insufficient evidence",
  NA: "does not apply",
};

/** `?` and `-` stand for the two ratings that are no grade. */
export const RATING_SYMBOLS: Readonly<Record<Rating, string>> = { N: "N", P: "P", L: "L", F: "F", I: "?", NA: "-" };

export const DIMENSION_NAMES: Readonly<Record<Dimension, string>> = {
  clarity: "Clarity",
  coordination: "Coordination",
  completion: "Completion",
  collaboration: "Collaboration",
};

export const GROUP_NAMES: Readonly<Record<IndicatorGroup, string>> = {
  "structure-and-documentation": "Structure and documentation",
  "ownership-and-accountability": "Ownership and accountability",
  "design-and-coordination": "Design and coordination",
  "measurement-and-governance": "Measurement and governance",
  "optimization-and-human-ai": "Optimization and human-AI work",
};

/**
 * Whether a sentence of the model describes the organisation now, in words. A limitation fades instead of being attained; what is only permitted is there
 * or not observed.
 */
export function descriptorSentence(verdict: Pick<CharacteristicVerdict, "kind" | "rating" | "descriptorMatch">): string {
  const { kind, rating, descriptorMatch: match } = verdict;
  if (match === null) return "Whether the sentence describes them now cannot be told.";
  const how = `The sentence describes them now to ${percent(match)}`;
  if (kind === "permissive") return `${how}: ${rating === "I" ? "not observed" : "present"}.`;
  if (kind !== "limitation") return `${how}.`;
  return `${how}: ${match > 0.5 ? "still true" : match > 0.15 ? "fading" : "no longer true"}.`;
}

/** `delayed 40 %, forgotten cannot be judged`: the things that a sentence names side by side; null where it names one. */
export function partsSentence({ parts }: Pick<CharacteristicVerdict, "parts">): string | null {
  if (parts === undefined || parts.length === 0) return null;
  const each = parts.map(({ name, attainment }) => `${name} ${attainment === null ? "cannot be judged" : percent(attainment)}`);
  return `By itself: ${each.join(", ")}.`;
}

/** `Evidence: event, field.` */
export function familiesSentence({ evidenceFamilies }: Pick<CharacteristicVerdict, "evidenceFamilies">): string | null {
  return evidenceFamilies.length === 0 ? null : `Kinds of evidence: ${evidenceFamilies.join(", ")}.`;
}

/** Characteristics whose evidence contradicts itself, as a line; null = none. */
export function conflictLine(characteristics: readonly Pick<CharacteristicVerdict, "id" | "flags">[]): string | null {
  const ids = characteristics.filter(({ flags }) => flags.length > 0).map(({ id }) => id);
  return ids.length === 0
    ? null
    : `Evidence contradicts itself in ${ids.join(", ")}: read what carries each before relying on it.`;
}

/** `status-history` as `Status history`. */
export function facetName(facet: string): string {
  const words = facet.replaceAll("-", " ").replace(/^ai\b/, "AI");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function levelTitle(level: Level | null): string {
  return level === null ? "Level cannot be judged from this data" : `Level ${level} · ${LEVEL_NAMES[level]}`;
}

/** How sure, in one sentence or two: the chance, and what is certain where that is less. */
export function certaintySentence(verdict: LevelVerdict): string {
  const { best, confirmed } = verdict;
  if (best === null) return "Too little can be seen to name a level.";
  if (best === 1) {
    const above = chanceOf(verdict, 2);
    return above === null
      ? "Level 1 asks for nothing."
      : `Level 1 asks for nothing; the chance of level 2 or higher is ${above}.`;
  }
  const chance = chanceOf(verdict, best) ?? "unknown";
  if (confirmed === best) return `Confirmed: the chance that it is level ${best} or higher is ${chance}.`;
  return `Best estimate: the chance that it is level ${best} or higher is ${chance}${confirmed === null ? "" : `; level ${confirmed} is confirmed`}.`;
}

/** Between which levels the truth can lie once what could not be judged is allowed to be anything, and why. */
export function boundsSentence(result: Pick<Result, "level" | "characteristics">): string {
  const { best, lower, upper } = result.level;
  if (lower === upper) return "What could not be judged cannot change that.";
  const unrated = result.characteristics.filter((one) => one.rating === "I" && one.level > 1).length;
  if (best === null) return `It could be anything from level ${lower} to level ${upper}.`;
  const ends = `level ${lower} if absent, level ${upper} if perfect`;
  if (unrated === 0) return `This leaves out what could not be judged in single teams; it could make it ${ends}.`;
  return unrated === 1
    ? `This leaves out one characteristic that could not be judged; it could make it ${ends}.`
    : `This leaves out ${unrated} characteristics that could not be judged; they could make it ${ends}.`;
}

/** `2.3 to 2.6`; with a second digit where one would make both ends the same. */
export function range([low, high]: Interval): string {
  const digits = low.toFixed(1) === high.toFixed(1) ? 2 : 1;
  return `${low.toFixed(digits)} to ${high.toFixed(digits)}`;
}

export interface IndexWords {
  /** `3.4 of 5`. */
  readonly score: string;
  /** `51 of 100`. */
  readonly score100: string;
  /** `90 %: 3.2 to 3.6`; null where every draw gives the same. */
  readonly interval: string | null;
  readonly intervalWithThresholds: string | null;
  /** Why there is no interval, or what change would be noise. */
  readonly note: string | null;
}

/**
 * The index in words; null when there is none. A score that is the same in every draw, or that nothing of the next level has a part in, says why and
 * claims no precision of changes.
 */
export function indexWords(index: IndexVerdict, level: LevelVerdict): IndexWords | null {
  const { score5, score100, interval90, interval90WithThresholds, minimalDetectableChange } = index;
  if (score5 === null || score100 === null) return null;
  const fixed = interval90 !== null && interval90[0] === interval90[1];
  const open = nextOpen(level) !== null;
  const onStep = open && Number.isInteger(score5);
  const noise =
    minimalDetectableChange === null || fixed || onStep
      ? null
      : `changes under ${Math.max(0.1, minimalDetectableChange).toFixed(1)} are noise`;
  const above = (level.best ?? 1) + 1;
  const standing = onStep
    ? `exactly on the step: level ${above} cannot be judged, and progress that cannot be seen is not counted`
    : fixed
      ? "the same in every draw"
      : open
        ? `level ${above} cannot be judged, and what of it cannot be seen is not counted`
        : null;
  return {
    score: `${score5.toFixed(1)} of 5`,
    score100: `${wholeScore(score100)} of 100`,
    interval: interval90 === null || fixed ? null : range(interval90),
    intervalWithThresholds:
      interval90WithThresholds === null || interval90WithThresholds[0] === interval90WithThresholds[1]
        ? null
        : range(interval90WithThresholds),
    note: standing === null || noise === null ? (standing ?? noise) : `${standing}; ${noise}`,
  };
}

/** True where the level is higher than what the reader may be told: nothing of it could be assessed. */
export function isOpen(verdict: LevelVerdict, level: Level): boolean {
  return (
    verdict.atLeast === null ||
    (verdict.notAssessable !== null && level >= verdict.notAssessable.level && level > (verdict.best ?? 1))
  );
}

/**
 * P(level >= k) in words; null where it cannot be judged. It is counted in draws, so that it is never written as impossible or certain; only
 * level 1, which asks for nothing, is.
 */
export function chanceOf(verdict: LevelVerdict, level: Level): string | null {
  if (verdict.atLeast === null || isOpen(verdict, level)) return null;
  return level === 1 ? "100 %" : percent(Math.min(Math.max(verdict.atLeast[`${level}`], 1e-9), 1 - 1e-9));
}

/** Why the very next level could not be assessed; null where it could, since levels further up say nothing about this one. */
export function nextOpen(verdict: LevelVerdict): string | null {
  const { best, notAssessable } = verdict;
  return notAssessable !== null && notAssessable.level === (best ?? 1) + 1 ? notAssessable.reason : null;
}

/** What the gaps are about, as a heading: the next level, or that it cannot be judged. */
export function gapsTitle(verdict: LevelVerdict): string {
  const blocking = verdict.gaps.filter((gap) => !gap.tolerated);
  const target = Math.min(5, (verdict.best ?? 1) + 1) as Level;
  if (blocking.length === 0)
    return verdict.best === 5 ? "What is still open" : `On the way to level ${target} ${LEVEL_NAMES[target]}`;
  if (blocking.every((gap) => gap.kind === "evidence")) return `Why level ${target} ${LEVEL_NAMES[target]} cannot be judged`;
  return `What stands between here and level ${target} ${LEVEL_NAMES[target]}`;
}

/** `connection/stream is failed. What. Todo.` */
export function streamSentence(stream: StreamReport): string {
  const state = stream.status === "never" ? "was never read" : `is ${stream.status}`;
  const problem = stream.problem === null ? "" : ` ${stream.problem.what} ${stream.problem.todo}`;
  return `${stream.connection}/${stream.stream} ${state}.${problem}`;
}

const TOOLS: Readonly<Record<string, string>> = {
  jira: "Jira",
  "jira-dc": "Jira",
  linear: "Linear",
  github: "GitHub",
  file: "the file",
};

/** The tool behind a kind of connection, as it stands in a sentence. */
export function toolName(kind: string | undefined): string {
  return kind !== undefined && Object.hasOwn(TOOLS, kind) ? TOOLS[kind]! : "the tool";
}

/** `jira/issues: 1,239 stored of 1,240 that Jira counts (>99 %).` and what may explain it; null where the tool counts nothing. */
export function coverageSentence(stream: StreamReport, { provenance }: Pick<Result, "provenance">): string | null {
  const { vendorTotal, coverage, stored } = stream;
  // A result of an earlier version has no coverage.
  if (typeof coverage !== "number" || vendorTotal === null) return null;
  const tool = toolName(provenance.connections.find(({ id }) => id === stream.connection)?.kind);
  const counts = `${stream.connection}/${stream.stream}: ${quantity(stored)} stored of ${quantity(vendorTotal)} that ${tool} counts (${percent(coverage)}).`;
  return stream.coverageNote === null ? counts : `${counts} ${stream.coverageNote}`;
}

/** A share as whole percent; never rounds to 0 or 100 what is not. `?` for what is no number. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return "?";
  const rounded = Math.round(share * 100);
  if (rounded === 0) return share > 0 ? "<1 %" : "0 %";
  if (rounded === 100 && share < 1) return ">99 %";
  return `${rounded} %`;
}

/** A score of 0-100 as a whole number; 0 and 100 only where it is exactly that. */
export function wholeScore(score: number): string {
  if (!Number.isFinite(score)) return "?";
  return String(score > 0 && score < 100 ? Math.min(99, Math.max(1, Math.round(score))) : Math.round(score));
}

/** At most three significant digits, thousands separated: 0.083, 4.2, 31, 4,812. Just under 100 keeps a digit, so that 99.5 is not 100. */
export function quantity(value: number): string {
  if (!Number.isFinite(value)) return "?";
  const size = Math.abs(value);
  if (size >= 100) return String(Math.round(value)).replaceAll(/\B(?=(\d{3})+(?!\d))/g, ",");
  if (size > 99) return trimZeros((Math.floor(value * 10) / 10).toFixed(1));
  if (size >= 10) return value.toFixed(0);
  if (size >= 1) return trimZeros(value.toFixed(1));
  if (size === 0) return "0";
  return size < 0.001 ? (value > 0 ? "<0.001" : ">-0.001") : trimZeros(Number(value.toPrecision(2)).toFixed(4));
}

/** Units that nobody knows by their sign. */
const UNIT_WORDS: Readonly<Record<string, string>> = { "1/100 iw": "per 100 item-weeks", pp: "points" };

/** `quantity` with its unit: `31 %`, `4.2 d`. */
export function quantityWithUnit(value: number, unit: string): string {
  return unit === "ratio" || unit === "0-1" ? quantity(value) : `${quantity(value)} ${UNIT_WORDS[unit] ?? unit}`;
}

export function plural(count: number, one: string, many: string): string {
  return `${quantity(count)} ${count === 1 ? one : many}`;
}

function trimZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0{1,4}$/, "") : text;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `30 Jun 2026`, UTC, from an ISO instant. `?` for what is none. */
export function day(iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? "?" : `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
}

/** The last day before an instant that does not belong any more: midnight means the day before. */
export function lastDay(iso: string): string {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? "?" : day(new Date(at - 1).toISOString());
}

/** `26 weeks to 30 Jun 2026`. */
export function period(result: Pick<Result, "window" | "asOf">): string {
  return `${plural(result.window.effectiveWeeks, "week", "weeks")} to ${lastDay(result.asOf)}`;
}

/** Said beside the level where the history is shorter than the window; null elsewhere. */
export function shortHistorySentence({ window, level }: Pick<Result, "window" | "level">): string | null {
  return level.best === null || window.historyWeeks === undefined ? null : shorterThanWindow(window.historyWeeks);
}

/** Said beside the level, since it is one of other rules than those that are shipped; null = the shipped ones. */
export function ownRulesSentence({ ruleset }: Pick<Result, "ruleset">): string | null {
  return ruleset.deviations.length === 0 ? null : `Judged by own rules (${ruleset.version}) and not by the shipped ones.`;
}
