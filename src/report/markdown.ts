import { RECENT_TITLE, recentLine, summary } from "./trend/wording.ts";
import { conflictSentence, joinSentences } from "./join-wording.ts";
import { LEVEL_NAMES, LEVELS } from "../model/level.ts";
import { DIMENSIONS } from "../model/measure.ts";
import type { Gap, Result } from "../model/result.ts";
import { STATEMENTS_NOTE, STATEMENTS_TITLE, statementSentence } from "./statement-wording.ts";
import { cleanResult } from "./clean.ts";
import { FLAGS_TITLE, flagLine } from "./flag-wording.ts";
import { progressionSentence } from "./progression-wording.ts";
import {
  boundsSentence,
  certaintySentence,
  chanceOf,
  conflictLine,
  DIMENSION_NAMES,
  gapsTitle,
  indexWords,
  levelTitle,
  nextOpen,
  ownRulesSentence,
  shortHistorySentence,
  percent,
  period,
  quantity,
  RATING_SYMBOLS,
  coverageSentence,
  streamSentence,
  wholeScore,
} from "./wording.ts";

/** A summary for a page or a pull request: level, how sure, gaps, profile, teams, limits. */
export function renderMarkdown(foreign: Result): string {
  const result = cleanResult(foreign);
  const lines = [
    ...head(result),
    ...gaps(result),
    ...numbered(
      "Look at next",
      result.next.map((step) => step.sentence),
    ),
    ...profile(result),
    ...recent(result),
    ...dimensions(result),
    ...teams(result),
    ...statements(result),
    ...flags(result),
    ...ownRules(result),
    ...data(result),
    `_${text(result.statement)}_`,
  ];
  return `${lines.join("\n")}\n`;
}

function recent({ trend }: Result): string[] {
  if (trend === undefined) return [];
  return [`## ${RECENT_TITLE}`, "", `Index: ${recentLine(trend)}. ${text(summary(trend).join(" "))}`, ""];
}

function head(result: Result): string[] {
  const { level, ruleset } = result;
  const words = indexWords(result.index, level);
  const index =
    words === null
      ? []
      : [
          `Index **${words.score}** (${[words.interval === null ? null : `90 %: ${words.interval}`, words.score100, words.note].filter((part) => part !== null).join("; ")}).`,
          "",
        ];
  const open = nextOpen(level) === null ? "" : ` ${text(nextOpen(level) ?? "")}`;
  const chances =
    level.atLeast === null
      ? []
      : [
          "| Level | Chance of being there or higher |",
          "|---|---:|",
          ...LEVELS.map((k) => `| ${k} ${LEVEL_NAMES[k]} | ${chanceOf(level, k) ?? "cannot be judged"} |`),
          "",
        ];
  return [
    `# ${text(result.workspace)}: ${levelTitle(level.best)}`,
    "",
    `${certaintySentence(level)}${open} ${boundsSentence(result)}`,
    "",
    ...index,
    ...chances,
    ...(level.strict === null
      ? []
      : [
          `Stricter readings: level ${level.strict} without the one tolerated gap a level, level ${level.isoStrict ?? "?"} by the ISO 33020 rule.`,
          "",
        ]),
    `${period(result)}; ruleset ${text(ruleset.version)} (\`${ruleset.hash.slice(0, 12).replaceAll("`", "")}\`).`,
    "",
    ...(shortHistorySentence(result) === null ? [] : [text(shortHistorySentence(result) ?? ""), ""]),
    ...(ownRulesSentence(result) === null ? [] : [text(ownRulesSentence(result) ?? ""), ""]),
  ];
}

function gaps(result: Result): string[] {
  const under = (title: string, some: readonly Gap[]): string[] =>
    some.length === 0 ? [] : [`## ${title}`, "", ...some.map(({ sentence }) => `- ${text(sentence)}`), ""];
  return [
    ...under(
      gapsTitle(result.level),
      result.level.gaps.filter((gap) => !gap.tolerated),
    ),
    ...under(
      "Open, but not holding the level back",
      result.level.gaps.filter((gap) => gap.tolerated),
    ),
  ];
}

function numbered(title: string, sentences: readonly string[]): string[] {
  return sentences.length === 0
    ? []
    : [`## ${title}`, "", ...sentences.map((sentence, at) => `${at + 1}. ${text(sentence)}`), ""];
}

function profile(result: Result): string[] {
  const rows = result.characteristics.map(
    ({ id, text: sentence, rating, attainment, interval90 }) =>
      `| ${text(id)} | ${text(sentence)} | ${RATING_SYMBOLS[rating]} | ${attainment === null ? "" : percent(attainment)} | ${interval90 === null ? "" : `${percent(interval90[0])} to ${percent(interval90[1])}`} |`,
  );
  const conflict = conflictLine(result.characteristics);
  return [
    "## Profile",
    "",
    "| | Characteristic | Rating | Attained | 90 % |",
    "|---|---|:-:|---:|---|",
    ...rows,
    "",
    "N not, P partially, L largely, F fully attained; ? cannot be judged from this data; - does not apply. Level 1: how far it is left behind.",
    "",
    ...(conflict === null ? [] : [conflict, ""]),
  ];
}

function dimensions(result: Result): string[] {
  const rows = DIMENSIONS.map((dimension) => {
    const { score, interval90, coverage } = result.c4[dimension];
    const interval = interval90 === null ? "" : `${wholeScore(interval90[0])} to ${wholeScore(interval90[1])}`;
    return `| ${DIMENSION_NAMES[dimension]} | ${score === null ? "cannot be judged" : wholeScore(score)} | ${interval} | ${percent(coverage)} |`;
  });
  const moves = progressionSentence(result.progression);
  return [
    "## C4 flywheel",
    "",
    "| | 0-100 | 90 % | Could be seen |",
    "|---|---:|---|---:|",
    ...rows,
    "",
    ...(moves === null ? [] : [text(moves), ""]),
  ];
}

function teams(result: Result): string[] {
  if (result.teams.length === 0) return [];
  const rows = result.teams.map((team) => {
    const best = team.status === "assessed" ? (team.level?.best ?? null) : null;
    const level =
      best === null ? (team.status === "suppressed" ? "not shown" : "cannot be judged") : `${best} ${LEVEL_NAMES[best]}`;
    const people = team.status === "suppressed" || team.activePeople === null ? "" : quantity(team.activePeople);
    return `| ${text(team.name)} | ${level} | ${people} | ${text(team.reason ?? "")} |`;
  });
  return ["## Teams", "", "| Team | Level | Active people | Note |", "|---|---|---:|---|", ...rows, ""];
}

function statements({ statements: all = [] }: Result): string[] {
  if (all.length === 0) return [];
  return [
    `## ${STATEMENTS_TITLE}`,
    "",
    ...all.map((statement) => `- ${text(statementSentence(statement))}`),
    "",
    STATEMENTS_NOTE,
    "",
  ];
}

function ownRules({ ruleset }: Result): string[] {
  if (ruleset.deviations.length === 0) return [];
  return ["## Own rules", "", ...ruleset.deviations.map((deviation) => `- ${text(deviation)}`), ""];
}

function flags({ flags: all = [], signals }: Result): string[] {
  return all.length === 0 ? [] : [`## ${FLAGS_TITLE}`, "", ...all.map((flag) => `- ${text(flagLine(flag, signals))}`), ""];
}

function data(result: Result): string[] {
  const notes = result.streams.filter((stream) => typeof stream.coverageNote === "string" && stream.problem === null);
  const trouble = result.streams.filter((stream) => stream.problem !== null || stream.status !== "complete");
  const joins = [...joinSentences(result.provenance.joins), conflictSentence(result.provenance.joinConflicts)].filter(
    (sentence) => sentence !== null,
  );
  return [
    ...(trouble.length === 0
      ? []
      : ["## Incomplete data", "", ...trouble.map((stream) => `- ${text(streamSentence(stream))}`), ""]),
    ...(joins.length === 0
      ? []
      : ["## Taken for one in several tools", "", ...joins.map((sentence) => `- ${text(sentence)}.`), ""]),
    ...(notes.length === 0
      ? []
      : ["## Coverage", "", ...notes.map((stream) => `- ${text(coverageSentence(stream, result) ?? "")}`), ""]),
  ];
}

/** Foreign text as text: no markup of Markdown or HTML survives, no address becomes a link, no list or heading begins, no table cell ends. */
export function text(value: string): string {
  return value
    .replaceAll(/[\r\n\t]+/g, " ")
    .trim()
    .replaceAll("&", "&amp;")
    .replaceAll(/[\\`*_[\]|~$]/g, (character) => `\\${character}`)
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("@", "&#64;")
    .replaceAll("://", ":&#47;&#47;")
    .replaceAll(/\b(www)\./gi, "$1&#46;")
    .replace(/^[#+=-]/, (character) => `\\${character}`)
    .replace(/^(\d{1,9})([.)])(?= |$)/, "$1\\$2");
}
