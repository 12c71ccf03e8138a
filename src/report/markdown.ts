import { LEVEL_NAMES, LEVELS } from "../model/level.ts";
import { DIMENSIONS } from "../model/measure.ts";
import type { Result } from "../model/result.ts";
import { certaintySentence, day, levelTitle, percent, RATING_SYMBOLS } from "./wording.ts";

/** A summary for a page or a pull request: level, how sure, gaps, profile, teams, limits. */
export function renderMarkdown(result: Result): string {
  const { level, index } = result;
  const lines = [
    `# ${text(result.workspace)}: ${levelTitle(level.best)}`,
    "",
    `${certaintySentence(level)}`,
    "",
    `As of ${day(result.asOf)}, ${result.window.effectiveWeeks} weeks. Ruleset ${result.ruleset.version} (\`${result.ruleset.hash.slice(0, 12)}\`).`,
    "",
  ];
  if (index.score5 !== null && index.interval90 !== null) {
    lines.push(
      `Index **${index.score5.toFixed(1)}** of 5 (90 %: ${index.interval90[0].toFixed(1)} to ${index.interval90[1].toFixed(1)}), ${Math.round(index.score100 ?? 0)} of 100.`,
      "",
    );
  }
  if (level.gaps.length > 0) {
    lines.push("## What holds it back", "", ...level.gaps.map((gap) => `- ${text(gap.sentence)}${gap.tolerated ? " (tolerated)" : ""}`), "");
  }
  lines.push("## Profile", "", "| | characteristic | rating | attainment |", "|---|---|---|---|");
  for (const characteristic of result.characteristics) {
    lines.push(
      `| ${characteristic.id} | ${text(characteristic.text)} | ${RATING_SYMBOLS[characteristic.rating]} | ${characteristic.attainment === null ? "" : percent(characteristic.attainment)} |`,
    );
  }
  lines.push("", "N not, P partially, L largely, F fully, ? cannot be judged from this data, - does not apply.", "");
  if (level.atLeast !== null) {
    lines.push("| level | chance of being there or higher |", "|---|---|");
    for (const k of LEVELS) lines.push(`| ${k} ${LEVEL_NAMES[k]} | ${percent(level.atLeast[`${k}`])} |`);
    lines.push("");
  }
  lines.push(
    "## C4 flywheel",
    "",
    ...DIMENSIONS.map((dimension) => {
      const { score, coverage } = result.c4[dimension];
      return `- ${dimension}: ${score === null ? "cannot be judged" : `${Math.round(score)} of 100`} (${percent(coverage)} of it could be seen)`;
    }),
    "",
  );
  if (result.teams.length > 0) {
    lines.push("## Teams", "", "| team | level | note |", "|---|---|---|");
    for (const team of result.teams) {
      const best = team.level?.best ?? null;
      lines.push(`| ${text(team.name)} | ${best === null ? "?" : `${best} ${LEVEL_NAMES[best]}`} | ${text(team.reason ?? "")} |`);
    }
    lines.push("");
  }
  if (result.next.length > 0) lines.push("## Look at next", "", ...result.next.map((step, at) => `${at + 1}. ${text(step.sentence)}`), "");
  const trouble = result.streams.filter((stream) => stream.problem !== null || stream.status !== "complete");
  if (trouble.length > 0) {
    lines.push(
      "## Incomplete data",
      "",
      ...trouble.map((stream) => `- ${stream.connection}/${stream.stream} is ${stream.status}. ${text(stream.problem?.what ?? "")} ${text(stream.problem?.todo ?? "")}`.trimEnd()),
      "",
    );
  }
  lines.push(`_${result.statement}_`);
  return `${lines.join("\n")}\n`;
}

/** Foreign text as text: no markup of Markdown or HTML survives, no line ends. */
export function text(value: string): string {
  return value
    .replaceAll(/[\r\n\t]+/g, " ")
    .replaceAll(/[\\`*_{}[\]()#+!|~>]/g, (character) => `\\${character}`)
    .replaceAll("<", "&lt;");
}
