import type { Figure } from "../figure.ts";
import { runAll } from "../pool.ts";
import { sampleOf, shareText } from "../sample.ts";
import { mean } from "../statistics/icc.ts";

/** Does the 90 % interval of the index hold what the same organisation has on average over many lives? */
export const coverage: Figure = async ({ reduced, times, note }) => {
  const lives = reduced ? 4 : Math.max(4, times(8));
  const cases = sampleOf("coverage", times(4));
  const judged = await runAll(
    "judge-one",
    cases.flatMap((drawn) => Array.from({ length: lives }, (_, n) => ({ ...drawn, seed: `${drawn.name}/life ${n}` }))),
  );
  let covered = 0;
  let known = 0;
  for (const drawn of cases) {
    const own = judged.filter(({ name, index }) => name === drawn.name && index !== null);
    if (own.length < lives / 2) continue;
    const truth = mean(own.map(({ index }) => index!));
    const inside = own.filter(
      ({ interval90 }) => interval90 !== null && truth >= interval90[0] - 0.005 && truth <= interval90[1] + 0.005,
    );
    covered += inside.length;
    known += own.length;
    note(
      `${drawn.name}: ${truth.toFixed(2)} on average, in ${inside.length} of ${own.length} intervals; ${own.map(({ index }) => index!.toFixed(2)).join(" ")}`,
    );
  }
  const share = covered / known;
  return [
    {
      what: "90 % intervals that hold the average of all lives",
      target: "87 to 93 %",
      measured: `${shareText(covered, known)}, ${lives} lives each`,
      met: share >= 0.87 && share <= 0.93,
    },
  ];
};
