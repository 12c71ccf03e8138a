import { LEVEL_NAMES, type Level, type Rating } from "../model/level.ts";
import type { LevelVerdict } from "../model/result.ts";

/** Words that every surface uses for the same thing. */
export const STATEMENT =
  "An independent inference from tracker history, not an assessment by the Work Management Institute, whose names are its trademarks. It describes processes, never persons.";

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

export function levelTitle(level: Level | null): string {
  return level === null ? "Level cannot be judged from this data" : `Level ${level} · ${LEVEL_NAMES[level]}`;
}

/** How sure, in one sentence. */
export function certaintySentence(verdict: LevelVerdict): string {
  const { best, confirmed, lower, upper } = verdict;
  if (best === null) {
    return `Too little can be seen to name a level; it could be anything from ${lower} to ${upper}.`;
  }
  const chance = percent(verdict.atLeast?.[`${best}`] ?? 0);
  const sure =
    confirmed === best
      ? `Confirmed: the chance that it is level ${best} or higher is ${chance}.`
      : `Best estimate: the chance that it is level ${best} or higher is ${chance}${confirmed === null ? "" : `; level ${confirmed} is confirmed`}.`;
  return lower === upper ? sure : `${sure} With what could not be judged it may be ${lower} to ${upper}.`;
}

/** A share as whole percent; never rounds to 0 or 100 what is not. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded === 0 && share > 0) return "<1 %";
  if (rounded === 100 && share < 1) return ">99 %";
  return `${rounded} %`;
}

/** At most three significant digits, thousands separated: 0.083, 4.2, 31, 4,812. */
export function quantity(value: number): string {
  const size = Math.abs(value);
  if (size >= 100) return String(Math.round(value)).replaceAll(/\B(?=(\d{3})+(?!\d))/g, ",");
  if (size >= 10) return value.toFixed(0);
  if (size >= 1) return trimZeros(value.toFixed(1));
  return size === 0 ? "0" : trimZeros(value.toFixed(2));
}

/** `quantity` with its unit: `31 %`, `4.2 d`. */
export function quantityWithUnit(value: number, unit: string): string {
  return unit === "ratio" || unit === "0-1" ? quantity(value) : `${quantity(value)} ${unit}`;
}

function trimZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0{1,3}$/, "") : text;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `30 Jun 2026`, UTC, from an ISO instant. */
export function day(iso: string): string {
  return `${Number(iso.slice(8, 10))} ${MONTHS[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}`;
}
