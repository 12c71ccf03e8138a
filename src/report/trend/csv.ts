import { DIMENSIONS } from "../../model/measure.ts";
import type { Trend, TrendPoint } from "../../model/trend.ts";
import { cleanTexts } from "../clean.ts";
import { csvLine } from "../csv.ts";

const HEADER = [
  "workspace",
  "as_of",
  "ruleset",
  "measure",
  "value",
  "low90",
  "high90",
  "rating",
  "compared_with",
  "change",
  "minimal_detectable_change",
  "verdict",
  "effective_weeks",
  "shutdown_weeks",
  "note",
] as const;

type Cell = string | number | boolean | null;

/** One row per date and measure: level, index, the four dimensions (0-100) and the 25 characteristics (0-1). RFC 4180. */
export function renderTrendCsv(foreign: Trend): string {
  const trend = cleanTexts(foreign);
  return [HEADER, ...trend.points.flatMap((point) => rows(trend, point))].map(csvLine).join("");
}

function rows(trend: Trend, point: TrendPoint): readonly (readonly Cell[])[] {
  const { level, index, change, window } = point;
  const lead = [trend.workspace, point.asOf, `${trend.ruleset.version} ${trend.ruleset.hash}`] as const;
  const weeks = [window.effectiveWeeks, window.shutdownWeeks.length] as const;
  const plain = (measure: string, value: number | null, low: number | null, high: number | null, rating: string | null) => [
    ...[...lead, measure, value, low, high, rating],
    ...[null, null, null, null],
    ...weeks,
    null,
  ];
  const compared =
    change === null ? [null, null, null, null] : [change.since, change.index, change.minimalDetectableChange, change.verdict];
  const note = [point.reason, ...point.notes, ...(change?.notes ?? [])].filter((part) => part !== null).join(" ");
  return [
    plain("level", level.best, level.lower, level.upper, null),
    [
      ...[...lead, "index", index.score5, index.interval90?.[0] ?? null, index.interval90?.[1] ?? null, null],
      ...compared,
      ...weeks,
      note,
    ],
    ...DIMENSIONS.map((dimension) => plain(dimension, point.c4[dimension], null, null, null)),
    ...point.characteristics.map(({ id, rating, attainment, interval90 }) =>
      plain(id, attainment, interval90?.[0] ?? null, interval90?.[1] ?? null, rating),
    ),
  ];
}
