import type { Characteristic } from "../model/level.ts";
import type { Measure, Measured } from "../model/measure.ts";
import type { MissingSignal } from "./sufficiency.ts";
import { clause, sentence, titleInside } from "./wording.ts";

/**
 * What would make the evidence for a characteristic sufficient, or whole, a sentence each: first what more of the same work settles, the nearest first,
 * then what a tool or its data would have to show. What this version does not measure nobody can mend, and what does not apply nobody needs to.
 */
export function whatSuffices(
  { insufficientWhen }: Pick<Characteristic, "insufficientWhen">,
  missing: readonly MissingSignal[],
  unmet: string | null,
  isRated: boolean,
): string[] {
  const growing = missing
    .flatMap(({ title, measure }) => {
      const needed = growthOf(measure);
      return needed === null ? [] : [{ title, ...needed }];
    })
    .toSorted((a, b) => a.needed - b.needed || (a.title < b.title ? -1 : 1))
    .map(({ title, needed, of }) => `${needed} more ${needed === 1 ? singular(of) : of} for ${titleInside(title)}.`);
  const unseen = missing
    .filter(({ measure }) => growthOf(measure) === null && isMendable(measure))
    .map(({ title, measure }) => sentence(`For ${titleInside(title)}, something that shows it: ${clause(measure.reason)}`));
  const found = [...(unmet === null ? [] : [unmet]), ...growing, ...unseen];
  return found.length === 0 && !isRated ? [sentence(`More than this: ${clause(insufficientWhen)}`)] : found;
}

function growthOf(measure: Exclude<Measure, Measured>): { needed: number; of: string } | null {
  if (measure.outcome !== "insufficient-data" || measure.needed === null || measure.needed <= 0) return null;
  return { needed: Math.ceil(measure.needed), of: measure.neededOf ?? "observations" };
}

function isMendable(measure: Exclude<Measure, Measured>): boolean {
  if (measure.outcome === "not-supported") return measure.by === "tool";
  return measure.outcome === "insufficient-data" && measure.ofTeamsOnly !== true;
}

/** `finished items` as `finished item`; other phrases stay as they are. */
function singular(plural: string): string {
  return /^[^ ]+ items$|^[^ ]+s$/.test(plural) ? plural.slice(0, -1) : plural;
}
