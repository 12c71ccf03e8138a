import type { Comparison, Split, WorkVerdict } from "../../model/comparison.ts";
import { cleanTexts } from "../clean.ts";
import { csvLine } from "../csv.ts";

const HEADER = [
  "workspace",
  "before_as_of",
  "after_as_of",
  "before_ruleset",
  "after_ruleset",
  "measure",
  "before",
  "after",
  "rating_before",
  "rating_after",
  "change",
  "work",
  "evidence",
  "ruleset",
  "not_told_apart",
  "work_verdict",
  "minimal_detectable_change",
] as const;

type Cell = string | number | boolean | null;

/** One row a measure: level, index (1-5) and the 25 characteristics (0-1). RFC 4180. */
export function renderComparisonCsv(foreign: Comparison): string {
  const comparison = cleanTexts(foreign);
  const { before, after, level, index, characteristics } = comparison;
  const rules = ({ ruleset }: Comparison["before"]): string => `${ruleset.version} ${ruleset.hash}`;
  const lead = [after.workspace, before.asOf, after.asOf, rules(before), rules(after)];
  const row = (measure: string, split: Split, ratings: readonly [Cell, Cell], verdict: WorkVerdict | null): readonly Cell[] => [
    ...lead,
    measure,
    split.before,
    split.after,
    ...ratings,
    split.whole,
    split.work,
    split.evidence,
    split.ruleset,
    split.unsplit,
    verdict?.verdict ?? null,
    verdict?.minimalDetectableChange ?? null,
  ];
  const rows = [
    row("level", level, [null, null], null),
    row("index", index, [null, null], index),
    ...characteristics.map((one) => row(one.id, one, [one.ratingBefore, one.ratingAfter], one)),
  ];
  return [HEADER, ...rows].map(csvLine).join("");
}
