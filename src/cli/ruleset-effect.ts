import { CHARACTERISTICS } from "../maturity/characteristics/index.ts";
import type { Ruleset } from "../maturity/ruleset/ruleset.ts";
import type { Level, Rating } from "../model/level.ts";
import type { Result } from "../model/result.ts";
import { cleanTexts } from "../report/clean.ts";
import { fit, padEnd, padStart, wrap, type Paint } from "../report/terminal/layout.ts";
import { lastDay, percent, RATING_SYMBOLS } from "../report/wording.ts";
import type { WorkspaceStore } from "../store/store.ts";
import { judgeWithBasis } from "./commands/scan.ts";
import { lastKnown } from "./last-known.ts";
import type { Ports } from "./ports.ts";

interface Standing {
  readonly level: Level | null;
  /** 1-5. */
  readonly index: number | null;
}

/** One history judged by two rulesets, as of one instant. */
export interface RulesetEffect {
  readonly workspace: string;
  readonly asOf: string;
  readonly before: Standing;
  readonly after: Standing;
  /** Those with another rating, or another attainment by at least half a point of a hundred. */
  readonly characteristics: readonly {
    readonly id: string;
    readonly ratingBefore: Rating;
    readonly ratingAfter: Rating;
    /** 0-1; null = not rated. */
    readonly before: number | null;
    readonly after: number | null;
  }[];
  /** Those at another level. */
  readonly teams: readonly { readonly name: string; readonly before: Level | null; readonly after: Level | null }[];
}

/** Half a point: what would not show in whole percent. */
const LEAST = 0.005;

/** Judges what is stored by both. Nothing is kept. */
export async function rulesetEffect(
  store: WorkspaceStore,
  before: Ruleset,
  after: Ruleset,
  ports: Ports,
): Promise<RulesetEffect> {
  const asOf = await lastKnown(store, undefined, "--as-of", ports);
  const one = (await judgeWithBasis(store, asOf, before)).result;
  const other = (await judgeWithBasis(store, asOf, after)).result;
  const standing = ({ level, index }: Result): Standing => ({ level: level.best, index: index.score5 });
  const ofTeam = (result: Result, name: string): Level | null =>
    result.teams.find((team) => team.name === name)?.level?.best ?? null;
  return {
    workspace: store.workspace,
    asOf: one.asOf,
    before: standing(one),
    after: standing(other),
    characteristics: one.characteristics.flatMap(({ id, rating, attainment }) => {
      const own = other.characteristics.find((candidate) => candidate.id === id)!;
      const differs = rating !== own.rating || Math.abs((attainment ?? 0) - (own.attainment ?? 0)) >= LEAST;
      return differs ? [{ id, ratingBefore: rating, ratingAfter: own.rating, before: attainment, after: own.attainment }] : [];
    }),
    teams: [...new Set([...one.teams, ...other.teams].map(({ name }) => name))].flatMap((name) => {
      const ends = { before: ofTeam(one, name), after: ofTeam(other, name) };
      return ends.before === ends.after ? [] : [{ name, ...ends }];
    }),
  };
}

/** The same for a reader. `columns`: the width of a line. */
export function effectLines(foreign: RulesetEffect, columns: number, paint: Paint): string[] {
  const effect = cleanTexts(foreign);
  const { before, after, characteristics, teams } = effect;
  const level = (value: Level | null): string => (value === null ? "?" : String(value));
  const index = (value: number | null): string => (value === null ? "?" : value.toFixed(1));
  const share = (value: number | null): string => padStart(value === null ? "?" : percent(value), 6);
  const texts = new Map(CHARACTERISTICS.map(({ id, text }) => [id, text]));
  const textColumns = Math.max(10, columns - 5 - 8 - 17);
  return [
    paint("strong", `In ${effect.workspace}, as of ${lastDay(effect.asOf)}`),
    ...wrap(
      `${before.level === after.level ? `Level ${level(after.level)} under both` : `Level ${level(before.level)} becomes ${level(after.level)}`}; index ${index(before.index)} ${index(before.index) === index(after.index) ? "under both" : `becomes ${index(after.index)}`}.`,
      columns,
    ),
    ...teams.map(({ name, before: from, after: to }) => `Team ${fit(name, columns - 20)}: level ${level(from)} > ${level(to)}`),
    ...(characteristics.length === 0 ? ["No sentence differs."] : []),
    ...characteristics.map((one) => {
      const ratings = `${RATING_SYMBOLS[one.ratingBefore]} > ${RATING_SYMBOLS[one.ratingAfter]}`;
      const text = padEnd(fit(texts.get(one.id) ?? "", textColumns - 2), textColumns);
      return `${paint("faint", padEnd(one.id, 5))}${text}${padEnd(ratings, 8)}${share(one.before)}  > ${share(one.after)}`;
    }),
    ...wrap(
      "This was judged to answer the question. What is kept, and what the workspace is judged by, stays as it is.",
      columns,
    ).map((line) => paint("faint", line)),
  ];
}
