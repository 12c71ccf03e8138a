import type { RecentPoint, TrendPoint } from "../../model/trend.ts";
import { Foreign } from "../html/parts.tsx";
import { lastDay, range, RATING_SYMBOLS, RATING_WORDS } from "../wording.ts";
import { levelWords, pointWords } from "./wording.ts";

const WIDTH = 720;
const HEIGHT = 200;
const LEFT = 34;
const FOOT = 24;
const TOP = 8;

/** Room for a day with its year, and a gap. */
const LABEL = 84;

/** Which of `count` dates get a label and where its middle is: the first, the last, and regular ones between as far as none touches another. */
function labelled(count: number, x: (at: number) => number): readonly { readonly at: number; readonly x: number }[] {
  const placed = (at: number) => ({ at, x: Math.min(Math.max(x(at), LEFT + 24), WIDTH - 34) });
  if (count < 2) return count === 0 ? [] : [placed(0)];
  const [first, last] = [placed(0), placed(count - 1)];
  const every = Math.ceil(LABEL / (x(1) - x(0)));
  const between = Array.from({ length: count }, (_, at) => placed(at)).filter(
    ({ at, x: middle }) => at % every === 0 && middle - first.x >= LABEL && last.x - middle >= LABEL,
  );
  return [first, ...between, last];
}

/** The index over time on the whole scale of 1 to 5: dots, their 90 % intervals, and a line between neighbours. */
export function TrendChart({ points }: { points: readonly RecentPoint[] }) {
  const step = (WIDTH - LEFT - 12) / Math.max(1, points.length - 1);
  const x = (at: number): number => LEFT + 6 + at * step;
  const y = (score: number): number => TOP + ((5 - score) / 4) * (HEIGHT - FOOT - TOP);
  const judged = points.map((point, at) => ({ point, at })).filter(({ point }) => point.index.score5 !== null);
  const said = judged.map(({ point }) => `${lastDay(point.asOf)}: ${point.index.score5!.toFixed(1)}`).join("; ");
  const labels = labelled(points.length, x);
  return (
    <svg class="trend" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`Index by date. ${said}.`}>
      {[1, 2, 3, 4, 5].map((level) => (
        <g>
          <line class="rule" x1={LEFT} x2={WIDTH} y1={y(level)} y2={y(level)} />
          <text class="scale" x={LEFT - 10} y={y(level) + 4}>
            {level}
          </text>
        </g>
      ))}
      {judged.slice(1).map(({ point, at }, k) => {
        const before = judged[k]!;
        if (before.at !== at - 1) return null;
        return <line class="path" x1={x(before.at)} y1={y(before.point.index.score5!)} x2={x(at)} y2={y(point.index.score5!)} />;
      })}
      {judged.map(({ point, at }) => (
        <g>
          {point.index.interval90 === null ? null : (
            <line class="range" x1={x(at)} x2={x(at)} y1={y(point.index.interval90[0])} y2={y(point.index.interval90[1])} />
          )}
          <circle cx={x(at)} cy={y(point.index.score5!)} r="3.5" />
        </g>
      ))}
      {labels.map(({ at, x: middle }) => (
        <text class={at === 0 ? "first" : at === points.length - 1 ? "last" : "between"} x={middle} y={HEIGHT - 6}>
          {lastDay(points[at]!.asOf)}
        </text>
      ))}
    </svg>
  );
}

export function TrendTable({ points }: { points: readonly RecentPoint[] }) {
  return (
    <div class="scroll" role="region" aria-label="Level and index by date" tabIndex={0}>
      <table class="stack">
        <thead>
          <tr>
            <th>As of</th>
            <th>Level</th>
            <th class="num">Index</th>
            <th>90 %</th>
            <th>Since the date before</th>
          </tr>
        </thead>
        <tbody>
          {points.toReversed().map((point) => (
            <tr>
              <td>{lastDay(point.asOf)}</td>
              <td>{levelWords(point)}</td>
              <td class="num" data-label="Index">
                {point.index.score5 === null ? "" : point.index.score5.toFixed(1)}
              </td>
              <td data-label="90 %">{point.index.interval90 === null ? "" : range(point.index.interval90)}</td>
              <td class="soft" data-label="Since the date before">
                {pointWords(point)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** `31`, `Mar`, `2025`. */
function dateParts({ asOf }: TrendPoint): string[] {
  return lastDay(asOf).split(" ");
}

export function TrendProfile({ points, texts }: { points: readonly TrendPoint[]; texts: ReadonlyMap<string, string> }) {
  const ids = points.at(-1)?.characteristics.map(({ id }) => id) ?? [];
  return (
    <div class="scroll" role="region" aria-label="Ratings by date" tabIndex={0}>
      <table class="matrix dated">
        <thead>
          <tr>
            <td />
            {points.map((point, at) => {
              const [day, month, year] = dateParts(point);
              const before = at === 0 ? [] : dateParts(points[at - 1]!);
              // Above each day its month and year, where the column before has others.
              const isOther = before[1] !== month || before[2] !== year;
              return (
                <th scope="col">
                  <span class="sr">{lastDay(point.asOf)}</span>
                  <span aria-hidden="true">
                    {before[2] === year ? "" : year}
                    <br />
                    {isOther ? month : ""}
                    <br />
                    {day}
                  </span>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {ids.map((id) => (
            <tr>
              <th scope="row">
                {id} <Foreign>{texts.get(id) ?? ""}</Foreign>
              </th>
              {points.map((point) => {
                const rating = point.characteristics.find((one) => one.id === id)?.rating ?? "I";
                return (
                  <td>
                    <span class={`cell ${rating}`} title={`${lastDay(point.asOf)}: ${RATING_WORDS[rating]}`}>
                      {RATING_SYMBOLS[rating]}
                    </span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
