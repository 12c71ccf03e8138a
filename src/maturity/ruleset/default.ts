import { CHARACTERISTICS } from "../characteristics/index.ts";
import { DEFAULT_LADDERS } from "./ladders.ts";
import type { Ruleset } from "./ruleset.ts";

/** The rules as they are shipped. Characteristic weights are the ones declared with each characteristic. */
export const DEFAULT_RULESET: Ruleset = {
  version: "1.5.0",
  ladders: DEFAULT_LADDERS,
  weights: Object.fromEntries(
    CHARACTERISTICS.map((characteristic) => [
      characteristic.id,
      Object.fromEntries(characteristic.signals.map((signal) => [signal.id, signal.weight])),
    ]),
  ),
  // ISO/IEC 33020: N to 15 %, P to 50 %, L to 85 %, F above.
  ratingBounds: [0.15, 0.5, 0.85],
  power: 0.5,
  desirabilityFloor: 0.05,
  minimumCoverage: 0.6,
  widestInterval: 0.5,
  minimumLogQuality: 0.6,
  bestEstimateAt: 0.5,
  confirmedAt: 0.9,
  breadthShare: 0.8,
  weakestTeamClause: true,
  minimumTeamPeople: 5,
  minimumTeamItems: 100,
  draws: 1000,
  // Half years of one real project differ by 3.7 times what their samples explain, those of simulated unchanged processes by 1.4 times.
  overdispersion: 2,
  policy: { sharedOwnership: false, throughputBased: false, publicIntake: false },
};
