import { RATING_SYMBOLS, lastDay, plural } from "../wording.ts";
import type { Cause, Comparison, ComparedSide, Split } from "../../model/comparison.ts";
import type { ChangeVerdict } from "../../model/trend.ts";
import { cleanTexts } from "../clean.ts";
import { fit, padEnd, padStart, width, wrap, type Paint, type Style } from "../terminal/layout.ts";
import { signed } from "../trend/wording.ts";

const MARGIN = "  ";
const CAUSE_WORDS: Readonly<Record<Cause, string>> = { work: "the work", evidence: "the evidence", ruleset: "the rules" };
const STYLES: Readonly<Record<ChangeVerdict, Style>> = { rise: "good", fall: "bad", none: "faint", "not-comparable": "faint" };
const KIND_WORDS: Readonly<Record<ComparedSide["kind"], string>> = {
  date: "judged now",
  scan: "kept by a scan",
  file: "read from a file",
};

/** What changed and why, for a person at a terminal. `texts`: the sentences of the 25 characteristics by id. */
export function renderComparisonTerminal(
  foreign: Comparison,
  texts: ReadonlyMap<string, string>,
  options: { readonly columns: number; readonly paint: Paint },
): string {
  const comparison = cleanTexts(foreign);
  const columns = Math.min(Math.max(options.columns, 60), 100) - 2 * MARGIN.length;
  const { paint } = options;
  const lines = [
    "",
    ...wrap(`Before: ${sideWords(comparison.before)}`, columns, "        ").map((line) => paint("faint", line)),
    ...wrap(`After:  ${sideWords(comparison.after)}`, columns, "        ").map((line) => paint("faint", line)),
    "",
    paint("strong", levelWords(comparison)),
    ...wrap(indexWords(comparison), columns),
    ...causes(comparison, columns, paint),
    ...characteristics(comparison, texts, columns, paint),
    ...seen(comparison, columns, paint),
    ...notes(comparison, columns, paint),
    "",
    ...wrap(comparison.statement, columns).map((line) => paint("faint", line)),
  ];
  return `${lines.map((line) => (line === "" ? "" : `${MARGIN}${line}`.trimEnd())).join("\n")}\n`;
}

function sideWords({ kind, workspace, asOf, ruleset }: ComparedSide): string {
  return `${workspace} as of ${lastDay(asOf)}, ${KIND_WORDS[kind]}, ruleset ${ruleset.version} (${ruleset.hash.slice(0, 8)})`;
}

function levelWords({ level: { before, after } }: Comparison): string {
  if (before === null || after === null) return `Level ${before ?? "?"}, then ${after ?? "?"}`;
  return before === after ? `Level ${after}, as before` : `From level ${before} to level ${after}`;
}

function indexWords({ index }: Comparison): string {
  const { before, after, whole, work, verdict, minimalDetectableChange } = index;
  if (before === null || after === null || whole === null)
    return "One of the two has no index, so that there is no difference to explain.";
  const ends = `Index ${before.toFixed(1)} to ${after.toFixed(1)} (${signed(whole)}).`;
  const noise = minimalDetectableChange === null ? "" : ` (what is under ${minimalDetectableChange.toFixed(1)} is noise)`;
  if (work === null) return `${ends} How much of it is the work cannot be told.`;
  if (verdict === "rise" || verdict === "fall")
    return `${ends} The work itself ${verdict === "rise" ? "rose" : "fell"} by ${Math.abs(work).toFixed(1)}${noise}.`;
  if (verdict === "none") return `${ends} No detectable change of the work${noise}.`;
  return `${ends} The work of the two dates is not compared.`;
}

/** One row a cause, for index and level. */
function causes(comparison: Comparison, columns: number, paint: Paint): string[] {
  const { index, level, unsplitCauses } = comparison;
  const row = (name: string, of: (split: Split) => number | null, digits = 1): string => {
    const cell = (value: number | null, places: number): string =>
      value === null ? "?" : places === 0 ? signed(value).replace(/\.0$/, "") : signed(value);
    return `${padEnd(name, 34)}${padStart(cell(of(index), digits), 7)}${padStart(cell(of(level), 0), 8)}`;
  };
  const together = unsplitCauses.map((cause) => CAUSE_WORDS[cause]).join(", ");
  return [
    "",
    paint("strong", "Where the difference comes from"),
    paint("faint", `${padEnd("", 34)}${padStart("index", 7)}${padStart("level", 8)}`),
    row("the work changed", (split) => split.work),
    row("the evidence changed", (split) => split.evidence),
    row("the rules changed", (split) => split.ruleset),
    ...(unsplitCauses.length === 0 ? [] : [row(fit(`not told apart: ${together}`, 33), (split) => split.unsplit)]),
    row("in all", (split) => split.whole),
    ...wrap(comparison.order, columns).map((line) => paint("faint", line)),
  ];
}

function characteristics(
  { characteristics: all, unsplitCauses }: Comparison,
  texts: ReadonlyMap<string, string>,
  columns: number,
  paint: Paint,
): string[] {
  const points = (value: number | null): string => {
    if (value === null) return "?";
    const percent = Math.round(100 * value);
    return percent === 0 ? "." : `${percent > 0 ? "+" : ""}${percent}`;
  };
  const changed = all.filter(
    ({ ratingBefore, ratingAfter, whole }) => ratingBefore !== ratingAfter || Math.abs(whole ?? 0) >= 0.005,
  );
  if (changed.length === 0) return ["", "No characteristic changed."];
  const open = unsplitCauses.length > 0;
  const head = [
    padStart("work", 6),
    padStart("evid.", 7),
    padStart("rules", 7),
    ...(open ? [padStart("?", 6)] : []),
    padStart("all", 6),
  ].join("");
  const textColumns = columns - 4 - 8 - width(head);
  return [
    "",
    paint("strong", "Characteristics that changed, in points of attainment"),
    paint("faint", `${" ".repeat(4 + textColumns)}${padStart("", 8)}${head}`),
    ...changed.map((one) => {
      const { id, ratingBefore, ratingAfter, verdict } = one;
      const ratings = padStart(`${RATING_SYMBOLS[ratingBefore]} > ${RATING_SYMBOLS[ratingAfter]}`, 8);
      const work = paint(STYLES[verdict], padStart(points(one.work), 6));
      const rest = [
        padStart(points(one.evidence), 7),
        padStart(points(one.ruleset), 7),
        ...(open ? [padStart(points(one.unsplit), 6)] : []),
        padStart(points(one.whole), 6),
      ].join("");
      return `${paint("faint", padEnd(id, 4))}${padEnd(fit(texts.get(id) ?? "", textColumns - 1), textColumns)}${ratings}${work}${rest}`;
    }),
    ...wrap("A work part in colour is larger than its minimal detectable change; all others may be noise.", columns).map((line) =>
      paint("faint", line),
    ),
  ];
}

function seen(comparison: Comparison, columns: number, paint: Paint): string[] {
  const { signalsGained, signalsLost, teamsGained, teamsLost } = comparison;
  const sentence = (names: readonly string[], one: string, many: string, what: string): string[] =>
    names.length === 0 ? [] : bullet(`${plural(names.length, one, many)} ${what}: ${names.join(", ")}.`, columns);
  const lines = [
    ...sentence(signalsGained, "signal", "signals", "measured at the later end only"),
    ...sentence(signalsLost, "signal", "signals", "measured at the earlier end only"),
    ...sentence(teamsGained, "team", "teams", "judged at the later end only"),
    ...sentence(teamsLost, "team", "teams", "judged at the earlier end only"),
  ];
  return lines.length === 0 ? [] : ["", paint("strong", "What could be seen"), ...lines];
}

function notes({ notes: all }: Comparison, columns: number, paint: Paint): string[] {
  return all.length === 0
    ? []
    : ["", paint("strong", "To know when reading this"), ...all.flatMap((note) => bullet(note, columns))];
}

function bullet(text: string, columns: number): string[] {
  return wrap(text, columns - 2).map((line, at) => (at === 0 ? `· ${line}` : `  ${line}`));
}
