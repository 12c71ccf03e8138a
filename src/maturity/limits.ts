import type { Characteristic } from "../model/level.ts";
import { powerMean, reliability } from "./attainment.ts";
import { exceeds } from "./rating.ts";
import type { Ruleset } from "./ruleset/ruleset.ts";
import type { Sufficiency, UsableSignal } from "./sufficiency.ts";
import { clause, percent, sentence } from "./wording.ts";

/** An upper bound on attainment that does not depend on how good the values are, with the reason as a sentence. */
export interface Limit {
  readonly cap: number;
  readonly sentence: string;
}

/** Primary and corroborating evidence further apart than this contradict each other. */
const CONFLICT = 0.4;

/**
 * Caps just below F. `fullOnlyWith` looks at medians, but only at whether there is anything at all, so that a better value can lift the cap
 * and never set it.
 */
export function staticCaps(
  characteristic: Characteristic,
  sufficiency: Sufficiency,
  medians: ReadonlyMap<string, number>,
  ruleset: Ruleset,
  configurationHistory = false,
): Limit[] {
  const belowFull = ruleset.ratingBounds[2] - 0.01;
  const limits: Limit[] = [];
  if (sufficiency.families.length < 2)
    limits.push({
      cap: belowFull,
      sentence: `Not rated fully met: all evidence is of one kind (${sufficiency.families.join(", ")}), and a second, independent kind is needed.`,
    });
  const { observabilityCap, fullOnlyWith } = characteristic;
  if (observabilityCap !== null && !(observabilityCap.unlessConfigurationHistory === true && configurationHistory))
    limits.push({ cap: observabilityCap.cap, sentence: sentence(`Not rated fully met: ${observabilityCap.reason}`) });
  const isPartMissing =
    fullOnlyWith?.signals.some((id) => (medians.get(id) ?? 0) <= 0) === true ||
    fullOnlyWith?.details?.some(({ signal, name }) => !showsDetail(sufficiency, signal, name)) === true;
  if (isPartMissing) limits.push({ cap: belowFull, sentence: sentence(`Not rated fully met: ${fullOnlyWith.reason}`) });
  return [...limits, ...primaryCaps(sufficiency)];
}

/** A companion number above nothing. One that is not told holds nothing back: the signal as a whole is asked for beside it. */
function showsDetail({ used }: Sufficiency, signal: string, name: string): boolean {
  const shown = used.find(({ id }) => id === signal)?.measure.details[name];
  return shown === undefined || shown > 0;
}

/** What a characteristic mainly rests on holds the whole where a guard lets it claim no more: the others only corroborate. */
function primaryCaps({ used }: Sufficiency): Limit[] {
  const mains = used.filter(({ primary }) => primary);
  const cap = Math.max(...mains.map(({ measure }) => measure.cap ?? 1));
  if (mains.length === 0 || cap >= 1) return [];
  const titles = mains.map(({ info }) => info.title).join(" and ");
  return [{ cap, sentence: `Held at ${percent(cap)}: ${titles}, which this mainly rests on, may claim no more.` }];
}

/** Sentences for what held the attainment down at the medians, and for evidence that contradicts itself. */
export function gateOf(
  used: readonly UsableSignal[],
  medians: ReadonlyMap<string, number>,
  caps: readonly Limit[],
  ruleset: Ruleset,
): { sentences: string[]; flags: string[] } {
  const mean = meanOver(used, medians, ruleset);
  const sentences = caps.filter((limit) => mean > limit.cap).map((limit) => limit.sentence);
  const mains = used.filter((signal) => signal.primary).length;
  for (const signal of used) {
    const value = medians.get(signal.id)!;
    if (signal.primary && !exceeds(value, ruleset.ratingBounds[0]) && exceeds(mean, ruleset.ratingBounds[1]))
      sentences.push(
        `Held at partly met: ${signal.info.title} is ${mains > 1 ? "one of the things" : "what"} this mainly rests on, and it shows next to nothing.`,
      );
    if (signal.measure.cap !== undefined && value >= signal.measure.cap)
      sentences.push(
        sentence(
          `${signal.info.title} counts only in part${signal.measure.warnings[0] === undefined ? "" : `: ${clause(signal.measure.warnings[0])}`}`,
        ),
      );
  }
  const flags: string[] = [];
  const main = used.filter((signal) => signal.primary);
  const rest = used.filter((signal) => !signal.primary);
  if (main.length > 0 && rest.length > 0) {
    const difference = meanOver(main, medians, ruleset) - meanOver(rest, medians, ruleset);
    if (Math.abs(difference) > CONFLICT)
      flags.push(
        `Conflicting evidence: ${titles(main)} ${difference > 0 ? "looks much better" : "looks much worse"} than ${titles(rest)}.`,
      );
  }
  return { sentences, flags };
}

/** Power mean of some signals at their medians, before any gate. */
export function meanOver(signals: readonly UsableSignal[], medians: ReadonlyMap<string, number>, ruleset: Ruleset): number {
  return powerMean(
    signals.map(({ id }) => medians.get(id)!),
    signals.map(({ weight, measure, info }) => weight * reliability(measure.sampleSize, info.minimumSample)),
    ruleset,
  );
}

function titles(signals: readonly UsableSignal[]): string {
  return signals.map(({ info }) => info.title).join(", ");
}
