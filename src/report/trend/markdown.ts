import type { Trend } from "../../model/trend.ts";
import { cleanTexts } from "../clean.ts";
import { text } from "../markdown.ts";
import { lastDay, range, RATING_SYMBOLS } from "../wording.ts";
import { levelWords, pointWords, remarks, starSentence, summary, title, trendPeriod } from "./wording.ts";

/** A summary for a page or a pull request. `texts`: the sentences of the 25 characteristics by id. */
export function renderTrendMarkdown(foreign: Trend, texts: ReadonlyMap<string, string>): string {
  const trend = cleanTexts(foreign);
  const { points } = trend;
  const rows = points.map((point) => {
    const { score5, interval90 } = point.index;
    return `| ${lastDay(point.asOf)} | ${levelWords(point)} | ${score5 === null ? "" : score5.toFixed(1)} | ${interval90 === null ? "" : range(interval90)} | ${pointWords(point)} |`;
  });
  const profile = (points.at(-1)?.characteristics ?? []).map(({ id }) => {
    const letters = points.map(
      ({ characteristics }) => RATING_SYMBOLS[characteristics.find((one) => one.id === id)?.rating ?? "I"],
    );
    return `| ${text(id)} | ${text(texts.get(id) ?? "")} | \`${letters.join("")}\` |`;
  });
  const own = remarks(trend);
  const star = starSentence(trend);
  const lines = [
    `# ${text(trend.workspace)}: ${title(trend)}`,
    "",
    ...summary(trend).map(text),
    "",
    `${trendPeriod(trend)}; ruleset ${text(trend.ruleset.version)} (\`${trend.ruleset.hash.slice(0, 12).replaceAll("`", "")}\`).`,
    "",
    "| As of | Level | Index | 90 % | Since the date before |",
    "|---|---|---:|---|---|",
    ...rows,
    "",
    ...(star === null ? [] : [text(star), ""]),
    "## Profile, a letter a date",
    "",
    "| | Characteristic | Ratings |",
    "|---|---|---|",
    ...profile,
    "",
    "N not, P partially, L largely, F fully attained; ? cannot be judged from this data; - does not apply.",
    "",
    ...(own.length === 0 ? [] : ["## About single dates", "", ...own.map((one) => `- ${text(one)}`), ""]),
    "## What cannot be rolled back",
    "",
    ...trend.limits.map((one) => `- ${text(one)}`),
    "",
    `_${text(trend.statement)}_`,
  ];
  return `${lines.join("\n")}\n`;
}
