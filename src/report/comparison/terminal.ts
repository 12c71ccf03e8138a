import type { Comparison } from "../../model/comparison.ts";
import type { ChangeVerdict } from "../../model/trend.ts";
import { cleanTexts } from "../clean.ts";
import { fit, padEnd, padStart, width, wrap, type Paint, type Style } from "../terminal/layout.ts";
import {
  causeRows,
  changedCharacteristics,
  comparedIndex,
  comparedLevels,
  hundredths,
  markSentences,
  points,
  ratingsWords,
  seenSentences,
  sideWords,
  wholeLevels,
} from "./wording.ts";

const MARGIN = "  ";
const STYLES: Readonly<Record<ChangeVerdict, Style>> = { rise: "good", fall: "bad", none: "faint", "not-comparable": "faint" };

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
    paint("strong", comparedLevels(comparison)),
    ...wrap(comparedIndex(comparison), columns),
    ...causes(comparison, columns, paint),
    ...characteristics(comparison, texts, columns, paint),
    ...bullets("What could be seen", seenSentences(comparison), columns, paint),
    ...bullets("To know when reading this", comparison.notes, columns, paint),
    "",
    ...wrap(comparison.statement, columns).map((line) => paint("faint", line)),
  ];
  return `${lines.map((line) => (line === "" ? "" : `${MARGIN}${line}`.trimEnd())).join("\n")}\n`;
}

/** One row a cause, for index and level. */
function causes(comparison: Comparison, columns: number, paint: Paint): string[] {
  const { index, level } = comparison;
  return [
    "",
    paint("strong", "Where the difference comes from"),
    paint("faint", `${padEnd("", 34)}${padStart("index", 7)}${padStart("level", 8)}`),
    ...causeRows(comparison).map(
      ({ name, read }) =>
        `${padEnd(fit(name, 33), 34)}${padStart(hundredths(read(index)), 7)}${padStart(wholeLevels(read(level)), 8)}`,
    ),
    ...wrap(comparison.order, columns).map((line) => paint("faint", line)),
  ];
}

function characteristics(comparison: Comparison, texts: ReadonlyMap<string, string>, columns: number, paint: Paint): string[] {
  const changed = changedCharacteristics(comparison);
  if (changed.length === 0) return ["", "No characteristic changed."];
  const cell = (value: number | null): string => points(value) || ".";
  const open = comparison.unsplitCauses.length > 0;
  const head = [
    padStart("work", 6),
    " ",
    padStart("evid.", 6),
    padStart("rules", 7),
    ...(open ? [padStart("?", 6)] : []),
    padStart("all", 6),
  ].join("");
  const textColumns = columns - 4 - 7 - width(head);
  return [
    "",
    paint("strong", "Characteristics that changed, in points of attainment"),
    paint("faint", `${" ".repeat(4 + textColumns)}${padEnd("", 7)}${head}`),
    ...changed.map((one) => {
      const isSure = one.verdict === "rise" || one.verdict === "fall";
      const work = paint(STYLES[one.verdict], `${padStart(cell(one.work), 6)}${isSure ? "*" : " "}`);
      const rest = [
        padStart(cell(one.evidence), 6),
        padStart(cell(one.ruleset), 7),
        ...(open ? [padStart(cell(one.unsplit), 6)] : []),
        padStart(cell(one.whole), 6),
      ].join("");
      const text = padEnd(fit(texts.get(one.id) ?? "", textColumns - 2), textColumns);
      return `${paint("faint", padEnd(one.id, 4))}${text}${padEnd(ratingsWords(one), 7)}${work}${rest}`;
    }),
    ...wrap(`${markSentences(changed)} A dot is less than half a point.`, columns).map((line) => paint("faint", line)),
  ];
}

function bullets(title: string, sentences: readonly string[], columns: number, paint: Paint): string[] {
  if (sentences.length === 0) return [];
  return [
    "",
    paint("strong", title),
    ...sentences.flatMap((sentence) => wrap(sentence, columns - 2).map((line, at) => (at === 0 ? `· ${line}` : `  ${line}`))),
  ];
}
