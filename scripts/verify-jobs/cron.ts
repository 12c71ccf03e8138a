import { CronExpressionParser } from "cron-parser";
import fc from "fast-check";
import { compareParsers, INSTANTS, PATTERNS, ZONES } from "./cron-pairs.ts";
import type { JobFigure } from "./engines.ts";

/** Due times of the two parsers in the tree. */
export const cron: JobFigure = async ({ reduced, note }) => {
  const pairs = fc.sample(fc.tuple(PATTERNS, fc.constantFrom(...ZONES), INSTANTS), { numRuns: reduced ? 500 : 10_000, seed: 5 });
  const counts = { agree: 0, "clock-change": 0, differ: 0 };
  for (const [pattern, zone, from] of pairs) {
    const { kind, text } = compareParsers(pattern, zone, from, CronExpressionParser);
    counts[kind]++;
    if (kind !== "agree") note(text);
  }
  return [
    {
      what: "pattern and zone pairs in which croner and BullMQ agree",
      target: "all",
      measured: `${counts.agree} of ${pairs.length}; ${counts["clock-change"]} differ in an hour that clocks skip or repeat, ${counts.differ} elsewhere`,
      met: counts.differ === 0,
    },
  ];
};
