import type { Figure } from "../figure.ts";
import { runAll } from "../pool.ts";
import { SEASON, shareText } from "../sample.ts";

/** One team of ten that works as at level 1. */
export const outlierTeam: Figure = async ({ times, note }) => {
  const judged = await runAll(
    "judge-outlier",
    Array.from({ length: times(6) }, (_, n) => `${SEASON}/outlier/${n}`),
  );
  for (const { even, outlier, breadth } of judged)
    note(
      `${even.name}: ${even.index?.toFixed(2) ?? "?"} (${even.best ?? "?"}) without, ${outlier.index?.toFixed(2) ?? "?"} (${outlier.best ?? "?"}) with it, breadth ${breadth?.toFixed(2) ?? "?"}`,
    );
  const known = judged.filter(({ even, outlier }) => even.index !== null && outlier.index !== null);
  const near = known.filter(({ even, outlier }) => Math.abs(even.index! - outlier.index!) <= 0.3);
  const shown = judged.filter(({ breadth }) => breadth !== null && breadth < 1);
  return [
    {
      what: "index moves by <= 0.30",
      target: "all",
      measured: shareText(near.length, known.length),
      met: near.length === known.length,
    },
    {
      what: "breadth shows it",
      target: "all",
      measured: shareText(shown.length, judged.length),
      met: shown.length === judged.length,
    },
  ];
};
