import type { TrendPoint } from "../../model/trend.ts";
import { padEnd, padStart } from "../terminal/layout.ts";

/** What a cell of the chart shows, so that the caller may colour it. */
export type CellKind = "value" | "interval" | "open" | "empty";

export interface ChartRow {
  /** Scale on the left, as wide in every row. */
  readonly label: string;
  readonly cells: readonly { readonly kind: CellKind; readonly text: string }[];
}

const MOST_ROWS = 9;
const STEPS = [0.1, 0.25, 0.5] as const;
const WIDEST_CELL = 3;

/**
 * The index over time, a column a date: a dot at the value, a line over its 90 % interval, `?` at the foot where there is none. The scale covers
 * what is there and no more, in steps of 0.1, 0.25 or 0.5. When there are more dates than columns the last ones are drawn. Null when no date has an index.
 */
export function indexChart(points: readonly TrendPoint[], columns: number): { rows: readonly ChartRow[]; dates: string } | null {
  const label = 6;
  const room = columns - label - 1;
  const shown = points.slice(-room);
  const values = shown.flatMap(({ index }) => (index.score5 === null ? [] : [...(index.interval90 ?? []), index.score5]));
  if (values.length === 0) return null;
  const width = Math.max(1, Math.min(WIDEST_CELL, Math.floor(room / shown.length)));
  const lowest = Math.min(...values);
  const highest = Math.max(...values);
  const step = STEPS.find((size) => Math.ceil(highest / size) - Math.floor(lowest / size) < MOST_ROWS) ?? STEPS[2];
  const top = Math.ceil(highest / step - 1e-9);
  const bottom = Math.min(Math.floor(lowest / step + 1e-9), top - 1);
  const rowOf = (value: number): number => Math.round(value / step);
  const rows: ChartRow[] = [];
  for (let row = top; row >= bottom; row--) {
    const cells = shown.map((point) => cellOf(point, row, bottom, rowOf, width));
    const isNamed = (row - top) % 2 === 0 || step === STEPS[2];
    rows.push({ label: `${padStart(isNamed ? (row * step).toFixed(step === 0.25 ? 2 : 1) : "", label - 2)} ┤`, cells });
  }
  return { rows, dates: `${" ".repeat(label)}${yearsUnder(shown, width)}` };
}

function cellOf(
  { index }: TrendPoint,
  row: number,
  bottom: number,
  rowOf: (value: number) => number,
  width: number,
): ChartRow["cells"][number] {
  const cell = (kind: CellKind, mark: string) => ({ kind, text: padStart(mark, width) });
  if (index.score5 === null) return row === bottom ? cell("open", "?") : cell("empty", "");
  if (rowOf(index.score5) === row) return cell("value", "●");
  const [low, high] = index.interval90 ?? [index.score5, index.score5];
  return row >= rowOf(low) && row <= rowOf(high) ? cell("interval", "│") : cell("empty", "");
}

const INITIALS = "JFMAMJJASOND";

/** Initials of months under columns wide enough for them, and the year where it begins. */
function yearsUnder(points: readonly TrendPoint[], width: number): string {
  let line = "";
  let year = "";
  points.forEach(({ asOf }, at) => {
    const day = new Date(Date.parse(asOf) - 1);
    const own = String(day.getUTCFullYear());
    const from = at * width + width - 1;
    if (own !== year && line.length <= from) {
      line = padEnd(line, from) + own;
      year = own;
    } else if (width > 1 && line.length <= from) line = padEnd(line, from) + INITIALS[day.getUTCMonth()]!;
  });
  return line;
}
