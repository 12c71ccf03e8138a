import { LEVELS, LEVEL_NAMES, type Rating } from "../../model/level.ts";
import type { ChangeVerdict, Trend, TrendPoint } from "../../model/trend.ts";
import { cleanTexts } from "../clean.ts";
import { fit, padEnd, padStart, width, wrap, type Paint, type Style } from "../terminal/layout.ts";
import { lastDay, range, RATING_SYMBOLS } from "../wording.ts";
import { indexChart, type CellKind } from "./chart.ts";
import { levelWords, pointWords, remarks, starSentence, summary, title, trendPeriod } from "./wording.ts";

const MARGIN = "  ";
const CELL_STYLES: Readonly<Record<CellKind, Style | null>> = { value: "accent", interval: "faint", open: "faint", empty: null };
const VERDICT_STYLES: Readonly<Record<ChangeVerdict, Style>> = {
  rise: "good",
  fall: "bad",
  none: "faint",
  "not-comparable": "faint",
};
const RATING_STYLES: Readonly<Record<Rating, Style>> = { F: "good", L: "good", P: "fair", N: "bad", I: "faint", NA: "faint" };

/** What became of level, index and profile, for a person at a terminal. `texts`: the sentences of the 25 characteristics by id. */
export function renderTrendTerminal(
  foreign: Trend,
  texts: ReadonlyMap<string, string>,
  options: { readonly columns: number; readonly paint: Paint },
): string {
  const trend = cleanTexts(foreign);
  const columns = Math.min(Math.max(options.columns, 60), 100) - 2 * MARGIN.length;
  const { paint } = options;
  const when = trendPeriod(trend);
  const name = fit(trend.workspace, columns - width(when) - 2);
  const lines = [
    "",
    paint("faint", padEnd(name, columns - width(when)) + when),
    "",
    paint("strong", title(trend)),
    ...summary(trend).flatMap((sentence) => wrap(sentence, columns)),
    ...chart(trend, columns, paint),
    ...table(trend, columns, paint),
    ...profile(trend, texts, columns, paint),
    ...notes(trend, columns, paint),
    "",
    ...wrap(trend.statement, columns).map((line) => paint("faint", line)),
  ];
  return `${lines.map((line) => (line === "" ? "" : `${MARGIN}${line}`.trimEnd())).join("\n")}\n`;
}

function chart({ points }: Trend, columns: number, paint: Paint): string[] {
  const drawn = indexChart(points, columns);
  if (drawn === null) return [];
  const rows = drawn.rows.map(
    ({ label, cells }) =>
      paint("faint", label) +
      cells
        .map(({ kind, text }) => {
          const style = CELL_STYLES[kind];
          return style === null || text.trim() === "" ? text : paint(style, text);
        })
        .join(""),
  );
  return ["", paint("strong", "Index, 1 to 5, with 90 % intervals"), ...rows, paint("faint", drawn.dates)];
}

function table(trend: Trend, columns: number, paint: Paint): string[] {
  const { points } = trend;
  const star = starSentence(trend);
  const row = (date: string, level: string, index: string, interval: string): string =>
    `${padEnd(date, 13)}${padEnd(level, 15)}${padStart(index, 5)}  ${padEnd(interval, 13)}`;
  const head = row("As of", "Level", "Index", "90 %");
  return [
    "",
    paint("strong", "Date by date"),
    paint("faint", `${head}${fit("Since the date before", columns - width(head))}`),
    ...points.map((point) => {
      const { index, change, yearBefore } = point;
      const interval = index.interval90 === null || index.interval90[0] === index.interval90[1] ? "" : range(index.interval90);
      const lead = row(lastDay(point.asOf), levelWords(point), index.score5 === null ? "" : index.score5.toFixed(1), interval);
      const words = fit(pointWords(point), columns - width(lead));
      const decisive = change?.verdict === "not-comparable" && yearBefore !== null ? yearBefore : change;
      return `${point.level.best === null ? paint("faint", lead) : lead}${paint(decisive === null ? "faint" : VERDICT_STYLES[decisive.verdict], words)}`;
    }),
    ...(star === null ? [] : wrap(star, columns, "  ").map((line) => paint("faint", line))),
  ];
}

/** A letter a date for each characteristic, as many of the last dates as fit beside a readable sentence. */
function profile({ points }: Trend, texts: ReadonlyMap<string, string>, columns: number, paint: Paint): string[] {
  const last = points.at(-1);
  if (last === undefined || points.every(({ characteristics }) => characteristics.every(({ rating }) => rating === "I")))
    return [];
  const shown = points.slice(-Math.max(12, Math.floor(columns / 2)));
  const textColumns = columns - 5 - shown.length - 2;
  const lines = ["", paint("strong", "Profile, a letter a date")];
  lines.push(
    ...wrap("N not · P partially · L largely · F fully · ? cannot be judged · - n/a", columns).map((line) =>
      paint("faint", line),
    ),
  );
  for (const level of LEVELS) {
    lines.push(
      paint("faint", level === 1 ? "Level 1 Ad-Hoc: how far it is left behind" : `Level ${level} ${LEVEL_NAMES[level]}`),
    );
    for (const { id } of last.characteristics) {
      if (Number(id[0]) !== level) continue;
      const letters = shown.map((point) => letter(point, id, paint)).join("");
      const text = padEnd(fit(texts.get(id) ?? "", textColumns), textColumns);
      lines.push(`${paint("faint", padEnd(id, 5))}${text}  ${letters}`);
    }
  }
  return lines;
}

function letter({ characteristics }: TrendPoint, id: string, paint: Paint): string {
  const rating = characteristics.find((one) => one.id === id)?.rating ?? "I";
  return paint(RATING_STYLES[rating], RATING_SYMBOLS[rating]);
}

function notes(trend: Trend, columns: number, paint: Paint): string[] {
  const bullet = (text: string): string[] => wrap(text, columns - 2).map((line, at) => (at === 0 ? `· ${line}` : `  ${line}`));
  const own = remarks(trend);
  return [
    ...(own.length === 0 ? [] : ["", paint("strong", "About single dates"), ...own.flatMap(bullet)]),
    "",
    paint("strong", "What cannot be rolled back"),
    ...[...trend.limits, ...(trend.complete ? [] : ["The data is incomplete; the next scan reads the rest."])].flatMap(bullet),
  ];
}
