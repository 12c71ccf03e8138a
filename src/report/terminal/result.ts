import { LEVELS, LEVEL_NAMES, type Rating } from "../../model/level.ts";
import { DIMENSIONS } from "../../model/measure.ts";
import type { CharacteristicVerdict, Gap, Result } from "../../model/result.ts";
import { cleanResult } from "../clean.ts";
import { FLAGS_TITLE, flagLine } from "../flag-wording.ts";
import { progressionSentence } from "../progression-wording.ts";
import {
  boundsSentence,
  certaintySentence,
  chanceOf,
  conflictLine,
  coverageSentence,
  DIMENSION_NAMES,
  gapsTitle,
  indexWords,
  isOpen,
  levelTitle,
  nextOpen,
  ownRulesSentence,
  shortHistorySentence,
  percent,
  period,
  plural,
  quantity,
  RATING_SYMBOLS,
  streamSentence,
  wholeScore,
} from "../wording.ts";
import { bar, fit, padEnd, padStart, width, wrap, type Paint, type Style } from "./layout.ts";
import { STATEMENTS_NOTE, STATEMENTS_TITLE, statementSentence } from "../statement-wording.ts";
import { RECENT_TITLE, recentLine, summary } from "../trend/wording.ts";
import { teamLines } from "./teams.ts";

export interface TerminalOptions {
  /** 60 to 100 are used; narrower terminals get lines of 60. */
  readonly columns: number;
  readonly paint: Paint;
}

const RATING_STYLES: Readonly<Record<Rating, Style>> = { F: "good", L: "good", P: "fair", N: "bad", I: "faint", NA: "faint" };
const MARGIN = "  ";

/** The whole result as a manager reads it first: level, how sure, what holds it back, profile, teams, data, what next. */
export function renderTerminal(foreign: Result, options: TerminalOptions): string {
  const result = cleanResult(foreign);
  const columns = Math.min(Math.max(options.columns, 60), 100) - 2 * MARGIN.length;
  const paint = options.paint;
  const teamBlocks = result.level.gaps.some((gap) => gap.kind === "team" && !gap.tolerated);
  const lines = [
    ...header(result, columns, paint),
    ...levels(result, columns, paint),
    ...gaps(result, columns, paint),
    // A reader who sees a good profile under a lower level must have seen the teams before.
    ...(teamBlocks ? teams(result, columns, paint) : []),
    ...profile(result, columns, paint),
    ...recent(result, columns, paint),
    ...dimensions(result, columns, paint),
    ...(teamBlocks ? [] : teams(result, columns, paint)),
    ...statements(result, columns, paint),
    ...ownRules(result, columns, paint),
    ...flags(result, columns, paint),
    ...data(result, columns, paint),
    ...next(result, columns, paint),
    "",
    ...wrap(result.statement, columns).map((line) => paint("faint", line)),
  ];
  return `${lines.map((line) => (line === "" ? "" : `${MARGIN}${line}`.trimEnd())).join("\n")}\n`;
}

function section(title: string, columns: number, paint: Paint, note = ""): string[] {
  const lines = wrap(title, columns).map((line) => paint("strong", line));
  if (note === "") return ["", ...lines];
  const gap = columns - width(title) - width(note);
  return gap < 2
    ? ["", ...lines, ...wrap(note, columns).map((line) => paint("faint", line))]
    : ["", `${lines.join("")}${" ".repeat(gap)}${paint("faint", note)}`];
}

/** A mark, and the text beside it. */
function bullet(mark: string, text: string, columns: number): string[] {
  const indent = " ".repeat(width(mark) + 1);
  return wrap(text, columns - indent.length).map((line, at) => (at === 0 ? `${mark} ${line}` : `${indent}${line}`));
}

function header(result: Result, columns: number, paint: Paint): string[] {
  const { level } = result;
  const when = period(result);
  const name = fit(result.workspace, columns - width(when) - 2);
  const own = [shortHistorySentence(result), ownRulesSentence(result)].filter((part) => part !== null);
  const sentences = [certaintySentence(level), nextOpen(level), boundsSentence(result)].filter((part) => part !== null);
  return [
    "",
    paint("faint", padEnd(name, columns - width(when)) + when),
    "",
    paint("strong", levelTitle(level.best)),
    ...wrap(sentences.join(" "), columns),
    ...indexLine(result, columns),
    ...own.flatMap((sentence) => wrap(sentence, columns).map((line) => paint("fair", line))),
  ];
}

function indexLine(result: Result, columns: number): string[] {
  const words = indexWords(result.index, result.level);
  if (words === null) return [];
  const interval = words.interval === null ? "" : ` (90 %: ${words.interval})`;
  const thresholds = words.intervalWithThresholds === null ? "" : `; with uncertain thresholds ${words.intervalWithThresholds}`;
  return wrap(
    `Index ${words.score}${interval}, ${words.score100}${thresholds}${words.note === null ? "" : `; ${words.note}`}.`,
    columns,
  );
}

function levels(result: Result, columns: number, paint: Paint): string[] {
  const { level } = result;
  const barColumns = Math.max(10, Math.min(40, columns - 40));
  const lines = LEVELS.map((k) => {
    const name = padEnd(`${k} ${LEVEL_NAMES[k]}`, 15);
    if (level.atLeast === null || isOpen(level, k))
      return `${paint("faint", name)}${padStart("?", 6)}  ${paint("faint", "cannot be judged")}`;
    const chance = level.atLeast[`${k}`];
    const mark = k === level.confirmed ? "confirmed" : k === level.best ? "best estimate" : "";
    const style: Style = chance >= 0.9 ? "good" : chance >= 0.5 ? "fair" : "faint";
    const drawn = bar(chance, barColumns);
    return `${k === level.best ? paint("strong", name) : name}${padStart(chanceOf(level, k) ?? "?", 6)}  ${paint(style, drawn)}${" ".repeat(barColumns - width(drawn))}  ${paint("faint", mark)}`;
  });
  const rules = [
    level.strict === null ? null : `${level.strict} without the one tolerated gap a level`,
    level.isoStrict === null ? null : `${level.isoStrict} by the ISO 33020 rule`,
  ].filter((part) => part !== null);
  const notes =
    rules.length === 0 ? [] : wrap(`Stricter readings: level ${rules.join(", ")}.`, columns).map((line) => paint("faint", line));
  return [...section("Chance of being at each level or higher", columns, paint), ...lines, ...notes];
}

function gaps(result: Result, columns: number, paint: Paint): string[] {
  const all = result.level.gaps;
  const blocking = all.filter((gap) => !gap.tolerated);
  const tolerated = all.filter((gap) => gap.tolerated);
  const line = (gap: Gap, style: Style): string[] =>
    bullet(paint(style, gap.kind === "evidence" ? "?" : "●"), gap.sentence, columns);
  return [
    ...(blocking.length === 0 ? [] : section(gapsTitle(result.level), columns, paint)),
    ...blocking.flatMap((gap) => line(gap, gap.kind === "evidence" ? "faint" : gap.rating === "N" ? "bad" : "fair")),
    ...(tolerated.length === 0 ? [] : section("Open, but not holding the level back", columns, paint)),
    ...tolerated.flatMap((gap) => line(gap, "faint")),
  ];
}

function profile(result: Result, columns: number, paint: Paint): string[] {
  const barColumns = columns >= 86 ? 20 : columns >= 70 ? 12 : 8;
  const textColumns = columns - barColumns - 16;
  const note = "N not · P partially · L largely · F fully · ? cannot be judged · - n/a";
  const lines = section("Profile", columns, paint, note);
  for (const level of LEVELS) {
    lines.push(
      paint("faint", level === 1 ? "Level 1 Ad-Hoc: how far it is left behind" : `Level ${level} ${LEVEL_NAMES[level]}`),
    );
    for (const characteristic of result.characteristics)
      if (characteristic.level === level) lines.push(profileLine(characteristic, textColumns, barColumns, paint));
  }
  const conflict = conflictLine(result.characteristics);
  return conflict === null ? lines : [...lines, ...bullet(paint("fair", "!"), conflict, columns)];
}

function profileLine(verdict: CharacteristicVerdict, textColumns: number, barColumns: number, paint: Paint): string {
  const style = RATING_STYLES[verdict.rating];
  const text = padEnd(fit(verdict.text, textColumns), textColumns);
  const lead = `${paint("faint", padEnd(verdict.id, 3))}  ${verdict.attainment === null ? paint("faint", text) : text}  ${paint(style, RATING_SYMBOLS[verdict.rating])}`;
  if (verdict.attainment === null) return lead;
  const drawn = bar(verdict.attainment, barColumns);
  return `${lead}  ${paint(style, drawn)}${" ".repeat(barColumns - width(drawn))} ${padStart(percent(verdict.attainment), 5)}`;
}

function dimensions(result: Result, columns: number, paint: Paint): string[] {
  const lines = DIMENSIONS.map((dimension) => {
    const { score, interval90, coverage } = result.c4[dimension];
    const seen = paint("faint", `${padStart(percent(coverage), 5)} of it seen`);
    const interval = interval90 === null ? "" : `90 %: ${wholeScore(interval90[0])} to ${wholeScore(interval90[1])}`;
    return `${padEnd(DIMENSION_NAMES[dimension], 14)}${padStart(score === null ? "?" : wholeScore(score), 4)}  ${paint("faint", padEnd(interval, 16))}${seen}`;
  });
  const moves = progressionSentence(result.progression);
  return [...section("C4 flywheel, 0-100", columns, paint), ...lines, ...(moves === null ? [] : ["", ...wrap(moves, columns)])];
}

function teams(result: Result, columns: number, paint: Paint): string[] {
  return result.teams.length === 0 ? [] : [...section("Teams", columns, paint), ...teamLines(result.teams, columns, paint)];
}

function recent({ trend }: Result, columns: number, paint: Paint): string[] {
  if (trend === undefined) return [];
  return [
    ...section(RECENT_TITLE, columns, paint),
    ...wrap(`Index: ${recentLine(trend)}`, columns),
    ...wrap(summary(trend).join(" "), columns),
  ];
}

function statements(result: Result, columns: number, paint: Paint): string[] {
  const { statements: all = [] } = result;
  if (all.length === 0) return [];
  return [
    ...section(STATEMENTS_TITLE, columns, paint),
    ...all.flatMap((statement) =>
      bullet(paint("faint", statement.status === "valid" ? "§" : "x"), statementSentence(statement), columns),
    ),
    ...wrap(STATEMENTS_NOTE, columns).map((line) => paint("faint", line)),
  ];
}

function ownRules({ ruleset }: Result, columns: number, paint: Paint): string[] {
  if (ruleset.deviations.length === 0) return [];
  return [
    ...section("Own rules", columns, paint, `${ruleset.version} ${ruleset.hash.slice(0, 12)}`),
    ...ruleset.deviations.flatMap((deviation) => bullet("-", deviation, columns)),
  ];
}

function flags(result: Result, columns: number, paint: Paint): string[] {
  const all = result.flags ?? [];
  if (all.length === 0) return [];
  return [
    ...section(FLAGS_TITLE, columns, paint),
    ...all.flatMap((flag) => bullet(paint("fair", "!"), flagLine(flag, result.signals), columns)),
  ];
}

function data(result: Result, columns: number, paint: Paint): string[] {
  const {
    cycleTimeP50Days: half,
    cycleTimeP85Days: most,
    items,
    events,
    completed,
    logQuality,
    startSources,
  } = result.diagnostics;
  const measured = result.signals.filter((signal) => signal.outcome === "measured").length;
  const rated = result.characteristics.filter((characteristic) => characteristic.attainment !== null).length;
  const facts = [
    `${plural(items, "item", "items")}, ${plural(events, "event", "events")}, ${quantity(completed)} finished in the window`,
    half === null || most === null
      ? "cycle time cannot be told"
      : `half finish within ${quantity(half)} d, 85 % within ${quantity(most)} d`,
    `${measured} of ${result.signals.length} signals measured, ${rated} of ${result.characteristics.length} characteristics rated`,
    startSources === undefined ? null : startSentence(startSources),
    logQuality === null ? null : `log quality ${percent(logQuality)}`,
  ].filter((part) => part !== null);
  const trouble = result.streams.filter((stream) => stream.status !== "complete" || stream.problem !== null);
  return [
    ...section("Data", columns, paint, result.complete ? "" : "incomplete"),
    ...wrap(`${facts.join("; ")}.`, columns),
    ...result.streams.flatMap((stream) => {
      // Of other streams only what differs.
      const sentence = stream.stream === "issues" || stream.coverageNote ? coverageSentence(stream, result) : null;
      return sentence === null ? [] : wrap(sentence, columns);
    }),
    ...trouble.flatMap((stream) => bullet(paint("bad", "!"), streamSentence(stream), columns)),
  ];
}

/** `of these began 12 by a status, 30 by an assignment; 9 were not seen to begin`. */
function startSentence({ status, assignment, link, none }: NonNullable<Result["diagnostics"]["startSources"]>): string {
  const parts = [
    [status, "by a status"],
    [assignment, "by an assignment"],
    [link, "by a linked pull request"],
  ] as const;
  const known = parts.filter(([count]) => count > 0).map(([count, words]) => `${quantity(count)} ${words}`);
  return `of these began ${known.join(", ")}${none === 0 ? "" : `; ${quantity(none)} were not seen to begin`}`;
}

function next(result: Result, columns: number, paint: Paint): string[] {
  if (result.next.length === 0) return [];
  return [
    ...section("Look at next", columns, paint),
    ...result.next.slice(0, 5).flatMap((step, at) => bullet(paint("accent", `${at + 1}`), step.sentence, columns)),
  ];
}
