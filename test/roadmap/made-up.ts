import { SIGNALS as CATALOGUE } from "../../signals/index.ts";
import { CHARACTERISTICS } from "../../src/maturity/characteristics/index.ts";
import type { JudgeInput } from "../../src/maturity/input.ts";
import { DEFAULT_RULESET } from "../../src/maturity/ruleset/default.ts";
import type { Measure } from "../../src/model/measure.ts";
import { seededRandom } from "../../src/statistics/random.ts";
import { measured, valueAtRung } from "../maturity/scenario.ts";

/** Measures around a rung, each at a place of its own. */
export function around(rung: number, seed: string, spread = 0.5): Record<string, Measure> {
  const random = seededRandom(seed);
  return Object.fromEntries(
    DEFAULT_RULESET.ladders.map((ladder) => {
      const own = Math.min(Math.max(rung + spread * random.normal(), 1), 6);
      return [ladder.signal, measured(ladder.signal, valueAtRung(ladder, own), 300)];
    }),
  );
}

export function asked(measures: Readonly<Record<string, Measure>>, teams: JudgeInput["teams"] = []): JudgeInput {
  return { workspace: { measures, items: 1000 }, teams, signals: CATALOGUE, characteristics: CHARACTERISTICS, seed: "test" };
}
