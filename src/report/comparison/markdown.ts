import type { Comparison } from "../../model/comparison.ts";
import { cleanTexts } from "../clean.ts";
import { text } from "../markdown.ts";
import {
  causeRows,
  changedCharacteristics,
  comparedDates,
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

/** A summary for a page or a pull request. `texts`: the sentences of the 25 characteristics by id. */
export function renderComparisonMarkdown(foreign: Comparison, texts: ReadonlyMap<string, string>): string {
  const comparison = cleanTexts(foreign);
  const { index, level, unsplitCauses } = comparison;
  const open = unsplitCauses.length > 0;
  const changed = changedCharacteristics(comparison);
  const lines = [
    `# ${text(comparison.after.workspace)}, ${comparedDates(comparison)}: ${lowerFirst(comparedLevels(comparison))}`,
    "",
    text(comparedIndex(comparison)),
    "",
    `- Before: ${text(sideWords(comparison.before))}`,
    `- After: ${text(sideWords(comparison.after))}`,
    "",
    "## Where the difference comes from",
    "",
    "| | What that is | Index | Level |",
    "|---|---|---:|---:|",
    ...causeRows(comparison).map(
      ({ name, meaning, read }) => `| ${name} | ${meaning} | ${hundredths(read(index))} | ${wholeLevels(read(level))} |`,
    ),
    "",
    text(comparison.order),
    "",
    ...(changed.length === 0
      ? ["No characteristic changed.", ""]
      : [
          "## Characteristics that changed, in points of attainment",
          "",
          `| | Characteristic | Rating | Work | Evidence | Rules |${open ? " Not told apart |" : ""} In all |`,
          `|---|---|---|---:|---:|---:|${open ? "---:|" : ""}---:|`,
          ...changed.map((one) => {
            const star = one.verdict === "rise" || one.verdict === "fall" ? " \\*" : "";
            const parts = [one.evidence, one.ruleset, ...(open ? [one.unsplit] : []), one.whole].map(points).join(" | ");
            return `| ${text(one.id)} | ${text(texts.get(one.id) ?? "")} | ${ratingsWords(one)} | ${points(one.work)}${star} | ${parts} |`;
          }),
          "",
          text(markSentences(changed)),
          "",
        ]),
    ...section("What could be seen", seenSentences(comparison)),
    ...section("To know when reading this", comparison.notes),
    `_${text(comparison.statement)}_`,
  ];
  return `${lines.join("\n")}\n`;
}

function section(title: string, sentences: readonly string[]): string[] {
  return sentences.length === 0 ? [] : [`## ${title}`, "", ...sentences.map((sentence) => `- ${text(sentence)}`), ""];
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
