import { LEVELS } from "../../src/model/level.ts";
import type { Group } from "./population.ts";
import type { DrawnCase } from "./tasks/drawn-case.ts";

/** Organisations of this name were never judged before ladders, weights and signals stood as they are; a new season comes with every change of these. */
export const SEASON = "season 7";

/** So many organisations of each level for a figure that looks at each of them more than once. */
export function sampleOf(
  figure: string,
  perLevel: number,
  options: { readonly group?: Group; readonly weeks?: number } = {},
): readonly DrawnCase[] {
  const { group = "pure", weeks } = options;
  return LEVELS.flatMap((level) =>
    Array.from({ length: perLevel }, (_, n) => ({
      name: `${SEASON}/${figure}/${level}/${n}`,
      level,
      group,
      ...(weeks === undefined ? {} : { weeks }),
    })),
  );
}

/** `12 of 15 (80.0 %)`. */
export function shareText(count: number, of: number): string {
  return of === 0 ? "0 of 0" : `${count} of ${of} (${((100 * count) / of).toFixed(1)} %)`;
}
