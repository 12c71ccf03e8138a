import type { RecentTrend } from "../../model/trend.ts";
import { TrendChart, TrendTable } from "../trend/html-parts.tsx";
import { starSentence, summary } from "../trend/wording.ts";

/** Level and index at the ends of the last quarters; only where they were asked for. */
export function Recent({ trend }: { trend: RecentTrend }) {
  const star = starSentence(trend);
  return (
    <>
      {summary(trend).map((sentence) => (
        <p>{sentence}</p>
      ))}
      <TrendChart points={trend.points} />
      <TrendTable points={trend.points} />
      {star === null ? null : <p class="soft">{star}</p>}
    </>
  );
}
