import type { Example, Measure } from "../model/measure.ts";
import type { CharacteristicVerdict } from "../model/result.ts";
import { centralInterval, medianOf } from "./draws.ts";
import { rate } from "./rating.ts";
import type { Ruleset } from "./ruleset/ruleset.ts";
import type { Evidence } from "./scope.ts";
import { round, roundSignificant } from "./wording.ts";

/** Examples shown with a characteristic: enough to recognise the pattern, not a list of everything. */
const MOST_EXAMPLES = 6;
const EXAMPLES_PER_SIGNAL = 2;

export function characteristicVerdict(
  evidence: Evidence,
  measures: Readonly<Record<string, Measure>>,
  ruleset: Ruleset,
): CharacteristicVerdict {
  const { characteristic, draws } = evidence;
  const median = draws === null ? null : medianOf(draws);
  const match = evidence.descriptorMatch();
  const interval = draws === null ? null : centralInterval(draws);
  return {
    id: characteristic.id,
    level: characteristic.level,
    text: characteristic.text,
    kind: characteristic.kind,
    rating: ratingOf(evidence, ruleset),
    attainment: median === null ? null : round(median, 3),
    interval90: interval === null ? null : [round(interval[0], 3), round(interval[1], 3)],
    descriptorMatch: match === null ? null : round(match, 3),
    coverage: round(evidence.coverage, 3),
    observability: characteristic.observability,
    evidenceFamilies: evidence.families,
    signals: evidence.signals.map((signal) => ({
      ...signal,
      desirability: signal.desirability === null ? null : round(signal.desirability, 3),
      largely: roundSignificant(signal.largely),
      fully: roundSignificant(signal.fully),
    })),
    limitedBy: evidence.limitedBy,
    flags: evidence.flags,
    reason: evidence.reason,
    toSuffice: evidence.toSuffice,
    ...(evidence.parts.length === 0
      ? {}
      : {
          parts: evidence.parts.map((part) => ({
            ...part,
            attainment: part.attainment === null ? null : round(part.attainment, 3),
          })),
        }),
    blindSpots: characteristic.blindSpots,
    remediation: characteristic.remediation,
    examples: examplesOf(evidence, measures),
  };
}

export function ratingOf(evidence: Evidence, ruleset: Ruleset): CharacteristicVerdict["rating"] {
  if (evidence.status !== "rated" || evidence.draws === null) return evidence.status === "NA" ? "NA" : "I";
  return rate(medianOf(evidence.draws), ruleset.ratingBounds);
}

/** Some of both stances where there are both, from the heaviest signals first. */
function examplesOf(evidence: Evidence, measures: Readonly<Record<string, Measure>>): Example[] {
  const found: Example[] = [];
  for (const stance of ["misses", "meets"] as const)
    for (const { id } of evidence.signals) {
      const measure = measures[id];
      if (measure?.outcome !== "measured") continue;
      found.push(...measure.examples.filter((example) => example.stance === stance).slice(0, EXAMPLES_PER_SIGNAL));
    }
  const misses = found.filter((example) => example.stance === "misses").slice(0, MOST_EXAMPLES / 2);
  const meets = found.filter((example) => example.stance === "meets").slice(0, MOST_EXAMPLES - misses.length);
  return [...misses, ...meets];
}
