import { LEVEL_NAMES } from "../../model/level.ts";
import type { RecentPoint, RecentTrend, Trend, TrendChange } from "../../model/trend.ts";
import { day, lastDay, levelTitle, plural } from "../wording.ts";

/** `+0.4`, `-0.2`, `0.0`; one more digit where one would hide that it is not nothing. */
export function signed(value: number): string {
  const digits = value !== 0 && Math.abs(value) < 0.05 ? 2 : 1;
  return `${value > 0 ? "+" : value < 0 ? "-" : ""}${Math.abs(value).toFixed(digits)}`;
}

/** A change in a few words, for one cell of a table. */
export function changeWords(change: TrendChange): string {
  switch (change.verdict) {
    case "rise":
      return `${signed(change.index!)}, a rise`;
    case "fall":
      return `${signed(change.index!)}, a fall`;
    case "none":
      return isOfEvidence(change) ? "no detectable change *" : "no detectable change";
    case "not-comparable":
      return "not comparable";
    default:
      return change.verdict satisfies never;
  }
}

/** The published numbers differ by more than the work does, because more or less could be measured. */
function isOfEvidence({ verdict, index, indexAsPublished, minimalDetectableChange }: TrendChange): boolean {
  if (verdict !== "none" || index === null || indexAsPublished === null) return false;
  return Math.abs(indexAsPublished) >= (minimalDetectableChange ?? 0);
}

/** What the star beside a change means; null when there is none. */
export function starSentence({ points }: Pick<RecentTrend, "points">): string | null {
  return points.some(({ change }) => change !== null && isOfEvidence(change))
    ? "* The two numbers differ by what could be measured: on what there is at both dates nothing changed."
    : null;
}

/** What stands beside a point: the change since the one before it, and the year where that says more. Empty for the first. */
export function pointWords({ level, window, change, yearBefore }: RecentPoint): string {
  if (level.best === null) return `${plural(window.historyWeeks, "week", "weeks")} of history`;
  if (change === null || change.indexAsPublished === null) return "";
  if (change.verdict !== "not-comparable" || yearBefore === null) return changeWords(change);
  return `in a year ${changeWords(yearBefore)}`;
}

export function levelWords({ level }: Pick<RecentPoint, "level">): string {
  return level.best === null ? "?" : `${level.best} ${LEVEL_NAMES[level.best]}`;
}

/** Two or three sentences on what the whole trend says. */
export function summary(trend: RecentTrend): string[] {
  const judged = trend.points.filter(({ level }) => level.best !== null);
  const last = judged.at(-1);
  if (last === undefined) {
    const reason = trend.points.at(-1)?.reason;
    return [`No level can be named at any of these dates.${reason === undefined || reason === null ? "" : ` ${reason}`}`];
  }
  const first = judged[0]!;
  const sentences: string[] = [];
  if (trend.overall !== null) sentences.push(...overallSentences(trend.overall, first, last));
  else sentences.push("There is only one date with a level, and nothing to compare it with.");
  const { yearBefore } = last;
  if (yearBefore !== null && yearBefore.since !== trend.overall?.since && yearBefore.verdict !== "not-comparable")
    sentences.push(`Against the same weeks a year before: ${changeSentence(yearBefore)}`);
  return sentences;
}

export function title(trend: Pick<RecentTrend, "points">): string {
  return levelTitle(trend.points.findLast(({ level }) => level.best !== null)?.level.best ?? null);
}

function overallSentences(overall: TrendChange, first: RecentPoint, last: RecentPoint): string[] {
  const [before, after] = [first.level.best!, last.level.best!];
  const levels =
    before === after
      ? `Level ${after} on ${lastDay(first.asOf)} and on ${lastDay(last.asOf)}`
      : `From level ${before} on ${lastDay(first.asOf)} to level ${after} on ${lastDay(last.asOf)}`;
  if (overall.since === first.asOf) return [`${levels}: ${changeSentence(overall)}`];
  const alike = last.window.shutdownWeeks.length > 0 ? "holds a shutdown too" : "holds no shutdown either";
  return [`${levels}.`, `Since ${lastDay(overall.since)}, the first date whose window ${alike}: ${changeSentence(overall)}`];
}

/** The rest of a sentence about an index. */
export function changeSentence(change: TrendChange): string {
  const { verdict, index, indexAsPublished, minimalDetectableChange, notes } = change;
  const noise = minimalDetectableChange === null ? "" : ` (what is under ${minimalDetectableChange.toFixed(1)} is noise)`;
  switch (verdict) {
    case "rise":
      return `${onCommonGround(change)}the index rose by ${Math.abs(index!).toFixed(1)}${noise}.${numbersThemselves(change)}`;
    case "fall":
      return `${onCommonGround(change)}the index fell by ${Math.abs(index!).toFixed(1)}${noise}.${numbersThemselves(change)}`;
    case "none":
      return isOfEvidence(change)
        ? `no detectable change of the index${noise}. The numbers themselves differ by ${signed(indexAsPublished!)}, because more or less could be measured.`
        : `no detectable change of the index${noise}.`;
    case "not-comparable":
      return `the two are not compared. ${notes.at(-1) ?? ""}`.trim();
    default:
      return verdict satisfies never;
  }
}

/** The change and the difference of the two published numbers look unlike each other to a tenth. */
function isOtherwisePublished({ index, indexAsPublished }: TrendChange): boolean {
  return index !== null && indexAsPublished !== null && Math.abs(index - indexAsPublished) >= 0.1;
}

function onCommonGround(change: TrendChange): string {
  return isOtherwisePublished(change) ? "on what could be measured at both dates " : "";
}

function numbersThemselves(change: TrendChange): string {
  return isOtherwisePublished(change)
    ? ` The numbers themselves differ by ${signed(change.indexAsPublished!)}, because more or less could be measured.`
    : "";
}

/** Everything that qualifies single dates, each sentence once, with the dates it is about. */
export function remarks(trend: Trend): string[] {
  const about = new Map<string, string[]>();
  const add = (sentence: string, asOf: string): void => {
    about.set(sentence, [...(about.get(sentence) ?? []), lastDay(asOf)]);
  };
  for (const { asOf, window, level, reason, notes, change } of trend.points) {
    for (const note of notes) add(note, asOf);
    // How long the history was stands beside the date already.
    if (reason !== null && level.best === null && window.historyWeeks >= 13) add(reason, asOf);
    if (change !== null && saysMore(change)) for (const note of change.notes) add(note, asOf);
  }
  const began = trend.historyBeganAt;
  return [
    ...(began === null || trend.points.every(({ notes, reason }) => notes.length === 0 && reason === null)
      ? []
      : [`The history begins on ${day(began)}; with less than 13 weeks of it no level is named.`]),
    ...Array.from(about, ([sentence, dates]) => `${datesWords(dates)}: ${lowerFirst(sentence)}`),
  ];
}

/** The notes of a change explain something that a reader sees. */
function saysMore({ verdict, index, indexAsPublished }: TrendChange): boolean {
  if (indexAsPublished === null) return false;
  return verdict === "not-comparable" || index === null || Math.abs(index - indexAsPublished) >= 0.05;
}

function datesWords(dates: readonly string[]): string {
  return dates.length === 1 ? dates[0]! : `${dates[0]!} to ${dates.at(-1)!} (${dates.length} dates)`;
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

const EVERY_WORDS = { week: "weekly", month: "monthly", quarter: "quarterly" } as const;

/** `monthly, 31 Jan 2025 to 30 Jun 2026`. */
export function trendPeriod({ every, points }: RecentTrend): string {
  const [first, last] = [points[0], points.at(-1)];
  return first === undefined || last === undefined
    ? EVERY_WORDS[every]
    : `${EVERY_WORDS[every]}, ${lastDay(first.asOf)} to ${lastDay(last.asOf)}`;
}

/** `30 Sep 2025 3.1 · 31 Dec 2025 2.9`: the index date by date in one line. */
export function recentLine({ points }: Pick<RecentTrend, "points">): string {
  return points.map(({ asOf, index }) => `${lastDay(asOf)} ${index.score5 === null ? "?" : index.score5.toFixed(1)}`).join(" · ");
}

/** A heading for a few dates beside a result. */
export const RECENT_TITLE = "The last quarters";
