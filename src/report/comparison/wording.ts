import type { Cause, Comparison, ComparedSide, Split } from "../../model/comparison.ts";
import { lastDay, plural, RATING_SYMBOLS } from "../wording.ts";

export const CAUSE_WORDS: Readonly<Record<Cause, string>> = {
  work: "the work",
  evidence: "the evidence",
  ruleset: "the rules",
};

/** What each cause means, for somebody who reads the table for the first time. */
export const CAUSE_MEANINGS: Readonly<Record<Cause, string>> = {
  work: "what happened between the two dates, on what could be measured at both",
  evidence: "what could be seen and measured at one end and not at the other",
  ruleset: "the same answers judged by other rules",
};

const STAR_SENTENCE = "* larger than its minimal detectable change; work parts without a star may be noise.";
/** Only where a sentence has one. */
const OPEN_SENTENCE = "? cannot be told, because the sentence was rated at one of the two ends only.";

/** What the marks beside the numbers mean. */
export function markSentences(changed: Comparison["characteristics"]): string {
  return changed.some(({ work, whole }) => work === null || whole === null) ? `${STAR_SENTENCE} ${OPEN_SENTENCE}` : STAR_SENTENCE;
}

const KIND_WORDS: Readonly<Record<ComparedSide["kind"], string>> = {
  date: "judged now",
  scan: "kept by a scan",
  file: "read from a file",
};

/** `acme as of 30 Jun 2026, judged now, ruleset 1.1.0 (0f3ba1c2)`. */
export function sideWords({ kind, workspace, asOf, ruleset }: ComparedSide): string {
  return `${workspace} as of ${lastDay(asOf)}, ${KIND_WORDS[kind]}, ruleset ${ruleset.version} (${ruleset.hash.slice(0, 8)})`;
}

/** `31 Jan 2026 and 30 Jun 2026`. */
export function comparedDates({ before, after }: Comparison): string {
  return `${lastDay(before.asOf)} and ${lastDay(after.asOf)}`;
}

/** The level at both ends, as a heading. */
export function comparedLevels({ level: { before, after } }: Comparison): string {
  if (before === null || after === null) return `Level ${before ?? "?"}, then ${after ?? "?"}`;
  return before === after ? `Level ${after}, as before` : `From level ${before} to level ${after}`;
}

/** The index at both ends, and how much of the difference is the work. */
export function comparedIndex({ index }: Comparison): string {
  const { before, after, whole, work, verdict, minimalDetectableChange } = index;
  if (before === null || after === null || whole === null)
    return "One of the two has no index, so that there is no difference to explain.";
  const ends = `Index ${before.toFixed(1)} to ${after.toFixed(1)} (${hundredths(whole)}).`;
  const noise = minimalDetectableChange === null ? "" : ` (what is under ${minimalDetectableChange.toFixed(1)} is noise)`;
  if (work === null) return `${ends} How much of it is the work cannot be told.`;
  if (verdict === "rise" || verdict === "fall")
    return `${ends} The work itself ${verdict === "rise" ? "rose" : "fell"} by ${Math.abs(work).toFixed(2)}${noise}.`;
  if (verdict === "none") return `${ends} No detectable change of the work${noise}.`;
  return `${ends} The work of the two dates is not compared.`;
}

/** `+0.12`: index parts, always with the digits in which they add up. */
export function hundredths(value: number | null): string {
  return value === null ? "?" : withSign(value, 2);
}

/** `+1`: whole levels. */
export function wholeLevels(value: number | null): string {
  return value === null ? "?" : withSign(value, 0);
}

/** `+14` points of attainment out of 100; empty = nothing. */
export function points(value: number | null): string {
  return value === null ? "?" : Math.round(100 * value) === 0 ? "" : withSign(100 * value, 0);
}

function withSign(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  return Number(text) === 0 ? text : `${value > 0 ? "+" : "-"}${text}`;
}

/** One line of the table of causes. */
export interface CauseRow {
  readonly name: string;
  readonly meaning: string;
  readonly read: (split: Split) => number | null;
}

/** The three causes, what could not be told apart where there is such, and the sum. */
export function causeRows({ unsplitCauses }: Comparison): readonly CauseRow[] {
  const row = (cause: Cause): CauseRow => ({
    name: `${CAUSE_WORDS[cause]} changed`,
    meaning: CAUSE_MEANINGS[cause],
    read: (split) => split[cause],
  });
  const together = unsplitCauses.map((cause) => CAUSE_WORDS[cause]).join(", ");
  return [
    row("work"),
    row("evidence"),
    row("ruleset"),
    ...(unsplitCauses.length === 0
      ? []
      : [{ name: `not told apart: ${together}`, meaning: "see below why", read: (split: Split) => split.unsplit }]),
    { name: "in all", meaning: "", read: (split) => split.whole },
  ];
}

/** Characteristics with another rating, or another attainment by at least half a point. */
export function changedCharacteristics({ characteristics }: Comparison): Comparison["characteristics"] {
  return characteristics.filter(
    ({ ratingBefore, ratingAfter, whole }) => ratingBefore !== ratingAfter || Math.abs(whole ?? 0) >= 0.005,
  );
}

/** `P > L`, or one letter where both ends have it. */
export function ratingsWords({ ratingBefore, ratingAfter }: Comparison["characteristics"][number]): string {
  const [before, after] = [RATING_SYMBOLS[ratingBefore], RATING_SYMBOLS[ratingAfter]];
  return before === after ? before : `${before} > ${after}`;
}

/** What could be judged at one end only, a sentence each. */
export function seenSentences({ signalsGained, signalsLost, teamsGained, teamsLost }: Comparison): string[] {
  const sentence = (names: readonly string[], one: string, many: string, what: string): string[] =>
    names.length === 0 ? [] : [`${plural(names.length, one, many)} ${what}: ${names.join(", ")}.`];
  return [
    ...sentence(signalsGained, "signal", "signals", "measured at the later end only"),
    ...sentence(signalsLost, "signal", "signals", "measured at the earlier end only"),
    ...sentence(teamsGained, "team", "teams", "judged at the later end only"),
    ...sentence(teamsLost, "team", "teams", "judged at the earlier end only"),
  ];
}
