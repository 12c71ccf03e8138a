import type { Comparison } from "../../model/comparison.ts";
import { causeRows, hundredths } from "./wording.ts";

const WIDTH = 720;
const ROW = 26;
const LEFT = 190;
const RIGHT = 60;

/** The index from one end to the other, a bar a cause, each beginning where the one before ended. Nothing is drawn where an end has no index. */
export function Waterfall({ comparison }: { comparison: Comparison }) {
  const { index } = comparison;
  if (index.before === null || index.after === null) return null;
  const steps = causeRows(comparison).slice(0, -1);
  let at = index.before;
  const bars = steps.map(({ name, read }) => {
    const by = read(index) ?? 0;
    const bar = { name, from: at, to: at + by, by };
    at += by;
    return bar;
  });
  const ends = [index.before, index.after, ...bars.flatMap(({ from, to }) => [from, to])];
  // Half a level at least, so that a difference of a tenth looks like one.
  const middle = (Math.min(...ends) + Math.max(...ends)) / 2;
  const half = Math.max(0.25, (Math.max(...ends) - Math.min(...ends)) / 2);
  const x = (score: number): number => LEFT + ((score - middle + half) / (2 * half)) * (WIDTH - LEFT - RIGHT);
  const y = (row: number): number => row * ROW + ROW / 2;
  const last = bars.length + 1;
  const said = bars.map(({ name, by }) => `${name}: ${hundredths(by)}`).join("; ");
  return (
    <svg
      class="trend falls"
      viewBox={`0 0 ${WIDTH} ${(last + 1) * ROW}`}
      role="img"
      aria-label={`Index from ${index.before.toFixed(2)} to ${index.after.toFixed(2)}. ${said}.`}
    >
      <End row={0} name="before" score={index.before} x={x} y={y} />
      {bars.map(({ name, from, to, by }, k) => (
        <g>
          <text class="side" x="0" y={y(k + 1) + 4}>
            {name}
          </text>
          <line class="rule" x1={x(from)} x2={x(from)} y1={y(k)} y2={y(k + 1)} />
          <rect
            class={by > 0 ? "up" : by < 0 ? "down" : "level"}
            x={Math.min(x(from), x(to)) - 1}
            width={Math.abs(x(to) - x(from)) + 2}
            y={y(k + 1) - 6}
            height="12"
          />
          <text class="side" x={Math.max(x(from), x(to)) + 8} y={y(k + 1) + 4}>
            {hundredths(by)}
          </text>
        </g>
      ))}
      <line class="rule" x1={x(index.after)} x2={x(index.after)} y1={y(last - 1)} y2={y(last)} />
      <End row={last} name="after" score={index.after} x={x} y={y} />
    </svg>
  );
}

function End({
  row,
  name,
  score,
  x,
  y,
}: {
  row: number;
  name: string;
  score: number;
  x: (score: number) => number;
  y: (row: number) => number;
}) {
  return (
    <g>
      <text class="side" x="0" y={y(row) + 4}>
        {name}
      </text>
      <circle cx={x(score)} cy={y(row)} r="4" />
      <text class="side" x={x(score) + 10} y={y(row) + 4}>
        {score.toFixed(2)}
      </text>
    </g>
  );
}

/** Attainment before (a hollow mark) and after (a filled one) on a track of 0 to 100. The numbers stand beside it in words. */
export function Difference({ before, after }: { before: number | null; after: number | null }) {
  const x = (share: number): string => `${(2 + Math.min(1, Math.max(0, share)) * 96).toFixed(2)}%`;
  return (
    <svg class="gauge" aria-hidden="true">
      <line class="between" x1="2%" x2="98%" y1="5" y2="5" />
      {before === null || after === null ? null : <line class="range" x1={x(before)} x2={x(after)} y1="5" y2="5" />}
      {before === null ? null : <circle class="before" cx={x(before)} cy="5" r="3" />}
      {after === null ? null : <circle class="after" cx={x(after)} cy="5" r="4" />}
    </svg>
  );
}
