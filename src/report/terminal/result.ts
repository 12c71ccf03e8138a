import { LEVELS, LEVEL_NAMES, type Level, type Rating } from "../../model/level.ts";
import { DIMENSIONS } from "../../model/measure.ts";
import type { CharacteristicVerdict, Gap, Result, StreamReport, TeamVerdict } from "../../model/result.ts";
import { certaintySentence, day, levelTitle, percent, quantity, RATING_SYMBOLS } from "../wording.ts";
import { bar, fit, padEnd, padStart, width, wrap, type Paint, type Style } from "./layout.ts";

export interface TerminalOptions {
  /** 60 or more; narrower terminals get lines of 60. */
  readonly columns: number;
  readonly paint: Paint;
}

const RATING_STYLES: Readonly<Record<Rating, Style>> = { F: "good", L: "good", P: "fair", N: "bad", I: "faint", NA: "faint" };

/** The whole result as a manager reads it first: level, how sure, what holds it back, profile, teams, data, what next. */
export function renderTerminal(result: Result, options: TerminalOptions): string {
  const columns = Math.min(Math.max(options.columns, 60), 100) - 2;
  const paint = options.paint;
  const lines = [
    ...header(result, columns, paint),
    ...levels(result, columns, paint),
    ...gaps(result, columns, paint),
    ...profile(result, columns, paint),
    ...dimensions(result, columns, paint),
    ...teams(result, columns, paint),
    ...data(result, columns, paint),
    ...next(result, columns, paint),
    "",
    ...wrap(result.statement, columns).map((line) => paint("faint", line)),
  ];
  return `${lines.map((line) => (line === "" ? "" : `  ${line}`.trimEnd())).join("\n")}\n`;
}

function section(title: string, columns: number, paint: Paint, note = ""): string[] {
  const gap = columns - width(title) - width(note);
  return ["", paint("strong", title) + (note === "" ? "" : " ".repeat(Math.max(2, gap)) + paint("faint", note))];
}

function header(result: Result, columns: number, paint: Paint): string[] {
  const when = `${result.window.effectiveWeeks} weeks to ${day(result.asOf)}`;
  return [
    "",
    paint("faint", fit(result.workspace, columns - width(when) - 2) + " ".repeat(Math.max(2, columns - width(result.workspace) - width(when))) + when),
    "",
    paint("strong", levelTitle(result.level.best)),
    ...wrap(certaintySentence(result.level), columns),
    ...indexLine(result, columns),
  ];
}

function indexLine(result: Result, columns: number): string[] {
  const { score5, score100, interval90, minimalDetectableChange } = result.index;
  if (score5 === null || score100 === null || interval90 === null) return [];
  const noise = minimalDetectableChange === null ? "" : `; changes under ${minimalDetectableChange.toFixed(1)} are noise`;
  return wrap(
    `Index ${score5.toFixed(1)} of 5 (90 %: ${interval90[0].toFixed(1)} to ${interval90[1].toFixed(1)}${noise}), ${Math.round(score100)} of 100.`,
    columns,
  );
}

function levels(result: Result, columns: number, paint: Paint): string[] {
  const { level } = result;
  const blockedFrom = level.notAssessable?.level ?? 6;
  const barColumns = Math.max(10, columns - 46);
  const lines = LEVELS.map((k) => {
    const name = padEnd(`${k} ${LEVEL_NAMES[k]}`, 15);
    if (k >= blockedFrom && k > (level.best ?? 1)) return `${paint("faint", name)}${padStart("?", 6)}  ${paint("faint", "cannot be judged yet")}`;
    if (level.atLeast === null) return `${paint("faint", name)}${padStart("?", 6)}`;
    const chance = level.atLeast[`${k}`];
    const mark = k === level.confirmed ? "confirmed" : k === level.best ? "best estimate" : "";
    const style: Style = chance >= 0.9 ? "good" : chance >= 0.5 ? "fair" : "faint";
    return `${k === level.best ? paint("strong", name) : name}${padStart(percent(chance), 6)}  ${padEnd(paint(style, bar(chance, barColumns)), barColumns)}  ${paint("faint", mark)}`;
  });
  const rules = [
    level.strict === null ? null : `without the one tolerated gap per level: ${level.strict}`,
    level.isoStrict === null ? null : `by the ISO 33020 rule: ${level.isoStrict}`,
  ].filter((part) => part !== null);
  const notes = rules.length === 0 ? [] : wrap(`Stricter readings: ${rules.join("; ")}.`, columns).map((line) => paint("faint", line));
  return [...section("Chance of being at each level or higher", columns, paint), ...lines, ...notes];
}

function gaps(result: Result, columns: number, paint: Paint): string[] {
  const { best, gaps: all } = result.level;
  if (all.length === 0) return [];
  const blocking = all.filter((gap) => !gap.tolerated);
  const tolerated = all.filter((gap) => gap.tolerated);
  const target = Math.min(5, (best ?? 1) + 1) as Level;
  const lines: string[] = [];
  const bullet = (gap: Gap, style: Style): string[] =>
    wrap(gap.sentence, columns - 4, "").map((line, at) => (at === 0 ? `${paint(style, gap.kind === "evidence" ? "?" : "●")} ${line}` : `  ${line}`));
  if (blocking.length > 0) {
    lines.push(...section(`What stands between here and level ${target}`, columns, paint));
    for (const gap of blocking) lines.push(...bullet(gap, gap.rating === "N" ? "bad" : "fair"));
  }
  if (tolerated.length > 0) {
    lines.push(...section("Open but tolerated (one named gap a level)", columns, paint));
    for (const gap of tolerated) lines.push(...bullet(gap, "faint"));
  }
  return lines;
}

function profile(result: Result, columns: number, paint: Paint): string[] {
  const barColumns = columns >= 88 ? 20 : 12;
  const textColumns = columns - barColumns - 17;
  const lines = [...section("Profile", columns, paint, "N not · P partially · L largely · F fully · ? insufficient · - not applicable")];
  if (width(lines[1] ?? "") > columns) {
    lines[1] = paint("strong", "Profile");
    lines.push(paint("faint", "N not · P partially · L largely · F fully · ? cannot be judged · - n/a"));
  }
  for (const level of LEVELS) {
    lines.push(paint("faint", level === 1 ? "Level 1 Ad-Hoc: how far it is left behind" : `Level ${level} ${LEVEL_NAMES[level]}`));
    for (const characteristic of result.characteristics) {
      if (characteristic.level === level) lines.push(profileLine(characteristic, textColumns, barColumns, paint));
    }
  }
  return lines;
}

function profileLine(verdict: CharacteristicVerdict, textColumns: number, barColumns: number, paint: Paint): string {
  const style = RATING_STYLES[verdict.rating];
  const text = padEnd(fit(verdict.text, textColumns), textColumns);
  const symbol = paint(style, RATING_SYMBOLS[verdict.rating]);
  const lead = `${paint("faint", verdict.id)}  ${verdict.attainment === null ? paint("faint", text) : text}  ${symbol}`;
  if (verdict.attainment === null) return lead;
  return `${lead}  ${padEnd(paint(style, bar(verdict.attainment, barColumns)), barColumns)} ${padStart(percent(verdict.attainment), 5)}`;
}

function dimensions(result: Result, columns: number, paint: Paint): string[] {
  const parts = DIMENSIONS.map((dimension) => {
    const { score, coverage } = result.c4[dimension];
    const name = dimension[0]!.toUpperCase() + dimension.slice(1);
    return score === null ? `${name} ${paint("faint", "?")}` : `${name} ${Math.round(score)} ${paint("faint", `(${percent(coverage)} seen)`)}`;
  });
  const oneLine = parts.join("   ");
  const rows = width(oneLine) <= columns ? [oneLine] : [parts.slice(0, 2).join("   "), parts.slice(2).join("   ")];
  return [...section("C4 flywheel, 0-100", columns, paint), ...rows];
}

function teams(result: Result, columns: number, paint: Paint): string[] {
  if (result.teams.length === 0) return [];
  const nameColumns = Math.min(24, Math.max(...result.teams.map((team) => width(team.name))));
  const lines = result.teams.map((team) => `${padEnd(fit(team.name, nameColumns), nameColumns)}  ${fit(teamVerdict(team), columns - nameColumns - 2)}`);
  return [...section("Teams", columns, paint), ...lines];
}

function teamVerdict(team: TeamVerdict): string {
  if (team.status !== "assessed" || team.level === null) return team.reason ?? team.status;
  const { best, atLeast } = team.level;
  const level = best === null ? "level cannot be judged" : `${best} ${LEVEL_NAMES[best]}`;
  const chance = best === null || atLeast === null ? "" : ` (${percent(atLeast[`${best}`])})`;
  const index = team.index?.score5 == null ? "" : ` · index ${team.index.score5.toFixed(1)}`;
  const size = [
    team.activePeople === null ? null : `${team.activePeople} people`,
    team.items === null ? null : `${quantity(team.items)} items`,
  ].filter((part) => part !== null);
  return `${level}${chance}${index} · ${size.join(", ")}`;
}

function data(result: Result, columns: number, paint: Paint): string[] {
  const { diagnostics } = result;
  const measured = result.signals.filter((signal) => signal.outcome === "measured").length;
  const rated = result.characteristics.filter((characteristic) => characteristic.attainment !== null).length;
  const facts = [
    `${quantity(diagnostics.items)} items, ${quantity(diagnostics.events)} events, ${quantity(diagnostics.completed)} finished in the window`,
    diagnostics.cycleTimeP50Days === null || diagnostics.cycleTimeP85Days === null
      ? "cycle time cannot be told"
      : `half finish within ${quantity(diagnostics.cycleTimeP50Days)} d, 85 % within ${quantity(diagnostics.cycleTimeP85Days)} d`,
    `${measured} of ${result.signals.length} signals measured, ${rated} of 25 characteristics rated`,
    diagnostics.logQuality === null ? null : `log quality ${percent(diagnostics.logQuality)}`,
  ].filter((part) => part !== null);
  const trouble = result.streams.filter((stream) => stream.status !== "complete" || stream.problem !== null);
  return [
    ...section("Data", columns, paint, result.complete ? "" : "incomplete"),
    ...wrap(`${facts.join("; ")}.`, columns),
    ...trouble.flatMap((stream) => wrap(streamLine(stream), columns - 2, "").map((line, at) => (at === 0 ? `${paint("bad", "!")} ${line}` : `  ${line}`))),
  ];
}

function streamLine(stream: StreamReport): string {
  const problem = stream.problem === null ? "" : ` ${stream.problem.what} ${stream.problem.todo}`;
  return `${stream.connection}/${stream.stream} is ${stream.status}.${problem}`;
}

function next(result: Result, columns: number, paint: Paint): string[] {
  if (result.next.length === 0) return [];
  const lines = result.next.slice(0, 5).flatMap((step, at) =>
    wrap(step.sentence, columns - 3, "").map((line, row) => (row === 0 ? `${paint("accent", `${at + 1}`)}  ${line}` : `   ${line}`)),
  );
  return [...section("Look at next", columns, paint), ...lines];
}
