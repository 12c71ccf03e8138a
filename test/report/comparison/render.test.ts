import { describe, expect, test } from "vitest";
import type { Comparison } from "../../../src/model/comparison.ts";
import { renderComparisonCsv } from "../../../src/report/comparison/csv.ts";
import { renderComparisonHtml } from "../../../src/report/comparison/html.tsx";
import { renderComparisonMarkdown } from "../../../src/report/comparison/markdown.ts";
import { renderComparisonTerminal } from "../../../src/report/comparison/terminal.ts";
import { comparedIndex, hundredths, points, wholeLevels } from "../../../src/report/comparison/wording.ts";
import { plain, width } from "../../../src/report/terminal/layout.ts";
import { readCsv } from "../../support/csv.ts";
import { sampleComparison } from "../../support/sample-comparison.ts";
import { TEXTS } from "../../support/sample-trend.ts";

const HOSTILE = "x\u001B]0;gone\u0007\r\n日本語\u202Eevil</script><b>&amp; | Donaudampfschifffahrtsgesellschaftskapitän";
const { before, after, index } = sampleComparison();
const none = { before: null, after: null, whole: null, work: null, evidence: null, ruleset: null, unsplit: null };
const COMPARISONS: readonly (readonly [string, Comparison])[] = [
  ["split in three", sampleComparison()],
  [
    "not split",
    sampleComparison({ unsplitCauses: ["work", "evidence"], index: { ...index, work: null, evidence: null, unsplit: 0.74 } }),
  ],
  [
    "without an index",
    sampleComparison({ level: none, index: { ...none, verdict: "not-comparable", minimalDetectableChange: null } }),
  ],
  ["of nothing that changed", sampleComparison({ characteristics: [], signalsGained: [], teamsLost: [], notes: [] })],
  [
    "with hostile texts",
    sampleComparison({
      before: { ...before, workspace: HOSTILE },
      after: { ...after, workspace: HOSTILE, product: HOSTILE, ruleset: { version: HOSTILE, hash: HOSTILE } },
      teamsLost: [HOSTILE],
      notes: [HOSTILE],
      statement: HOSTILE,
      order: HOSTILE,
    }),
  ],
];

describe.each(COMPARISONS)("a comparison %s", (_, comparison) => {
  test("terminal: no line is wider than the terminal", () => {
    for (const columns of [40, 60, 80, 120]) {
      const text = renderComparisonTerminal(comparison, TEXTS, { columns, paint: plain });
      expect(text.split("\n").filter((line) => width(line) > Math.min(Math.max(columns, 60), 100))).toEqual([]);
      expect(text).not.toMatch(/undefined|NaN|null/);
    }
  });

  test("Markdown and HTML keep foreign text as text; the HTML holds the whole comparison", () => {
    const markdown = renderComparisonMarkdown(comparison, TEXTS);
    expect(markdown).not.toMatch(/<\/script>|<b>|\bundefined\b|\bNaN\b/);
    const html = renderComparisonHtml(comparison, TEXTS);
    expect(html.match(/<\/script>/g)).toHaveLength(1);
    expect(html).not.toMatch(/<b>|undefined|NaN/);
    const data = /<script type="application\/json" id="comparison">(.*)<\/script>/s.exec(html)![1]!;
    expect(JSON.parse(data)).toEqual(comparison);
  });
});

test("CSV has a row for level, index and each characteristic, with parts that sum to the change", () => {
  const rows = readCsv(renderComparisonCsv(sampleComparison()));
  expect(rows).toHaveLength(2 + 25);
  expect(rows[1]).toMatchObject({ measure: "index", change: "0.72", work: "0.61", evidence: "0.13", ruleset: "-0.02" });
  expect(rows.find((row) => row["measure"] === "1.3")).toMatchObject({ rating_before: "P", rating_after: "L", work: "0.3" });
});

test("the three parts stand in every format, and what is noise is not marked as change", () => {
  const html = renderComparisonHtml(sampleComparison(), TEXTS);
  const markdown = renderComparisonMarkdown(sampleComparison(), TEXTS);
  const terminal = renderComparisonTerminal(sampleComparison(), TEXTS, { columns: 80, paint: plain });
  for (const text of [html, markdown, terminal])
    for (const part of ["the work changed", "the evidence changed", "the rules changed", "+0.61", "+0.13", "-0.02"])
      expect(text).toContain(part);
  expect(markdown).toContain("| P > L | +30 \\* |");
  expect(markdown).toContain("| F > L |  | -14 |");
  // Without colours too: a pipe and a log have none.
  expect(terminal).toMatch(/P > L +\+30\*/);
  for (const text of [html, markdown, terminal])
    expect(text.replaceAll(/\s+/g, " ")).toContain("larger than its minimal detectable change");
  expect(comparedIndex(sampleComparison())).toBe(
    "Index 2.4 to 3.1 (+0.72). The work itself rose by 0.61 (what is under 0.2 is noise).",
  );
});

test("signs and digits", () => {
  expect([0.72, -0.014, 0, null].map(hundredths)).toEqual(["+0.72", "-0.01", "0.00", "?"]);
  expect([1, -2, 0, null].map(wholeLevels)).toEqual(["+1", "-2", "0", "?"]);
  expect([0.3, -0.144, 0.004, null].map(points)).toEqual(["+30", "-14", "", "?"]);
});
