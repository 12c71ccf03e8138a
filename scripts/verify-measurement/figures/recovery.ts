import { LEVELS } from "../../../src/model/level.ts";
import { seededRandom } from "../../../src/statistics/random.ts";
import type { Figure, Line } from "../figure.ts";
import { isHeldOut, judgedPopulation } from "../judged-population.ts";
import { shareText } from "../sample.ts";
import { kappaOf } from "../statistics/kappa.ts";
import { mean } from "../statistics/icc.ts";
import { bootstrapQuantiles, quantile } from "../statistics/resample.ts";

/** Is the level found that the organisation has by its habits? */
export const recovery: Figure = async ({ times, note }) => {
  const outcomes = (await judgedPopulation({ times })).filter(({ group }) => group !== "between");
  const judged = outcomes.flatMap(({ level, best }) => (best === null ? [] : [{ level, best }]));
  const exact = judged.filter(({ level, best }) => level === best).length;
  const near = judged.filter(({ level, best }) => Math.abs(level - best) <= 1).length;
  const pairs = judged.map(({ level, best }) => [level - 1, best - 1] as const);
  const kappa = kappaOf(pairs, 5);
  const [low] = bootstrapQuantiles(pairs, (sample) => kappaOf(sample, 5), [0.025], seededRandom("recovery"));
  for (const practised of LEVELS) {
    const own = outcomes.filter(({ level }) => level === practised);
    const found = [...LEVELS, null].map((best) => `${best ?? "?"}: ${own.filter((one) => one.best === best).length}`);
    note(`habits of level ${practised} are judged ${found.join(", ")}`);
  }
  const share = (count: number) => `${count} of ${judged.length} (${((100 * count) / judged.length).toFixed(1)} %)`;
  const took = outcomes.map(({ cpuMs }) => cpuMs);
  const half = (what: string, isOf: (outcome: (typeof outcomes)[number]) => boolean): Line => {
    const own = outcomes.filter((outcome) => outcome.best !== null && isOf(outcome));
    const found = own.filter(({ level, best }) => level === best).length;
    return { what: `level exact, ${what}`, target: "", measured: shareText(found, own.length), met: null };
  };
  return [
    {
      what: "one organisation, simulated to judged (median)",
      target: "< 1 s",
      measured: `${Math.round(quantile(took, 0.5))} ms of processor time, ${Math.round(mean(outcomes.map(({ items }) => items)))} items in half a year on average`,
      met: quantile(took, 0.5) < 1000,
    },
    {
      what: "level exact",
      target: ">= 85 %",
      measured: share(exact),
      value: exact / judged.length,
      met: exact >= 0.85 * judged.length,
    },
    half("organisations never looked at before", isHeldOut),
    half("organisations that were looked at", (outcome) => !isHeldOut(outcome)),
    {
      what: "level within one",
      target: ">= 99 %",
      measured: share(near),
      value: near / judged.length,
      met: near >= 0.99 * judged.length,
    },
    {
      what: "quadratic weighted kappa",
      target: ">= 0.90, low >= 0.85",
      measured: `${kappa.toFixed(3)}, 95 % from ${low!.toFixed(3)}`,
      value: kappa,
      met: kappa >= 0.9 && low! >= 0.85,
    },
    {
      what: "organisations that were judged",
      target: ">= 80 %",
      measured: `${judged.length} of ${outcomes.length}`,
      value: judged.length / outcomes.length,
      met: judged.length >= 0.8 * outcomes.length,
    },
  ];
};
