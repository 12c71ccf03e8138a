import { EXTENDED_RUNGS, type LadderScale } from "../maturity/desirability.ts";

/** Steps between two rungs. Finer ones would claim a precision that no ladder has. */
export const QUARTERS = 4;
/** Coordinate of a value that no rung is below, such as the logarithm of 0. */
const LOWEST = -1;

/** Places a signal could be moved to, rising from b0 to b7. `coordinates` count rungs from b0 on. */
export interface Grid {
  readonly coordinates: readonly number[];
  readonly positions: readonly number[];
}

export function gridOf({ positions }: LadderScale, stepsARung: number): Grid {
  const grid: { coordinate: number; position: number }[] = [];
  for (let step = 0; step <= stepsARung * (EXTENDED_RUNGS - 1); step++) {
    const coordinate = step / stepsARung;
    const rung = Math.min(Math.floor(coordinate), EXTENDED_RUNGS - 2);
    const position = positions[rung]! + (coordinate - rung) * (positions[rung + 1]! - positions[rung]!);
    // Of places that are one (equal rungs) the last: that far nothing has to be done.
    if (grid.at(-1)?.position === position) grid.pop();
    grid.push({ coordinate, position });
  }
  return { coordinates: grid.map((place) => place.coordinate), positions: grid.map((place) => place.position) };
}

/** How many rungs above b0 a position stands; between rungs in proportion, below b0 in its first step's measure. */
export function coordinateOf({ positions }: LadderScale, position: number): number {
  const top = EXTENDED_RUNGS - 1;
  if (position >= positions[top]!) return top;
  for (let rung = top - 1; rung >= 0; rung--) {
    if (position < positions[rung]!) continue;
    return rung + (position - positions[rung]!) / (positions[rung + 1]! - positions[rung]!);
  }
  const first = positions[1]! - positions[0]!;
  return first > 0 ? Math.max(LOWEST, (position - positions[0]!) / first) : LOWEST;
}
