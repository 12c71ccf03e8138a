import type { Figure } from "../figure.ts";
import { judgedPopulation } from "../judged-population.ts";
import { drawOrganisation } from "../population.ts";
import { shareText } from "../sample.ts";
import { trueLevel } from "../truth.ts";
import { brier, calibrationSlope, expectedCalibrationError, type Forecast } from "../statistics/calibration.ts";

/** Is P(level >= k) as sure as it may be? */
export const calibration: Figure = async ({ times, note }) => {
  const all = await judgedPopulation({ times });
  const outcomes = all.filter(({ best }) => best !== null);
  // Organisations in between count by the rule on their habits: without them nobody stands near a boundary, and no probability between could be right.
  const truth = new Map(all.map(({ name, level, group }) => [name, trueLevel(drawOrganisation(name, level, group).spec)]));
  // Of a level that it says cannot be judged nothing was said.
  const of = (k: number): readonly Forecast[] =>
    outcomes
      .filter(({ open }) => open === null || k < open)
      .map(({ atLeast, name }) => ({ said: atLeast[k - 2]!, happened: truth.get(name)! >= k }));
  const forecasts = [2, 3, 4, 5].flatMap(of);
  for (const k of [2, 3, 4, 5])
    note(`P(level >= ${k}): Brier ${brier(of(k)).toFixed(3)}, ECE ${expectedCalibrationError(of(k)).toFixed(3)}`);
  for (let bin = 0; bin < 10; bin++) {
    const inside = forecasts.filter(({ said }) => Math.min(9, Math.floor(said * 10)) === bin);
    if (inside.length > 0)
      note(
        `said ${bin / 10} to ${(bin + 1) / 10}: ${inside.length} times, was so ${inside.filter(({ happened }) => happened).length} times`,
      );
  }
  const [score, error, slope] = [brier(forecasts), expectedCalibrationError(forecasts), calibrationSlope(forecasts)];
  const confirmed = outcomes.filter((one) => one.confirmed !== null);
  const tooHigh = confirmed.filter((one) => one.confirmed! > truth.get(one.name)!).length;
  const between = all.filter(({ group, best }) => group === "between" && best !== null);
  const honest = between.filter(({ best, level }) => best === level || best === level + 1).length;
  const unsure = between.filter(({ atLeast, level }) => atLeast[level - 1]! > 0.1 && atLeast[level - 1]! < 0.9).length;
  return [
    {
      what: "Brier score of P(level >= k)",
      target: "<= 0.08",
      measured: `${score.toFixed(3)} over ${forecasts.length}`,
      value: score,
      met: score <= 0.08,
    },
    { what: "expected calibration error, 10 bins", target: "<= 0.05", measured: error.toFixed(3), met: error <= 0.05 },
    { what: "calibration slope", target: "0.9 to 1.1", measured: slope.toFixed(2), met: slope >= 0.9 && slope <= 1.1 },
    {
      what: "confirmed levels that are too high",
      target: "<= 10 %",
      measured: shareText(tooHigh, confirmed.length),
      value: tooHigh / confirmed.length,
      met: tooHigh <= 0.1 * confirmed.length,
    },
    {
      what: "half way between levels: one of the two is found",
      target: ">= 95 %",
      measured: shareText(honest, between.length),
      met: honest >= 0.95 * between.length,
    },
    {
      what: "half way between levels: neither is said to be sure",
      target: "",
      measured: shareText(unsure, between.length),
      met: null,
    },
  ];
};
