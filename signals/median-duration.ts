import type { Exclusions, Measure } from "../src/model/measure.ts";
import type { Random } from "../src/statistics/random.ts";
import { kaplanMeier, quantileConfidence, survivalQuantile, survivalQuantileEstimate } from "../src/statistics/survival.ts";
import type { DurationSample } from "../src/statistics/survival-grid.ts";
import { interval90 } from "../src/statistics/distribution.ts";
import type { ItemExample } from "./signal.ts";

/** Up to this many rows the interval is a bootstrap by item; beyond, the large-sample formula is as good and a hundred times faster. */
const BOOTSTRAP_ROWS = 500;

interface Rest {
  readonly unit: string;
  /** Plural, e.g. `blocks`. */
  readonly what: string;
  readonly coverage: number;
  readonly excluded: Exclusions;
  readonly examples: readonly ItemExample[];
  readonly details: Readonly<Record<string, number>>;
}

/**
 * Kaplan-Meier median as a measure. Where fewer than half have ended in the time anything was followed, the median is longer than that time: it is
 * answered as a lower bound with a warning, because silence about the slowest would be kinder to them than the truth.
 * Rows are clustered by item; past 500 rows the large-sample interval ignores that, being narrow by then.
 */
export function medianDuration(sample: DurationSample, random: Random, rest: Rest): Measure<ItemExample> {
  const { unit, what, details, ...answer } = rest;
  const { cluster: _, ...unclustered } = sample;
  const curve = kaplanMeier(unclustered);
  const median = survivalQuantile(curve, 0.5);
  const uncertainty =
    sample.time.length <= BOOTSTRAP_ROWS ? survivalQuantileEstimate(sample, 0.5, random) : quantileConfidence(curve, 0.5);
  const open = curve.sampleSize - curve.eventCount;
  const companions = {
    ...details,
    [`${what} still open (censored)`]: open,
    ...(survivalQuantile(curve, 0.85) === null ? {} : { [`85th percentile (${unit})`]: survivalQuantile(curve, 0.85)! }),
  };
  if (median === null || uncertainty === null) {
    const followUp = curve.followUp;
    return {
      outcome: "measured",
      value: followUp,
      interval90: [followUp, followUp],
      distribution: { kind: "exact", value: followUp },
      sampleSize: curve.sampleSize,
      ...answer,
      details: companions,
      warnings: [
        `Fewer than half of the ${what} had ended: the median is longer than ${followUp.toFixed(1)} ${unit}, a lower bound.`,
      ],
    };
  }
  const [low, high] = interval90(uncertainty.distribution);
  return {
    outcome: "measured",
    value: median,
    interval90: [Math.min(low, median), Math.max(high, median)],
    distribution: uncertainty.distribution,
    sampleSize: curve.sampleSize,
    ...answer,
    details: companions,
    warnings: uncertainty.openAbove ? [`The upper end of the interval is open: too few ${what} have ended to tell.`] : [],
  };
}
